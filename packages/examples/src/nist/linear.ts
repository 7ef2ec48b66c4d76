/** Small dense linear algebra, for symmetric positive definite systems. Matrices are row major. */

/** A vector, or the rows of a matrix one after the other. */
export type Numbers = ArrayLike<number>;

export const dot = (u: Numbers, v: Numbers): number => Array.from(u).reduce((sum, ui, i) => sum + ui * v[i]!, 0);

/** The diagonal of a matrix of order n. */
export const diagonal = (a: Numbers, n: number): number[] => Array.from({ length: n }, (_, i) => a[i * n + i]!);

/** Σ rowᵢₖ·rowⱼₖ for k below `end`. */
const dotRows = (l: Numbers, n: number, i: number, j: number, end: number): number => {
  let sum = 0;
  for (let k = 0; k < end; k++) sum += l[i * n + k]! * l[j * n + k]!;
  return sum;
};

/** The lower triangular L with L·Lᵀ = a; undefined where `a`, of order n, is not positive definite. */
export function cholesky(a: Numbers, n: number): Float64Array | undefined {
  const l = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const pivot = a[j * n + j]! - dotRows(l, n, j, j, j);
    // Asked this way round, a NaN is no pivot either.
    if (!(pivot > 0)) return undefined;
    const root = Math.sqrt(pivot);
    l[j * n + j] = root;
    for (let i = j + 1; i < n; i++) l[i * n + j] = (a[i * n + j]! - dotRows(l, n, i, j, j)) / root;
  }
  return l;
}

/** The x with L·Lᵀ·x = right. */
function solveFactored(l: Numbers, right: Numbers): Float64Array {
  const x = Float64Array.from(right);
  const n = x.length;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= l[i * n + k]! * x[k]!;
    x[i]! /= l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= l[k * n + i]! * x[k]!;
    x[i]! /= l[i * n + i]!;
  }
  return x;
}

/** The x with a·x = right; undefined where `a` is not positive definite. */
export function solve(a: Numbers, right: Numbers): Float64Array | undefined {
  const l = cholesky(a, right.length);
  return l && solveFactored(l, right);
}

/** The diagonal of a⁻¹; undefined where `a`, of order n, is not positive definite. */
export function inverseDiagonal(a: Numbers, n: number): number[] | undefined {
  const l = cholesky(a, n);
  const unit = (i: number): number[] => Array.from({ length: n }, (_, k) => (k === i ? 1 : 0));
  return l && Array.from({ length: n }, (_, i) => solveFactored(l, unit(i))[i]!);
}
