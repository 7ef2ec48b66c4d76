/** Written by `npm run docs` from packages/codegen/src/procedure/products.ts: over a memory m, of whose places and sizes arguments tell. */

export const addProduct = (m: Float64Array, c: number, strideC: number, a: number, strideA: number, stepA: number, b: number, strideB: number, rows: number, columns: number, depth: number): void => {
  let i10 = 0;
  while (i10 <= (rows - 4)) {
    const i11 = c + (i10 * strideC);
    const i12 = a + (i10 * strideA);
    const i13 = c + ((i10 + 1) * strideC);
    const i14 = a + ((i10 + 1) * strideA);
    const i15 = c + ((i10 + 2) * strideC);
    const i16 = a + ((i10 + 2) * strideA);
    const i17 = c + ((i10 + 3) * strideC);
    const i18 = a + ((i10 + 3) * strideA);
    for (let i19 = 0; i19 < columns; i19++) {
      let x0 = m[i11 + i19]!;
      let x1 = m[i13 + i19]!;
      let x2 = m[i15 + i19]!;
      let x3 = m[i17 + i19]!;
      for (let i20 = 0; i20 < depth; i20++) {
        const x4 = m[b + (i20 * strideB) + i19]!;
        const x5 = m[i12 + (i20 * stepA)]!;
        x0 = x0 + (x5 * x4);
        const x6 = m[i14 + (i20 * stepA)]!;
        x1 = x1 + (x6 * x4);
        const x7 = m[i16 + (i20 * stepA)]!;
        x2 = x2 + (x7 * x4);
        const x8 = m[i18 + (i20 * stepA)]!;
        x3 = x3 + (x8 * x4);
      }
      m[i11 + i19] = x0;
      m[i13 + i19] = x1;
      m[i15 + i19] = x2;
      m[i17 + i19] = x3;
    }
    i10 = i10 + 4;
  }
  while (i10 <= (rows - 1)) {
    const i21 = c + (i10 * strideC);
    const i22 = a + (i10 * strideA);
    for (let i23 = 0; i23 < columns; i23++) {
      let x9 = m[i21 + i23]!;
      for (let i24 = 0; i24 < depth; i24++) {
        const x10 = m[b + (i24 * strideB) + i23]!;
        const x11 = m[i22 + (i24 * stepA)]!;
        x9 = x9 + (x11 * x10);
      }
      m[i21 + i23] = x9;
    }
    i10 = i10 + 1;
  }
};

export const subtractProduct = (m: Float64Array, c: number, strideC: number, a: number, strideA: number, stepA: number, b: number, strideB: number, rows: number, columns: number, depth: number): void => {
  let i10 = 0;
  while (i10 <= (rows - 4)) {
    const i11 = c + (i10 * strideC);
    const i12 = a + (i10 * strideA);
    const i13 = c + ((i10 + 1) * strideC);
    const i14 = a + ((i10 + 1) * strideA);
    const i15 = c + ((i10 + 2) * strideC);
    const i16 = a + ((i10 + 2) * strideA);
    const i17 = c + ((i10 + 3) * strideC);
    const i18 = a + ((i10 + 3) * strideA);
    for (let i19 = 0; i19 < columns; i19++) {
      let x0 = m[i11 + i19]!;
      let x1 = m[i13 + i19]!;
      let x2 = m[i15 + i19]!;
      let x3 = m[i17 + i19]!;
      for (let i20 = 0; i20 < depth; i20++) {
        const x4 = m[b + (i20 * strideB) + i19]!;
        const x5 = m[i12 + (i20 * stepA)]!;
        x0 = x0 - (x5 * x4);
        const x6 = m[i14 + (i20 * stepA)]!;
        x1 = x1 - (x6 * x4);
        const x7 = m[i16 + (i20 * stepA)]!;
        x2 = x2 - (x7 * x4);
        const x8 = m[i18 + (i20 * stepA)]!;
        x3 = x3 - (x8 * x4);
      }
      m[i11 + i19] = x0;
      m[i13 + i19] = x1;
      m[i15 + i19] = x2;
      m[i17 + i19] = x3;
    }
    i10 = i10 + 4;
  }
  while (i10 <= (rows - 1)) {
    const i21 = c + (i10 * strideC);
    const i22 = a + (i10 * strideA);
    for (let i23 = 0; i23 < columns; i23++) {
      let x9 = m[i21 + i23]!;
      for (let i24 = 0; i24 < depth; i24++) {
        const x10 = m[b + (i24 * strideB) + i23]!;
        const x11 = m[i22 + (i24 * stepA)]!;
        x9 = x9 - (x11 * x10);
      }
      m[i21 + i23] = x9;
    }
    i10 = i10 + 1;
  }
};

