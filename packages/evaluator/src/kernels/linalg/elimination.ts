/** Elimination with partial pivoting. Matrices are row major, in arrays of their own. */

/** Exchanges rows of a matrix with `n` columns. */
const exchange = (a: Float64Array, n: number, i: number, j: number): void => {
  for (let k = 0; k < n; k++) {
    const kept = a[i * n + k]!;
    a[i * n + k] = a[j * n + k]!;
    a[j * n + k] = kept;
  }
};

/** The row of the greatest element of a column, from the diagonal on. */
const pivotOf = (a: Float64Array, n: number, k: number): number => {
  let pivot = k;
  for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]!) > Math.abs(a[pivot * n + k]!)) pivot = i;
  return pivot;
};

/**
 * Puts the L (below the diagonal) and U of P·a = L·U in the place of a, and exchanges the rows of b, which has `k` columns, too. Gives the
 * sign of the permutation. A column without a pivot is left as it is, with 0 on the diagonal.
 */
const eliminate = (a: Float64Array, n: number, b: Float64Array, k: number): number => {
  let sign = 1;
  for (let column = 0; column < n; column++) {
    const pivot = pivotOf(a, n, column);
    if (pivot !== column) {
      exchange(a, n, column, pivot);
      exchange(b, k, column, pivot);
      sign = -sign;
    }
    const divisor = a[column * n + column]!;
    if (divisor === 0) continue;
    for (let i = column + 1; i < n; i++) {
      const factor = a[i * n + column]! / divisor;
      a[i * n + column] = factor;
      if (factor === 0) continue;
      for (let j = column + 1; j < n; j++) a[i * n + j] = a[i * n + j]! - factor * a[column * n + j]!;
    }
  }
  return sign;
};

const NONE = new Float64Array(0);
const diagonal = (a: Float64Array, n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => a[i * n + i]!);

/** The determinant; a is overwritten. */
export const determinant = (a: Float64Array, n: number): number => {
  const sign = eliminate(a, n, NONE, 0);
  // A zero has no sign.
  return diagonal(a, n).reduce((product, x) => product * x, sign) + 0;
};

/** The sign of the determinant; a is overwritten. */
export const determinantSign = (a: Float64Array, n: number): number => {
  const sign = eliminate(a, n, NONE, 0);
  return diagonal(a, n).reduce((product, x) => product * Math.sign(x), sign) + 0;
};

/** log |det a|; a is overwritten. */
export const determinantLog = (a: Float64Array, n: number): number => {
  eliminate(a, n, NONE, 0);
  return diagonal(a, n).reduce((total, x) => total + Math.log(Math.abs(x)), 0);
};

/** Which triangle of a matrix is meant, as the op's attributes say. */
export interface Triangle {
  readonly lower: boolean;
  readonly transpose: boolean;
  readonly unitDiagonal: boolean;
}

/** Puts T⁻¹·b, of `k` columns, in the place of b, where T is a triangle of a. */
export const substituteBack = (a: Float64Array, n: number, b: Float64Array, k: number, at: Triangle): void => {
  const [row, column] = at.transpose ? [1, n] : [n, 1];
  const down = at.lower !== at.transpose;
  for (let step = 0; step < n; step++) {
    const i = down ? step : n - 1 - step;
    const [from, to] = down ? [0, i] : [i + 1, n];
    for (let j = from; j < to; j++) {
      const factor = a[i * row + j * column]!;
      if (factor === 0) continue;
      for (let c = 0; c < k; c++) b[i * k + c] = b[i * k + c]! - factor * b[j * k + c]!;
    }
    if (at.unitDiagonal) continue;
    const divisor = a[i * (n + 1)]!;
    for (let c = 0; c < k; c++) b[i * k + c] = b[i * k + c]! / divisor;
  }
};

/** Puts a⁻¹·b in the place of b, NaN if a pivot is 0; a is overwritten. */
export const solveIn = (a: Float64Array, n: number, b: Float64Array, k: number): void => {
  eliminate(a, n, b, k);
  if (diagonal(a, n).includes(0)) return void b.fill(NaN);
  substituteBack(a, n, b, k, { lower: true, transpose: false, unitDiagonal: true });
  substituteBack(a, n, b, k, { lower: false, transpose: false, unitDiagonal: false });
};

/** Puts the lower L of L·Lᵀ = (a + aᵀ)/2 in the place of a, or NaN where there is none. */
export const choleskyIn = (a: Float64Array, n: number): void => {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]! / 2 + a[j * n + i]! / 2;
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      if (j < i) a[i * n + j] = sum / a[j * n + j]!;
      else if (sum > 0 && sum < Infinity) a[i * n + i] = Math.sqrt(sum);
      else return void a.fill(NaN);
    }
  }
  for (let i = 0; i < n; i++) a.fill(0, i * n + i + 1, (i + 1) * n);
};
