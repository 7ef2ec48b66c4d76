/** The function of one product: a matrix product at each step of the loops around it. */
import { sizeOfAll, type Placed, type Product, type Slot } from '../loop/product.ts';
import { Assembler } from './assembler.ts';
import type { Bytes } from './bytes.ts';
import type { Widths } from './matmul.ts';
import * as X from './opcodes.ts';

/** The widths that a product asks its functions for. */
export const widthsOf = ({ width, o, a, b }: Product): Widths => ({ width, o: o.width, a: a.width, b: b.width });

/** Writes the body; `matmulAt` is the number of the matrix product of its widths, `tableAt` tells the first byte of a table. */
export const writeProduct = (
  to: Bytes,
  product: Product,
  matmulAt: number,
  tableAt: (table: number) => number,
): void => {
  const { around, m, n, k, scratch, fresh, tables } = product;
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
  const within = (depth: number): void => {
    const loop = around[depth];
    if (loop !== undefined)
      return f.loop(
        depth,
        () => f.int(loop.size),
        1,
        () => within(depth + 1),
      );
    for (const indices of [m, n, k]) f.int(sizeOfAll(indices));
    place('a').int(tableAt(tables.mA)).int(tableAt(tables.kA));
    place('b').int(tableAt(tables.kB)).int(tableAt(tables.nB));
    place('o')
      .int(tableAt(tables.mO))
      .int(tableAt(tables.nO))
      .int(8 * scratch)
      .int(fresh ? 1 : 0)
      .call(matmulAt);
  };
  within(0);
  f.end();
};
