/** Written by `npm run docs` from packages/codegen/src/procedure/elimination.ts: over a memory m, of whose places and sizes arguments tell. */
import { N } from '@adjoint/ir';
import { subtract, reduce } from './matrices.ts';

export const cholesky = (m: Float64Array, count: number, from: number, to: number, n: number, work: number): void => {
  for (let i5 = 0; i5 < count; i5++) {
    const i6 = to + ((i5 * n) * n);
    const i7 = from + ((i5 * n) * n);
    for (let i8 = 0; i8 < n; i8++) {
      for (let i9 = 0; i9 < i8 + 1; i9++) {
        m[i6 + (i8 * n) + i9] = (m[i7 + (i8 * n) + i9]! / 2) + (m[i7 + (i9 * n) + i8]! / 2);
      }
    }
    let x0 = 1;
    const i10 = (((n + 15) >> 4) * 16) + 8;
    let i11 = 0;
    let i12 = 48;
    while (i11 < n) {
      if ((n - i11) < i12) {
        i12 = n - i11;
      }
      const i13 = i11 + i12;
      for (let i14 = i11; i14 < n; i14++) {
        const i15 = i6 + (i14 * n);
        let i16 = i14;
        if (i16 >= i13) {
          i16 = i13 - 1;
        }
        for (let i17 = i11; i17 < i16 + 1; i17++) {
          const i18 = i6 + (i17 * n);
          let x1 = 0;
          let x1a = 0;
          let x1b = 0;
          let x1c = 0;
          let i19 = i11;
          for (; i19 + 3 < i17; i19 += 4) {
            x1 += m[i15 + i19]! * m[i18 + i19]!;
            x1a += m[i15 + (i19 + 1)]! * m[i18 + (i19 + 1)]!;
            x1b += m[i15 + (i19 + 2)]! * m[i18 + (i19 + 2)]!;
            x1c += m[i15 + (i19 + 3)]! * m[i18 + (i19 + 3)]!;
          }
          x1 = x1 + x1b + (x1a + x1c);
          for (; i19 < i17; i19++) {
            x1 += m[i15 + i19]! * m[i18 + i19]!;
          }
          const x2 = m[i15 + i17]! - x1;
          if (i17 < i14) {
            m[i15 + i17] = x2 / m[i18 + i17]!;
          } else {
            x0 = (x2 > 0) && (x2 < Infinity) ? x0 : 0;
            m[i15 + i17] = Math.sqrt(x2);
          }
        }
      }
      for (let i20 = i13; i20 < n; i20++) {
        const i21 = i6 + (i20 * n) + i11;
        for (let i22 = 0; i22 < i12; i22++) {
          m[work + (i22 * i10) + (i20 - i13)] = m[i21 + i22]!;
        }
      }
      let i23 = i13;
      while (i23 < n) {
        let i24 = 48;
        if ((n - i23) < 48) {
          i24 = n - i23;
        }
        const i25 = i6 + (i23 * n);
        subtract(m, i25 + i13, n, i25 + i11, n, 1, work, i10, i24, i23 + i24 - i13, i12);
        i23 = i23 + i24;
      }
      i11 = i11 + i12;
    }
    for (let i26 = 0; i26 < n; i26++) {
      const i27 = i6 + (i26 * n) + i26 + 1;
      for (let i28 = 0; i28 < n - i26 - 1; i28++) {
        m[i27 + i28] = 0;
      }
    }
    if (x0 === 0) {
      for (let i29 = 0; i29 < n * n; i29++) {
        m[i6 + i29] = NaN;
      }
    }
  }
};

