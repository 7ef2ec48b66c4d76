/** Linear algebra of matrices that have no answer, that need a pivot, or whose elements are huge or tiny. */
import { describe, expect, test } from '@jest/globals';
import { solve, triangularSolve, type TensorLike } from '@adjoint/ir';
import { computed, filled, matrixOf, type Build } from '@adjoint/testkit';

describe('hostile matrices', () => {
  test.each([3, 60])('an infinite element of b goes no further than factors that are not 0, of %i rows', (n) => {
    const diagonal = filled(
      [n, n],
      Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 2 : 0)),
    );
    for (const k of [1, 3]) {
      const b = filled(
        [n, k],
        Array.from({ length: n * k }, (_, i) => (i === 0 ? Infinity : i)),
      );
      const wanted = Array.from(b.data, (x) => x / 2);
      for (const lower of [true, false])
        for (const transpose of [true, false])
          expect([...computed((x, y) => triangularSolve(x, y, { lower, transpose }), diagonal, b).data]).toEqual(
            wanted,
          );
      expect([...computed((x, y) => solve(x, y), diagonal, b).data]).toEqual(wanted);
    }
  });
  const nan = [NaN, NaN, NaN, NaN];
  const values = (build: Build, ...x: TensorLike[]): number[] => [...computed(build, ...x).data];
  test('what has no answer is NaN, for its matrix of the batch alone', () => {
    const batch = filled([3, 2, 2], [4, 2, 2, 5, 1, 2, 2, 1, 1, 2, 2, 4]);
    expect(values((x) => x.cholesky(), batch)).toEqual([2, 0, 1, 2, ...nan, ...nan]);
    expect(values((x) => x.inv(), batch).map((x) => Math.round(x * 48) / 48)).toEqual(
      [15, -6, -6, 12]
        .map((x) => x / 48)
        .concat(
          [-16, 32, 32, -16].map((x) => x / 48),
          nan,
        ),
    );
    expect(values((x) => x.det(), batch)).toEqual([16, -3, 0]);
    expect(values((x) => x.slogdet().sign, batch)).toEqual([1, -1, 0]);
    expect(values((x) => x.logdet(), batch)).toEqual([Math.log(4) + Math.log(4), NaN, -Infinity]);
    expect(values((x) => x.adjugate(), matrixOf([1, 2], [2, 4])).map((x) => Math.round(x * 1e12) / 1e12)).toEqual([
      4, -2, -2, 1,
    ]);
    expect(values((x) => x.expm(), matrixOf([NaN, 0], [0, 0]))).toEqual(nan);
    expect(values((x) => x.pinv(), matrixOf([Infinity, 0], [0, 0]))).toEqual(nan);
    expect(values((x) => x.cholesky(), matrixOf([Infinity, 0], [0, 1]))).toEqual(nan);
    expect(values((x) => x.cholesky(), matrixOf([NaN, 0], [0, 1]))).toEqual(nan);
    expect(values((x) => x.det(), matrixOf([NaN, 0], [0, 1]))).toEqual([NaN]);
    expect(values((x) => x.triangularSolve([1, 1]), matrixOf([0, 0], [0, 2]))).toEqual([Infinity, 0.5]);
  });
  test('a pivot is sought below', () => {
    expect(values((x) => x.solve([1, 2]), matrixOf([0, 1], [1, 0]))).toEqual([2, 1]);
    expect(values((x) => x.det(), matrixOf([0, 1], [1, 0]))).toEqual([-1]);
    expect(values((x) => x.solve([1, 2]), matrixOf([1e-20, 1], [1, 1]))).toEqual([1, 1]);
  });
  test('large and small elements neither overflow nor vanish', () => {
    for (const scale of [1e-300, 1e300]) {
      const x = values((p) => p.pinv(), matrixOf([scale, 0], [0, scale]));
      expect(x).toEqual([1 / scale, 0, 0, 1 / scale]);
    }
    expect(values((x) => x.slogdet().logabs, matrixOf([1e300, 0], [0, 1e300]))).toEqual([2 * Math.log(1e300)]);
  });
  test('expm at 0, of nilpotent, diagonal, large and small matrices', () => {
    expect(values((x) => x.expm(), matrixOf([0, 0], [0, 0]))).toEqual([1, 0, 0, 1]);
    expect(values((x) => x.expm(), matrixOf([0, 1], [0, 0]))).toEqual([1, 1, 0, 1]);
    const [p, q, r, s] = values((x) => x.expm(), matrixOf([1, 0], [0, -700])) as [number, number, number, number];
    expect([q, r]).toEqual([0, 0]);
    expect(Math.abs(p / Math.E - 1)).toBeLessThan(1e-13);
    expect(Math.abs(s / Math.exp(-700) - 1)).toBeLessThan(1e-11);
    expect(values((x) => x.expm(), matrixOf([1e10]))[0]).toBe(Infinity);
    const turn = values((x) => x.expm(), matrixOf([0, -1], [1, 0]));
    [Math.cos(1), -Math.sin(1), Math.sin(1), Math.cos(1)].forEach((x, i) => expect(turn[i]).toBeCloseTo(x, 15));
  });
});
