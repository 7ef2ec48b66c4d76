/**
 * result = left · right, with any steps: operands are packed in blocks, and tiles of sums are kept in registers (Goto and van de Geijn, Anatomy
 * of High-Performance Matrix Multiplication, 2008). Each sum takes its terms in order, one at a time; singles are summed in blocks.
 */
import { BLOCK, TILE } from '../loop/product.ts';
import type { Width } from '../schedule/widths.ts';
import { Assembler } from './assembler.ts';
import type { Bytes } from './bytes.ts';
import { converted, ELEMENTS } from './element.ts';
import type { Helper } from './helper.ts';
import * as X from './opcodes.ts';
import { pack, tile } from './tile.ts';

const [I32_EQ, I32_EQZ, I32_AND, I32_SHL] = [0x46, 0x45, 0x71, 0x74] as const;

/** The widths of a product: of its numbers, its result and its operands. */
export interface Widths {
  readonly width: Width;
  readonly o: Width;
  readonly a: Width;
  readonly b: Width;
}

/**
 * block(rows, columns, depth, left, right, result, its tables of rows and columns, spare, fresh): packed blocks. A tile that is not whole, or
 * does not lie in rows of unit steps, is computed in `spare`.
 */
const block = (to: Bytes, { width, o }: Widths, tileAt: number): void => {
  const [rows, columns, depth, left, right, result, row, column, spare, fresh] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const [i, j, r, c, at, wide, high, line] = [10, 11, 12, 13, 14, 15, 16, 17];
  const { load, store, columns: across } = ELEMENTS[width];
  const f = new Assembler(to);
  f.locals([8, X.I32]);
  const strip = (packed: number, from: number): void =>
    void f.get(packed).get(from).get(depth).op(X.I32_MUL).int(width).op(X.I32_MUL, X.I32_ADD);
  const multiply = (pushRow: (index: number) => void): void => {
    f.get(depth);
    strip(left, i);
    strip(right, j);
    for (let index = 0; index < TILE.rows; index++) pushRow(index);
    f.get(fresh).call(tileAt);
  };
  const eachOfTile = (move: () => void): void =>
    f.loop(
      r,
      () => f.get(high),
      1,
      () => {
        f.get(i).get(r).op(X.I32_ADD).set(line);
        f.get(result);
        f.entry(row, line).op(X.I32_ADD).set(at);
        f.loop(c, () => f.get(wide), 1, move);
      },
    );
  const inTile = (): Assembler =>
    f.get(spare).get(r).int(across).op(X.I32_MUL).get(c).op(X.I32_ADD).int(width).op(X.I32_MUL, X.I32_ADD);
  const inResult = (): Assembler => {
    f.get(j).get(c).op(X.I32_ADD).set(line);
    f.get(at);
    return f.entry(column, line).op(X.I32_ADD);
  };
  const bring = (): void =>
    eachOfTile(() => {
      inTile();
      inResult().op(ELEMENTS[o].load).at();
      converted(f, o, width);
      f.op(store).at();
    });
  const take = (): void =>
    eachOfTile(() => {
      inResult();
      inTile().op(load).at();
      converted(f, width, o);
      f.op(ELEMENTS[o].store).at();
    });
  const inSpare = (): void => {
    f.get(fresh).op(I32_EQZ);
    f.when(bring);
    multiply((index) =>
      f
        .get(spare)
        .int(across * width * index)
        .op(X.I32_ADD),
    );
    take();
  };
  const inPlace = (): void => {
    f.get(result);
    f.entry(column, j).op(X.I32_ADD).set(at);
    multiply((index) => {
      f.get(at);
      f.entry(row, i, index).op(X.I32_ADD);
    });
  };
  /** A tile has all its rows and columns, and these follow one another: offsets never go down along a row of the result. */
  const isWhole = (): void => {
    f.get(high).int(TILE.rows).op(I32_EQ);
    f.get(wide).int(across).op(I32_EQ, I32_AND);
  };
  const isInRow = (): void => {
    f.entry(column, j, across - 1);
    f.entry(column, j)
      .op(X.I32_SUB)
      .int((across - 1) * width)
      .op(I32_EQ);
  };
  f.loop(
    j,
    () => f.get(columns),
    across,
    () => {
      f.least(
        () => f.int(across),
        () => f.get(columns).get(j).op(X.I32_SUB),
      ).set(wide);
      f.loop(
        i,
        () => f.get(rows),
        TILE.rows,
        () => {
          f.least(
            () => f.int(TILE.rows),
            () => f.get(rows).get(i).op(X.I32_SUB),
          ).set(high);
          if (o !== width) return inSpare();
          isWhole();
          f.branch(() => {
            isInRow();
            f.branch(inPlace, inSpare);
          }, inSpare);
        },
      );
    },
  );
  f.end();
};

/**
 * matmul(m, n, k, left, its tables along m and k, right, along k and n, result, along m and n, scratch): tables tell offsets in bytes.
 */
const matmul = (to: Bytes, { width }: Widths, packLeft: number, packRight: number, blockAt: number): void => {
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
  /** A table from an index on. */
  const from = (table: number, index: number): Assembler => f.get(table).get(index).int(2).op(I32_SHL, X.I32_ADD);
  f.get(scratch)
    .int(TILE.rows * TILE.columns[width] * width)
    .op(X.I32_ADD)
    .set(packedLeft);
  f.get(packedLeft);
  f.least(
    () => f.int(BLOCK.m),
    () => f.get(m),
  )
    .int(TILE.rows - 1)
    .op(X.I32_ADD)
    .int(-TILE.rows)
    .op(I32_AND);
  f.least(
    () => f.int(BLOCK.k),
    () => f.get(k),
  )
    .op(X.I32_MUL)
    .int(width)
    .op(X.I32_MUL, X.I32_ADD)
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
          f.get(packedRight).get(right).get(wide).get(deep);
          from(rightColumn, j);
          from(rightStep, p).call(packRight);
          f.loop(
            i,
            () => f.get(m),
            BLOCK.m,
            () => {
              rest(BLOCK.m, m, i).set(high);
              f.get(packedLeft).get(left).get(high).get(deep);
              from(leftRow, i);
              from(leftStep, p).call(packLeft);
              f.get(high).get(wide).get(deep).get(packedLeft).get(packedRight).get(result);
              from(row, i);
              from(column, j).get(scratch);
              f.get(p).op(I32_EQZ).call(blockAt);
            },
          );
        },
      );
    },
  );
  f.end();
};

/** The name of the function of products of such widths. */
export const productName = ({ width, o, a, b }: Widths): string => `product ${[width, o, a, b].join()}`;

/** The functions of products of such widths. */
export const matmulHelpers = (widths: Widths, relaxed: boolean): Helper[] => {
  const element = ELEMENTS[widths.width];
  const own = productName(widths);
  const [tileName, leftName, rightName, blockName] = ['tile', 'left', 'right', 'block'].map(
    (part) => `${part} of ${own}`,
  ) as [string, string, string, string];
  return [
    { name: tileName, parameters: 8, write: (to) => tile(to, element, relaxed) },
    { name: leftName, parameters: 6, write: (to) => pack(to, element, TILE.rows, widths.a) },
    { name: rightName, parameters: 6, write: (to) => pack(to, element, element.columns, widths.b) },
    { name: blockName, parameters: 10, write: (to, numberOf) => block(to, widths, numberOf(tileName)) },
    {
      name: own,
      parameters: 13,
      write: (to, numberOf) => matmul(to, widths, numberOf(leftName), numberOf(rightName), numberOf(blockName)),
    },
  ];
};
