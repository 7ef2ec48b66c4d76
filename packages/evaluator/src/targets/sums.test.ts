/** Sums and extremes of all lengths around those that vectors, and several of them, take at a time. */
import { expect, test } from '@jest/globals';
import { define, f32, f64, type Sym } from '@adjoint/ir';
import { compile, evaluate } from '../index.ts';

const LENGTHS = [15, 16, 17, 31, 32, 33, 63, 64, 65, 67, 95, 127, 128, 131, 255, 256, 263, 519, 1031];
const numbers = (length: number): Float64Array => Float64Array.from({ length }, (_, i) => Math.sin(1.7 * i + 1));

const sums = (x: Sym): { readonly [N in 'sum' | 'squares' | 'product']: Sym } => ({
  sum: x.sum(),
  squares: x.square().sum(),
  product: x.mul(0.01).add(1).prod(),
});
const extremes = (x: Sym): { readonly [N in 'most' | 'least' | 'both']: Sym } => ({
  most: x.max(),
  least: x.min(),
  both: x.max().sub(x.min()),
});

test.each([
  [1, f64],
  [1, f32],
  [3, f64],
  [3, f32],
  [7, f32],
] as const)('in %s rows', (rows, type) => {
  const unit = type === f64 ? 2 ** -53 : 2 ** -24;
  for (const n of LENGTHS) {
    const graph = define({ x: type(rows, n), y: type(n) }, ({ x, y }) => ({
      ...sums(x.mul(y)),
      ...extremes(x.mul(y)),
      rows: x.max(1),
    }));
    const array = type === f64 ? numbers : (size: number) => Float32Array.from(numbers(size));
    const feeds = { x: array(rows * n), y: array(n) };
    const [got, wanted] = [compile(graph, { target: 'wasm' })(feeds), evaluate(graph, feeds)];
    for (const name of ['most', 'least', 'both', 'rows'] as const) expect(got[name]).toEqual(wanted[name]);
    const terms = rows * n;
    for (const name of ['sum', 'squares'] as const) {
      // 2·n·u·Σ|t|, of terms below 1.
      expect(Math.abs(got[name].item() - wanted[name].item())).toBeLessThanOrEqual(2 * terms * unit * terms);
    }
    // Each factor rounds the product once, in any order.
    const relative = got.product.item() / wanted.product.item() - 1;
    expect(Math.abs(relative)).toBeLessThanOrEqual(2 * terms * unit);
  }
});

test('NaN and the sign of zero in any place', () => {
  const n = 150;
  const graph = define({ x: f64(n), y: f32(n) }, ({ x, y }) => ({
    a: x.max(),
    b: y.max(),
    c: x.min(),
    d: y.min(),
  }));
  const run = compile(graph, { target: 'wasm' });
  for (let at = 0; at < n; at++) {
    for (const [one, others] of [
      [NaN, 1],
      [0, -0],
      [-0, 0],
      [7, -Infinity],
      [-7, Infinity],
    ] as const) {
      const x = new Float64Array(n).fill(others).fill(one, at, at + 1);
      const feeds = { x, y: Float32Array.from(x) };
      expect(run(feeds)).toEqual(evaluate(graph, feeds));
    }
  }
});
