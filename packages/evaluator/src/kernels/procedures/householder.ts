/** Written by `npm run docs` from packages/codegen/src/procedure/householder.ts: over a memory m, of whose places and sizes arguments tell. */
import { reflect, reflectAll } from './reflections.ts';

export const orthogonalize = (m: Float64Array, a: number, height: number, n: number, c: number, q: number, r: number, work: number): void => {
  const i7 = work + n;
  let x0 = 0;
  let x0a = 0;
  let x0b = 0;
  let x0c = 0;
  let i8 = 0;
  for (; i8 + 3 < height * n; i8 += 4) {
    x0 += m[a + i8]! * 0;
    x0a += m[a + (i8 + 1)]! * 0;
    x0b += m[a + (i8 + 2)]! * 0;
    x0c += m[a + (i8 + 3)]! * 0;
  }
  x0 = x0 + x0b + (x0a + x0c);
  for (; i8 < height * n; i8++) {
    x0 += m[a + i8]! * 0;
  }
  if (x0 === 0) {
    let x1 = 0;
    for (let i9 = 0; i9 < height * n; i9++) {
      const x2 = Math.abs(m[a + i9]!);
      if (x2 > x1) {
        x1 = x2;
      }
    }
    let x3 = 1;
    if ((x1 > 0) && (x1 < Infinity)) {
      while ((x1 * x3) >= 2) {
        x3 = x3 * 0.5;
      }
      while (((x1 * x3) < 1) && (x3 < 8.98846567431158e+307)) {
        x3 = x3 * 2;
      }
    }
    for (let i10 = 0; i10 < height * n; i10++) {
      m[a + i10] = m[a + i10]! * x3;
    }
    let i11 = 48;
    if (n < 256) {
      i11 = n;
    }
    let i12 = 0;
    let i13 = i11;
    while (i12 < n) {
      if ((n - i12) < i13) {
        i13 = n - i12;
      }
      const i14 = i12 + i13;
      for (let i15 = i12; i15 < i14; i15++) {
        const i16 = a + (i15 * (n + 1));
        const i17 = height - i15;
        const i18 = work + i15;
        let x4 = 0;
        for (let i19 = 1; i19 < i17; i19++) {
          x4 = x4 + (m[i16 + (i19 * n)]! * m[i16 + (i19 * n)]!);
        }
        m[i18] = 0;
        if (x4 > 0) {
          const x5 = m[i16]!;
          const x6 = Math.sqrt((x5 * x5) + x4);
          const x7 = x5 > 0 ? (-x6) : x6;
          const x8 = x5 - x7;
          for (let i20 = 1; i20 < i17; i20++) {
            m[i16 + (i20 * n)] = m[i16 + (i20 * n)]! / x8;
          }
          m[i16] = x7;
          m[i18] = (x7 - x5) / x7;
        }
        reflect(m, i16, n, i17, i18, i16 + 1, n, i14 - i15 - 1, i7);
      }
      if (i14 < n) {
        const i21 = a + (i12 * (n + 1));
        const i22 = height - i12;
        reflectAll(m, i21, n, i22, i13, work + i12, i21 + i13, n, n - i14, 1, i7);
      }
      i12 = i12 + i13;
    }
    for (let i23 = 0; i23 < height * c; i23++) {
      m[q + i23] = 0;
    }
    for (let i24 = 0; i24 < c; i24++) {
      m[q + (i24 * (c + 1))] = 1;
    }
    if (n < 256) {
      for (let i25 = 0; i25 < n; i25++) {
        const i26 = n - 1 - i25;
        const i27 = height - i26;
        const i28 = a + (i26 * (n + 1));
        reflect(m, i28, n, i27, work + i26, q + (i26 * (c + 1)), c, c - i26, i7);
      }
    } else {
      let i29 = n;
      while (i29 > 0) {
        const i30 = ((i29 - 1) / 48 | 0) * 48;
        const i31 = a + (i30 * (n + 1));
        const i32 = height - i30;
        reflectAll(m, i31, n, i32, i29 - i30, work + i30, q + (i30 * (c + 1)), c, c - i30, 0, i7);
        i29 = i30;
      }
    }
    for (let i33 = 0; i33 < c * n; i33++) {
      m[r + i33] = 0;
    }
    for (let i34 = 0; i34 < n; i34++) {
      const i35 = i34 * n;
      for (let i36 = i34; i36 < n; i36++) {
        m[r + i35 + i36] = m[a + i35 + i36]! / x3;
      }
    }
  } else {
    for (let i37 = 0; i37 < height * c; i37++) {
      m[q + i37] = NaN;
    }
    for (let i38 = 0; i38 < c * n; i38++) {
      m[r + i38] = NaN;
    }
  }
};

export const qr = (m: Float64Array, count: number, from: number, q: number, r: number, height: number, n: number, c: number, work: number): void => {
  const i8 = height * n;
  for (let i9 = 0; i9 < count; i9++) {
    const i10 = from + (i9 * i8);
    for (let i11 = 0; i11 < i8; i11++) {
      m[work + i11] = m[i10 + i11]!;
    }
    orthogonalize(m, work, height, n, c, q + ((i9 * height) * c), r + ((i9 * c) * n), work + i8);
  }
};
