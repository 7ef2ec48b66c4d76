/** Written by `npm run docs` from packages/codegen/src/procedure/exponential.ts: over a memory m, of whose places and sizes arguments tell. */
import { subtractProduct, accumulate } from './products.ts';
import { solveIn } from './elimination.ts';

const multiplyDuals = (m: Float64Array, to: number, a: number, b: number, n: number, places: number, work: number): void => {
  const i6 = n * n;
  for (let i7 = 0; i7 < i6 * places; i7++) {
    m[to + i7] = 0;
  }
  for (let i8 = 0; i8 < places; i8++) {
    for (let i9 = 0; i9 < i8 + 1; i9++) {
      const i10 = i8 - i9;
      if (i10 === (i8 ^ i9)) {
        accumulate(m, to + (i8 * i6), a + (i9 * i6), b + (i10 * i6), n, n, n, work);
      }
    }
  }
};

export const expm = (m: Float64Array, count: number, from: number, to: number, n: number, units: number, places: number, work: number): void => {
  for (let i7 = 0; i7 < count; i7++) {
    const i8 = n * n;
    const i9 = i8 * places;
    const i10 = from + (i7 * i9);
    const i11 = to + (i7 * i9);
    const i12 = work + 14;
    const i13 = work + 14 + i9;
    const i14 = i13 + i9;
    const i15 = i13 + (i9 * 2);
    const i16 = i15 + i9;
    const i17 = i15 + (i9 * 2);
    const i18 = i17 + i9;
    let x0 = 0;
    let x0a = 0;
    let x0b = 0;
    let x0c = 0;
    let i19 = 0;
    for (; i19 + 3 < i9; i19 += 4) {
      x0 += m[i10 + i19]! * 0;
      x0a += m[i10 + (i19 + 1)]! * 0;
      x0b += m[i10 + (i19 + 2)]! * 0;
      x0c += m[i10 + (i19 + 3)]! * 0;
    }
    x0 = x0 + x0b + (x0a + x0c);
    for (; i19 < i9; i19++) {
      x0 += m[i10 + i19]! * 0;
    }
    if (x0 === 0) {
      let x1 = 0;
      for (let i20 = 0; i20 < n; i20++) {
        let x2 = 0;
        for (let i21 = 0; i21 < n; i21++) {
          x2 = x2 + Math.abs(m[i10 + (i21 * n) + i20]!);
        }
        if (x2 > x1) {
          x1 = x2;
        }
      }
      x1 = x1 * ((units * 0.375) + 1);
      for (let i22 = 0; i22 < i9; i22++) {
        m[i12 + i22] = m[i10 + i22]!;
      }
      let i23 = 0;
      while ((x1 > 5.371920351148152) && (i23 < 1100)) {
        x1 = x1 * 0.5;
        i23 = i23 + 1;
        for (let i24 = 0; i24 < i9; i24++) {
          m[i12 + i24] = m[i12 + i24]! * 0.5;
        }
      }
      let i25 = 13;
      if ((x1 <= 2.097847961257068) && (units < 4)) {
        i25 = 9;
      }
      if ((x1 <= 0.9504178996162932) && (units < 3)) {
        i25 = 7;
      }
      if ((x1 <= 0.253939833006323) && (units < 2)) {
        i25 = 5;
      }
      if ((x1 <= 0.01495585217958292) && (units < 1)) {
        i25 = 3;
      }
      m[work + i25] = 1;
      for (let i26 = 0; i26 < i25; i26++) {
        const i27 = work + i25 - i26;
        m[i27 - 1] = (m[i27]! * ((i25 - i26) * (i25 + i26 + 1))) / (i26 + 1);
      }
      multiplyDuals(m, i13, i12, i12, n, places, i18);
      for (let i28 = 0; i28 < i9 * 2; i28++) {
        m[i16 + i28] = 0;
      }
      for (let i29 = 0; i29 < i9; i29++) {
        m[i14 + i29] = 0;
      }
      for (let i30 = 0; i30 < n * n; i30++) {
        m[i14 + i30] = 0;
      }
      for (let i31 = 0; i31 < n; i31++) {
        m[i14 + (i31 * (n + 1))] = 1;
      }
      let i32 = 0;
      while (i32 <= i25) {
        const x3 = m[work + i32]!;
        for (let i33 = 0; i33 < i9; i33++) {
          m[i16 + i33] = m[i16 + i33]! + (x3 * m[i14 + i33]!);
        }
        const x4 = m[work + (i32 + 1)]!;
        for (let i34 = 0; i34 < i9; i34++) {
          m[i17 + i34] = m[i17 + i34]! + (x4 * m[i14 + i34]!);
        }
        i32 = i32 + 2;
        if (i32 === 2) {
          for (let i35 = 0; i35 < i9; i35++) {
            m[i14 + i35] = m[i13 + i35]!;
          }
        }
        if ((i32 > 2) && (i32 < i25)) {
          multiplyDuals(m, i15, i14, i13, n, places, i18);
          for (let i36 = 0; i36 < i9; i36++) {
            m[i14 + i36] = m[i15 + i36]!;
          }
        }
      }
      multiplyDuals(m, i14, i12, i17, n, places, i18);
      for (let i37 = 0; i37 < i9; i37++) {
        const x5 = m[i16 + i37]!;
        const x6 = m[i14 + i37]!;
        m[i16 + i37] = x5 - x6;
        m[i11 + i37] = x5 + x6;
      }
      for (let i38 = 0; i38 < places; i38++) {
        const i39 = i11 + (i38 * i8);
        for (let i40 = 1; i40 < i38 + 1; i40++) {
          const i41 = i38 - i40;
          if (i41 === (i38 ^ i40)) {
            subtractProduct(m, i39, n, i16 + (i40 * i8), n, 1, i11 + (i41 * i8), n, n, n, n);
          }
        }
        for (let i42 = 0; i42 < i8; i42++) {
          m[i12 + i42] = m[i16 + i42]!;
        }
        solveIn(m, i12, n, i39, n, i18);
      }
      for (let i43 = 0; i43 < i23; i43++) {
        multiplyDuals(m, i14, i11, i11, n, places, i18);
        for (let i44 = 0; i44 < i9; i44++) {
          m[i11 + i44] = m[i14 + i44]!;
        }
      }
    } else {
      for (let i45 = 0; i45 < i9; i45++) {
        m[i11 + i45] = NaN;
      }
    }
  }
};
