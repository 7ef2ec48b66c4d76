/** The innermost functions of a matrix product: a tile of 4×4 sums in registers, and the packing that feeds it. */
import { Assembler } from './assembler.ts';
import type { Bytes } from './bytes.ts';
import * as X from './opcodes.ts';

const [I32_LT_S, I32_GE_S, I32_SHL] = [0x48, 0x4e, 0x74] as const;
const FOUR = [0, 1, 2, 3] as const;

/** tile(depth, left, right, result, row): a packed strip of 4 rows times one of 4 columns; rows of the result are `row` bytes apart. */
export const tile = (to: Bytes): void => {
  const [depth, left, right, result, row, i] = [0, 1, 2, 3, 4, 5];
  const [sums, x, y0, y1] = [10, 18, 19, 20];
  const at = (r: number): number => (r === 0 ? result : 5 + r);
  const f = new Assembler(to);
  f.locals([5, X.I32], [11, X.V128]);
  for (const r of [1, 2, 3])
    f.get(at(r - 1))
      .get(row)
      .op(X.I32_ADD)
      .set(at(r));
  for (const r of FOUR)
    for (const c of [0, 1])
      f.get(at(r))
        .simd(X.V128_LOAD)
        .at(16 * c)
        .set(sums + 2 * r + c);
  f.loop(
    i,
    () => f.get(depth),
    1,
    () => {
      for (const c of [0, 1])
        f.get(right)
          .simd(X.V128_LOAD)
          .at(16 * c)
          .set(c === 0 ? y0 : y1);
      for (const r of FOUR) {
        f.get(left)
          .simd(X.V128_LOAD64_SPLAT)
          .at(8 * r)
          .set(x);
        for (const c of [0, 1]) {
          const sum = sums + 2 * r + c;
          f.get(sum)
            .get(x)
            .get(c === 0 ? y0 : y1)
            .simd(X.F64X2_MUL)
            .simd(X.F64X2_ADD)
            .set(sum);
        }
      }
      f.add(left, () => f.int(32)).add(right, () => f.int(32));
    },
  );
  for (const r of FOUR)
    for (const c of [0, 1])
      f.get(at(r))
        .get(sums + 2 * r + c)
        .simd(X.V128_STORE)
        .at(16 * c);
  f.end();
};

/** pack(packed, from, count, depth, across, along): strips of 4 of `count`, which are `across` bytes apart; zeros fill the last. */
export const pack = (to: Bytes): void => {
  const [packed, from, count, depth, across, along] = [0, 1, 2, 3, 4, 5];
  const [i, k, at, lane, source, x] = [6, 7, 8, 9, 10, 11];
  const f = new Assembler(to);
  f.locals([5, X.I32], [1, X.F64]);
  f.loop(
    i,
    () => f.get(count),
    4,
    () => {
      f.get(from).get(i).get(across).op(X.I32_MUL, X.I32_ADD).set(at);
      f.get(count).get(i).op(X.I32_SUB).int(4).op(I32_GE_S);
      f.branch(
        () =>
          f.loop(
            k,
            () => f.get(depth),
            1,
            () => {
              f.get(at).set(source);
              for (const r of FOUR) {
                f.get(packed)
                  .get(source)
                  .op(X.F64_LOAD)
                  .at()
                  .op(X.F64_STORE)
                  .at(8 * r);
                if (r < 3) f.add(source, () => f.get(across));
              }
              f.add(packed, () => f.int(32)).add(at, () => f.get(along));
            },
          ),
        () =>
          f.loop(
            k,
            () => f.get(depth),
            1,
            () => {
              f.get(at).set(source);
              f.loop(
                lane,
                () => f.int(4),
                1,
                () => {
                  f.get(packed).get(lane).int(3).op(I32_SHL, X.I32_ADD);
                  f.op(X.F64_CONST, 0, 0, 0, 0, 0, 0, 0, 0).set(x);
                  f.get(i).get(lane).op(X.I32_ADD).get(count).op(I32_LT_S);
                  f.branch(
                    () => f.get(source).op(X.F64_LOAD).at().set(x),
                    () => {},
                  );
                  f.get(x).op(X.F64_STORE).at();
                  f.add(source, () => f.get(across));
                },
              );
              f.add(packed, () => f.int(32)).add(at, () => f.get(along));
            },
          ),
      );
    },
  );
  f.end();
};
