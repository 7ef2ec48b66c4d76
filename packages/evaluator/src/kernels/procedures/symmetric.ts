/** Written by `npm run docs` from packages/codegen/src/procedure/symmetric.ts: over a memory m, of whose places and sizes arguments tell. */
import { fixSigns } from './matrices.ts';
import { tridiagonalize } from './tridiagonal.ts';

const turnOnce = (m: Float64Array, v: number, n: number, d: number, e: number, l: number, end: number, shift: number): void => {
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

const iterate = (m: Float64Array, v: number, n: number, d: number, e: number, shift: number): void => {
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
