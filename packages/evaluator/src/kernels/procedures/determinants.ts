/** Written by `npm run docs` from packages/codegen/src/procedure/determinants.ts: over a memory m, of whose places and sizes arguments tell. */
import { N } from '@adjoint/ir';
import { eliminate } from './elimination.ts';

export const det = (m: Float64Array, count: number, a: number, to: number, n: number, work: number): void => {
  const i5 = n * n;
  for (let i6 = 0; i6 < count; i6++) {
    const i7 = work + i5;
    const i8 = a + (i6 * i5);
    for (let i9 = 0; i9 < i5; i9++) {
      m[work + i9] = m[i8 + i9]!;
    }
    eliminate(m, work, n, i7, i7 + n);
    let x0 = 1;
    for (let i10 = 0; i10 < n; i10++) {
      if (m[i7 + i10]! !== i10) {
        x0 = -x0;
      }
    }
    let x1 = x0;
    for (let i11 = 0; i11 < n; i11++) {
      x1 = x1 * m[work + (i11 * (n + 1))]!;
    }
    m[to + i6] = x1 + 0;
  }
};

export const signDet = (m: Float64Array, count: number, a: number, to: number, n: number, work: number): void => {
  const i5 = n * n;
  for (let i6 = 0; i6 < count; i6++) {
    const i7 = work + i5;
    const i8 = a + (i6 * i5);
    for (let i9 = 0; i9 < i5; i9++) {
      m[work + i9] = m[i8 + i9]!;
    }
    eliminate(m, work, n, i7, i7 + n);
    let x0 = 1;
    for (let i10 = 0; i10 < n; i10++) {
      if (m[i7 + i10]! !== i10) {
        x0 = -x0;
      }
    }
    let x1 = x0;
    for (let i11 = 0; i11 < n; i11++) {
      x1 = x1 * (m[work + (i11 * (n + 1))]! > 0 ? 1 : (m[work + (i11 * (n + 1))]! < 0 ? (-1) : m[work + (i11 * (n + 1))]!));
    }
    m[to + i6] = x1 + 0;
  }
};

export const logAbsDet = (m: Float64Array, count: number, a: number, to: number, n: number, work: number): void => {
  const i5 = n * n;
  for (let i6 = 0; i6 < count; i6++) {
    const i7 = work + i5;
    const i8 = a + (i6 * i5);
    for (let i9 = 0; i9 < i5; i9++) {
      m[work + i9] = m[i8 + i9]!;
    }
    eliminate(m, work, n, i7, i7 + n);
    let x0 = 1;
    for (let i10 = 0; i10 < n; i10++) {
      if (m[i7 + i10]! !== i10) {
        x0 = -x0;
      }
    }
    let x1 = 0;
    for (let i11 = 0; i11 < n; i11++) {
      x1 = x1 + N.log(Math.abs(m[work + (i11 * (n + 1))]!));
    }
    m[to + i6] = x1 + 0;
  }
};
