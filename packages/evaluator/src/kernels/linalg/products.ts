/** Products and measures of small matrices. Matrices are row major, in arrays of their own. */

/** a (m × n) · b (n × k). */
export const times = (a: Float64Array, b: Float64Array, m: number, n: number, k: number): Float64Array => {
  const out = new Float64Array(m * k);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const factor = a[i * n + j]!;
      if (factor === 0) continue;
      for (let c = 0; c < k; c++) out[i * k + c] = out[i * k + c]! + factor * b[j * k + c]!;
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

export const allFinite = (a: Float64Array): boolean => a.every(Number.isFinite);

/** The power of two, as a factor, that brings the greatest magnitude to [1, 2): squares then do not overflow. 1 of zeros. */
export const scaleOf = (a: Float64Array): number => {
  let most = 0;
  for (const x of a) most = Math.max(most, Math.abs(x));
  if (most === 0) return 1;
  // 2^1023 is the greatest power there is: subnormals stay below 1.
  return 2 ** Math.min(1023, -Math.floor(Math.log2(most)));
};

export const scaleBy = (a: Float64Array, factor: number): void => {
  for (let i = 0; i < a.length; i++) a[i] = a[i]! * factor;
};
