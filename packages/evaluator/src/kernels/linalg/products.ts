/** Products and measures of small matrices. Matrices are row major, in arrays of their own. */

/** a (m × n) · b (n × k), four rows of b at a time. */
export const times = (a: Float64Array, b: Float64Array, m: number, n: number, k: number): Float64Array => {
  const out = new Float64Array(m * k);
  for (let i = 0; i < m; i++) {
    let j = 0;
    for (; j + 3 < n; j += 4) {
      const at = i * n + j;
      const [a0, a1, a2, a3] = [a[at]!, a[at + 1]!, a[at + 2]!, a[at + 3]!];
      for (let to = i * k, from = j * k; to < (i + 1) * k; to++, from++) {
        out[to] = out[to]! + a0 * b[from]! + a1 * b[from + k]! + a2 * b[from + 2 * k]! + a3 * b[from + 3 * k]!;
      }
    }
    for (; j < n; j++) {
      const factor = a[i * n + j]!;
      for (let to = i * k, from = j * k; to < (i + 1) * k; to++, from++) out[to] = out[to]! + factor * b[from]!;
    }
  }
  return out;
};

/** a (m × n), transposed. */
export const turned = (a: Float64Array, m: number, n: number): Float64Array => {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out[j * m + i] = a[i * n + j]!;
  return out;
};

export const identity = (n: number): Float64Array => {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * (n + 1)] = 1;
  return out;
};

export const allFinite = (a: Float64Array): boolean => {
  for (let i = 0; i < a.length; i++) if (!Number.isFinite(a[i]!)) return false;
  return true;
};

/** The power of two, as a factor, that brings the greatest magnitude to [1, 2): squares then do not overflow. 1 of zeros. */
export const scaleOf = (a: Float64Array): number => {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]!));
  if (most === 0) return 1;
  // 2^1023 is the greatest power there is: subnormals stay below 1.
  return 2 ** Math.min(1023, -Math.floor(Math.log2(most)));
};

export const scaleBy = (a: Float64Array, factor: number): void => {
  for (let i = 0; i < a.length; i++) a[i] = a[i]! * factor;
};
