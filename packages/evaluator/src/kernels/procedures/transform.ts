/** Written by `npm run docs` from packages/codegen/src/procedure/transform.ts: over a memory m, of whose places and sizes arguments tell. */
import { N } from '@adjoint/ir';

export const roots = (m: Float64Array, n: number, to: number): void => {
  for (let i2 = 0; i2 < n; i2++) {
    const i3 = ((i2 * 8) + n) / (n * 2) | 0;
    const x0 = (((i2 * 4) - (i3 * n)) * 3.141592653589793) / (n * 2);
    const x1 = N.cos(x0);
    const x2 = N.sin(x0);
    const x3 = (i3 - ((i3 >> 1) * 2)) === 1 ? x2 : x1;
    const x4 = (i3 - ((i3 >> 1) * 2)) === 1 ? x1 : x2;
    m[to + i2] = (i3 === 1) || (i3 === 2) ? (-x3) : x3;
    m[to + n + i2] = (i3 === 2) || (i3 === 3) ? (-x4) : x4;
  }
};

export const transform = (m: Float64Array, re: number, im: number, n: number, table: number, work: number): void => {
  let i5 = re;
  let i6 = im;
  let i7 = work;
  let i8 = work + n;
  const i9 = table + n;
  let i10 = n;
  let i11 = 1;
  let i12 = 4;
  while (i10 > 1) {
    let i13 = 0;
    while (i13 === 0) {
      if (i10 === ((i10 / i12 | 0) * i12)) {
        i13 = 1;
      } else {
        if (i12 === 4) {
          i12 = 2;
        } else {
          i12 = i12 + 1 + (i12 > 2 ? 1 : 0);
        }
      }
    }
    const i14 = i10 / i12 | 0;
    if (i12 === 4) {
      for (let i15 = 0; i15 < i14; i15++) {
        const i16 = i15 * i11;
        const x0 = m[table + i16]!;
        const x1 = m[i9 + i16]!;
        const x2 = m[table + (i16 * 2)]!;
        const x3 = m[i9 + (i16 * 2)]!;
        const x4 = m[table + (i16 * 3)]!;
        const x5 = m[i9 + (i16 * 3)]!;
        const i17 = i5 + i16 + ((i14 * i11) * 0);
        const i18 = i5 + i16 + (i14 * i11);
        const i19 = i5 + i16 + ((i14 * i11) * 2);
        const i20 = i5 + i16 + ((i14 * i11) * 3);
        const i21 = i6 + i16 + ((i14 * i11) * 0);
        const i22 = i6 + i16 + (i14 * i11);
        const i23 = i6 + i16 + ((i14 * i11) * 2);
        const i24 = i6 + i16 + ((i14 * i11) * 3);
        const i25 = i7 + (i16 * 4) + (i11 * 0);
        const i26 = i7 + (i16 * 4) + i11;
        const i27 = i7 + (i16 * 4) + (i11 * 2);
        const i28 = i7 + (i16 * 4) + (i11 * 3);
        const i29 = i8 + (i16 * 4) + (i11 * 0);
        const i30 = i8 + (i16 * 4) + i11;
        const i31 = i8 + (i16 * 4) + (i11 * 2);
        const i32 = i8 + (i16 * 4) + (i11 * 3);
        for (let i33 = 0; i33 < i11; i33++) {
          const x6 = m[i17 + i33]!;
          const x7 = m[i18 + i33]!;
          const x8 = m[i19 + i33]!;
          const x9 = m[i20 + i33]!;
          const x10 = m[i21 + i33]!;
          const x11 = m[i22 + i33]!;
          const x12 = m[i23 + i33]!;
          const x13 = m[i24 + i33]!;
          const x14 = x6 + x8;
          const x15 = x10 + x12;
          const x16 = x6 - x8;
          const x17 = x10 - x12;
          const x18 = x7 + x9;
          const x19 = x11 + x13;
          const x20 = x11 - x13;
          const x21 = x9 - x7;
          m[i25 + i33] = x14 + x18;
          m[i29 + i33] = x15 + x19;
          const x22 = x16 + x20;
          const x23 = x17 + x21;
          m[i26 + i33] = (x22 * x0) + (x23 * x1);
          m[i30 + i33] = (x23 * x0) - (x22 * x1);
          const x24 = x14 - x18;
          const x25 = x15 - x19;
          m[i27 + i33] = (x24 * x2) + (x25 * x3);
          m[i31 + i33] = (x25 * x2) - (x24 * x3);
          const x26 = x16 - x20;
          const x27 = x17 - x21;
          m[i28 + i33] = (x26 * x4) + (x27 * x5);
          m[i32 + i33] = (x27 * x4) - (x26 * x5);
        }
      }
    } else {
      const i34 = i14 * i11;
      for (let i35 = 0; i35 < i14; i35++) {
        for (let i36 = 0; i36 < i12; i36++) {
          const i37 = (i35 * i36) * i11;
          const x28 = m[table + i37]!;
          const x29 = m[i9 + i37]!;
          const i38 = i35 * i11;
          const i39 = ((i35 * i12) + i36) * i11;
          for (let i40 = 0; i40 < i11; i40++) {
            let x30 = m[i5 + i38 + i40]!;
            let x31 = m[i6 + i38 + i40]!;
            let i41 = 0;
            for (let i42 = 1; i42 < i12; i42++) {
              i41 = i41 + i36;
              i41 = i41 - ((i41 >= i12 ? 1 : 0) * i12);
              const i43 = i41 * i34;
              const i44 = i38 + (i42 * i34);
              const x32 = m[i5 + i44 + i40]!;
              const x33 = m[i6 + i44 + i40]!;
              const x34 = m[table + i43]!;
              const x35 = m[i9 + i43]!;
              x30 = (x30 + (x32 * x34)) + (x33 * x35);
              x31 = (x31 + (x33 * x34)) - (x32 * x35);
            }
            m[i7 + i39 + i40] = (x30 * x28) + (x31 * x29);
            m[i8 + i39 + i40] = (x31 * x28) - (x30 * x29);
          }
        }
      }
    }
    i10 = i14;
    i11 = i11 * i12;
    const i45 = i5;
    i5 = i7;
    i7 = i45;
    const i46 = i6;
    i6 = i8;
    i8 = i46;
  }
  if (i5 !== re) {
    for (let i47 = 0; i47 < n; i47++) {
      m[re + i47] = m[i5 + i47]!;
    }
    for (let i48 = 0; i48 < n; i48++) {
      m[im + i48] = m[i6 + i48]!;
    }
  }
};