export const eliminate = (m: Float64Array, a: number, n: number, pivots: number, work: number): void => {
  let i4 = 0;
  let i5 = 48;
  while (i4 < n) {
    if ((n - i4) < i5) {
      i5 = n - i4;
    }
    const i6 = i4 + i5;
    for (let i7 = i4; i7 < i6; i7++) {
      let i8 = i7;
      let x0 = Math.abs(m[a + (i7 * n) + i7]!);
      for (let i9 = i7 + 1; i9 < n; i9++) {
        const x1 = Math.abs(m[a + (i9 * n) + i7]!);
        if (x1 > x0) {
          x0 = x1;
          i8 = i9;
        }
      }
      m[pivots + i7] = i8;
      const i10 = a + (i7 * n);
      if (i8 !== i7) {
        const i11 = a + (i8 * n);
        for (let i12 = 0; i12 < n; i12++) {
          const x2 = m[i10 + i12]!;
          m[i10 + i12] = m[i11 + i12]!;
          m[i11 + i12] = x2;
        }
      }
      const x3 = m[i10 + i7]!;
      if (x3 !== 0) {
        for (let i13 = i7 + 1; i13 < n; i13++) {
          const i14 = a + (i13 * n);
          const x4 = m[i14 + i7]! / x3;
          m[i14 + i7] = x4;
          if (x4 !== 0) {
            for (let i15 = i7 + 1; i15 < i6; i15++) {
              m[i14 + i15] = m[i14 + i15]! - (x4 * m[i10 + i15]!);
            }
          }
        }
      }
    }
    if (i6 < n) {
      for (let i16 = i4; i16 < i6; i16++) {
        for (let i17 = i16 + 1; i17 < i6; i17++) {
          const i18 = a + (i17 * n);
          const x5 = m[i18 + i16]!;
          const i19 = a + (i16 * n);
          if (x5 !== 0) {
            for (let i20 = i6; i20 < n; i20++) {
              m[i18 + i20] = m[i18 + i20]! - (x5 * m[i19 + i20]!);
            }
          }
        }
      }
      const i21 = a + (i6 * n);
      const i22 = n - i6;
      reduce(m, i21 + i6, n, i21 + i4, n, 1, a + (i4 * n) + i6, n, i22, i22, i5, work);
    }
    i4 = i4 + i5;
  }
};

export const substitute = (m: Float64Array, a: number, rowStep: number, columnStep: number, n: number, b: number, k: number, down: number, unit: number, work: number): void => {
  let i9 = 0;
  let i10 = 48;
  while (i9 < n) {
    if ((n - i9) < i10) {
      i10 = n - i9;
    }
    let i11 = i9;
    if (down === 0) {
      i11 = n - i9 - i10;
    }
    const i12 = i11 + i10;
    for (let i13 = 0; i13 < i10; i13++) {
      let i14 = i11 + i13;
      let i15 = i11;
      let i16 = i14;
      if (down === 0) {
        i14 = i12 - 1 - i13;
        i15 = i14 + 1;
        i16 = i12;
      }
      const i17 = b + (i14 * k);
      if ((k === 1) && (columnStep === 1)) {
        let x0 = 0;
        let x0a = 0;
        let x0b = 0;
        let x0c = 0;
        let i18 = i15;
        for (; i18 + 3 < i16; i18 += 4) {
          x0 += m[a + (i14 * rowStep) + i18]! === 0 ? 0 : (m[a + (i14 * rowStep) + i18]! * m[b + i18]!);
          x0a += m[a + (i14 * rowStep) + (i18 + 1)]! === 0 ? 0 : (m[a + (i14 * rowStep) + (i18 + 1)]! * m[b + (i18 + 1)]!);
          x0b += m[a + (i14 * rowStep) + (i18 + 2)]! === 0 ? 0 : (m[a + (i14 * rowStep) + (i18 + 2)]! * m[b + (i18 + 2)]!);
          x0c += m[a + (i14 * rowStep) + (i18 + 3)]! === 0 ? 0 : (m[a + (i14 * rowStep) + (i18 + 3)]! * m[b + (i18 + 3)]!);
        }
        x0 = x0 + x0b + (x0a + x0c);
        for (; i18 < i16; i18++) {
          x0 += m[a + (i14 * rowStep) + i18]! === 0 ? 0 : (m[a + (i14 * rowStep) + i18]! * m[b + i18]!);
        }
        m[i17] = m[i17]! - x0;
      } else {
        for (let i19 = i15; i19 < i16; i19++) {
          const x1 = m[a + (i14 * rowStep) + (i19 * columnStep)]!;
          const i20 = b + (i19 * k);
          if (x1 !== 0) {
            for (let i21 = 0; i21 < k; i21++) {
              m[i17 + i21] = m[i17 + i21]! - (x1 * m[i20 + i21]!);
            }
          }
        }
      }
      if (unit === 0) {
        const x2 = m[a + (i14 * rowStep) + (i14 * columnStep)]!;
        for (let i22 = 0; i22 < k; i22++) {
          m[i17 + i22] = m[i17 + i22]! / x2;
        }
      }
    }
    const i23 = n - i9 - i10;
    let i24 = i12;
    if (down === 0) {
      i24 = 0;
    }
    if (i23 > 0) {
      reduce(m, b + (i24 * k), k, a + (i24 * rowStep) + (i11 * columnStep), rowStep, columnStep, b + (i11 * k), k, i23, k, i10, work);
    }
    i9 = i9 + i10;
  }
};

