/** Random numbers are differentiable in their parameters, where they are not choices. */
import { describe, expect, test } from '@jest/globals';
import {
  bernoulli,
  define,
  evaluate,
  f64,
  gamma,
  gradients,
  hessian,
  key,
  normal,
  permutation,
  uniform,
} from 'adjoint';
import { numbersOf } from '@adjoint/testkit';

describe('gradients flow to the parameters', () => {
  test('of uniform: 1 − u to the least, u to the greatest', () => {
    const u = numbersOf(uniform(key(11), [3]));
    const graph = define({ lo: f64(), hi: f64(3) }, ({ lo, hi }) =>
      uniform(key(11), [3], { min: lo, max: hi }).square().sum(),
    );
    const feeds = { lo: -1, hi: [1, 2, 3] };
    const first = evaluate(gradients(graph, { of: 'out', wrt: ['lo', 'hi'] }), feeds);
    const x = u.map((part, i) => -1 + part * (i + 2));
    const toLow = x.reduce((sum, value, i) => sum + 2 * value * (1 - u[i]!), 0);
    expect(first['d(out)/d(lo)'].item()).toBeCloseTo(toLow, 13);
    Array.from<number>(first['d(out)/d(hi)'].data).forEach((slope, i) =>
      expect(slope).toBeCloseTo(2 * x[i]! * u[i]!, 13),
    );
    const second = evaluate(hessian(graph, { of: 'out', wrt: 'hi' }), feeds)['d2(out)/d(hi)d(hi)'].toArray();
    (second as number[][]).forEach((row, i) =>
      row.forEach((entry, j) => expect(entry).toBeCloseTo(i === j ? 2 * u[i]! ** 2 : 0, 13)),
    );
  });
  test('of normal: 1 to the mean, z to the deviation', () => {
    const z = numbersOf(normal(key(12), [4]));
    const graph = define({ mean: f64(), std: f64() }, (at) => normal(key(12), [4], at).exp().sum());
    const first = gradients(graph, { of: 'out', wrt: ['mean', 'std'] });
    const second = gradients(first, { of: 'd(out)/d(std)', wrt: ['std'] });
    const found = evaluate(second, { mean: 0.5, std: 2 });
    const total = (of: (x: number) => number): number => z.reduce((sum, x) => sum + of(x) * Math.exp(0.5 + 2 * x), 0);
    const close = (got: number, want: number): void => expect(Math.abs(got / want - 1)).toBeLessThan(1e-14);
    close(
      found['d(out)/d(mean)'].item(),
      total(() => 1),
    );
    close(
      found['d(out)/d(std)'].item(),
      total((x) => x),
    );
    close(
      found['d(d(out)/d(std))/d(std)'].item(),
      total((x) => x * x),
    );
  });
  test('of gamma to the scale; to the shape parameter they are stopped', () => {
    const graph = define({ a: f64(), s: f64() }, ({ a, s }) => gamma(key(3), [5], { alpha: a, scale: s }).sum());
    const found = evaluate(gradients(graph, { of: 'out', wrt: ['s'] }), { a: 1.5, s: 3 });
    expect(found['d(out)/d(s)'].item()).toBeCloseTo(found.out.item() / 3, 13);
    expect(() => gradients(graph, { of: 'out', wrt: ['a'] })).toThrow('it was written to stop gradients');
  });
  test('of a permutation to the elements', () => {
    const weights = [1, 10, 100, 1000];
    const graph = define({ x: f64(4) }, ({ x }) => permutation(key(2), x).mul(weights).sum());
    const order = numbersOf(permutation(key(2), 4));
    const found = evaluate(gradients(graph, { of: 'out', wrt: ['x'] }), { x: [1, 2, 3, 4] })['d(out)/d(x)'].data;
    expect(order.map((place) => found[place])).toEqual(weights);
  });
  test('and are cut where the result is a choice, for a reason', () => {
    const graph = define({ p: f64() }, ({ p }) => bernoulli(key(0), [2], { p }).cast('f64').sum());
    expect(() => gradients(graph, { of: 'out', wrt: ['p'] })).toThrow('lt');
    const bits = define({ x: f64() }, ({ x }) => uniform(key(x.cast('i32')), [2]).sum());
    expect(() => gradients(bits, { of: 'out', wrt: ['x'] })).toThrow('has no gradient');
  });
});
