/** Written by `npm run docs` from packages/codegen/src/procedure/triangular.ts: over a memory m, of whose places and sizes arguments tell. */
import { reduce } from './products.ts';

export const substitute = (m: Float64Array, a: number, rowStep: number, columnStep: number, n: number, b: number, k: number, down: number, unit: number, work: number): void => {
  let i9 = 0;
  let i10 = 48;
  while (i9 < n) {
    if ((n - i9) < i10) {
      i10 = n - i9;
    }
    let i11 = i9;
    if (down === 0) {
      i11 = n - i9 - i10;
    }
    const i12 = i11 + i10;
    for (let i13 = 0; i13 < i10; i13++) {
      let i14 = i11 + i13;
      let i15 = i11;
      let i16 = i14;
      if (down === 0) {
        i14 = i12 - 1 - i13;
        i15 = i14 + 1;
        i16 = i12;
      }
      const i17 = b + (i14 * k);
      if ((k === 1) && (columnStep === 1)) {
        let x0 = 0;
        let x0a = 0;
        let x0b = 0;
        let x0c = 0;
        let i18 = i15;
        for (; i18 + 3 < i16; i18 += 4) {
          x0 += m[a + (i14 * rowStep) + i18]! === 0 ? 0 : (m[a + (i14 * rowStep) + i18]! * m[b + i18]!);
          x0a += m[a + (i14 * rowStep) + (i18 + 1)]! === 0 ? 0 : (m[a + (i14 * rowStep) + (i18 + 1)]! * m[b + (i18 + 1)]!);
          x0b += m[a + (i14 * rowStep) + (i18 + 2)]! === 0 ? 0 : (m[a + (i14 * rowStep) + (i18 + 2)]! * m[b + (i18 + 2)]!);
          x0c += m[a + (i14 * rowStep) + (i18 + 3)]! === 0 ? 0 : (m[a + (i14 * rowStep) + (i18 + 3)]! * m[b + (i18 + 3)]!);
        }
        x0 = x0 + x0b + (x0a + x0c);
        for (; i18 < i16; i18++) {
          x0 += m[a + (i14 * rowStep) + i18]! === 0 ? 0 : (m[a + (i14 * rowStep) + i18]! * m[b + i18]!);
        }
        m[i17] = m[i17]! - x0;
      } else {
        for (let i19 = i15; i19 < i16; i19++) {
          const x1 = m[a + (i14 * rowStep) + (i19 * columnStep)]!;
          const i20 = b + (i19 * k);
          if (x1 !== 0) {
            for (let i21 = 0; i21 < k; i21++) {
              m[i17 + i21] = m[i17 + i21]! - (x1 * m[i20 + i21]!);
            }
          }
        }
      }
      if (unit === 0) {
        const x2 = m[a + (i14 * rowStep) + (i14 * columnStep)]!;
        for (let i22 = 0; i22 < k; i22++) {
          m[i17 + i22] = m[i17 + i22]! / x2;
        }
      }
    }
    const i23 = n - i9 - i10;
    let i24 = i12;
    if (down === 0) {
      i24 = 0;
    }
    if (i23 > 0) {
      reduce(m, b + (i24 * k), k, a + (i24 * rowStep) + (i11 * columnStep), rowStep, columnStep, b + (i11 * k), k, i23, k, i10, work);
    }
    i9 = i9 + i10;
  }
};

export const triangularSolve = (m: Float64Array, count: number, a: number, b: number, to: number, n: number, k: number, lower: number, transpose: number, unit: number, work: number): void => {
  let i10 = n;
  let i11 = 1;
  let i12 = lower;
  if (transpose === 1) {
    i10 = 1;
    i11 = n;
    i12 = 1 - lower;
  }
  for (let i13 = 0; i13 < (count * n) * k; i13++) {
    m[to + i13] = m[b + i13]!;
  }
  for (let i14 = 0; i14 < count; i14++) {
    substitute(m, a + ((i14 * n) * n), i10, i11, n, to + ((i14 * n) * k), k, i12, unit, work);
  }
};