export const triangularSolve = (m: Float64Array, count: number, a: number, b: number, to: number, n: number, k: number, lower: number, transpose: number, unit: number, work: number): void => {
  let i10 = n;
  let i11 = 1;
  let i12 = lower;
  if (transpose === 1) {
    i10 = 1;
    i11 = n;
    i12 = 1 - lower;
  }
  for (let i13 = 0; i13 < (count * n) * k; i13++) {
    m[to + i13] = m[b + i13]!;
  }
  for (let i14 = 0; i14 < count; i14++) {
    substitute(m, a + ((i14 * n) * n), i10, i11, n, to + ((i14 * n) * k), k, i12, unit, work);
  }
};

export const solveIn = (m: Float64Array, a: number, n: number, b: number, k: number, work: number): void => {
  const i5 = work + n;
  eliminate(m, a, n, work, i5);
  let x0 = 1;
  for (let i6 = 0; i6 < n; i6++) {
    const i7 = m[work + i6]! | 0;
    if (i7 !== i6) {
      const i8 = b + (i6 * k);
      const i9 = b + (i7 * k);
      for (let i10 = 0; i10 < k; i10++) {
        const x1 = m[i8 + i10]!;
        m[i8 + i10] = m[i9 + i10]!;
        m[i9 + i10] = x1;
      }
    }
    if (m[a + (i6 * n) + i6]! === 0) {
      x0 = 0;
    }
  }
  if (x0 === 0) {
    for (let i11 = 0; i11 < n * k; i11++) {
      m[b + i11] = NaN;
    }
  } else {
    substitute(m, a, n, 1, n, b, k, 1, 1, i5);
    substitute(m, a, n, 1, n, b, k, 0, 0, i5);
  }
};

export const solve = (m: Float64Array, count: number, a: number, b: number, to: number, n: number, k: number, work: number): void => {
  const i7 = n * n;
  for (let i8 = 0; i8 < (count * n) * k; i8++) {
    m[to + i8] = m[b + i8]!;
  }
  for (let i9 = 0; i9 < count; i9++) {
    const i10 = a + (i9 * i7);
    for (let i11 = 0; i11 < i7; i11++) {
      m[work + i11] = m[i10 + i11]!;
    }
    solveIn(m, work, n, to + ((i9 * n) * k), k, work + i7);
  }
};

export const det = (m: Float64Array, count: number, a: number, to: number, n: number, work: number): void => {
  const i5 = n * n;
  for (let i6 = 0; i6 < count; i6++) {
    const i7 = work + i5;
    const i8 = a + (i6 * i5);
    for (let i9 = 0; i9 < i5; i9++) {
      m[work + i9] = m[i8 + i9]!;
    }
    eliminate(m, work, n, i7, i7 + n);
    let x0 = 1;
    for (let i10 = 0; i10 < n; i10++) {
      if (m[i7 + i10]! !== i10) {
        x0 = -x0;
      }
    }
    let x1 = x0;
    for (let i11 = 0; i11 < n; i11++) {
      x1 = x1 * m[work + (i11 * (n + 1))]!;
    }
    m[to + i6] = x1 + 0;
  }
};

export const signDet = (m: Float64Array, count: number, a: number, to: number, n: number, work: number): void => {
  const i5 = n * n;
  for (let i6 = 0; i6 < count; i6++) {
    const i7 = work + i5;
    const i8 = a + (i6 * i5);
    for (let i9 = 0; i9 < i5; i9++) {
      m[work + i9] = m[i8 + i9]!;
    }
    eliminate(m, work, n, i7, i7 + n);
    let x0 = 1;
    for (let i10 = 0; i10 < n; i10++) {
      if (m[i7 + i10]! !== i10) {
        x0 = -x0;
      }
    }
    let x1 = x0;
    for (let i11 = 0; i11 < n; i11++) {
      x1 = x1 * (m[work + (i11 * (n + 1))]! > 0 ? 1 : (m[work + (i11 * (n + 1))]! < 0 ? (-1) : m[work + (i11 * (n + 1))]!));
    }
    m[to + i6] = x1 + 0;
  }
};

export const logAbsDet = (m: Float64Array, count: number, a: number, to: number, n: number, work: number): void => {
  const i5 = n * n;
  for (let i6 = 0; i6 < count; i6++) {
    const i7 = work + i5;
    const i8 = a + (i6 * i5);
    for (let i9 = 0; i9 < i5; i9++) {
      m[work + i9] = m[i8 + i9]!;
    }
    eliminate(m, work, n, i7, i7 + n);
    let x0 = 1;
    for (let i10 = 0; i10 < n; i10++) {
      if (m[i7 + i10]! !== i10) {
        x0 = -x0;
      }
    }
    let x1 = 0;
    for (let i11 = 0; i11 < n; i11++) {
      x1 = x1 + N.log(Math.abs(m[work + (i11 * (n + 1))]!));
    }
    m[to + i6] = x1 + 0;
  }
};
