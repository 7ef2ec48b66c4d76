/** Written by `npm run docs` from packages/codegen/src/procedure/householder.ts: over a memory m, of whose places and sizes arguments tell. */

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
    for (let i11 = 0; i11 < n; i11++) {
      const i12 = a + (i11 * (n + 1));
      const i13 = height - i11;
      const i14 = work + i11;
      let x4 = 0;
      for (let i15 = 1; i15 < i13; i15++) {
        x4 = x4 + (m[i12 + (i15 * n)]! * m[i12 + (i15 * n)]!);
      }
      m[i14] = 0;
      if (x4 > 0) {
        const x5 = m[i12]!;
        const x6 = Math.sqrt((x5 * x5) + x4);
        const x7 = x5 > 0 ? (-x6) : x6;
        const x8 = x5 - x7;
        for (let i16 = 1; i16 < i13; i16++) {
          m[i12 + (i16 * n)] = m[i12 + (i16 * n)]! / x8;
        }
        m[i12] = x7;
        m[i14] = (x7 - x5) / x7;
      }
      reflect(m, i12, n, i13, i14, i12 + 1, n, n - i11 - 1, i7);
    }
    for (let i17 = 0; i17 < height * c; i17++) {
      m[q + i17] = 0;
    }
    for (let i18 = 0; i18 < c; i18++) {
      m[q + (i18 * (c + 1))] = 1;
    }
    for (let i19 = 0; i19 < n; i19++) {
      const i20 = n - 1 - i19;
      const i21 = a + (i20 * (n + 1));
      reflect(m, i21, n, height - i20, work + i20, q + (i20 * (c + 1)), c, c - i20, i7);
    }
    for (let i22 = 0; i22 < c * n; i22++) {
      m[r + i22] = 0;
    }
    for (let i23 = 0; i23 < n; i23++) {
      const i24 = i23 * n;
      for (let i25 = i23; i25 < n; i25++) {
        m[r + i24 + i25] = m[a + i24 + i25]! / x3;
      }
    }
  } else {
    for (let i26 = 0; i26 < height * c; i26++) {
      m[q + i26] = NaN;
    }
    for (let i27 = 0; i27 < c * n; i27++) {
      m[r + i27] = NaN;
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
