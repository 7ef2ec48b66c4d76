/** The function of one product: a matrix product at each step of the loops around it. */
import type { Placed, Product, Slot } from '../loop/product.ts';
import { Assembler } from './assembler.ts';
import type { Bytes } from './bytes.ts';
import type { Widths } from './matmul.ts';
import * as X from './opcodes.ts';

/** The widths that a product asks its functions for. */
export const widthsOf = ({ width, o, a, b }: Product): Widths => ({ width, o: o.width, a: a.width, b: b.width });

/** Writes the body; `matmulAt` is the number of the matrix product of its widths. */
export const writeProduct = (to: Bytes, product: Product, matmulAt: number): void => {
  const { around, m, n, k, scratch, fresh } = product;
  const f = new Assembler(to);
  f.locals([around.length, X.I32]);
  const place = (slot: Slot): Assembler => {
    const { base, width }: Placed = product[slot];
    f.int(width * base);
    around.forEach((index, depth) => {
      const step = width * index[slot];
      if (step !== 0) f.get(depth).int(step).op(X.I32_MUL, X.I32_ADD);
    });
    return f;
  };
  const steps = (slot: Slot, first: number, second: number): Assembler =>
    f.int(product[slot].width * first).int(product[slot].width * second);
  const within = (depth: number): void => {
    const loop = around[depth];
    if (loop !== undefined)
      return f.loop(
        depth,
        () => f.int(loop.size),
        1,
        () => within(depth + 1),
      );
    f.int(m.size).int(n.size).int(k.size);
    place('a');
    steps('a', m.a, k.a);
    place('b');
    steps('b', k.b, n.b);
    place('o');
    steps('o', m.o, n.o)
      .int(8 * scratch)
      .int(fresh ? 1 : 0)
      .call(matmulAt);
  };
  within(0);
  f.end();
};
