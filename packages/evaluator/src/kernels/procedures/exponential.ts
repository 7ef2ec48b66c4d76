/** Written by `npm run docs` from packages/codegen/src/procedure/exponential.ts: over a memory m, of whose places and sizes arguments tell. */
import { multiply } from './products.ts';
import { solveIn } from './elimination.ts';

export const expm = (m: Float64Array, count: number, from: number, to: number, n: number, work: number): void => {
  for (let i5 = 0; i5 < count; i5++) {
    const i6 = n * n;
    const i7 = from + (i5 * i6);
    const i8 = to + (i5 * i6);
    const i9 = work + 14;
    const i10 = work + 14 + i6;
    const i11 = i10 + i6;
    const i12 = i10 + (i6 * 2);
    const i13 = i12 + i6;
    const i14 = i12 + (i6 * 2);
    const i15 = i14 + i6;
    let x0 = 0;
    let x0a = 0;
    let x0b = 0;
    let x0c = 0;
    let i16 = 0;
    for (; i16 + 3 < i6; i16 += 4) {
      x0 += m[i7 + i16]! * 0;
      x0a += m[i7 + (i16 + 1)]! * 0;
      x0b += m[i7 + (i16 + 2)]! * 0;
      x0c += m[i7 + (i16 + 3)]! * 0;
    }
    x0 = x0 + x0b + (x0a + x0c);
    for (; i16 < i6; i16++) {
      x0 += m[i7 + i16]! * 0;
    }
    if (x0 !== x0) {
      for (let i17 = 0; i17 < i6; i17++) {
        m[i8 + i17] = NaN;
      }
    }
    if (x0 === 0) {
      let x1 = 0;
      for (let i18 = 0; i18 < n; i18++) {
        let x2 = 0;
        for (let i19 = 0; i19 < n; i19++) {
          x2 = x2 + Math.abs(m[i7 + (i19 * n) + i18]!);
        }
        if (x2 > x1) {
          x1 = x2;
        }
      }
      let i20 = 0;
      let i21 = 0;
      let x3 = 1;
      while ((x1 > 5.371920351148152) && (i21 < 1100)) {
        x1 = x1 * 0.5;
        i21 = i21 + 1;
        if (i21 <= 550) {
          x3 = x3 * 0.5;
        }
      }
      let x4 = 1;
      for (let i22 = 550; i22 < i21; i22++) {
        x4 = x4 * 0.5;
      }
      for (let i23 = 0; i23 < i6; i23++) {
        m[i9 + i23] = (m[i7 + i23]! * x3) * x4;
      }
      if ((i20 === 0) && (x1 <= 0.01495585217958292)) {
        m[work] = 120;
        m[work + 1] = 60;
        m[work + 2] = 12;
        m[work + 3] = 1;
        i20 = 3;
      }
      if ((i20 === 0) && (x1 <= 0.253939833006323)) {
        m[work] = 30240;
        m[work + 1] = 15120;
        m[work + 2] = 3360;
        m[work + 3] = 420;
        m[work + 4] = 30;
        m[work + 5] = 1;
        i20 = 5;
      }
      if ((i20 === 0) && (x1 <= 0.9504178996162932)) {
        m[work] = 17297280;
        m[work + 1] = 8648640;
        m[work + 2] = 1995840;
        m[work + 3] = 277200;
        m[work + 4] = 25200;
        m[work + 5] = 1512;
        m[work + 6] = 56;
        m[work + 7] = 1;
        i20 = 7;
      }
      if ((i20 === 0) && (x1 <= 2.097847961257068)) {
        m[work] = 17643225600;
        m[work + 1] = 8821612800;
        m[work + 2] = 2075673600;
        m[work + 3] = 302702400;
        m[work + 4] = 30270240;
        m[work + 5] = 2162160;
        m[work + 6] = 110880;
        m[work + 7] = 3960;
        m[work + 8] = 90;
        m[work + 9] = 1;
        i20 = 9;
      }
      if ((i20 === 0) && (i20 === 0)) {
        m[work] = 64764752532480000;
        m[work + 1] = 32382376266240000;
        m[work + 2] = 7771770303897600;
        m[work + 3] = 1187353796428800;
        m[work + 4] = 129060195264000;
        m[work + 5] = 10559470521600;
        m[work + 6] = 670442572800;
        m[work + 7] = 33522128640;
        m[work + 8] = 1323241920;
        m[work + 9] = 40840800;
        m[work + 10] = 960960;
        m[work + 11] = 16380;
        m[work + 12] = 182;
        m[work + 13] = 1;
        i20 = 13;
      }
      multiply(m, i10, i9, i9, n, n, n, i15);
      for (let i24 = 0; i24 < i6 * 2; i24++) {
        m[i13 + i24] = 0;
      }
      for (let i25 = 0; i25 < n * n; i25++) {
        m[i11 + i25] = 0;
      }
      for (let i26 = 0; i26 < n; i26++) {
        m[i11 + (i26 * (n + 1))] = 1;
      }
      let i27 = 0;
      while (i27 <= i20) {
        const x5 = m[work + i27]!;
        for (let i28 = 0; i28 < i6; i28++) {
          m[i13 + i28] = m[i13 + i28]! + (x5 * m[i11 + i28]!);
        }
        const x6 = m[work + (i27 + 1)]!;
        for (let i29 = 0; i29 < i6; i29++) {
          m[i14 + i29] = m[i14 + i29]! + (x6 * m[i11 + i29]!);
        }
        i27 = i27 + 2;
        if (i27 < i20) {
          multiply(m, i12, i11, i10, n, n, n, i15);
          for (let i30 = 0; i30 < i6; i30++) {
            m[i11 + i30] = m[i12 + i30]!;
          }
        }
      }
      multiply(m, i11, i9, i14, n, n, n, i15);
      for (let i31 = 0; i31 < i6; i31++) {
        const x7 = m[i13 + i31]!;
        const x8 = m[i11 + i31]!;
        m[i13 + i31] = x7 - x8;
        m[i8 + i31] = x7 + x8;
      }
      solveIn(m, i13, n, i8, n, i15);
      for (let i32 = 0; i32 < i21; i32++) {
        multiply(m, i11, i8, i8, n, n, n, i15);
        for (let i33 = 0; i33 < i6; i33++) {
          m[i8 + i33] = m[i11 + i33]!;
        }
      }
    }
  }
};
