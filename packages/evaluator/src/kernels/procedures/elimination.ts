/** Written by `npm run docs` from packages/codegen/src/procedure/elimination.ts: over a memory m, of whose places and sizes arguments tell. */
import { reduce } from './products.ts';
import { substitute } from './triangular.ts';

export const eliminate = (m: Float64Array, a: number, n: number, pivots: number, work: number): void => {
  let i4 = 0;
  let i5 = 48;
  while (i4 < n) {
    if ((n - i4) < i5) {
      i5 = n - i4;
    }
    const i6 = i4 + i5;
    for (let i7 = i4; i7 < i6; i7++) {
      let i8 = i7;
      let x0 = Math.abs(m[a + (i7 * n) + i7]!);
      for (let i9 = i7 + 1; i9 < n; i9++) {
        const x1 = Math.abs(m[a + (i9 * n) + i7]!);
        if (x1 > x0) {
          x0 = x1;
          i8 = i9;
        }
      }
      m[pivots + i7] = i8;
      const i10 = a + (i7 * n);
      if (i8 !== i7) {
        const i11 = a + (i8 * n);
        for (let i12 = 0; i12 < n; i12++) {
          const x2 = m[i10 + i12]!;
          m[i10 + i12] = m[i11 + i12]!;
          m[i11 + i12] = x2;
        }
      }
      const x3 = m[i10 + i7]!;
      if (x3 !== 0) {
        for (let i13 = i7 + 1; i13 < n; i13++) {
          const i14 = a + (i13 * n);
          const x4 = m[i14 + i7]! / x3;
          m[i14 + i7] = x4;
          if (x4 !== 0) {
            for (let i15 = i7 + 1; i15 < i6; i15++) {
              m[i14 + i15] = m[i14 + i15]! - (x4 * m[i10 + i15]!);
            }
          }
        }
      }
    }
    if (i6 < n) {
      for (let i16 = i4; i16 < i6; i16++) {
        for (let i17 = i16 + 1; i17 < i6; i17++) {
          const i18 = a + (i17 * n);
          const x5 = m[i18 + i16]!;
          const i19 = a + (i16 * n);
          if (x5 !== 0) {
            for (let i20 = i6; i20 < n; i20++) {
              m[i18 + i20] = m[i18 + i20]! - (x5 * m[i19 + i20]!);
            }
          }
        }
      }
      const i21 = a + (i6 * n);
      const i22 = n - i6;
      reduce(m, i21 + i6, n, i21 + i4, n, 1, a + (i4 * n) + i6, n, i22, i22, i5, work);
    }
    i4 = i4 + i5;
  }
};

export const solveIn = (m: Float64Array, a: number, n: number, b: number, k: number, work: number): void => {
  const i5 = work + n;
  eliminate(m, a, n, work, i5);
  let x0 = 1;
  for (let i6 = 0; i6 < n; i6++) {
    const i7 = m[work + i6]! | 0;
    if (i7 !== i6) {
      const i8 = b + (i6 * k);
      const i9 = b + (i7 * k);
      for (let i10 = 0; i10 < k; i10++) {
        const x1 = m[i8 + i10]!;
        m[i8 + i10] = m[i9 + i10]!;
        m[i9 + i10] = x1;
      }
    }
    if (m[a + (i6 * n) + i6]! === 0) {
      x0 = 0;
    }
  }
  if (x0 === 0) {
    for (let i11 = 0; i11 < n * k; i11++) {
      m[b + i11] = NaN;
    }
  } else {
    substitute(m, a, n, 1, n, b, k, 1, 1, i5);
    substitute(m, a, n, 1, n, b, k, 0, 0, i5);
  }
};

export const solve = (m: Float64Array, count: number, a: number, b: number, to: number, n: number, k: number, work: number): void => {
  const i7 = n * n;
  for (let i8 = 0; i8 < (count * n) * k; i8++) {
    m[to + i8] = m[b + i8]!;
  }
  for (let i9 = 0; i9 < count; i9++) {
    const i10 = a + (i9 * i7);
    for (let i11 = 0; i11 < i7; i11++) {
      m[work + i11] = m[i10 + i11]!;
    }
    solveIn(m, work, n, to + ((i9 * n) * k), k, work + i7);
  }
};
