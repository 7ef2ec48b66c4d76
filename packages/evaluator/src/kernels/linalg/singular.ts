/**
 * Singular values by one-sided Jacobi rotations of the triangle of a pivoted QR: small ones come out with small relative errors
 * (Drmač and Veselić 2008, "New fast and accurate Jacobi SVD algorithm"; Hestenes 1958; de Rijk 1989).
 */
import { orthogonalize } from './householder.ts';
import { allFinite, identity, scaleBy, scaleOf, times, turned } from './products.ts';

/** a = u·diag(s)·vᵀ: u of m × k and v of n × k orthonormal columns, s descending, k the least of m and n. */
export interface Singular {
  readonly u: Float64Array;
  readonly s: Float64Array;
  readonly v: Float64Array;
}

const EPSILON = 2 ** -52;
/** Six to ten sweeps are what is needed; more than these never. */
const MOST_SWEEPS = 60;

/** Rows i and j of x (n × n) turned by the angle of cosine c and sine s. */
const turn = (x: Float64Array, n: number, i: number, j: number, c: number, s: number): void => {
  for (let k = 0, p = i * n, q = j * n; k < n; k++, p++, q++) {
    const a = x[p]!;
    const b = x[q]!;
    x[p] = c * a - s * b;
    x[q] = s * a + c * b;
  }
};

const lengthOf = (x: Float64Array, n: number, i: number): number => {
  let sum = 0;
  for (let k = i * n; k < (i + 1) * n; k++) sum += x[k]! ** 2;
  return Math.sqrt(sum);
};

/** Turns rows i and j of x, and of w too, so that they are orthogonal; gives whether they were not. */
const rotate = (x: Float64Array, w: Float64Array, n: number, i: number, j: number): boolean => {
  let a = 0;
  let b = 0;
  let d = 0;
  for (let k = 0, p = i * n, q = j * n; k < n; k++, p++, q++) {
    const y = x[p]!;
    const z = x[q]!;
    a += y * y;
    b += z * z;
    d += y * z;
  }
  if (!(Math.abs(d) > EPSILON * Math.sqrt(a) * Math.sqrt(b))) return false;
  const zeta = (b - a) / (2 * d);
  const tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  turn(x, n, i, j, cosine, cosine * tangent);
  turn(w, n, i, j, cosine, cosine * tangent);
  return true;
};

/** The places of the rows of x (n × n) by their norms, greatest first, and the norms. */
const byNorm = (x: Float64Array, n: number): { order: number[]; norms: number[] } => {
  const norms = Array.from({ length: n }, (_, i) => lengthOf(x, n, i));
  const order = norms.map((_, i) => i).sort((i, j) => norms[j]! - norms[i]! || i - j);
  return { order, norms };
};

/** Rows of x (n × n) in the given order. */
const inOrder = (x: Float64Array, n: number, order: readonly number[]): Float64Array => {
  const out = new Float64Array(n * n);
  order.forEach((from, to) => out.set(x.subarray(from * n, (from + 1) * n), to * n));
  return out;
};

/** Rows of length 1 that are orthogonal, in the place of the last rows of x (n × n), from `from` on. */
const complete = (x: Float64Array, n: number, from: number): void => {
  if (from === n) return;
  const known = turned(x.subarray(0, from * n), from, n);
  const { q } = orthogonalize(known, n, from, n);
  x.set(turned(q, n, n).subarray(from * n), from * n);
};

/** The parts of a square x: x = w·diag(s)·y, w and y of orthonormal columns and rows. */
const squareParts = (x: Float64Array, n: number): { w: Float64Array; s: Float64Array; y: Float64Array } => {
  const rows = Float64Array.from(x);
  const turns = identity(n);
  for (let sweep = 0, moved = true; moved && sweep < MOST_SWEEPS; sweep++) {
    moved = false;
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) moved = rotate(rows, turns, n, i, j) || moved;
  }
  const { order, norms } = byNorm(rows, n);
  const s = Float64Array.from(order, (i) => norms[i]!);
  const y = inOrder(rows, n, order);
  let rank = 0;
  // A row that has underflowed has no direction of its own.
  for (; rank < n && s[rank]! > 1e-150; rank++) {
    for (let k = rank * n; k < (rank + 1) * n; k++) y[k] = y[k]! / s[rank]!;
  }
  s.fill(0, rank);
  complete(y, n, rank);
  return { w: turned(inOrder(turns, n, order), n, n), s, y };
};

/** The columns of a (m × n) by their norms, greatest first, so that the triangle of a QR is graded. */
const graded = (a: Float64Array, m: number, n: number): { sorted: Float64Array; order: number[] } => {
  const norms = Array.from({ length: n }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < m; i++) sum += a[i * n + j]! ** 2;
    return sum;
  });
  const order = norms.map((_, j) => j).sort((i, j) => norms[j]! - norms[i]! || i - j);
  const sorted = new Float64Array(m * n);
  for (let i = 0; i < m; i++) order.forEach((from, to) => (sorted[i * n + to] = a[i * n + from]!));
  return { sorted, order };
};

/** Each pair of columns of u and v of one sign: the first of the greatest elements of v's, to eight digits, is positive. */
export const fixSigns = (v: Float64Array, n: number, k: number, u?: Float64Array): void => {
  for (let j = 0; j < k; j++) {
    let most = 0;
    for (let i = 0; i < n; i++) most = Math.max(most, Math.abs(v[i * k + j]!));
    let first = 0;
    while (first < n && Math.abs(v[first * k + j]!) < (1 - 1e-8) * most) first++;
    if (first === n || v[first * k + j]! >= 0) continue;
    for (let i = j; i < n * k; i += k) v[i] = -v[i]!;
    if (u !== undefined) for (let i = j; i < u.length; i += k) u[i] = -u[i]!;
  }
};

const tall = (a: Float64Array, m: number, n: number): Singular => {
  const { sorted, order } = graded(a, m, n);
  const { q, r } = orthogonalize(sorted, m, n, n);
  // r = w·diag(s)·y; the rows of r are turned, and w holds the turns.
  const { w, s, y } = squareParts(r, n);
  const v = new Float64Array(n * n);
  order.forEach((to, from) => {
    for (let k = 0; k < n; k++) v[to * n + k] = y[k * n + from]!;
  });
  return { u: times(q, w, m, n, n), s, v };
};

/** The singular values and vectors of a (m × n). NaN if an element is not finite. Of no overflow. */
export const singularParts = (a: Float64Array, m: number, n: number): Singular => {
  const k = Math.min(m, n);
  if (!allFinite(a)) {
    const nan = (size: number): Float64Array => new Float64Array(size).fill(NaN);
    return { u: nan(m * k), s: nan(k), v: nan(n * k) };
  }
  const scale = scaleOf(a);
  const x = Float64Array.from(a);
  scaleBy(x, scale);
  let { u, s, v } = m >= n ? tall(x, m, n) : { u: x, s: x, v: x };
  if (m < n) ({ u: v, s, v: u } = tall(turned(x, m, n), n, m));
  scaleBy(s, 1 / scale);
  fixSigns(v, n, k, u);
  return { u, s, v };
};
