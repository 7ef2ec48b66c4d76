/** Written by `npm run docs` from packages/codegen/src/procedure/order.ts: over a memory m, of whose places and sizes arguments tell. */

export const sort = (m: Float64Array, before: number, along: number, after: number, from: number, to: number, work: number): void => {
  for (let i6 = 0; i6 < before; i6++) {
    for (let i7 = 0; i7 < after; i7++) {
      const i8 = ((i6 * along) * after) + i7;
      let i9 = 0;
      for (let i10 = 0; i10 < along; i10++) {
        if (m[from + i8 + (i10 * after)]! === m[from + i8 + (i10 * after)]!) {
          m[work + i9] = m[from + i8 + (i10 * after)]!;
          i9 = i9 + 1;
        }
      }
      const i11 = i9;
      let i12 = work;
      let i13 = work + along;
      let i14 = 1;
      while (i14 < i11) {
        let i15 = 0;
        while (i15 < i11) {
          let i16 = i15 + (i14 * 2);
          if (i16 <= i11) {
            let i17 = i15;
            let i18 = i15 + i14;
            let i19 = i18 - 1;
            let i20 = i18 + i14 - 1;
            const i21 = i20;
            for (let i22 = 0; i22 < i14; i22++) {
              const x0 = m[i12 + i17]!;
              const x1 = m[i12 + i18]!;
              const i23 = x0 > x1 ? 1 : 0;
              m[i13 + (i15 + i22)] = x0 > x1 ? m[i12 + i18]! : m[i12 + i17]!;
              i17 = i17 + 1 - i23;
              i18 = i18 + i23;
              const x2 = m[i12 + i19]!;
              const x3 = m[i12 + i20]!;
              const i24 = x2 > x3 ? 1 : 0;
              m[i13 + (i21 - i22)] = x2 > x3 ? m[i12 + i19]! : m[i12 + i20]!;
              i20 = i20 - 1 + i24;
              i19 = i19 - i24;
            }
          } else {
            i16 = i11;
            let i25 = i15 + i14;
            if (i25 > i11) {
              i25 = i11;
            }
            let i26 = i15;
            let i27 = i25;
            let i28 = i15;
            while ((i26 < i25) && (i27 < i16)) {
              const i29 = m[i12 + i26]! > m[i12 + i27]! ? 1 : 0;
              m[i13 + i28] = m[i12 + i26]! > m[i12 + i27]! ? m[i12 + i27]! : m[i12 + i26]!;
              i28 = i28 + 1;
              i26 = i26 + 1 - i29;
              i27 = i27 + i29;
            }
            if (i26 === i25) {
              i26 = i27;
            }
            for (let i30 = 0; i30 < i16 - i28; i30++) {
              m[i13 + i28 + i30] = m[i12 + i26 + i30]!;
            }
          }
          i15 = i16;
        }
        const i31 = i12;
        i12 = i13;
        i13 = i31;
        i14 = i14 * 2;
      }
      if (i9 < along) {
        for (let i32 = 0; i32 < along; i32++) {
          if (m[from + i8 + (i32 * after)]! !== m[from + i8 + (i32 * after)]!) {
            m[i12 + i9] = m[from + i8 + (i32 * after)]!;
            i9 = i9 + 1;
          }
        }
      }
      for (let i33 = 0; i33 < along; i33++) {
        m[to + i8 + (i33 * after)] = m[i12 + i33]!;
      }
    }
  }
};

