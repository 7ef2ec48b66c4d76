/** Written by `npm run docs` from packages/codegen/src/procedure/householder.ts: over a memory m, of whose places and sizes arguments tell. */
import { add, subtract } from './matrices.ts';

export const reflect = (m: Float64Array, column: number, step: number, height: number, tau: number, b: number, stride: number, n: number, work: number): void => {
  const x0 = m[tau]!;
  if (x0 !== 0) {
    for (let i8 = 0; i8 < n; i8++) {
      m[work + i8] = m[b + i8]!;
    }
    let i9 = 1;
    while (i9 <= (height - 4)) {
      const x1 = m[column + (i9 * step)]!;
      const i10 = b + (i9 * stride);
      const x2 = m[column + ((i9 + 1) * step)]!;
      const i11 = b + ((i9 + 1) * stride);
      const x3 = m[column + ((i9 + 2) * step)]!;
      const i12 = b + ((i9 + 2) * stride);
      const x4 = m[column + ((i9 + 3) * step)]!;
      const i13 = b + ((i9 + 3) * stride);
      for (let i14 = 0; i14 < n; i14++) {
        let x5 = m[work + i14]!;
        x5 = x5 + (x1 * m[i10 + i14]!);
        x5 = x5 + (x2 * m[i11 + i14]!);
        x5 = x5 + (x3 * m[i12 + i14]!);
        x5 = x5 + (x4 * m[i13 + i14]!);
        m[work + i14] = x5;
      }
      i9 = i9 + 4;
    }
    while (i9 <= (height - 1)) {
      const x6 = m[column + (i9 * step)]!;
      const i15 = b + (i9 * stride);
      for (let i16 = 0; i16 < n; i16++) {
        let x7 = m[work + i16]!;
        x7 = x7 + (x6 * m[i15 + i16]!);
        m[work + i16] = x7;
      }
      i9 = i9 + 1;
    }
    for (let i17 = 0; i17 < n; i17++) {
      m[work + i17] = m[work + i17]! * x0;
    }
    for (let i18 = 0; i18 < n; i18++) {
      m[b + i18] = m[b + i18]! - m[work + i18]!;
    }
    let i19 = 1;
    while (i19 <= (height - 4)) {
      const x8 = m[column + (i19 * step)]!;
      const i20 = b + (i19 * stride);
      const x9 = m[column + ((i19 + 1) * step)]!;
      const i21 = b + ((i19 + 1) * stride);
      const x10 = m[column + ((i19 + 2) * step)]!;
      const i22 = b + ((i19 + 2) * stride);
      const x11 = m[column + ((i19 + 3) * step)]!;
      const i23 = b + ((i19 + 3) * stride);
      for (let i24 = 0; i24 < n; i24++) {
        const x12 = m[work + i24]!;
        m[i20 + i24] = m[i20 + i24]! - (x8 * x12);
        m[i21 + i24] = m[i21 + i24]! - (x9 * x12);
        m[i22 + i24] = m[i22 + i24]! - (x10 * x12);
        m[i23 + i24] = m[i23 + i24]! - (x11 * x12);
      }
      i19 = i19 + 4;
    }
    while (i19 <= (height - 1)) {
      const x13 = m[column + (i19 * step)]!;
      const i25 = b + (i19 * stride);
      for (let i26 = 0; i26 < n; i26++) {
        const x14 = m[work + i26]!;
        m[i25 + i26] = m[i25 + i26]! - (x13 * x14);
      }
      i19 = i19 + 1;
    }
  }
};

export const reflectAll = (m: Float64Array, panel: number, stride: number, height: number, size: number, taus: number, b: number, strideB: number, n: number, turned: number, work: number): void => {
  const i10 = work + (height * size);
  const i11 = i10 + (size * size);
  const i12 = i11 + (size * size);
  const i13 = i12 + (size * n);
  const i14 = (((n + 15) >> 4) * 16) + 8;
  for (let i15 = 0; i15 < height; i15++) {
    const i16 = panel + (i15 * stride);
    const i17 = work + (i15 * size);
    for (let i18 = 0; i18 < size; i18++) {
      m[i17 + i18] = i15 < i18 ? 0 : (i15 === i18 ? 1 : m[i16 + i18]!);
    }
  }
  for (let i19 = 0; i19 < size * size; i19++) {
    m[i10 + i19] = 0;
  }
  add(m, i10, size, work, 1, size, work, size, size, size, height);
  for (let i20 = 0; i20 < size; i20++) {
    const x0 = m[taus + i20]!;
    for (let i21 = 0; i21 < size; i21++) {
      const i22 = i11 + (i21 * size);
      let x1 = 0;
      for (let i23 = i21; i23 < i20; i23++) {
        x1 = x1 + (m[i22 + i23]! * m[i10 + (i23 * size) + i20]!);
      }
      m[i22 + i20] = i21 === i20 ? x0 : (-(x0 * x1));
    }
    for (let i24 = i20 + 1; i24 < size; i24++) {
      m[i11 + (i24 * size) + i20] = 0;
    }
  }
  for (let i25 = 0; i25 < size * n; i25++) {
    m[i12 + i25] = 0;
  }
  let i26 = 0;
  let i27 = 48;
  while (i26 < height) {
    if ((height - i26) < i27) {
      i27 = height - i26;
    }
    for (let i28 = 0; i28 < i27; i28++) {
      const i29 = b + ((i26 + i28) * strideB);
      const i30 = i13 + (i28 * i14);
      for (let i31 = 0; i31 < n; i31++) {
        m[i30 + i31] = m[i29 + i31]!;
      }
    }
    add(m, i12, n, work + (i26 * size), 1, size, i13, i14, size, n, i27);
    i26 = i26 + i27;
  }
  let i32 = size;
  let i33 = 1;
  if (turned === 1) {
    i32 = 1;
    i33 = size;
  }
  for (let i34 = 0; i34 < size * i14; i34++) {
    m[i13 + i34] = 0;
  }
  add(m, i13, i14, i11, i32, i33, i12, n, size, n, size);
  subtract(m, b, strideB, work, size, 1, i13, i14, height, n, size);
};

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
