/** QR by Householder's reflections (Golub and Van Loan 2013, "Matrix computations", §5.2), with the signs of LAPACK. */
import { allFinite, scaleBy, scaleOf } from './products.ts';

/**
 * Puts in the place of column `k` of a (m × n), from row k on, its reflection to ∓‖column‖ on the diagonal and the reflector below, whose
 * first element is 1; gives τ of 1 − τ·v·vᵀ, 0 where nothing is below.
 */
const reflector = (a: Float64Array, m: number, n: number, k: number): number => {
  let below = 0;
  for (let i = k + 1; i < m; i++) below += a[i * n + k]! ** 2;
  if (below === 0) return 0;
  const alpha = a[k * n + k]!;
  const size = Math.sqrt(alpha * alpha + below);
  const beta = alpha > 0 ? -size : size;
  for (let i = k + 1; i < m; i++) a[i * n + k] = a[i * n + k]! / (alpha - beta);
  a[k * n + k] = beta;
  return (beta - alpha) / beta;
};

/** Applies 1 − τ·v·vᵀ, v in column `k` of a (m × n), to the columns of b (m × c) from `from` on. */
const reflect = (
  a: Float64Array,
  m: number,
  n: number,
  k: number,
  tau: number,
  b: Float64Array,
  c: number,
  from: number,
  dots: Float64Array,
): void => {
  if (tau === 0) return;
  for (let j = from; j < c; j++) dots[j] = b[k * c + j]!;
  for (let i = k + 1; i < m; i++) {
    const v = a[i * n + k]!;
    for (let j = from; j < c; j++) dots[j] = dots[j]! + v * b[i * c + j]!;
  }
  for (let j = from; j < c; j++) b[k * c + j] = b[k * c + j]! - tau * dots[j]!;
  for (let i = k + 1; i < m; i++) {
    const v = tau * a[i * n + k]!;
    for (let j = from; j < c; j++) b[i * c + j] = b[i * c + j]! - v * dots[j]!;
  }
};

/** a = q·r: q of m × c orthonormal columns, r of c × n. */
export interface Orthogonal {
  readonly q: Float64Array;
  readonly r: Float64Array;
}

/** The factors of a (m × n, m ≥ n) with q of `c` columns, n or m; a is overwritten. NaN if an element of a is not finite. */
export const orthogonalize = (a: Float64Array, m: number, n: number, c: number): Orthogonal => {
  const q = new Float64Array(m * c);
  const r = new Float64Array(c * n);
  if (!allFinite(a)) return { q: q.fill(NaN), r: r.fill(NaN) };
  const scale = scaleOf(a);
  scaleBy(a, scale);
  const dots = new Float64Array(Math.max(n, c));
  const taus = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    taus[k] = reflector(a, m, n, k);
    reflect(a, m, n, k, taus[k]!, a, n, k + 1, dots);
  }
  for (let i = 0; i < c; i++) q[i * c + i] = 1;
  for (let k = n - 1; k >= 0; k--) reflect(a, m, n, k, taus[k]!, q, c, k, dots);
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) r[i * n + j] = a[i * n + j]! / scale;
  return { q, r };
};