export const argsort = (m: Float64Array, before: number, along: number, after: number, from: number, to: number, work: number): void => {
  for (let i6 = 0; i6 < before; i6++) {
    for (let i7 = 0; i7 < after; i7++) {
      const i8 = ((i6 * along) * after) + i7;
      let i9 = 0;
      for (let i10 = 0; i10 < along; i10++) {
        if (m[from + i8 + (i10 * after)]! === m[from + i8 + (i10 * after)]!) {
          m[work + i9] = m[from + i8 + (i10 * after)]!;
          m[work + along + i9] = i10;
          i9 = i9 + 1;
        }
      }
      const i11 = i9;
      let i12 = work;
      let i13 = work + (along * 2);
      let i14 = 1;
      while (i14 < i11) {
        let i15 = 0;
        while (i15 < i11) {
          let i16 = i15 + (i14 * 2);
          if (i16 <= i11) {
            let i17 = i15;
            let i18 = i15 + i14;
            let i19 = i18 - 1;
            let i20 = i18 + i14 - 1;
            const i21 = i20;
            for (let i22 = 0; i22 < i14; i22++) {
              const x0 = m[i12 + i17]!;
              const x1 = m[i12 + i18]!;
              const i23 = x0 > x1 ? 1 : 0;
              m[i13 + (i15 + i22)] = x0 > x1 ? m[i12 + i18]! : m[i12 + i17]!;
              m[i13 + along + (i15 + i22)] = m[i12 + along + (i17 + (i23 * (i18 - i17)))]!;
              i17 = i17 + 1 - i23;
              i18 = i18 + i23;
              const x2 = m[i12 + i19]!;
              const x3 = m[i12 + i20]!;
              const i24 = x2 > x3 ? 1 : 0;
              m[i13 + (i21 - i22)] = x2 > x3 ? m[i12 + i19]! : m[i12 + i20]!;
              m[i13 + along + (i21 - i22)] = m[i12 + along + (i20 + (i24 * (i19 - i20)))]!;
              i20 = i20 - 1 + i24;
              i19 = i19 - i24;
            }
          } else {
            i16 = i11;
            let i25 = i15 + i14;
            if (i25 > i11) {
              i25 = i11;
            }
            let i26 = i15;
            let i27 = i25;
            let i28 = i15;
            while ((i26 < i25) && (i27 < i16)) {
              const i29 = m[i12 + i26]! > m[i12 + i27]! ? 1 : 0;
              m[i13 + i28] = m[i12 + i26]! > m[i12 + i27]! ? m[i12 + i27]! : m[i12 + i26]!;
              m[i13 + along + i28] = m[i12 + along + (i26 + (i29 * (i27 - i26)))]!;
              i28 = i28 + 1;
              i26 = i26 + 1 - i29;
              i27 = i27 + i29;
            }
            if (i26 === i25) {
              i26 = i27;
            }
            for (let i30 = 0; i30 < i16 - i28; i30++) {
              m[i13 + i28 + i30] = m[i12 + i26 + i30]!;
            }
            for (let i31 = 0; i31 < i16 - i28; i31++) {
              m[i13 + along + i28 + i31] = m[i12 + along + i26 + i31]!;
            }
          }
          i15 = i16;
        }
        const i32 = i12;
        i12 = i13;
        i13 = i32;
        i14 = i14 * 2;
      }
      if (i9 < along) {
        for (let i33 = 0; i33 < along; i33++) {
          if (m[from + i8 + (i33 * after)]! !== m[from + i8 + (i33 * after)]!) {
            m[i12 + i9] = m[from + i8 + (i33 * after)]!;
            m[i12 + along + i9] = i33;
            i9 = i9 + 1;
          }
        }
      }
      const i34 = i12 + along;
      for (let i35 = 0; i35 < along; i35++) {
        m[to + i8 + (i35 * after)] = m[i34 + i35]!;
      }
    }
  }
};

export const searchSorted = (m: Float64Array, count: number, each: number, row: number, values: number, to: number, n: number, right: number): void => {
  for (let i7 = 0; i7 < count; i7++) {
    const i8 = row + ((i7 / each | 0) * n);
    const x0 = m[values + i7]!;
    let i9 = 0;
    let i10 = n;
    while (i9 < i10) {
      const i11 = (i9 + i10) >> 1;
      const x1 = m[i8 + i11]!;
      if (((x1 < x0) || ((x0 !== x0) && (x1 === x1))) || ((right === 1) && ((x1 === x0) || (x0 !== x0)))) {
        i9 = i11 + 1;
      } else {
        i10 = i11;
      }
    }
    m[to + i7] = i9;
  }
};
