/** Written by `npm run docs` from packages/codegen/src/procedure/symmetric.ts: over a memory m, of whose places and sizes arguments tell. */
import { fixSigns } from './matrices.ts';

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

export const turnOnce = (m: Float64Array, v: number, n: number, d: number, e: number, l: number, end: number, shift: number): void => {
  const x0 = m[d + l]!;
  const x1 = m[e + l]!;
  const x2 = (m[d + l + 1]! - x0) / (x1 * 2);
  const x3 = Math.abs(x2);
  const x4 = x3 > 1073741824 ? x3 : Math.sqrt((x3 * x3) + 1);
  const x5 = x2 + (x2 < 0 ? (-x4) : x4);
  m[d + l] = x1 / x5;
  m[d + l + 1] = x1 * x5;
  const x6 = m[d + l + 1]!;
  const x7 = x0 - m[d + l]!;
  for (let i7 = l + 2; i7 < n; i7++) {
    m[d + i7] = m[d + i7]! - x7;
  }
  m[shift] = m[shift]! + x7;
  let x8 = m[d + end]!;
  let x9 = 1;
  let x10 = 1;
  let x11 = 1;
  let x12 = 0;
  let x13 = 0;
  const x14 = m[e + l + 1]!;
  for (let i8 = 0; i8 < end - l; i8++) {
    const i9 = end - 1 - i8;
    x11 = x10;
    x10 = x9;
    x13 = x12;
    const x15 = m[e + i9]!;
    const x16 = x9 * x15;
    const x17 = x9 * x8;
    const x18 = Math.abs(x8);
    const x19 = Math.abs(x15);
    const x20 = x18 < x19 ? x19 : x18;
    const x21 = x18 < x19 ? x18 : x19;
    let x22 = x20;
    if (x21 > 0) {
      x22 = x20 * Math.sqrt(((x21 / x20) * (x21 / x20)) + 1);
    }
    m[e + i9 + 1] = x12 * x22;
    x12 = x15 / x22;
    x9 = x8 / x22;
    const x23 = m[d + i9]!;
    x8 = (x9 * x23) - (x12 * x16);
    m[d + i9 + 1] = x17 + (x12 * ((x9 * x16) + (x12 * x23)));
    const i10 = v + (i9 * n);
    const i11 = v + ((i9 + 1) * n);
    for (let i12 = 0; i12 < n; i12++) {
      const x24 = m[i10 + i12]!;
      const x25 = m[i11 + i12]!;
      m[i11 + i12] = (x12 * x24) + (x9 * x25);
      m[i10 + i12] = (x9 * x24) - (x12 * x25);
    }
  }
  x8 = (((((-x12) * x13) * x11) * x14) * m[e + l]!) / x6;
  m[e + l] = x12 * x8;
  m[d + l] = x9 * x8;
};

export const iterate = (m: Float64Array, v: number, n: number, d: number, e: number, shift: number): void => {
  let x0 = 0;
  m[shift] = 0;
  for (let i5 = 0; i5 < n; i5++) {
    const x1 = Math.abs(m[d + i5]!) + Math.abs(m[e + i5]!);
    if (x1 > x0) {
      x0 = x1;
    }
    const x2 = x0 * 2.220446049250313e-16;
    let i6 = i5;
    let i7 = 1;
    while (i7 === 1) {
      if ((i6 < (n - 1)) && (Math.abs(m[e + i6]!) > x2)) {
        i6 = i6 + 1;
      } else {
        i7 = 0;
      }
    }
    if (i6 > i5) {
      let i8 = 0;
      while (i8 < 60) {
        turnOnce(m, v, n, d, e, i5, i6, shift);
        i8 = i8 + 1;
        if (Math.abs(m[e + i5]!) <= x2) {
          i8 = 60;
        }
      }
    }
    m[d + i5] = m[d + i5]! + m[shift]!;
    m[e + i5] = 0;
  }
};

export const eigh = (m: Float64Array, count: number, from: number, values: number, vectors: number, n: number, work: number): void => {
  for (let i6 = 0; i6 < count; i6++) {
    const i7 = n * n;
    const i8 = from + (i6 * i7);
    const i9 = values + (i6 * n);
    const i10 = vectors + (i6 * i7);
    let x0 = 0;
    let x0a = 0;
    let x0b = 0;
    let x0c = 0;
    let i11 = 0;
    for (; i11 + 3 < i7; i11 += 4) {
      x0 += m[i8 + i11]! * 0;
      x0a += m[i8 + (i11 + 1)]! * 0;
      x0b += m[i8 + (i11 + 2)]! * 0;
      x0c += m[i8 + (i11 + 3)]! * 0;
    }
    x0 = x0 + x0b + (x0a + x0c);
    for (; i11 < i7; i11++) {
      x0 += m[i8 + i11]! * 0;
    }
    if ((x0 === 0) && (n > 0)) {
      const i12 = work + i7;
      const i13 = work + i7 + n;
      const i14 = work + i7 + (n * 2);
      let x1 = 0;
      for (let i15 = 0; i15 < i7; i15++) {
        const x2 = Math.abs(m[i8 + i15]!);
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
      for (let i16 = 0; i16 < n; i16++) {
        for (let i17 = 0; i17 < n; i17++) {
          m[work + (i16 * n) + i17] = ((m[i8 + (i16 * n) + i17]! * x3) + (m[i8 + (i17 * n) + i16]! * x3)) / 2;
        }
      }
      tridiagonalize(m, work, n, i12, i13, i14);
      for (let i18 = 0; i18 < n; i18++) {
        for (let i19 = 0; i19 < i18; i19++) {
          const i20 = work + (i18 * n) + i19;
          const i21 = work + (i19 * n) + i18;
          const x4 = m[i20]!;
          m[i20] = m[i21]!;
          m[i21] = x4;
        }
      }
      for (let i22 = 1; i22 < n; i22++) {
        m[i13 + i22 - 1] = m[i13 + i22]!;
      }
      m[i13 + n - 1] = 0;
      iterate(m, work, n, i12, i13, i14);
      for (let i23 = 0; i23 < n; i23++) {
        const x5 = m[i12 + i23]!;
        let i24 = 0;
        for (let i25 = 0; i25 < n; i25++) {
          const x6 = m[i12 + i25]!;
          i24 = i24 + ((x6 < x5) || ((x6 === x5) && (i25 < i23)) ? 1 : 0);
        }
        m[i14 + i24] = i23;
      }
      for (let i26 = 0; i26 < n; i26++) {
        const i27 = m[i14 + i26]! | 0;
        m[i9 + i26] = m[i12 + i27]! / x3;
        for (let i28 = 0; i28 < n; i28++) {
          m[i10 + (i28 * n) + i26] = m[work + (i27 * n) + i28]!;
        }
      }
      fixSigns(m, i10, n, n, i10, 0);
    } else {
      for (let i29 = 0; i29 < n; i29++) {
        m[i9 + i29] = NaN;
      }
      for (let i30 = 0; i30 < i7; i30++) {
        m[i10 + i30] = NaN;
      }
    }
  }
};
