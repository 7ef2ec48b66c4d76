/** Square matrix products, in f32 and f64. */
import { define, f32, f64 } from 'adjoint';
import type { MathJsInstance } from 'mathjs';
import type { Feeds, Numbers, Workload } from '../workload.ts';
import { f32s, f64s } from './data.ts';
import { NO_F64 } from './reasons.ts';

const TYPES = { f32: { type: f32, draw: f32s }, f64: { type: f64, draw: f64s } } as const;
type Float = keyof typeof TYPES;

const BLOCK = 64;

/** In blocks that stay in the cache, four products of a row at a time. */
const product = (a: Numbers, b: Numbers, c: Numbers, n: number): void => {
  c.fill(0);
  for (let k0 = 0; k0 < n; k0 += BLOCK) {
    for (let i = 0; i < n; i++) {
      for (let k = k0; k < Math.min(k0 + BLOCK, n); k += 4) {
        const [a0, a1, a2, a3] = [a[i * n + k]!, a[i * n + k + 1]!, a[i * n + k + 2]!, a[i * n + k + 3]!];
        const [row, at] = [i * n, k * n];
        for (let j = 0; j < n; j++) {
          c[row + j] =
            c[row + j]! + a0 * b[at + j]! + a1 * b[at + n + j]! + a2 * b[at + 2 * n + j]! + a3 * b[at + 3 * n + j]!;
        }
      }
    }
  }
};

const byHand =
  (n: number, dtype: Float) =>
  ({ a, b }: Feeds) => {
    const c = dtype === 'f32' ? new Float32Array(n * n) : new Float64Array(n * n);
    return () => {
      product(a!, b!, c, n);
      return [c];
    };
  };

const rows = (x: Numbers, n: number): number[][] =>
  Array.from({ length: n }, (_, i) => [...x.subarray(i * n, (i + 1) * n)]);

const inMathJs =
  (n: number) =>
  (math: MathJsInstance, { a, b }: Feeds) => {
    const [left, right] = [math.matrix(rows(a!, n)), math.matrix(rows(b!, n))];
    return () => [(math.multiply(left, right).toArray() as number[][]).flat()];
  };

const square = (full: number, dtype: Float, reach?: number): Workload => ({
  name: `matmul-${full}-${dtype}`,
  what: `the product of two matrices of ${full}×${full}, ${dtype}`,
  ...(reach !== undefined && { reach }),
  work: (size) => ({ unit: 'flop', count: 2 * (size === 'full' ? full : 16) ** 3 }),
  problem: (size) => {
    const n = size === 'full' ? full : 16;
    const { type, draw } = TYPES[dtype];
    return {
      graph: () => define({ a: type(n, n), b: type(n, n) }, ({ a, b }) => ({ c: a.matmul(b) })),
      outputs: ['c'],
      feeds: { a: draw(n * n, 3), b: draw(n * n, 4) },
      tolerance:
        dtype === 'f32'
          ? { within: 1e-4, because: 'sums of 1024 products in f32, 1024·2⁻²⁴ = 6e-5' }
          : { within: 1e-12, because: 'sums of 1024 products in f64, 1024·2⁻⁵³ = 1.1e-13' },
      peers: {
        hand: byHand(n, dtype),
        jaxjs:
          ({ numpy: np }) =>
          ({ a, b }) => [np.matmul(a!, b!)],
        tfjs:
          dtype === 'f64'
            ? NO_F64
            : (tf, { a, b }) =>
                () => [tf.matMul(a!, b!)],
        mathjs: dtype === 'f64' && n <= 512 ? inMathJs(n) : 'as for 512×512 in f64: nested arrays, seconds a product',
        onnx: { op: 'MatMul', dtype, shape: [n, n] },
        jax: { file: 'matmul.py' },
        torch: { file: 'matmul.py' },
        casadi: 'its matrices are of scalars, unrolled',
      },
    };
  },
});

export const matmuls: readonly Workload[] = [
  square(512, 'f32'),
  square(512, 'f64'),
  square(1024, 'f32', 50),
  square(1024, 'f64', 107),
];
