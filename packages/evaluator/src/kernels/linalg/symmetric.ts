/**
 * Eigenvalues of symmetric matrices: to tridiagonal form by reflections, then implicit QL (Martin, Reinsch and Wilkinson 1968; Bowdler,
 * Martin, Reinsch and Wilkinson 1968; EISPACK's tred2 and tql2).
 */
import { allFinite, scaleBy, scaleOf } from './products.ts';
import { fixSigns } from './singular.ts';

/** Ascending values, and the vectors as columns. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const EPSILON = 2 ** -52;
/** Two or three steps a value are what is needed. */
const MOST_STEPS = 60;

/** Makes column `i` of v (n × n, symmetric in its first i + 1 rows) zero but for its last two, and keeps the reflection in v. */
const reduceColumn = (v: Float64Array, n: number, i: number, d: Float64Array, e: Float64Array): void => {
  let [scale, h] = [0, 0];
  for (let k = 0; k < i; k++) scale += Math.abs(d[k]!);
  if (scale === 0) {
    e[i] = d[i - 1]!;
    for (let j = 0; j < i; j++) {
      d[j] = v[(i - 1) * n + j]!;
      v[i * n + j] = 0;
      v[j * n + i] = 0;
    }
    d[i] = 0;
    return;
  }
  for (let k = 0; k < i; k++) {
    d[k] = d[k]! / scale;
    h += d[k]! ** 2;
  }
  const f = d[i - 1]!;
  const g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
  e[i] = scale * g;
  h -= f * g;
  d[i - 1] = f - g;
  project(v, n, i, d, e, h);
  d[i] = h;
};

/** The similarity by the reflector d / h on the leading i × i part. */
const project = (v: Float64Array, n: number, i: number, d: Float64Array, e: Float64Array, h: number): void => {
  e.fill(0, 0, i);
  for (let j = 0; j < i; j++) {
    const f = d[j]!;
    v[j * n + i] = f;
    let g = e[j]! + v[j * n + j]! * f;
    for (let k = j + 1; k < i; k++) {
      g += v[k * n + j]! * d[k]!;
      e[k] = e[k]! + v[k * n + j]! * f;
    }
    e[j] = g;
  }
  let f = 0;
  for (let j = 0; j < i; j++) {
    e[j] = e[j]! / h;
    f += e[j]! * d[j]!;
  }
  const half = f / (h + h);
  for (let j = 0; j < i; j++) e[j] = e[j]! - half * d[j]!;
  for (let j = 0; j < i; j++) {
    for (let k = j; k < i; k++) v[k * n + j] = v[k * n + j]! - (d[j]! * e[k]! + e[j]! * d[k]!);
    d[j] = v[(i - 1) * n + j]!;
    v[i * n + j] = 0;
  }
};

/** Applies the kept reflections to one another, so that v holds the whole change of basis. */
const gather = (v: Float64Array, n: number, d: Float64Array): void => {
  for (let i = 0; i < n - 1; i++) {
    v[(n - 1) * n + i] = v[i * n + i]!;
    v[i * n + i] = 1;
    const h = d[i + 1]!;
    if (h !== 0) {
      for (let k = 0; k <= i; k++) d[k] = v[k * n + i + 1]! / h;
      for (let j = 0; j <= i; j++) {
        let g = 0;
        for (let k = 0; k <= i; k++) g += v[k * n + i + 1]! * v[k * n + j]!;
        for (let k = 0; k <= i; k++) v[k * n + j] = v[k * n + j]! - g * d[k]!;
      }
    }
    for (let k = 0; k <= i; k++) v[k * n + i + 1] = 0;
  }
  for (let j = 0; j < n; j++) {
    d[j] = v[(n - 1) * n + j]!;
    v[(n - 1) * n + j] = 0;
  }
  v[n * n - 1] = 1;
};

