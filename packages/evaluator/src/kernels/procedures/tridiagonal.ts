/** Written by `npm run docs` from packages/codegen/src/procedure/tridiagonal.ts: over a memory m, of whose places and sizes arguments tell. */

export const tridiagonalize = (m: Float64Array, v: number, n: number, d: number, e: number, sizes: number): void => {
  for (let i5 = 0; i5 < n; i5++) {
    const i6 = n - 1 - i5;
    const i7 = v + (i6 * n);
    m[d + i6] = m[i7 + i6]!;
    m[sizes + i6] = 0;
    m[e + i6] = 0;
    if (i6 > 0) {
      const i8 = i7 + i6 - 1;
      let x0 = 0;
      let x0a = 0;
      let x0b = 0;
      let x0c = 0;
      let i9 = 0;
      for (; i9 + 3 < i6 - 1; i9 += 4) {
        x0 += Math.abs(m[i7 + i9]!);
        x0a += Math.abs(m[i7 + (i9 + 1)]!);
        x0b += Math.abs(m[i7 + (i9 + 2)]!);
        x0c += Math.abs(m[i7 + (i9 + 3)]!);
      }
      x0 = x0 + x0b + (x0a + x0c);
      for (; i9 < i6 - 1; i9++) {
        x0 += Math.abs(m[i7 + i9]!);
      }
      m[e + i6] = m[i8]!;
      if (x0 > 0) {
        x0 = x0 + Math.abs(m[i8]!);
        for (let i10 = 0; i10 < i6; i10++) {
          m[i7 + i10] = m[i7 + i10]! / x0;
        }
        let x1 = 0;
        let x1a = 0;
        let x1b = 0;
        let x1c = 0;
        let i11 = 0;
        for (; i11 + 3 < i6; i11 += 4) {
          x1 += m[i7 + i11]! * m[i7 + i11]!;
          x1a += m[i7 + (i11 + 1)]! * m[i7 + (i11 + 1)]!;
          x1b += m[i7 + (i11 + 2)]! * m[i7 + (i11 + 2)]!;
          x1c += m[i7 + (i11 + 3)]! * m[i7 + (i11 + 3)]!;
        }
        x1 = x1 + x1b + (x1a + x1c);
        for (; i11 < i6; i11++) {
          x1 += m[i7 + i11]! * m[i7 + i11]!;
        }
        const x2 = m[i8]!;
        const x3 = x2 > 0 ? (-Math.sqrt(x1)) : Math.sqrt(x1);
        m[e + i6] = x0 * x3;
        m[i8] = x2 - x3;
        const x4 = x1 - (x2 * x3);
        m[sizes + i6] = x4;
        for (let i12 = 0; i12 < i6; i12++) {
          m[e + i12] = 0;
        }
        for (let i13 = 0; i13 < i6; i13++) {
          const i14 = v + (i13 * n);
          const x5 = m[i7 + i13]!;
          let x6 = 0;
          let x6a = 0;
          let x6b = 0;
          let x6c = 0;
          let i15 = 0;
          for (; i15 + 3 < i13; i15 += 4) {
            x6 += m[i14 + i15]! * m[i7 + i15]!;
            x6a += m[i14 + (i15 + 1)]! * m[i7 + (i15 + 1)]!;
            x6b += m[i14 + (i15 + 2)]! * m[i7 + (i15 + 2)]!;
            x6c += m[i14 + (i15 + 3)]! * m[i7 + (i15 + 3)]!;
          }
          x6 = x6 + x6b + (x6a + x6c);
          for (; i15 < i13; i15++) {
            x6 += m[i14 + i15]! * m[i7 + i15]!;
          }
          for (let i16 = 0; i16 < i13; i16++) {
            m[e + i16] = m[e + i16]! + (x5 * m[i14 + i16]!);
          }
          m[e + i13] = m[e + i13]! + (x6 + (x5 * m[i14 + i13]!));
        }
        for (let i17 = 0; i17 < i6; i17++) {
          m[e + i17] = m[e + i17]! / x4;
        }
        let x7 = 0;
        let x7a = 0;
        let x7b = 0;
        let x7c = 0;
        let i18 = 0;
        for (; i18 + 3 < i6; i18 += 4) {
          x7 += m[e + i18]! * m[i7 + i18]!;
          x7a += m[e + (i18 + 1)]! * m[i7 + (i18 + 1)]!;
          x7b += m[e + (i18 + 2)]! * m[i7 + (i18 + 2)]!;
          x7c += m[e + (i18 + 3)]! * m[i7 + (i18 + 3)]!;
        }
        x7 = x7 + x7b + (x7a + x7c);
        for (; i18 < i6; i18++) {
          x7 += m[e + i18]! * m[i7 + i18]!;
        }
        const x8 = x7 / (x4 + x4);
        for (let i19 = 0; i19 < i6; i19++) {
          m[e + i19] = m[e + i19]! - (x8 * m[i7 + i19]!);
        }
        for (let i20 = 0; i20 < i6; i20++) {
          const i21 = v + (i20 * n);
          const x9 = m[i7 + i20]!;
          const x10 = m[e + i20]!;
          for (let i22 = 0; i22 < i20 + 1; i22++) {
            m[i21 + i22] = m[i21 + i22]! - ((x9 * m[e + i22]!) + (x10 * m[i7 + i22]!));
          }
        }
      }
    }
  }
  for (let i23 = 0; i23 < n; i23++) {
    const i24 = v + (i23 * n);
    const x11 = m[sizes + i23]!;
    if (x11 !== 0) {
      for (let i25 = 0; i25 < i23; i25++) {
        m[sizes + i25] = 0;
      }
      for (let i26 = 0; i26 < i23; i26++) {
        const i27 = v + (i26 * n);
        const x12 = m[i24 + i26]!;
        for (let i28 = 0; i28 < i23; i28++) {
          m[sizes + i28] = m[sizes + i28]! + (x12 * m[i27 + i28]!);
        }
      }
      for (let i29 = 0; i29 < i23; i29++) {
        const i30 = v + (i29 * n);
        const x13 = m[i24 + i29]! / x11;
        for (let i31 = 0; i31 < i23; i31++) {
          m[i30 + i31] = m[i30 + i31]! - (x13 * m[sizes + i31]!);
        }
      }
    }
    for (let i32 = 0; i32 < i23; i32++) {
      m[i24 + i32] = 0;
    }
    m[i24 + i23] = 1;
    for (let i33 = 0; i33 < i23; i33++) {
      m[v + (i33 * n) + i23] = 0;
    }
  }
};
