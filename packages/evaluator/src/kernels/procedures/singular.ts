/** Written by `npm run docs` from packages/codegen/src/procedure/singular.ts: over a memory m, of whose places and sizes arguments tell. */
import { turn, fixSigns } from './matrices.ts';
import { multiply } from './products.ts';
import { orthogonalize } from './householder.ts';

const sweep = (m: Float64Array, x: number, w: number, n: number): void => {
  let i3 = 0;
  let i4 = 1;
  while ((i4 === 1) && (i3 < 60)) {
    i4 = 0;
    i3 = i3 + 1;
    for (let i5 = 0; i5 < n; i5++) {
      for (let i6 = i5 + 1; i6 < n; i6++) {
        const i7 = x + (i5 * n);
        const i8 = x + (i6 * n);
        let x0 = 0;
        let x0a = 0;
        let x0b = 0;
        let x0c = 0;
        let x1 = 0;
        let x1a = 0;
        let x1b = 0;
        let x1c = 0;
        let x2 = 0;
        let x2a = 0;
        let x2b = 0;
        let x2c = 0;
        let i9 = 0;
        for (; i9 + 3 < n; i9 += 4) {
          x0 += m[i7 + i9]! * m[i7 + i9]!;
          x0a += m[i7 + (i9 + 1)]! * m[i7 + (i9 + 1)]!;
          x0b += m[i7 + (i9 + 2)]! * m[i7 + (i9 + 2)]!;
          x0c += m[i7 + (i9 + 3)]! * m[i7 + (i9 + 3)]!;
          x1 += m[i8 + i9]! * m[i8 + i9]!;
          x1a += m[i8 + (i9 + 1)]! * m[i8 + (i9 + 1)]!;
          x1b += m[i8 + (i9 + 2)]! * m[i8 + (i9 + 2)]!;
          x1c += m[i8 + (i9 + 3)]! * m[i8 + (i9 + 3)]!;
          x2 += m[i7 + i9]! * m[i8 + i9]!;
          x2a += m[i7 + (i9 + 1)]! * m[i8 + (i9 + 1)]!;
          x2b += m[i7 + (i9 + 2)]! * m[i8 + (i9 + 2)]!;
          x2c += m[i7 + (i9 + 3)]! * m[i8 + (i9 + 3)]!;
        }
        x0 = x0 + x0b + (x0a + x0c);
        x1 = x1 + x1b + (x1a + x1c);
        x2 = x2 + x2b + (x2a + x2c);
        for (; i9 < n; i9++) {
          x0 += m[i7 + i9]! * m[i7 + i9]!;
          x1 += m[i8 + i9]! * m[i8 + i9]!;
          x2 += m[i7 + i9]! * m[i8 + i9]!;
        }
        if (Math.abs(x2) > ((Math.sqrt(x0) * Math.sqrt(x1)) * 2.220446049250313e-16)) {
          const x3 = (x1 - x0) / (x2 * 2);
          const x4 = Math.abs(x3);
          const x5 = x4 > 1073741824 ? x4 : Math.sqrt((x4 * x4) + 1);
          const x6 = Math.abs(x3) + x5;
          const x7 = (x3 >= 0 ? 1 : (-1)) / x6;
          const x8 = 1 / Math.sqrt((x7 * x7) + 1);
          const x9 = x8 * x7;
          for (let i10 = 0; i10 < n; i10++) {
            const x10 = m[i7 + i10]!;
            const x11 = m[i8 + i10]!;
            m[i7 + i10] = (x8 * x10) - (x9 * x11);
            m[i8 + i10] = (x9 * x10) + (x8 * x11);
          }
          const i11 = w + (i5 * n);
          const i12 = w + (i6 * n);
          for (let i13 = 0; i13 < n; i13++) {
            const x12 = m[i11 + i13]!;
            const x13 = m[i12 + i13]!;
            m[i11 + i13] = (x8 * x12) - (x9 * x13);
            m[i12 + i13] = (x9 * x12) + (x8 * x13);
          }
          i4 = 1;
        }
      }
    }
  }
};

