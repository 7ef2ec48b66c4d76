/** Contractions as generated code: every layout of the operands, sizes that are no multiple of a tile, batches, and short sums. */
import { describe, expect, test } from '@jest/globals';
import { contract } from '@adjoint/ir';
import { compile, conv, define, evaluate, f32, f64, gradients, type Graph } from 'adjoint';

const numbers = (size: number, phase: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => Math.sin(1 + i * 1.7 + phase));

/** The greatest difference, over the bound for two orders of a sum of terms below 1: 2·n·u·Σ|t| (Higham 2002, §4.2); in f64, u = 2⁻⁵³. */
const worst = (
  graph: Graph,
  feeds: Readonly<Record<string, Float64Array | Float32Array>>,
  terms: number,
  unit = 2 ** -53,
): number => {
  const wanted = evaluate(graph, feeds)['out']!;
  const got = compile(graph, { target: 'wasm', optimize: false })(feeds)['out']!;
  expect([got.dtype, got.shape]).toEqual([wanted.dtype, wanted.shape]);
  let most = 0;
  for (let i = 0; i < wanted.data.length; i++) most = Math.max(most, Math.abs(got.data[i]! - wanted.data[i]!));
  return most / (2 * terms * unit * terms);
};

const size = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1);

describe('matrix products', () => {
  const sides = [1, 3, 4, 5, 17, 64, 130];
  const cases = sides.flatMap((m) => sides.flatMap((n) => [1, 7, 33, 300].map((k) => [m, n, k] as const)));
  test('of all sizes', () => {
    for (const [m, n, k] of cases) {
      const graph = define({ a: f64(m, k), b: f64(k, n) }, ({ a, b }) => a.matmul(b));
      expect([m, n, k, worst(graph, { a: numbers(m * k, 0), b: numbers(k * n, 1) }, k) <= 1]).toEqual([m, n, k, true]);
    }
  });
  test.each<[string, string, string, readonly number[], readonly number[]]>([
    ['ji', 'jk', 'ik', [40, 37], [40, 21]],
    ['ij', 'kj', 'ik', [37, 40], [21, 40]],
    ['ji', 'kj', 'ik', [40, 37], [21, 40]],
    ['ij', 'jk', 'ki', [37, 40], [40, 21]],
    ['bij', 'bjk', 'bik', [3, 21, 40], [3, 40, 18]],
    ['ibj', 'bkj', 'bki', [21, 3, 40], [3, 18, 40]],
    ['ncijkl', 'ockl', 'noij', [2, 3, 9, 8, 5, 5], [6, 3, 5, 5]],
    ['ij', 'j', 'i', [37, 40], [40]],
    ['i', 'ij', 'j', [37], [37, 40]],
    ['ijl', 'jk', 'ik', [20, 30, 3], [30, 20]],
    ['iij', 'jk', 'ik', [20, 20, 30], [30, 20]],
    ['ij', 'jk', 'iik', [20, 30], [30, 20]],
    ['ij', 'kl', 'ijkl', [4, 5], [3, 2]],
    ['ijk', 'ijk', '', [4, 50, 3], [4, 50, 3]],
    ['nki', 'kj', 'kij', [70, 5, 6], [5, 7]],
    ['nmi', 'mj', 'ij', [70, 9, 6], [9, 7]],
  ])('%s,%s->%s', (first, second, result, a, b) => {
    const graph = define({ a: f64(...a), b: f64(...b) }, (x) => contract([first, second], result, [x.a, x.b]));
    const terms = Math.max(size(a), size(b));
    expect(worst(graph, { a: numbers(size(a), 0), b: numbers(size(b), 1) }, terms)).toBeLessThanOrEqual(1);
  });
  test.each([
    ['i,ij->j', [1], [1, 2]],
    ['i,i->', [1], [1]],
    ['ij,jk->ik', [2, 1], [1, 2]],
    ['ij,jk->iik', [2, 1], [1, 2]],
    ['i->', [1], []],
    ['ij->i', [3, 1], []],
    ['i,j->ij', [2], [3]],
    ['i,i->', [2], [2]],
  ])('%s: a sum is never −0, be it of one term, and a product may be', (spec, a, b) => {
    const [left = '', result = ''] = spec.split('->');
    const labels = left.split(',');
    const graph = define({ a: f64(...a), b: f64(...b) }, (x) =>
      contract(labels, result, [x.a, x.b].slice(0, labels.length)),
    );
    const feeds = { a: new Float64Array(size(a)).fill(-0), b: new Float64Array(size(b)).fill(1) };
    const wanted = evaluate(graph, feeds).out.data;
    for (const target of ['js', 'wasm'] as const) expect(compile(graph, { target })(feeds).out.data).toEqual(wanted);
  });
  test('of operands that are read through index maps', () => {
    const graph = define({ a: f64(40, 30), b: f64(40, 20) }, ({ a, b }) =>
      a.sin().transpose().matmul(b.flip(0)).relu(),
    );
    expect(worst(graph, { a: numbers(1200, 0), b: numbers(800, 1) }, 40)).toBeLessThanOrEqual(1);
  });
  test.each([
    [40, 50, 60],
    [7, 3000, 11],
    [33, 500, 100],
  ])('%s×%s×%s in f32 are summed in blocks of 512', (m, k, n) => {
    const graph = define({ a: f32(m, k), b: f32(k, n) }, ({ a, b }) => a.matmul(b));
    const feeds = { a: Float32Array.from(numbers(m * k, 0)), b: Float32Array.from(numbers(k * n, 1)) };
    // Within a block and over blocks: (512 + k/512)·u·Σ|t|.
    expect(worst(graph, feeds, k, 2 ** -24)).toBeLessThanOrEqual(Math.min(1, (512 + k / 512) / (2 * k)));
  });
  test.each([
    [4, 8],
    [9, 40],
    [70, 60],
  ])('%s×100000×%s in f32: sums that grow stay within that bound', (m, n) => {
    const k = 100_000;
    const graph = define({ a: f32(m, k), b: f32(k, n) }, ({ a, b }) => a.matmul(b));
    const feeds = { a: new Float32Array(m * k).fill(0.1), b: new Float32Array(k * n).fill(1) };
    const sum = k * Math.fround(0.1);
    for (const x of compile(graph, { target: 'wasm' })(feeds).out.data)
      expect(Math.abs(x - sum)).toBeLessThanOrEqual((512 + k / 512) * 2 ** -24 * sum);
  });
  test('in f32, of all small sizes, with some sums in memory', () => {
    const few = [1, 2, 3, 4, 5, 7, 8, 9, 17, 31];
    for (const m of few)
      for (const n of few)
        for (const k of [2, 13, 64]) {
          const graph = define({ a: f32(3, m, k), b: f32(k, n) }, ({ a, b }) => ({
            out: contract(['pij', 'jk'], 'ik', [a, b]),
          }));
          const feeds = { a: Float32Array.from(numbers(3 * m * k, 0)), b: Float32Array.from(numbers(k * n, 1)) };
          expect([m, n, k, worst(graph, feeds, 3 * k, 2 ** -24) <= 1]).toEqual([m, n, k, true]);
        }
  });
  test('relaxed ones are within the same bounds, and the same where the engine has no such instructions', () => {
    const graph = define({ a: f32(40, 50), b: f32(50, 60) }, ({ a, b }) => a.matmul(b));
    const feeds = { a: Float32Array.from(numbers(2000, 0)), b: Float32Array.from(numbers(3000, 1)) };
    const [plain, relaxed] = [false, true].map(
      (relaxedSimd) => compile(graph, { target: 'wasm', relaxedSimd })(feeds)['out']!.data,
    );
    const most = Math.max(...Array.from(plain!, (x, i) => Math.abs(x - relaxed![i]!)));
    expect(most).toBeLessThanOrEqual(2 * 50 * 2 ** -24 * 50);
  });
  test.each([f64, f32])(
    'rows, columns and sums of several indices, each longer than a block: a convolution and both its gradients',
    (dtype) => {
      const graph = gradients(
        define({ x: dtype(3, 7, 30, 30), w: dtype(70, 7, 9, 9) }, ({ x, w }) => ({ out: conv(x, w).square().sum() })),
        { of: 'out', wrt: ['x', 'w'] },
      );
      // Whole numbers, whose sums of products stay below 2²⁴, are exact in any order and in either width.
      const whole = (size: number): Float64Array => Float64Array.from({ length: size }, (_, i) => ((i * 7919) % 3) - 1);
      const array = (size: number): Float64Array | Float32Array =>
        dtype === f64 ? whole(size) : Float32Array.from(whole(size));
      const feeds = { x: array(3 * 7 * 900), w: array(70 * 7 * 81) };
      const [got, wanted] = [compile(graph, { target: 'wasm' })(feeds), evaluate(graph, feeds)];
      for (const name of ['d(out)/d(x)', 'd(out)/d(w)'] as const) expect(got[name].data).toEqual(wanted[name].data);
    },
  );
  test('small ones in f32 are rounded once', () => {
    const graph = define({ a: f32(2, 50), b: f32(50, 3) }, ({ a, b }) => a.matmul(b));
    const feeds = { a: Float32Array.from(numbers(100, 0)), b: Float32Array.from(numbers(150, 1)) };
    expect(compile(graph, { target: 'wasm' })(feeds)).toEqual(evaluate(graph, feeds));
  });
});
