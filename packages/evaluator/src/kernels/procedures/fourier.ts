/** Written by `npm run docs` from packages/codegen/src/procedure/fourier.ts: over a memory m, of whose places and sizes arguments tell. */
import { roots, transform } from './transform.ts';

export const fft = (m: Float64Array, before: number, along: number, after: number, from: number, to: number, inverse: number, table: number, work: number): void => {
  const i8 = table + 1;
  if (m[table]! !== along) {
    roots(m, along, i8);
    m[table] = along;
  }
  const i9 = work + along;
  const i10 = i9 + along;
  let i11 = work;
  let i12 = i9;
  if (inverse === 1) {
    i11 = i9;
    i12 = work;
  }
  for (let i13 = 0; i13 < before; i13++) {
    for (let i14 = 0; i14 < after >> 1; i14++) {
      const i15 = ((i13 * along) * after) + (i14 * 2);
      for (let i16 = 0; i16 < along; i16++) {
        const i17 = from + i15 + (i16 * after);
        m[work + i16] = m[i17]!;
        m[i9 + i16] = m[i17 + 1]!;
      }
      transform(m, i11, i12, along, i8, i10);
      for (let i18 = 0; i18 < along; i18++) {
        const i19 = to + i15 + (i18 * after);
        m[i19] = m[work + i18]!;
        m[i19 + 1] = m[i9 + i18]!;
      }
    }
  }
};

export const fftByConvolution = (m: Float64Array, before: number, along: number, after: number, from: number, to: number, inverse: number, table: number, work: number, size: number): void => {
  const i9 = table + 1;
  const i10 = table + 1 + along;
  const i11 = i10 + along;
  const i12 = i10 + along + size;
  const i13 = i12 + size;
  const i14 = work + (along * 2);
  const i15 = work + (along * 2) + size;
  const i16 = i15 + size;
  if (m[table]! !== along) {
    roots(m, along * 2, work);
    for (let i17 = 0; i17 < size * 2; i17++) {
      m[i11 + i17] = 0;
    }
    let i18 = 0;
    for (let i19 = 0; i19 < along; i19++) {
      const x0 = m[work + i18]!;
      const x1 = m[work + (along * 2) + i18]!;
      let i20 = size - i19;
      if (i19 === 0) {
        i20 = 0;
      }
      m[i11 + i19] = x0;
      m[i12 + i19] = x1;
      m[i11 + i20] = x0;
      m[i12 + i20] = x1;
      m[i9 + i19] = x0;
      m[i10 + i19] = x1;
      i18 = i18 + (i19 * 2) + 1;
      i18 = i18 - ((i18 / (along * 2) | 0) * (along * 2));
    }
    roots(m, size, i13);
    transform(m, i11, i12, size, i13, i16);
    m[table] = along;
  }
  const i21 = work + along;
  let i22 = work;
  let i23 = i21;
  if (inverse === 1) {
    i22 = i21;
    i23 = work;
  }
  for (let i24 = 0; i24 < before; i24++) {
    for (let i25 = 0; i25 < after >> 1; i25++) {
      const i26 = ((i24 * along) * after) + (i25 * 2);
      for (let i27 = 0; i27 < along; i27++) {
        const i28 = from + i26 + (i27 * after);
        m[work + i27] = m[i28]!;
        m[i21 + i27] = m[i28 + 1]!;
      }
      for (let i29 = 0; i29 < along; i29++) {
        const x2 = m[i22 + i29]!;
        const x3 = m[i23 + i29]!;
        m[i14 + i29] = (x2 * m[i9 + i29]!) + (x3 * m[i10 + i29]!);
        m[i15 + i29] = (x3 * m[i9 + i29]!) - (x2 * m[i10 + i29]!);
      }
      const i30 = i14 + along;
      for (let i31 = 0; i31 < size - along; i31++) {
        m[i30 + i31] = 0;
      }
      const i32 = i15 + along;
      for (let i33 = 0; i33 < size - along; i33++) {
        m[i32 + i33] = 0;
      }
      transform(m, i14, i15, size, i13, i16);
      const x4 = size;
      for (let i34 = 0; i34 < size; i34++) {
        const x5 = m[i14 + i34]!;
        const x6 = m[i15 + i34]!;
        m[i14 + i34] = ((x5 * m[i11 + i34]!) - (x6 * m[i12 + i34]!)) / x4;
        m[i15 + i34] = ((x6 * m[i11 + i34]!) + (x5 * m[i12 + i34]!)) / x4;
      }
      transform(m, i15, i14, size, i13, i16);
      for (let i35 = 0; i35 < along; i35++) {
        const x7 = m[i14 + i35]!;
        const x8 = m[i15 + i35]!;
        m[i22 + i35] = (x7 * m[i9 + i35]!) + (x8 * m[i10 + i35]!);
        m[i23 + i35] = (x8 * m[i9 + i35]!) - (x7 * m[i10 + i35]!);
      }
      for (let i36 = 0; i36 < along; i36++) {
        const i37 = to + i26 + (i36 * after);
        m[i37] = m[work + i36]!;
        m[i37 + 1] = m[i21 + i36]!;
      }
    }
  }
};
