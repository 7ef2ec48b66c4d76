/** Layers of a network by hand: products in blocks, and the cross-entropy. */

/** c += a·b for a of m×k and b of k×n, by strides of a, four rows of b at a time. */
const accumulate = (
  [a, rowStride, columnStride]: readonly [Float32Array, number, number],
  b: Float32Array,
  c: Float32Array,
  [m, k, n]: readonly [number, number, number],
): void => {
  for (let i = 0; i < m; i++) {
    const row = i * n;
    let p = 0;
    for (; p + 3 < k; p += 4) {
      const at = i * rowStride + p * columnStride;
      const [a0, a1] = [a[at]!, a[at + columnStride]!];
      const [a2, a3] = [a[at + 2 * columnStride]!, a[at + 3 * columnStride]!];
      const from = p * n;
      for (let j = 0; j < n; j++) {
        c[row + j] =
          c[row + j]! +
          a0 * b[from + j]! +
          a1 * b[from + n + j]! +
          a2 * b[from + 2 * n + j]! +
          a3 * b[from + 3 * n + j]!;
      }
    }
    for (; p < k; p++) {
      const scale = a[i * rowStride + p * columnStride]!;
      for (let j = 0; j < n; j++) c[row + j] = c[row + j]! + scale * b[p * n + j]!;
    }
  }
};

const transposed = (x: Float32Array, rows: number, columns: number, out: Float32Array): Float32Array => {
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = x[i * columns + j]!;
  return out;
};

/** A layer x·w + b with its arrays. */
export class Layer {
  readonly out: Float32Array;
  /** The cotangent of `out`. */
  readonly bar: Float32Array;
  readonly dw: Float32Array;
  readonly db: Float32Array;
  private readonly wt: Float32Array;
  private readonly rows: number;
  private readonly from: number;
  private readonly to: number;
  private readonly w: Float32Array;
  private readonly b: Float32Array;

  constructor(rows: number, from: number, to: number, w: Float32Array, b: Float32Array) {
    [this.rows, this.from, this.to, this.w, this.b] = [rows, from, to, w, b];
    [this.out, this.bar] = [new Float32Array(rows * to), new Float32Array(rows * to)];
    [this.dw, this.db, this.wt] = [new Float32Array(w.length), new Float32Array(to), new Float32Array(w.length)];
  }

  forward(x: Float32Array, relu: boolean): Float32Array {
    const { out, rows, from, to } = this;
    for (let i = 0; i < rows; i++) out.set(this.b, i * to);
    accumulate([x, from, 1], this.w, out, [rows, from, to]);
    if (relu) for (let i = 0; i < out.length; i++) if (!(out[i]! > 0)) out[i] = 0;
    return out;
  }

  /** From `bar` the gradients, and where asked for the cotangent of x, which was the output of a relu. */
  backward(x: Float32Array, xBar?: Float32Array): void {
    const { bar, dw, db, rows, from, to } = this;
    dw.fill(0);
    accumulate([x, 1, from], bar, dw, [from, rows, to]);
    db.fill(0);
    for (let i = 0; i < rows; i++) for (let j = 0; j < to; j++) db[j] = db[j]! + bar[i * to + j]!;
    if (xBar === undefined) return;
    xBar.fill(0);
    accumulate([bar, to, 1], transposed(this.w, from, to, this.wt), xBar, [rows, to, from]);
    for (let i = 0; i < xBar.length; i++) if (x[i] === 0) xBar[i] = 0;
  }
}

/** Mean cross-entropy of rows of logits, its cotangent in `bar`. */
export const crossEntropy = (
  logits: Float32Array,
  y: Float32Array,
  bar: Float32Array,
  rows: number,
  to: number,
): number => {
  let cost = 0;
  for (let i = 0; i < rows; i++) {
    const row = i * to;
    let most = -Infinity;
    for (let j = 0; j < to; j++) most = Math.max(most, logits[row + j]!);
    let sum = 0;
    for (let j = 0; j < to; j++) sum += Math.exp(logits[row + j]! - most);
    const log = most + Math.log(sum);
    for (let j = 0; j < to; j++) {
      cost -= y[row + j]! * (logits[row + j]! - log);
      bar[row + j] = (Math.exp(logits[row + j]! - log) - y[row + j]!) / rows;
    }
  }
  return cost / rows;
};
