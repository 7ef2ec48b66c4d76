/** Linear algebra by its identities, to rounding; f32 is computed in double precision. */
import { describe, expect, test } from '@jest/globals';
import { define, lift, matmul, pinv, solve, tensorType, triangularSolve, type Sym, type TensorLike } from '@adjoint/ir';
import { computed, drawn, errorOf, eyeLike, filled, largest, transposed, ULP } from '@adjoint/testkit';
import { evaluate } from './index.ts';

describe.each([1, 2, 3, 5, 20, 60])('of %i rows', (n) => {
  const a = drawn(n + 1, n, n);
  const b = drawn(n + 77, n, 3);
  test('solve, inv and triangularSolve undo a product', () => {
    // The residual of elimination is some n roundings of ‖a‖·‖x‖; so is what a drawn matrix makes of it.
    const x = computed((p, q) => solve(p, q), a, b);
    const back = computed((p, q) => matmul(p, q), a, x);
    expect(errorOf(back.data, b.data)).toBeLessThan(100 * n * ULP * (1 + largest(x.data)));
    for (const lower of [true, false]) {
      for (const transpose of [true, false]) {
        for (const unitDiagonal of [true, false]) {
          const well = computed((p) => p.mul(1 / n).add(lift(2).mul(eyeLike(p))), a);
          const y = computed((p, q) => triangularSolve(p, q, { lower, transpose, unitDiagonal }), well, b);
          const same = computed(
            (p, q) => {
              const off = lower ? p.tril(-1) : p.triu(1);
              const whole = off.add(unitDiagonal ? eyeLike(p) : p.diagPart().diag());
              return matmul(transpose ? transposed(whole) : whole, q);
            },
            well,
            y,
          );
          expect(errorOf(same.data, b.data)).toBeLessThan(20 * n * ULP);
        }
      }
    }
  });
  test('cholesky is a lower triangle whose square is the matrix', () => {
    const square = computed((p) => matmul(p, transposed(p)).add(eyeLike(p)), a);
    const lower = computed((p) => p.cholesky(), square);
    expect(computed((p) => p.triu(1), lower).data.every((x) => x === 0)).toBe(true);
    expect(Math.min(...computed((p) => p.diagPart(), lower).data)).toBeGreaterThan(0);
    expect(errorOf(computed((p) => matmul(p, transposed(p)), lower).data, square.data)).toBeLessThan(2 * n * ULP);
    // What is not symmetric counts by its symmetric part.
    const turned = computed((p, q) => p.add(q.sub(transposed(q))).cholesky(), square, a);
    expect(errorOf(turned.data, lower.data)).toBeLessThan(20 * n * ULP);
  });
  test('determinants agree with one another, and with the adjugate', () => {
    const value = computed((p) => p.det(), a).item();
    const { sign, logabs } = evaluate(
      define({ x: tensorType('f64', [n, n]) }, ({ x }) => ({ ...x.slogdet() })),
      { x: a },
    );
    expect(sign.item()).toBe(Math.sign(value));
    expect(Math.abs(Math.exp(logabs.item()) / Math.abs(value) - 1)).toBeLessThan(100 * n * ULP);
    const product = computed((p) => matmul(p, p.adjugate()).div(p.det().expandDims(0).expandDims(0)), a);
    expect(errorOf(product.data, computed((p) => eyeLike(p), a).data)).toBeLessThan(1000 * n * n * ULP);
  });
  test('expm of commuting matrices multiplies', () => {
    const product = computed((p) => matmul(p.expm(), p.neg().expm()), a);
    expect(errorOf(product.data, computed((p) => eyeLike(p), a).data)).toBeLessThan(1e-13 * Math.exp(Math.sqrt(2 * n)));
  });
  test('pinv has the four properties of Moore and Penrose', () => {
    const low = computed((p, q) => matmul(p, transposed(q)), b, drawn(n + 5, n + 2, 3));
    const inverse = computed((p) => pinv(p), low);
    const cond = largest(inverse.data) * largest(low.data) * n;
    const limit = 100 * n * ULP * (1 + cond);
    expect(errorOf(computed((p, q) => matmul(matmul(p, q), p), low, inverse).data, low.data)).toBeLessThan(limit);
    expect(errorOf(computed((p, q) => matmul(matmul(q, p), q), low, inverse).data, inverse.data)).toBeLessThan(limit);
    for (const side of [(p: Sym, q: Sym) => matmul(p, q), (p: Sym, q: Sym) => matmul(q, p)]) {
      const projection = computed(side, low, inverse);
      expect(errorOf(computed((p) => transposed(p), projection).data, projection.data)).toBeLessThan(limit);
    }
  });
});

test('f32 is computed in double precision and rounded once', () => {
  const [a, b] = [drawn(9, 2, 4, 4), drawn(10, 2, 4, 3)].map(({ shape, data }) => filled(shape, data, 'f32'));
  const wide = (x: TensorLike): TensorLike => filled(x.shape, x.data);
  for (const build of [
    (x: Sym, y: Sym) => solve(x, y),
    (x: Sym) => x.expm(),
    (x: Sym) => x.adjugate(),
    (x: Sym) => x.det(),
  ]) {
    const found = computed(build, a!, b!);
    expect(found.dtype).toBe('f32');
    expect([...found.data]).toEqual([...computed(build, wide(a!), wide(b!)).data].map(Math.fround));
  }
});
