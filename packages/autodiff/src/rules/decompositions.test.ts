/** Derivatives of decompositions at equal values, and of a full qr. */
import { describe, expect, test } from '@jest/globals';
import type { Sym } from 'adjoint';
import { errorOf, matrixSlopes } from '@adjoint/testkit';

describe('equal eigenvalues and singular values', () => {
  const equal = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 3],
  ];
  const exponentials = [Math.E, 0, 0, 0, Math.E, 0, 0, 0, Math.exp(3)];
  test('a sum of f(λ) has the right gradient', () => {
    expect(errorOf(matrixSlopes((x) => x.eigh().values.exp().sum(), equal).first, exponentials)).toBeLessThan(1e-13);
    expect(errorOf(matrixSlopes((x) => x.svd().s.exp().sum(), equal).first, exponentials)).toBeLessThan(1e-13);
    const ones = [
      [1, 1],
      [1, 1],
    ];
    // Σ s² is the sum of squares, at a matrix of low rank and at 0 too.
    const squares = (x: Sym): Sym => x.svd().s.square().sum();
    expect(errorOf(matrixSlopes(squares, ones).first, [2, 2, 2, 2])).toBeLessThan(1e-13);
    expect(
      matrixSlopes(squares, [
        [0, 0, 0],
        [0, 0, 0],
      ]).first,
    ).toEqual([0, 0, 0, 0, 0, 0]);
  });
  test('so has the projection on all vectors of a value, whichever they are', () => {
    const weights = [
      [1, 2, 3],
      [2, 4, 5],
      [3, 5, 6],
    ];
    const projected = (x: Sym, from: number, to: number): Sym => {
      const part = x.eigh().vectors.slice(null, [from, to]);
      return part.matmul(part.transpose()).mul(weights).sum();
    };
    // Ṗ has the elements ẋᵢⱼ/(λⱼ − λᵢ) between the vectors of the value and the others, which are axes here.
    expect(
      errorOf(matrixSlopes((x) => projected(x, 2, 3), equal).first, [0, 0, 1.5, 0, 0, 2.5, 1.5, 2.5, 0]),
    ).toBeLessThan(1e-13);
    expect(
      errorOf(matrixSlopes((x) => projected(x, 0, 2), equal).first, [0, 0, -1.5, 0, 0, -2.5, -1.5, -2.5, 0]),
    ).toBeLessThan(1e-13);
  });
  test('values that rounding alone tells apart count as equal', () => {
    // 1, 1 and 4 in a basis that is no axis.
    const x = [
      [2, 1, 1],
      [1, 2, 1],
      [1, 1, 2],
    ];
    const { first } = matrixSlopes((a) => {
      const part = a.eigh().vectors.slice(null, [0, 2]);
      return part.matmul(part.transpose()).at(0, 1);
    }, x);
    // P = (4 − x)/3 there, and Ṗ = −(P·ẋ·Q + Q·ẋ·P)/3 with Q = 1 − P: the gradient of P₀₁ is −(P·E·Q + Q·E·P)/3, E = (e₀e₁ᵀ + e₁e₀ᵀ)/2.
    const [p, q] = [x, x].map((rows, k) =>
      rows.map((row, i) => row.map((y, j) => (k === 0 ? (4 * +(i === j) - y) / 3 : (y - +(i === j)) / 3))),
    ) as [number[][], number[][]];
    const between = (a: number[][], b: number[][], i: number, j: number): number =>
      (a[i]![0]! * b[1]![j]! + a[i]![1]! * b[0]![j]!) / 2;
    const wanted = x.flatMap((row, i) => row.map((_, j) => -(between(p, q, i, j) + between(q, p, i, j)) / 3));
    expect(errorOf(first, wanted)).toBeLessThan(1e-13);
  });
  test('no derivative is NaN; the second lacks what lies between equal values, as the card says', () => {
    const { second } = matrixSlopes(
      (x) => x.eigh().values.square().sum(),
      [
        [1, 0],
        [0, 1],
      ],
    );
    // Of tr((x + xᵀ)²/4) it is 1 for each pair of the elements 01 and 10.
    expect(second).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    for (const body of [
      (x: Sym) => x.svd().u.sum(),
      (x: Sym) => x.svd().vt.sum(),
      (x: Sym) => x.eigh().vectors.sum(),
    ]) {
      expect(
        matrixSlopes(body, [
          [0, 0],
          [0, 0],
        ]).second.every((x) => x === 0),
      ).toBe(true);
    }
  });
});

describe('a full qr', () => {
  const x = [
    [1.2, 0.3],
    [-0.4, 1.5],
    [0.7, -0.6],
    [0.2, 0.8],
  ];
  const weights = x.map((_, i) => x.map((__, j) => Math.sin(3 * i + j + i * j)));
  test('has the derivatives of its thin part, and of the complement of that', () => {
    const complement = (a: Sym): Sym => {
      const rest = a.qr({ mode: 'full' }).q.slice(null, [2, 4]);
      return rest.matmul(rest.transpose()).mul(weights).sum();
    };
    const byThin = (a: Sym): Sym => {
      const { q } = a.qr();
      return q.matmul(q.transpose()).mul(weights).sum().neg();
    };
    const [found, wanted] = [matrixSlopes(complement, x), matrixSlopes(byThin, x)];
    expect(errorOf(found.first, wanted.first)).toBeLessThan(1e-13);
    expect(errorOf(found.second, wanted.second)).toBeLessThan(1e-12);
    const part = (mode: 'thin' | 'full') => (a: Sym) => {
      const { q, r } = a.qr({ mode });
      return q
        .slice(null, [0, 2])
        .sin()
        .sum()
        .add(r.slice([0, 2]).exp().sum());
    };
    expect(errorOf(matrixSlopes(part('full'), x).first, matrixSlopes(part('thin'), x).first)).toBeLessThan(1e-13);
    expect(errorOf(matrixSlopes(part('full'), x).second, matrixSlopes(part('thin'), x).second)).toBeLessThan(1e-12);
  });
});