/** Puts the diagonal in d, what is beside it in e (from 1 on), and the basis in v. */
const tridiagonalize = (v: Float64Array, n: number, d: Float64Array, e: Float64Array): void => {
  for (let j = 0; j < n; j++) d[j] = v[(n - 1) * n + j]!;
  for (let i = n - 1; i > 0; i--) reduceColumn(v, n, i, d, e);
  gather(v, n, d);
  for (let i = 1; i < n; i++) e[i - 1] = e[i]!;
  e[n - 1] = 0;
};

/** One implicit QL step on the part from l to m; gives what the first of the part was shifted by. */
const step = (v: Float64Array, n: number, d: Float64Array, e: Float64Array, l: number, m: number): number => {
  const g = d[l]!;
  const p0 = (d[l + 1]! - g) / (2 * e[l]!);
  const r0 = p0 < 0 ? -Math.hypot(p0, 1) : Math.hypot(p0, 1);
  d[l] = e[l]! / (p0 + r0);
  d[l + 1] = e[l]! * (p0 + r0);
  const dl1 = d[l + 1]!;
  const h = g - d[l];
  for (let i = l + 2; i < n; i++) d[i] = d[i]! - h;
  let p = d[m]!;
  let [c, c2, c3, s, s2] = [1, 1, 1, 0, 0];
  const el1 = e[l + 1]!;
  for (let i = m - 1; i >= l; i--) {
    [c3, c2, s2] = [c2, c, s];
    const ge = c * e[i]!;
    const hp = c * p;
    const r = Math.hypot(p, e[i]!);
    e[i + 1] = s * r;
    s = e[i]! / r;
    c = p / r;
    p = c * d[i]! - s * ge;
    d[i + 1] = hp + s * (c * ge + s * d[i]!);
    for (let k = 0; k < n; k++) {
      const [a, b] = [v[i * n + k]!, v[(i + 1) * n + k]!];
      v[(i + 1) * n + k] = s * a + c * b;
      v[i * n + k] = c * a - s * b;
    }
  }
  p = (-s * s2 * c3 * el1 * e[l]!) / dl1;
  e[l] = s * p;
  d[l] = c * p;
  return h;
};

/** The values of a tridiagonal matrix into d; v, whose rows are the basis, is turned along. */
const iterate = (v: Float64Array, n: number, d: Float64Array, e: Float64Array): void => {
  let [shift, most] = [0, 0];
  for (let l = 0; l < n; l++) {
    most = Math.max(most, Math.abs(d[l]!) + Math.abs(e[l]!));
    let m = l;
    while (m < n - 1 && Math.abs(e[m]!) > EPSILON * most) m++;
    if (m > l) {
      for (let steps = 0; steps < MOST_STEPS; steps++) {
        shift += step(v, n, d, e, l, m);
        if (Math.abs(e[l]!) <= EPSILON * most) break;
      }
    }
    d[l] = d[l]! + shift;
    e[l] = 0;
  }
};

/** The eigenvalues and eigenvectors of (a + aᵀ)/2; NaN if an element is not finite. */
export const eigenParts = (a: Float64Array, n: number): Eigen => {
  const [values, vectors] = [new Float64Array(n), new Float64Array(n * n)];
  if (n === 0 || !allFinite(a)) return { values: values.fill(NaN), vectors: vectors.fill(NaN) };
  const scale = scaleOf(a);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) v[i * n + j] = (a[i * n + j]! * scale + a[j * n + i]! * scale) / 2;
  }
  const [d, e] = [new Float64Array(n), new Float64Array(n)];
  tridiagonalize(v, n, d, e);
  // Rows are quicker to turn than columns.
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) [v[i * n + j], v[j * n + i]] = [v[j * n + i]!, v[i * n + j]!];
  }
  iterate(v, n, d, e);
  const order = Array.from(d, (_, i) => i).sort((i, j) => d[i]! - d[j]! || i - j);
  order.forEach((from, to) => {
    values[to] = d[from]!;
    for (let k = 0; k < n; k++) vectors[k * n + to] = v[from * n + k]!;
  });
  scaleBy(values, 1 / scale);
  fixSigns(vectors, n, n);
  return { values, vectors };
};
