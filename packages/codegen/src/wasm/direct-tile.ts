/** One tile of a product that reads its operands where they stand. */
import { BLOCK, type Product } from '../loop/product.ts';
import type { Assembler } from './assembler.ts';
import { ELEMENTS } from './element.ts';
import * as X from './opcodes.ts';

const VECTOR_BYTES = 16;

/** Locals: the first bytes of rows of the left operand and of the result, of the right operand, the column, and from `own` on those of the tile. */
export interface Pointers {
  readonly left: number;
  readonly right: number;
  readonly result: number;
  readonly column: number;
  readonly own: number;
}

const [MOST_SUMS, MOST_WIDE] = [8, 8] as const;
/** Of a vector times a matrix. */
export const ONE_ROW = { size: 1, o: 0, a: 0 } as const;
/** Vectors among the locals of a tile: one of the left operand, and those of a row of the right one and of the result. */
export const OWN_VECTORS = 1 + MOST_WIDE + MOST_SUMS;

/** So many rows and columns of the result, at most eight vectors; what its last vectors have more is computed, and not stored. */
export const directTile = (
  f: Assembler,
  { m, k, width }: Product,
  { left, right, result, column, own }: Pointers,
  relaxed: boolean,
  rows: number,
  columns: number,
): void => {
  const [row, term] = [m[0] ?? ONE_ROW, k[0]!];
  const { splat, mul, add, madd } = ELEMENTS[width];
  const [a, b, o, end, x, y, sums] = [own, own + 1, own + 2, own + 3, own + 4, own + 5, own + 5 + MOST_WIDE];
  const vectors = Math.ceil((columns * width) / VECTOR_BYTES);
  const eachSum = (move: (sum: number, at: number, bytes: number) => void): void => {
    for (let r = 0; r < rows; r++)
      for (let v = 0; v < vectors; v++) {
        const begin = v * VECTOR_BYTES;
        move(sums + r * vectors + v, r * row.o * width + begin, Math.min(VECTOR_BYTES, columns * width - begin));
      }
  };
  const oneTerm = (): void => {
    for (let v = 0; v < vectors; v++) {
      f.get(b).simd(X.V128_LOAD);
      f.at(v * VECTOR_BYTES).set(y + v);
    }
    for (let r = 0; r < rows; r++) {
      f.get(a).simd(splat);
      f.at(r * row.a * width).set(x);
      for (let v = 0; v < vectors; v++) {
        const sum = sums + r * vectors + v;
        if (relaxed)
          f.get(x)
            .get(y + v)
            .get(sum)
            .simd(madd);
        else
          f.get(sum)
            .get(x)
            .get(y + v)
            .simd(mul)
            .simd(add);
        f.set(sum);
      }
    }
    f.add(a, () => f.int(term.a * width)).add(b, () => f.int(term.b * width));
  };
  const store = (sum: number, at: number, bytes: number): void => {
    const part = (op: number, from: number): Assembler =>
      f
        .get(o)
        .get(sum)
        .simd(op)
        .at(at + from);
    if (bytes === VECTOR_BYTES) part(X.V128_STORE, 0);
    if ((bytes & 8) !== 0) part(X.V128_STORE64_LANE, 0).op(0);
    if ((bytes & 4) !== 0) part(X.V128_STORE32_LANE, bytes & 8).op((bytes & 8) >> 2);
  };
  /** Sums of the terms until `end`, which are set or added. */
  const block = (isSet: boolean): void => {
    eachSum((sum) => void f.zeros().set(sum));
    // One term a step: engines find worse registers for several.
    f.repeat(oneTerm, () => f.get(a).get(end).op(X.I32_LT_U));
    if (!isSet)
      eachSum((sum, at) => {
        f.get(sum).get(o).simd(X.V128_LOAD);
        f.at(at).simd(add).set(sum);
      });
    eachSum(store);
  };
  const ahead = (from: number, terms: number): Assembler =>
    f
      .get(from)
      .int(terms * term.a * width)
      .op(X.I32_ADD);
  const inColumn = (from: number, pointer: number): void => {
    f.get(from).get(column);
    f.int(width).op(X.I32_MUL, X.I32_ADD).set(pointer);
  };
  f.get(left).set(a);
  inColumn(right, b);
  inColumn(result, o);
  ahead(left, Math.min(term.size, BLOCK.k)).set(end);
  block(true);
  if (term.size <= BLOCK.k) return;
  const goesOn = (): void => void ahead(left, term.size).get(a).op(X.I32_SUB);
  f.during(goesOn, () => {
    f.least(
      () => ahead(a, BLOCK.k),
      () => ahead(left, term.size),
    ).set(end);
    block(false);
  });
};