const subtractCarefully = (m: Float64Array, c: number, strideC: number, a: number, strideA: number, stepA: number, b: number, strideB: number, rows: number, columns: number, depth: number): void => {
  let i10 = 0;
  while (i10 <= (rows - 4)) {
    const i11 = c + (i10 * strideC);
    const i12 = a + (i10 * strideA);
    const i13 = c + ((i10 + 1) * strideC);
    const i14 = a + ((i10 + 1) * strideA);
    const i15 = c + ((i10 + 2) * strideC);
    const i16 = a + ((i10 + 2) * strideA);
    const i17 = c + ((i10 + 3) * strideC);
    const i18 = a + ((i10 + 3) * strideA);
    for (let i19 = 0; i19 < columns; i19++) {
      let x0 = m[i11 + i19]!;
      let x1 = m[i13 + i19]!;
      let x2 = m[i15 + i19]!;
      let x3 = m[i17 + i19]!;
      for (let i20 = 0; i20 < depth; i20++) {
        const x4 = m[b + (i20 * strideB) + i19]!;
        const x5 = m[i12 + (i20 * stepA)]!;
        x0 = x0 - (x5 === 0 ? 0 : (x5 * x4));
        const x6 = m[i14 + (i20 * stepA)]!;
        x1 = x1 - (x6 === 0 ? 0 : (x6 * x4));
        const x7 = m[i16 + (i20 * stepA)]!;
        x2 = x2 - (x7 === 0 ? 0 : (x7 * x4));
        const x8 = m[i18 + (i20 * stepA)]!;
        x3 = x3 - (x8 === 0 ? 0 : (x8 * x4));
      }
      m[i11 + i19] = x0;
      m[i13 + i19] = x1;
      m[i15 + i19] = x2;
      m[i17 + i19] = x3;
    }
    i10 = i10 + 4;
  }
  while (i10 <= (rows - 1)) {
    const i21 = c + (i10 * strideC);
    const i22 = a + (i10 * strideA);
    for (let i23 = 0; i23 < columns; i23++) {
      let x9 = m[i21 + i23]!;
      for (let i24 = 0; i24 < depth; i24++) {
        const x10 = m[b + (i24 * strideB) + i23]!;
        const x11 = m[i22 + (i24 * stepA)]!;
        x9 = x9 - (x11 === 0 ? 0 : (x11 * x10));
      }
      m[i21 + i23] = x9;
    }
    i10 = i10 + 1;
  }
};

export const accumulate = (m: Float64Array, to: number, a: number, b: number, height: number, n: number, k: number, work: number): void => {
  const i7 = (((n + 15) >> 4) * 16) + 8;
  let i8 = 0;
  let i9 = 48;
  while (i8 < k) {
    if ((k - i8) < i9) {
      i9 = k - i8;
    }
    for (let i10 = 0; i10 < i9; i10++) {
      const i11 = b + ((i8 + i10) * n);
      const i12 = work + (i10 * i7);
      for (let i13 = 0; i13 < n; i13++) {
        m[i12 + i13] = m[i11 + i13]!;
      }
    }
    addProduct(m, to, n, a + i8, k, 1, work, i7, height, n, i9);
    i8 = i8 + i9;
  }
};

export const multiply = (m: Float64Array, to: number, a: number, b: number, height: number, n: number, k: number, work: number): void => {
  for (let i7 = 0; i7 < height * n; i7++) {
    m[to + i7] = 0;
  }
  accumulate(m, to, a, b, height, n, k, work);
};

export const reduce = (m: Float64Array, c: number, strideC: number, a: number, strideA: number, stepA: number, b: number, strideB: number, rows: number, columns: number, depth: number, work: number): void => {
  const i11 = (((columns + 15) >> 4) * 16) + 8;
  let x0 = 0;
  for (let i12 = 0; i12 < depth; i12++) {
    const i13 = b + (i12 * strideB);
    const i14 = work + (i12 * i11);
    for (let i15 = 0; i15 < columns; i15++) {
      m[i14 + i15] = m[i13 + i15]!;
    }
    let x1 = 0;
    let x1a = 0;
    let x1b = 0;
    let x1c = 0;
    let i16 = 0;
    for (; i16 + 3 < columns; i16 += 4) {
      x1 += m[i13 + i16]! * 0;
      x1a += m[i13 + (i16 + 1)]! * 0;
      x1b += m[i13 + (i16 + 2)]! * 0;
      x1c += m[i13 + (i16 + 3)]! * 0;
    }
    x1 = x1 + x1b + (x1a + x1c);
    for (; i16 < columns; i16++) {
      x1 += m[i13 + i16]! * 0;
    }
    x0 = x0 + x1;
  }
  if (x0 === 0) {
    subtractProduct(m, c, strideC, a, strideA, stepA, work, i11, rows, columns, depth);
  } else {
    subtractCarefully(m, c, strideC, a, strideA, stepA, work, i11, rows, columns, depth);
  }
};
