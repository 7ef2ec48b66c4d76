/** Written by `npm run docs` from packages/codegen/src/procedure/cholesky.ts: over a memory m, of whose places and sizes arguments tell. */
import { subtractProduct } from './products.ts';

export const cholesky = (m: Float64Array, count: number, from: number, to: number, n: number, work: number): void => {
  for (let i5 = 0; i5 < count; i5++) {
    const i6 = to + ((i5 * n) * n);
    const i7 = from + ((i5 * n) * n);
    for (let i8 = 0; i8 < n; i8++) {
      for (let i9 = 0; i9 < i8 + 1; i9++) {
        m[i6 + (i8 * n) + i9] = (m[i7 + (i8 * n) + i9]! / 2) + (m[i7 + (i9 * n) + i8]! / 2);
      }
    }
    let x0 = 1;
    const i10 = (((n + 15) >> 4) * 16) + 8;
    let i11 = 0;
    let i12 = 48;
    while (i11 < n) {
      if ((n - i11) < i12) {
        i12 = n - i11;
      }
      const i13 = i11 + i12;
      for (let i14 = i11; i14 < n; i14++) {
        const i15 = i6 + (i14 * n);
        let i16 = i14;
        if (i16 >= i13) {
          i16 = i13 - 1;
        }
        for (let i17 = i11; i17 < i16 + 1; i17++) {
          const i18 = i6 + (i17 * n);
          let x1 = 0;
          let x1a = 0;
          let x1b = 0;
          let x1c = 0;
          let i19 = i11;
          for (; i19 + 3 < i17; i19 += 4) {
            x1 += m[i15 + i19]! * m[i18 + i19]!;
            x1a += m[i15 + (i19 + 1)]! * m[i18 + (i19 + 1)]!;
            x1b += m[i15 + (i19 + 2)]! * m[i18 + (i19 + 2)]!;
            x1c += m[i15 + (i19 + 3)]! * m[i18 + (i19 + 3)]!;
          }
          x1 = x1 + x1b + (x1a + x1c);
          for (; i19 < i17; i19++) {
            x1 += m[i15 + i19]! * m[i18 + i19]!;
          }
          const x2 = m[i15 + i17]! - x1;
          if (i17 < i14) {
            m[i15 + i17] = x2 / m[i18 + i17]!;
          } else {
            x0 = (x2 > 0) && (x2 < Infinity) ? x0 : 0;
            m[i15 + i17] = Math.sqrt(x2);
          }
        }
      }
      for (let i20 = i13; i20 < n; i20++) {
        const i21 = i6 + (i20 * n) + i11;
        for (let i22 = 0; i22 < i12; i22++) {
          m[work + (i22 * i10) + (i20 - i13)] = m[i21 + i22]!;
        }
      }
      let i23 = i13;
      while (i23 < n) {
        let i24 = 48;
        if ((n - i23) < 48) {
          i24 = n - i23;
        }
        const i25 = i6 + (i23 * n);
        subtractProduct(m, i25 + i13, n, i25 + i11, n, 1, work, i10, i24, i23 + i24 - i13, i12);
        i23 = i23 + i24;
      }
      i11 = i11 + i12;
    }
    for (let i26 = 0; i26 < n; i26++) {
      const i27 = i6 + (i26 * n) + i26 + 1;
      for (let i28 = 0; i28 < n - i26 - 1; i28++) {
        m[i27 + i28] = 0;
      }
    }
    if (x0 === 0) {
      for (let i29 = 0; i29 < n * n; i29++) {
        m[i6 + i29] = NaN;
      }
    }
  }
};
