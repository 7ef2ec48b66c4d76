/** The function of one product: a matrix product at each step of the loops around it. */
import { cutLoop, sizeOfAll, type Index, type Placed, type Product, type Slot } from '../loop/product.ts';
import { Assembler } from './assembler.ts';
import type { Bytes } from './bytes.ts';
import { writeDirect } from './direct.ts';
import type { Widths } from './matmul.ts';
import { FROM, PART_PARAMETERS, SPARE, TO } from './part.ts';
import * as X from './opcodes.ts';

/** The widths that a product asks its functions for. */
export const widthsOf = ({ width, o, a, b }: Product): Widths => ({ width, o: o.width, a: a.width, b: b.width });

/** Writes the body; `matmulAt` tells the number of the matrix product of its widths, `tableAt` the first byte of a table. */
export const writeProduct = (
  to: Bytes,
  product: Product,
  matmulAt: () => number,
  tableAt: (table: number) => number,
  relaxed: boolean,
  isPart: boolean,
): void => {
  const { around, m, n, k, scratch, tables } = product;
  if (tables === undefined) return writeDirect(to, product, relaxed, isPart);
  const cut = isPart ? cutLoop(product) : undefined;
  const first = isPart ? PART_PARAMETERS : 0;
  const f = new Assembler(to);
  f.locals([around.length, X.I32]);
  const place = (slot: Slot): Assembler => {
    const { base, width }: Placed = product[slot];
    f.int(width * base);
    around.forEach((index, depth) => {
      const step = width * index[slot];
      if (step !== 0)
        f.get(first + depth)
          .int(step)
          .op(X.I32_MUL, X.I32_ADD);
    });
    return f;
  };
  const size = (loop: 'm' | 'n', indices: readonly Index[]): Assembler =>
    cut === loop ? f.get(TO).get(FROM).op(X.I32_SUB) : f.int(sizeOfAll(indices));
  const table = (number: number, loop?: 'm' | 'n'): Assembler => {
    f.int(tableAt(number));
    return loop !== undefined && cut === loop ? f.get(FROM).int(2).op(X.I32_SHL, X.I32_ADD) : f;
  };
  const within = (depth: number): void => {
    const loop = around[depth];
    const inPart = depth === 0 && cut === 'around';
    if (loop !== undefined)
      return f.loop(
        first + depth,
        () => (inPart ? f.get(TO) : f.int(loop.size)),
        1,
        () => within(depth + 1),
        () => (inPart ? f.get(FROM) : f.int(0)),
      );
    size('m', m);
    size('n', n);
    f.int(sizeOfAll(k));
    place('a');
    table(tables.mA, 'm');
    table(tables.kA);
    place('b');
    table(tables.kB);
    table(tables.nB, 'n');
    place('o');
    table(tables.mO, 'm');
    table(tables.nO, 'n');
    if (isPart) f.get(SPARE);
    else f.int(8 * scratch);
    f.call(matmulAt());
  };
  within(0);
  f.end();
};
