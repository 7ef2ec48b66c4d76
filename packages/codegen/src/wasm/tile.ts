/** The innermost functions of a matrix product: a tile of sums in registers, four rows of two vectors, and the packing that feeds it. */
import type { Width } from '../schedule/widths.ts';
import { Assembler } from './assembler.ts';
import type { Bytes } from './bytes.ts';
import { converted, ELEMENTS, type Element } from './element.ts';
import * as X from './opcodes.ts';

const [I32_EQZ, I32_EQ, I32_LT_S, I32_LT_U, I32_GE_S] = [0x45, 0x46, 0x48, 0x49, 0x4e] as const;
const I32_AND = 0x71;
const ROWS = [0, 1, 2, 3] as const;
const VECTORS = [0, 1] as const;
const VECTOR_BYTES = 16;

/** tile(depth, left, right, four rows of the result, fresh): a packed strip of rows times one of columns, summed by itself and then added to what stands there unless `fresh`. */
export const tile = (to: Bytes, { width, splat, mul, add, madd }: Element, relaxed: boolean): void => {
  const [depth, left, right, row, fresh, end] = [0, 1, 2, 3, 7, 8];
  const [sums, x, y0, y1] = [9, 17, 18, 19];
  const f = new Assembler(to);
  f.locals([1, X.I32], [11, X.V128]);
  const eachSum = (move: (r: number, c: number) => void): void => {
    for (const r of ROWS) for (const c of VECTORS) move(r, c);
  };
  const strip = VECTOR_BYTES * VECTORS.length;
  f.get(right).get(depth).int(strip).op(X.I32_MUL, X.I32_ADD).set(end);
  f.repeat(
    () => {
      for (const c of VECTORS)
        f.get(right)
          .simd(X.V128_LOAD)
          .at(VECTOR_BYTES * c)
          .set(c === 0 ? y0 : y1);
      for (const r of ROWS) {
        f.get(left)
          .simd(splat)
          .at(width * r)
          .set(x);
        for (const c of VECTORS) {
          const sum = sums + 2 * r + c;
          const y = c === 0 ? y0 : y1;
          if (relaxed) f.get(x).get(y).get(sum).simd(madd).set(sum);
          else f.get(sum).get(x).get(y).simd(mul).simd(add).set(sum);
        }
      }
      f.add(left, () => f.int(width * ROWS.length)).add(right, () => f.int(strip));
    },
    () => f.get(right).get(end).op(I32_LT_U),
  );
  f.get(fresh).op(I32_EQZ);
  f.when(() =>
    eachSum((r, c) => {
      const sum = sums + 2 * r + c;
      f.get(sum)
        .get(row + r)
        .simd(X.V128_LOAD)
        .at(VECTOR_BYTES * c)
        .simd(add)
        .set(sum);
    }),
  );
  eachSum((r, c) =>
    f
      .get(row + r)
      .get(sums + 2 * r + c)
      .simd(X.V128_STORE)
      .at(VECTOR_BYTES * c),
  );
  f.end();
};

/**
 * pack(packed, from, count, depth, across, along): strips of so many of `count`, as numbers of `element`; zeros fill the last. `across` and
 * `along` are tables of where they stand from `from` on, in bytes.
 */
export const pack = (to: Bytes, element: Element, strip: number, from: Width): void => {
  const [packed, source, count, depth, across, along] = [0, 1, 2, 3, 4, 5];
  const [i, k, at, lane, row, x] = [6, 7, 8, 9, 10, 10 + strip];
  const f = new Assembler(to);
  const load = (): void => {
    f.op(X.I32_ADD, ELEMENTS[from].load).at();
    converted(f, from, element.width);
  };
  const everyDepth = (move: () => void): void =>
    f.loop(
      k,
      () => f.get(depth),
      1,
      () => {
        f.entry(along, k).set(at);
        move();
        f.add(packed, () => f.int(strip * element.width));
      },
    );
  /** Pushes whether the rows of a strip follow one another. */
  const isInRow = (): void => {
    for (let r = 1; r < strip; r++) {
      f.get(row + r)
        .get(row + r - 1)
        .op(X.I32_SUB)
        .int(element.width)
        .op(I32_EQ);
      if (r > 1) f.op(I32_AND);
    }
  };
  const vectors = (): void =>
    everyDepth(() => {
      for (let offset = 0; offset < strip * element.width; offset += VECTOR_BYTES)
        f.get(packed).get(at).get(row).op(X.I32_ADD).simd(X.V128_LOAD).at(offset).simd(X.V128_STORE).at(offset);
    });
  const whole = (): void => {
    for (let r = 0; r < strip; r++) {
      f.get(source);
      f.entry(across, i, r)
        .op(X.I32_ADD)
        .set(row + r);
    }
    if (from !== element.width) return oneByOne();
    isInRow();
    f.branch(vectors, oneByOne);
  };
  const oneByOne = (): void =>
    everyDepth(() => {
      for (let r = 0; r < strip; r++) {
        f.get(packed)
          .get(at)
          .get(row + r);
        load();
        f.op(element.store).at(element.width * r);
      }
    });
  const part = (): void =>
    everyDepth(() =>
      f.loop(
        lane,
        () => f.int(strip),
        1,
        () => {
          f.get(packed).get(lane).int(element.width).op(X.I32_MUL, X.I32_ADD);
          f.zero(element.type).set(x);
          f.get(i).get(lane).op(X.I32_ADD).get(count).op(I32_LT_S);
          f.when(() => {
            f.get(at).get(source).get(i).get(lane).op(X.I32_ADD).set(row);
            f.entry(across, row).op(X.I32_ADD);
            load();
            f.set(x);
          });
          f.get(x).op(element.store).at();
        },
      ),
    );
  f.locals([4 + strip, X.I32], [1, element.type]);
  f.loop(
    i,
    () => f.get(count),
    strip,
    () => {
      f.get(count).get(i).op(X.I32_SUB).int(strip).op(I32_GE_S);
      f.branch(whole, part);
    },
  );
  f.end();
};
