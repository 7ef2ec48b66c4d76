/** Written by `npm run docs` from packages/codegen/src/procedure/reflections.ts: over a memory m, of whose places and sizes arguments tell. */
import { addProduct, subtractProduct } from './products.ts';

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
  addProduct(m, i10, size, work, 1, size, work, size, size, size, height);
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
    addProduct(m, i12, n, work + (i26 * size), 1, size, i13, i14, size, n, i27);
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
  addProduct(m, i13, i14, i11, i32, i33, i12, n, size, n, size);
  subtractProduct(m, b, strideB, work, size, 1, i13, i14, height, n, size);
};
