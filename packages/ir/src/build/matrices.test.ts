/** Linear algebra has the shapes that batches and right-hand sides say, and refuses the rest. */
import { describe, expect, test } from '@jest/globals';
import { builtCode, builtMessage, builtType } from '@adjoint/testkit';
import * as build from './index.ts';
import type { Sym } from './index.ts';

describe('linear algebra', () => {
  test('has the shapes that batches and right-hand sides say', () => {
    expect(builtType((x) => x.matmul(x.transpose()).cholesky())).toBe('f64[2,2]');
    expect(builtType((x) => x.matmul(x.transpose()).solve([1, 2]))).toBe('f64[2]');
    expect(builtType((x) => x.matmul(x.transpose()).triangularSolve(x, { lower: false }))).toBe('f64[2,3]');
    expect(builtType((x) => x.matmul(x.transpose()).logdet())).toBe('f64[]');
    expect(builtType((x) => x.pinv())).toBe('f64[3,2]');
    expect(builtType((x) => x.qr().r)).toBe('f64[2,3]');
    expect(builtType((x) => x.transpose().qr({ mode: 'full' }).q)).toBe('f64[3,3]');
    expect(builtType((x) => x.svd().vt)).toBe('f64[2,3]');
    expect(builtType((x) => x.lstsq(x))).toBe('f64[3,3]');
    expect(builtType((x) => x.kron(x))).toBe('f64[4,9]');
    expect(builtType((x, v) => v.kron(v))).toBe('f64[9]');
    expect(builtType((x) => x.matmul(x.transpose()).matrixPower(-3))).toBe('f64[2,2]');
  });
  test('says what does not fit', () => {
    for (const of of [
      (x: Sym) => x.inv(),
      (x: Sym) => x.det(),
      (x: Sym) => x.logdet(),
      (x: Sym) => x.slogdet().sign,
      (x: Sym) => x.matrixPower(2),
      (x: Sym) => x.expm(),
      (x: Sym) => x.solve([1, 2]),
    ]) {
      expect(builtCode((x) => of(x))).toBe('size');
      expect(builtCode((x, v) => of(v))).toBe('axis');
    }
    expect(builtCode((x, v) => v.pinv())).toBe('axis');
    expect(builtCode((x, v) => x.kron(v))).toBe('axis');
    expect(builtCode((x) => x.kron(x.cast('bool')))).toBe('dtype');
    expect(builtCode((x, v, n) => n.reshape(1, 3).pinv())).toBe('dtype');
    expect(builtCode((x) => x.eigh().values)).toBe('size');
    expect(builtCode((x, v) => v.svd().s)).toBe('axis');
    expect(builtCode((x, v) => v.qr().q)).toBe('axis');
    expect(builtCode((x) => x.qr({ mode: 'wide' as never }).q)).toBe('option');
    expect(builtCode((x) => x.pinv({ rtol: NaN }))).toBe('attribute');
    expect(builtCode((x, v, n, p, s) => x.lstsq(s))).toBe('axis');
    expect(builtCode((x) => x.slice(null, [0, 2]).matrixPower(0.5))).toBe('option');
    expect(builtCode((x) => build.zeros(4, 2, 2).solve(x.reshape(3, 2, 1)))).toBe('broadcast');
    expect(builtMessage((x, v) => x.lstsq(v))).toMatchInlineSnapshot(`
"lstsq: shape [3] does not fit [2,3]
  %0 = input x : f64[2,3]  @ built.ts
  %1 = input v : f64[3]  @ built.ts
  %6 = lstsq %0 %1  @ matrices.test.ts
  b must have as many rows as a, 2; it is a vector with one axis, or one less than a"
`);
    expect(builtMessage((x) => x.cholesky())).toMatchInlineSnapshot(`
"cholesky: shape [2,3] does not fit [3,3]
  %0 = input x : f64[2,3]  @ built.ts
  %5 = cholesky %0  @ matrices.test.ts
  matrices must be square"
`);
  });
});
