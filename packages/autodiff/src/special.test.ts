/** Special functions at their special points, to third order; and orders, that nothing is differentiated by. */
import { describe, expect, test } from '@jest/globals';
import {
  besseli,
  beta,
  betaln,
  define,
  evaluate,
  f64,
  gammainc,
  grad,
  gradients,
  hypot,
  i0,
  i0e,
  i1,
  j0,
  j1,
  InputError,
  jvp,
  lgamma,
  log1mexp,
  logaddexp,
  logndtr,
  ndtri,
  polygamma,
  sinc,
  vmap,
  xlog1py,
  xlogy,
  type Sym,
} from 'adjoint';

/** f, f′, f″ and f‴ at x, each the gradient of the last. */
const orders = (f: (x: Sym) => Sym, at: number): number[] => {
  const graph = define({ x: f64() }, ({ x }) => {
    const found = [f(x)];
    for (let k = 0; k < 3; k++) found.push(grad(found[k]!, [x], { disconnected: 'zero' })[0]!);
    return Object.fromEntries(found.map((value, k) => [`f${k}`, value]));
  });
  return Object.values(evaluate(graph, { x: at })).map((value) => value.item());
};
const slopes = (f: (a: Sym, b: Sym) => Sym, a: number, b: number): number[] => {
  const graph = define({ a: f64(), b: f64() }, (x) => f(x.a, x.b));
  const found = evaluate(gradients(graph, { of: 'out', wrt: ['a', 'b'], disconnected: 'zero' }), { a, b });
  return [found['d(out)/d(a)'].item(), found['d(out)/d(b)'].item()];
};
const INF = Infinity;

describe('to third order', () => {
  test('x · log 2 and 0 · log y are smooth at 0', () => {
    expect(orders((x) => xlogy(x, 2), 0)).toEqual([0, Math.LN2, 0, 0]);
    expect(orders((y) => xlogy(0, y), 0)).toEqual([0, 0, 0, 0]);
    expect(orders((y) => xlog1py(0, y), -1)).toEqual([0, 0, 0, 0]);
  });
  test('x · log x at 0 has the slope −∞ and no NaN', () => {
    expect(orders((x) => xlogy(x, x), 0).slice(0, 2)).toEqual([0, -INF]);
    expect(slopes(xlogy, 0, 0)).toEqual([-INF, 0]);
    expect(slopes(xlog1py, 0, -1)).toEqual([-INF, 0]);
  });
  test('the mixed derivative of xlogy at x = 0 is 1/y, not lost', () => {
    expect(orders((t) => xlogy(t, t.add(2)), 0)[2]).toBe(1);
  });
  test('hypot at the origin and on an axis', () => {
    expect(orders((x) => hypot(x, 0), 0)).toEqual([0, 0, 0, 0]);
    expect(orders((x) => hypot(x, x), 0)).toEqual([0, 0, 0, 0]);
    expect(orders((x) => hypot(x, -2), 0)).toEqual([2, 0, 0.5, -0]);
    expect(slopes(hypot, 3e200, 4e200)).toEqual([expect.closeTo(0.6, 15), expect.closeTo(0.8, 15)]);
  });
  test('sinc at 0, and 0 · ∞ nowhere', () => {
    const [value, first, second, third] = orders(sinc, 0);
    expect([value, first, third]).toEqual([1, 0, 0]);
    expect(second).toBeCloseTo(-(Math.PI ** 2) / 3, 14);
  });
  test('I₀ and e^(−|x|)·I₀ at 0', () => {
    expect(orders(i0, 0)).toEqual([1, 0, 0.5, 0]);
    expect(orders(i1, 0)).toEqual([0, 0.5, 0, 0.375]);
    expect(orders(i0e, 0).slice(0, 2)).toEqual([1, 0]);
  });
  test('J₀ and J₁ at 0', () => {
    expect(orders(j0, 0)).toEqual([1, 0, -0.5, 0]);
    expect(orders(j1, 0)).toEqual([0, 0.5, 0, -0.375]);
  });
  test('poles', () => {
    expect(orders(lgamma, 0).slice(0, 3)).toEqual([INF, -INF, INF]);
    expect(orders(lgamma, -1).slice(0, 3)).toEqual([INF, NaN, INF]);
    expect(orders(ndtri, 0).slice(0, 2)).toEqual([-INF, INF]);
    expect(orders(log1mexp, 0).slice(0, 2)).toEqual([-INF, INF]);
  });
  test('far out nothing overflows', () => {
    expect(orders(log1mexp, 800)).toEqual([-0, 0, -0, 0]);
    expect(orders(logndtr, 800)).toEqual([-0, 0, 0, 0]);
    const [value, first, second] = orders(logndtr, -1000);
    expect([value, first]).toEqual([expect.closeTo(-500007.826694812, 8), expect.closeTo(1000.000999998, 9)]);
    expect(second).toBeCloseTo(-1 + 1e-6, 8);
  });
});

test('logaddexp shares where its arguments are equal, and infinite', () => {
  for (const at of [0, 5, INF, -INF]) expect(slopes(logaddexp, at, at)).toEqual([0.5, 0.5]);
  expect(slopes(logaddexp, -INF, 3)).toEqual([0, 1]);
  expect(slopes(logaddexp, 800, -800)).toEqual([1, 0]);
  expect(orders((x) => logaddexp(x, 0), 0)[2]).toBe(0.25);
});

describe('an order, or a shape, has no derivative, and says so', () => {
  test.each<[string, (n: Sym, x: Sym) => Sym, string]>([
    ['polygamma', polygamma, 'its order is a whole number'],
    ['besseli', besseli, 'its order is a whole number'],
    ['gammainc', gammainc, 'its derivative in a'],
  ])('%s', (_, f, why) => {
    const graph = define({ n: f64(), x: f64() }, ({ n, x }) => f(n, x));
    expect(() => gradients(graph, { of: 'out', wrt: ['n'] })).toThrow(why);
    expect(() => jvp(graph, { wrt: 'n' })).toThrow(why);
    expect(evaluate(gradients(graph, { of: 'out', wrt: ['x'] }), { n: 1, x: 2 })['d(out)/d(x)'].item()).not.toBe(0);
  });
  test('and must be one', () => {
    expect(() => define({ x: f64() }, ({ x }) => polygamma(1.5, x))).toThrow(InputError);
    expect(() => define({ x: f64() }, ({ x }) => polygamma(-1, x))).toThrow('polygamma: n is -1');
  });
});

test('a known order costs no node of its own: ψ to third order is three ops', () => {
  const graph = define({ x: f64() }, ({ x }) => x.lgamma());
  const [one] = [gradients(graph, { of: 'out', wrt: ['x'] })];
  expect(one.nodes.filter(({ op }) => op === 'add')).toEqual([]);
  const two = gradients(one, { of: 'd(out)/d(x)', wrt: ['x'] });
  expect(two.nodes.map(({ op }) => op).filter((op) => op === 'polygamma')).toHaveLength(1);
});

test('beta is a scope, and batches', () => {
  const graph = define({ a: f64(), b: f64() }, ({ a, b }) => ({ beta: beta(a, b), log: betaln(a, b) }));
  const found = evaluate(vmap(graph, { axes: { a: 0, b: null }, size: 2 }), { a: [1, 2], b: 3 });
  expect(Array.from(found.beta.data)).toEqual([expect.closeTo(1 / 3, 15), expect.closeTo(1 / 12, 15)]);
});
