/**
 * result += left · right, with any steps: operands are packed in blocks, and tiles of 4×4 are kept in registers (Goto and van de Geijn,
 * Anatomy of High-Performance Matrix Multiplication, 2008). Each sum takes its terms in order, one at a time, from what the result has.
 */
import { BLOCK, type Product } from '../loop/product.ts';
import { Assembler } from './assembler.ts';
import type { Bytes } from './bytes.ts';
import * as X from './opcodes.ts';
import { pack, tile } from './tile.ts';

const [I32_EQ, I32_AND, I32_SHL] = [0x46, 0x71, 0x74] as const;
const TILE_BYTES = 16 * 8;

/** block(rows, columns, depth, left, right, result, row, column, spare): packed blocks; a tile that is not whole is computed in `spare`. */
const block = (to: Bytes, tileAt: number): void => {
  const [rows, columns, depth, left, right, result, row, column, spare] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const [i, j, r, c, at, wide, high] = [9, 10, 11, 12, 13, 14, 15];
  const f = new Assembler(to);
  f.locals([7, X.I32]);
  const strip = (packed: number, from: number): void =>
    void f.get(packed).get(from).get(depth).op(X.I32_MUL).int(3).op(I32_SHL, X.I32_ADD);
  const multiply = (into: number, step: () => void): void => {
    f.get(depth);
    strip(left, i);
    strip(right, j);
    f.get(into);
    step();
    f.call(tileAt);
  };
  const eachOfTile = (move: () => void): void =>
    f.loop(
      r,
      () => f.get(high),
      1,
      () => f.loop(c, () => f.get(wide), 1, move),
    );
  const inTile = (): void =>
    void f.get(spare).get(r).int(5).op(I32_SHL, X.I32_ADD).get(c).int(3).op(I32_SHL, X.I32_ADD);
  const inResult = (): void =>
    void f.get(at).get(r).get(row).op(X.I32_MUL, X.I32_ADD).get(c).get(column).op(X.I32_MUL, X.I32_ADD);
  const copy = (into: () => void, from: () => void): void =>
    eachOfTile(() => {
      into();
      from();
      f.op(X.F64_LOAD).at().op(X.F64_STORE).at();
    });
  f.loop(
    j,
    () => f.get(columns),
    4,
    () => {
      f.least(
        () => f.int(4),
        () => f.get(columns).get(j).op(X.I32_SUB),
      ).set(wide);
      f.loop(
        i,
        () => f.get(rows),
        4,
        () => {
          f.least(
            () => f.int(4),
            () => f.get(rows).get(i).op(X.I32_SUB),
          ).set(high);
          f.get(result).get(i).get(row).op(X.I32_MUL, X.I32_ADD).get(j).get(column).op(X.I32_MUL, X.I32_ADD).set(at);
          f.get(high).int(4).op(I32_EQ).get(wide).int(4).op(I32_EQ, I32_AND).get(column).int(8).op(I32_EQ, I32_AND);
          f.branch(
            () => multiply(at, () => f.get(row)),
            () => {
              copy(inTile, inResult);
              multiply(spare, () => f.int(32));
              copy(inResult, inTile);
            },
          );
        },
      );
    },
  );
  f.end();
};

/** matmul(m, n, k, left, its steps along m and k, right, along k and n, result, along m and n, scratch): all steps in bytes. */
const matmul = (to: Bytes, packAt: number, blockAt: number): void => {
  const [m, n, k, left, leftRow, leftStep, right, rightStep, rightColumn] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const [result, row, column, scratch] = [9, 10, 11, 12];
  const [i, j, p, high, wide, deep, packedLeft, packedRight] = [13, 14, 15, 16, 17, 18, 19, 20];
  const f = new Assembler(to);
  f.locals([8, X.I32]);
  const rest = (most: number, size: number, done: number): Assembler =>
    f.least(
      () => f.int(most),
      () => f.get(size).get(done).op(X.I32_SUB),
    );
  const step = (by: number, index: number): Assembler => f.get(index).get(by).op(X.I32_MUL, X.I32_ADD);
  f.get(scratch).int(TILE_BYTES).op(X.I32_ADD).set(packedLeft);
  f.get(packedLeft);
  f.least(
    () => f.int(BLOCK.m),
    () => f.get(m),
  )
    .int(3)
    .op(X.I32_ADD)
    .int(-4)
    .op(I32_AND);
  f.least(
    () => f.int(BLOCK.k),
    () => f.get(k),
  )
    .op(X.I32_MUL)
    .int(3)
    .op(I32_SHL, X.I32_ADD)
    .set(packedRight);
  f.loop(
    j,
    () => f.get(n),
    BLOCK.n,
    () => {
      rest(BLOCK.n, n, j).set(wide);
      f.loop(
        p,
        () => f.get(k),
        BLOCK.k,
        () => {
          rest(BLOCK.k, k, p).set(deep);
          f.get(packedRight).get(right);
          step(rightStep, p);
          step(rightColumn, j).get(wide).get(deep).get(rightColumn).get(rightStep).call(packAt);
          f.loop(
            i,
            () => f.get(m),
            BLOCK.m,
            () => {
              rest(BLOCK.m, m, i).set(high);
              f.get(packedLeft).get(left);
              step(leftRow, i);
              step(leftStep, p).get(high).get(deep).get(leftRow).get(leftStep).call(packAt);
              f.get(high).get(wide).get(deep).get(packedLeft).get(packedRight).get(result);
              step(row, i);
              step(column, j).get(row).get(column).get(scratch).call(blockAt);
            },
          );
        },
      );
    },
  );
  f.end();
};

/** How many parameters of 32 bits each of the functions has, in order. */
export const MATMUL_PARAMETERS = [5, 6, 9, 13] as const;

/** Writes the bodies of the functions, of which `first` is the number of the first. */
export const matmulBodies = (to: Bytes, first: number): readonly (() => void)[] => [
  () => tile(to),
  () => pack(to),
  () => block(to, first),
  () => matmul(to, first + 1, first + 2),
];

/** Writes the function of one product: matmul at each step of the loops around it. */
export const writeProduct = (to: Bytes, { around, m, n, k, o, a, b, scratch }: Product, first: number): void => {
  const f = new Assembler(to);
  f.locals([around.length, X.I32]);
  const place = (base: number, slot: 'o' | 'a' | 'b'): void => {
    f.int(8 * base);
    around.forEach((index, depth) =>
      f
        .get(depth)
        .int(8 * index[slot])
        .op(X.I32_MUL, X.I32_ADD),
    );
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
    f.int(m.size).int(n.size).int(k.size);
    place(a, 'a');
    f.int(8 * m.a).int(8 * k.a);
    place(b, 'b');
    f.int(8 * k.b).int(8 * n.b);
    place(o, 'o');
    f.int(8 * m.o)
      .int(8 * n.o)
      .int(8 * scratch)
      .call(first + 3);
  };
  within(0);
  f.end();
};
