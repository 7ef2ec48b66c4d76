/** A determinant has the derivatives of a polynomial, at matrices of every rank. */
import { describe, expect, test } from '@jest/globals';
import type { Sym } from 'adjoint';
import { errorOf, matrixSlopes } from '@adjoint/testkit';

/** A determinant by its definition, a sum of products: its derivatives are those of a polynomial. */
const byHand = (x: Sym): Sym => {
  const minor = (rows: readonly number[], columns: readonly number[]): Sym => {
    if (rows.length === 1) return x.at(rows[0]!, columns[0]!);
    return columns
      .map((column, k) => {
        const rest = minor(
          rows.slice(1),
          columns.filter((c) => c !== column),
        );
        return x
          .at(rows[0]!, column)
          .mul(rest)
          .mul((-1) ** k);
      })
      .reduce((sum, term) => sum.add(term));
  };
  const all = x.shape.map((n) => Array.from({ length: n }, (_, i) => i));
  return minor(all[0]!, all[1]!);
};

describe('det of a matrix', () => {
  test.each([
    [
      'of rank n',
      [
        [2, 1, 0],
        [1, 3, 1],
        [0, -1, 1],
      ],
    ],
    [
      'the identity',
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    ],
    [
      'of rank n − 1',
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
    ],
    [
      'of rank n − 1, with a zero row',
      [
        [1, 2, 0],
        [0, 0, 0],
        [3, 1, 2],
      ],
    ],
    [
      'almost singular',
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9 + 1e-13],
      ],
    ],
    [
      'of rank n − 2',
      [
        [1, 2, 3],
        [2, 4, 6],
        [-1, -2, -3],
      ],
    ],
    [
      'of zeros',
      [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
    ],
    [
      'of two rows, singular',
      [
        [1, 2],
        [2, 4],
      ],
    ],
    ['of one row', [[0]]],
  ])('%s has the derivatives of a polynomial', (_, x) => {
    const [found, wanted] = [matrixSlopes((a) => a.det(), x), matrixSlopes(byHand, x)];
    expect(errorOf(found.first, wanted.first)).toBeLessThan(1e-12);
    expect(errorOf(found.second, wanted.second)).toBeLessThan(1e-11);
  });
});
