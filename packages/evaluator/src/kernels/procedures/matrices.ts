/** Written by `npm run docs` from packages/codegen/src/procedure/matrices.ts: over a memory m, of whose places and sizes arguments tell. */

export const turn = (m: Float64Array, from: number, to: number, rows: number, columns: number): void => {
  for (let i4 = 0; i4 < rows; i4++) {
    const i5 = from + (i4 * columns);
    for (let i6 = 0; i6 < columns; i6++) {
      m[to + (i6 * rows) + i4] = m[i5 + i6]!;
    }
  }
};

export const fixSigns = (m: Float64Array, v: number, height: number, k: number, u: number, other: number): void => {
  for (let i5 = 0; i5 < k; i5++) {
    let x0 = 0;
    for (let i6 = 0; i6 < height; i6++) {
      const x1 = Math.abs(m[v + (i6 * k) + i5]!);
      if (x1 > x0) {
        x0 = x1;
      }
    }
    const x2 = x0 * 0.99999999;
    let x3 = 0;
    for (let i7 = 0; i7 < height; i7++) {
      if ((x3 === 0) && (Math.abs(m[v + (i7 * k) + i5]!) >= x2)) {
        x3 = m[v + (i7 * k) + i5]!;
      }
    }
    if (x3 < 0) {
      for (let i8 = 0; i8 < height; i8++) {
        m[v + (i8 * k) + i5] = -m[v + (i8 * k) + i5]!;
      }
      for (let i9 = 0; i9 < other; i9++) {
        const i10 = u + (i9 * k) + i5;
        m[i10] = -m[i10]!;
      }
    }
  }
};
