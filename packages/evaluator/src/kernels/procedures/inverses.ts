/** Written by `npm run docs` from packages/codegen/src/procedure/inverses.ts: over a memory m, of whose places and sizes arguments tell. */
import { turn, fixSigns } from './matrices.ts';
import { multiply } from './products.ts';
import { eliminate } from './elimination.ts';
import { singular } from './singular.ts';

export const pinv = (m: Float64Array, count: number, from: number, to: number, height: number, n: number, k: number, rtol: number, work: number): void => {
  for (let i8 = 0; i8 < count; i8++) {
    const i9 = height * n;
    const i10 = work + (n * k);
    const i11 = i10 + (height * k);
    const i12 = i11 + k;
    const i13 = from + (i8 * i9);
    if (height >= n) {
      singular(m, i13, n, 1, height, n, i10, i11, work, i12);
    } else {
      singular(m, i13, 1, n, n, height, work, i11, i10, i12);
    }
    let i14 = n;
    if (height < n) {
      i14 = height;
    }
    fixSigns(m, work, n, i14, i10, height);
    if (k > 0) {
      const x0 = m[i11]! * m[rtol]!;
      for (let i15 = 0; i15 < k; i15++) {
        const x1 = m[i11 + i15]!;
        const x2 = x1 <= x0 ? 0 : (1 / x1);
        for (let i16 = 0; i16 < n; i16++) {
          const i17 = work + (i16 * k) + i15;
          m[i17] = m[i17]! * x2;
        }
      }
    }
    turn(m, i10, i12, height, k);
    multiply(m, to + (i8 * i9), work, i12, n, height, k, i12 + (k * height));
  }
};

export const adjugate = (m: Float64Array, count: number, from: number, to: number, n: number, work: number): void => {
  for (let i5 = 0; i5 < count; i5++) {
    const i6 = n * n;
    const i7 = work + i6;
    const i8 = work + (i6 * 2);
    const i9 = i8 + n;
    const i10 = from + (i5 * i6);
    if (n >= n) {
      singular(m, i10, n, 1, n, n, work, i8, i7, i9);
    } else {
      singular(m, i10, 1, n, n, n, i7, i8, work, i9);
    }
    let i11 = n;
    if (n < n) {
      i11 = n;
    }
    fixSigns(m, i7, n, i11, work, n);
    const i12 = i9 + (n * n);
    for (let i13 = 0; i13 < n * n; i13++) {
      m[i9 + i13] = m[work + i13]!;
    }
    eliminate(m, i9, n, i12, i12 + n);
    let x0 = 1;
    for (let i14 = 0; i14 < n; i14++) {
      if (m[i12 + i14]! !== i14) {
        x0 = -x0;
      }
      const x1 = m[i9 + (i14 * (n + 1))]!;
      x0 = x1 < 0 ? (-x0) : (x1 > 0 ? x0 : x1);
    }
    const i15 = i9 + (n * n);
    for (let i16 = 0; i16 < n * n; i16++) {
      m[i9 + i16] = m[i7 + i16]!;
    }
    eliminate(m, i9, n, i15, i15 + n);
    let x2 = 1;
    for (let i17 = 0; i17 < n; i17++) {
      if (m[i15 + i17]! !== i17) {
        x2 = -x2;
      }
      const x3 = m[i9 + (i17 * (n + 1))]!;
      x2 = x3 < 0 ? (-x2) : (x3 > 0 ? x2 : x3);
    }
    const x4 = x0 * x2;
    for (let i18 = 0; i18 < n; i18++) {
      let x5 = x4;
      for (let i19 = 0; i19 < n; i19++) {
        if (i19 !== i18) {
          x5 = x5 * m[i8 + i19]!;
        }
      }
      for (let i20 = 0; i20 < n; i20++) {
        const i21 = i7 + (i20 * n) + i18;
        m[i21] = m[i21]! * x5;
      }
    }
    turn(m, work, i9, n, n);
    multiply(m, to + (i5 * i6), i7, i9, n, n, n, i9 + i6);
  }
};