export const singular = (m: Float64Array, a: number, rowStep: number, columnStep: number, height: number, n: number, u: number, values: number, v: number, work: number): void => {
  const i9 = height * n;
  const i10 = n * n;
  const i11 = work + i9;
  const i12 = i11 + i9;
  const i13 = i12 + i10;
  const i14 = i13 + i10;
  const i15 = i13 + i10 + n;
  const i16 = i15 + n;
  let x0 = 0;
  let x0a = 0;
  let x0b = 0;
  let x0c = 0;
  let i17 = 0;
  for (; i17 + 3 < i9; i17 += 4) {
    x0 += m[a + i17]! * 0;
    x0a += m[a + (i17 + 1)]! * 0;
    x0b += m[a + (i17 + 2)]! * 0;
    x0c += m[a + (i17 + 3)]! * 0;
  }
  x0 = x0 + x0b + (x0a + x0c);
  for (; i17 < i9; i17++) {
    x0 += m[a + i17]! * 0;
  }
  if (x0 !== x0) {
    for (let i18 = 0; i18 < i9; i18++) {
      m[u + i18] = NaN;
    }
    for (let i19 = 0; i19 < n; i19++) {
      m[values + i19] = NaN;
    }
    for (let i20 = 0; i20 < i10; i20++) {
      m[v + i20] = NaN;
    }
  }
  if (x0 === 0) {
    let x1 = 0;
    for (let i21 = 0; i21 < i9; i21++) {
      const x2 = Math.abs(m[a + i21]!);
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
    for (let i22 = 0; i22 < n; i22++) {
      let x4 = 0;
      for (let i23 = 0; i23 < height; i23++) {
        const i24 = a + (i23 * rowStep) + (i22 * columnStep);
        const x5 = m[i24]! * x3;
        x4 = x4 + (x5 * x5);
      }
      m[i15 + i22] = x4;
    }
    for (let i25 = 0; i25 < n; i25++) {
      const x6 = m[i15 + i25]!;
      let i26 = 0;
      for (let i27 = 0; i27 < n; i27++) {
        const x7 = m[i15 + i27]!;
        i26 = i26 + ((x7 > x6) || ((x7 === x6) && (i27 < i25)) ? 1 : 0);
      }
      m[i14 + i26] = i25;
    }
    for (let i28 = 0; i28 < n; i28++) {
      const i29 = m[i14 + i28]! | 0;
      for (let i30 = 0; i30 < height; i30++) {
        const i31 = a + (i30 * rowStep) + (i29 * columnStep);
        m[work + (i30 * n) + i28] = m[i31]! * x3;
      }
    }
    orthogonalize(m, work, height, n, n, i11, i12, i16);
    for (let i32 = 0; i32 < n; i32++) {
      m[i16 + i32] = m[i14 + i32]!;
    }
    for (let i33 = 0; i33 < n * n; i33++) {
      m[work + i33] = 0;
    }
    for (let i34 = 0; i34 < n; i34++) {
      m[work + (i34 * (n + 1))] = 1;
    }
    sweep(m, i12, work, n);
    for (let i35 = 0; i35 < n; i35++) {
      const i36 = i12 + (i35 * n);
      let x8 = 0;
      let x8a = 0;
      let x8b = 0;
      let x8c = 0;
      let i37 = 0;
      for (; i37 + 3 < n; i37 += 4) {
        x8 += m[i36 + i37]! * m[i36 + i37]!;
        x8a += m[i36 + (i37 + 1)]! * m[i36 + (i37 + 1)]!;
        x8b += m[i36 + (i37 + 2)]! * m[i36 + (i37 + 2)]!;
        x8c += m[i36 + (i37 + 3)]! * m[i36 + (i37 + 3)]!;
      }
      x8 = x8 + x8b + (x8a + x8c);
      for (; i37 < n; i37++) {
        x8 += m[i36 + i37]! * m[i36 + i37]!;
      }
      m[i15 + i35] = Math.sqrt(x8);
    }
    for (let i38 = 0; i38 < n; i38++) {
      const x9 = m[i15 + i38]!;
      let i39 = 0;
      for (let i40 = 0; i40 < n; i40++) {
        const x10 = m[i15 + i40]!;
        i39 = i39 + ((x10 > x9) || ((x10 === x9) && (i40 < i38)) ? 1 : 0);
      }
      m[i14 + i39] = i38;
    }
    let i41 = 0;
    for (let i42 = 0; i42 < n; i42++) {
      const i43 = m[i14 + i42]! | 0;
      const x11 = m[i15 + i43]!;
      const i44 = i12 + (i43 * n);
      m[values + i42] = 0;
      if (x11 > 1e-150) {
        m[values + i42] = x11 / x3;
        i41 = i42 + 1;
        for (let i45 = 0; i45 < n; i45++) {
          m[i13 + (i42 * n) + i45] = m[i44 + i45]! / x11;
        }
      }
    }
    for (let i46 = 0; i46 < n; i46++) {
      const i47 = work + ((m[i14 + i46]! | 0) * n);
      for (let i48 = 0; i48 < n; i48++) {
        m[i12 + (i48 * n) + i46] = m[i47 + i48]!;
      }
    }
    if (i41 < n) {
      turn(m, i13, work, i41, n);
      orthogonalize(m, work, n, i41, n, u, v, i16 + n);
      for (let i49 = i41; i49 < n; i49++) {
        for (let i50 = 0; i50 < n; i50++) {
          m[i13 + (i49 * n) + i50] = m[u + (i50 * n) + i49]!;
        }
      }
    }
    for (let i51 = 0; i51 < n; i51++) {
      const i52 = v + ((m[i16 + i51]! | 0) * n);
      for (let i53 = 0; i53 < n; i53++) {
        m[i52 + i53] = m[i13 + (i53 * n) + i51]!;
      }
    }
    multiply(m, u, i11, i12, height, n, n, i16 + n);
  }
};

export const svd = (m: Float64Array, count: number, from: number, u: number, values: number, vt: number, height: number, n: number, k: number, work: number): void => {
  for (let i9 = 0; i9 < count; i9++) {
    const i10 = from + ((i9 * height) * n);
    const i11 = u + ((i9 * height) * k);
    const i12 = values + (i9 * k);
    const i13 = work + (n * k);
    if (height >= n) {
      singular(m, i10, n, 1, height, n, i11, i12, work, i13);
    } else {
      singular(m, i10, 1, n, n, height, work, i12, i11, i13);
    }
    let i14 = n;
    if (height < n) {
      i14 = height;
    }
    fixSigns(m, work, n, i14, i11, height);
    turn(m, work, vt + ((i9 * k) * n), n, k);
  }
};
