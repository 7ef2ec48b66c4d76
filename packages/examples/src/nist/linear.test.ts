/** Small linear systems: factors, solutions and inverse diagonals, at ill-conditioned matrices too. */
import { describe, expect, test } from '@jest/globals';
import { cholesky, diagonal, dot, inverseDiagonal, solve } from './linear.ts';

// L·Lᵀ of L = [[2, 0, 0], [1, 3, 0], [−1, 2, 1]].
const A = [4, 2, -2, 2, 10, 5, -2, 5, 6];

/** The Hilbert matrix, whose condition number grows as e^3.5n, and its inverse is known in integers. */
const hilbert = (n: number): number[] =>
  Array.from({ length: n * n }, (_, at) => 1 / (Math.floor(at / n) + (at % n) + 1));

describe('cholesky', () => {
  test('finds the lower factor', () => {
    expect([...cholesky(A, 3)!]).toEqual([2, 0, 0, 1, 3, 0, -1, 2, 1]);
  });

  test.each([
    ['indefinite', [1, 2, 2, 1]],
    ['singular', [1, 1, 1, 1]],
    ['of NaN', [Number.NaN, 0, 0, 1]],
  ])('has none for a matrix that is %s', (_, a) => {
    expect(cholesky(a, 2)).toBeUndefined();
    expect(solve(a, [1, 1])).toBeUndefined();
    expect(inverseDiagonal(a, 2)).toBeUndefined();
  });
});

test('solve finds x with a·x = right', () => {
  expect([...solve(A, [4 * 1 + 2 * 2 - 2 * 3, 2 * 1 + 10 * 2 + 5 * 3, -2 * 1 + 5 * 2 + 6 * 3])!]).toEqual([1, 2, 3]);
});

test('inverseDiagonal holds on an ill-conditioned matrix', () => {
  const exact = [16, 1200, 6480, 2800];
  inverseDiagonal(hilbert(4), 4)!.forEach((value, i) => expect(Math.abs(value / exact[i]! - 1)).toBeLessThan(1e-11));
});

test('units of the unknowns do not matter', () => {
  const scale = [1e-9, 1, 1e9];
  const scaled = A.map((value, at) => value * scale[Math.floor(at / 3)]! * scale[at % 3]!);
  const [plain, inUnits] = [inverseDiagonal(A, 3)!, inverseDiagonal(scaled, 3)!];
  inUnits.forEach((value, i) => expect(value * scale[i]! ** 2).toBeCloseTo(plain[i]!, 12));
});

test('dot and diagonal', () => {
  expect(dot([1, 2, 3], [4, 5, 6])).toBe(32);
  expect(diagonal(A, 3)).toEqual([4, 10, 6]);
});
