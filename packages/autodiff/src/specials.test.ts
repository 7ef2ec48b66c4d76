/** Special points: kinks, zeros and branches, where a derivative is a convention or a classic mistake. */
import { describe, expect, test } from '@jest/globals';
import {
  abs,
  acosh,
  asinh,
  atan2,
  cbrt,
  clip,
  cumprod,
  define,
  evaluate,
  exp,
  f64,
  grad,
  gradients,
  hessian,
  log,
  logSumExp,
  max,
  maximum,
  min,
  minimum,
  norm,
  pow,
  prod,
  relu,
  sigmoid,
  softplus,
  sqrt,
  stack,
  std,
  tanh,
  where,
  type Sym,
} from 'adjoint';

/** f, f′, f″ and f‴ at x, each the gradient of the last. */
const orders = (f: (x: Sym) => Sym, at: number): number[] => {
  const graph = define({ x: f64() }, ({ x }) => {
    const f0 = f(x);
    const [f1] = grad(f0, [x], { disconnected: 'zero' });
    const [f2] = grad(f1!, [x], { disconnected: 'zero' });
    const [f3] = grad(f2!, [x], { disconnected: 'zero' });
    return { f0, f1: f1!, f2: f2!, f3: f3! };
  });
  return Object.values(evaluate(graph, { x: at })).map((value) => value.item());
};
const gradientAt = (f: (x: Sym) => Sym, at: readonly number[]): number[] => {
  const graph = define({ x: f64(at.length) }, ({ x }) => f(x));
  const { 'd(out)/d(x)': found } = evaluate(gradients(graph, { of: 'out', wrt: ['x'] }), { x: at });
  return [...found!.data];
};

describe('second derivatives that a well-known library has silently wrong', () => {
  const at = { x: 0.5 };
  test.each<[string, (x: Sym) => Sym, number]>([
    ['log(1 + e^(−2w))', (w) => log(exp(w.mul(-2)).add(1)), 0.786447732966],
    ['x·eˣ', (x) => x.mul(exp(x)), 4.12180317675],
    ['x·tanh x', (x) => x.mul(tanh(x)), 1.20946447524],
    ['x·sigmoid x', (x) => x.mul(sigmoid(x)), 0.441229026977],
  ])('%s', (_, f, wanted) => {
    const graph = define({ x: f64() }, ({ x }) => f(x));
    const second = evaluate(hessian(graph, { of: 'out', wrt: 'x' }), at)['d2(out)/d(x)d(x)'];
    // The wanted values are given to 12 digits after the point.
    expect(Math.abs(second.item() - wanted)).toBeLessThan(5.1e-13);
  });
});

describe('kinks share, or say 0', () => {
  test('max of equal arguments', () => {
    const graph = define({ a: f64(), b: f64() }, ({ a, b }) => ({ up: maximum(a, b), down: minimum(a, b) }));
    for (const of of ['up', 'down'] as const) {
      const found = evaluate(gradients(graph, { of, wrt: ['a', 'b'] }), { a: 2, b: 2 });
      expect([found[`d(${of})/d(a)`].item(), found[`d(${of})/d(b)`].item()]).toEqual([0.5, 0.5]);
    }
  });
  test('reduce-max and reduce-min of equal elements', () => {
    expect(gradientAt((x) => max(x), [3, 1, 3, 3])).toEqual([1 / 3, 0, 1 / 3, 1 / 3]);
    expect(gradientAt((x) => min(x), [3, 1, 1, 3])).toEqual([0, 0.5, 0.5, 0]);
  });
  test('NaN in a maximum is not hidden', () => {
    const graph = define({ x: f64(3) }, ({ x }) => max(x).mul(max(x)));
    const found = evaluate(gradients(graph, { of: 'out', wrt: ['x'] }), { x: [1, NaN, 2] })['d(out)/d(x)'];
    expect([...found.data]).toEqual([NaN, NaN, NaN]);
  });
  test('|x|, relu and clip at their kinks', () => {
    expect(orders(abs, 0).slice(1)).toEqual([0, 0, 0]);
    expect(orders(relu, 0).slice(1)).toEqual([0, 0, 0]);
    expect(orders((x) => clip(x, 0, 1), 0)[1]).toBe(0);
    expect(orders((x) => clip(x, 0, 1), 1)[1]).toBe(0);
    expect(orders((x) => clip(x, 0, 1), 0.5)[1]).toBe(1);
  });
});

describe('zeros do no harm', () => {
  test('prod with one zero and with two', () => {
    expect(gradientAt((x) => prod(x), [0, 2, 3])).toEqual([6, 0, 0]);
    expect(gradientAt((x) => prod(x), [0, 0, 3])).toEqual([0, 0, 0]);
    expect(gradientAt((x) => prod(x), [5])).toEqual([1]);
  });
  test('Σ cumprod with two zeros', () => {
    expect(gradientAt((x) => cumprod(x, 0).sum(), [2, 0, 0, 3])).toEqual([1, 2, 0, 0]);
  });
  test('powers of 0, to third order', () => {
    expect(orders((x) => pow(x, 0), 0)).toEqual([1, 0, 0, 0]);
    expect(orders((x) => pow(x, 1), 0)).toEqual([0, 1, 0, 0]);
    expect(orders((x) => pow(x, 2), 0)).toEqual([0, 0, 2, 0]);
    expect(orders((x) => pow(x, 3), 0)).toEqual([0, 0, 0, 6]);
    expect(orders((x) => pow(x, 0.5), 0).slice(0, 2)).toEqual([0, Infinity]);
  });
  test('powers of 0 with respect to the exponent, and powers of negative numbers', () => {
    expect(orders((y) => pow(0, y), 2)).toEqual([0, 0, 0, 0]);
    expect(orders((x) => pow(x, 3), -2)).toEqual([-8, 12, -12, 6]);
  });
  test('norm and std at 0', () => {
    expect(gradientAt((x) => norm(x), [0, 0, 0])).toEqual([0, 0, 0]);
    expect(gradientAt((x) => norm(x), [3, 4])).toEqual([0.2 * 3, 0.8]) /* x/‖x‖ as 1/(2‖x‖)·2x */;
    expect(gradientAt((x) => std(x), [2, 2, 2])).toEqual([0, 0, 0]);
    expect(orders((x) => norm(x.mul(1)), 0).slice(1)).toEqual([0, 0, 0]);
  });
  test('logSumExp where all are −∞, alone and as a state that no path reaches, to third order', () => {
    expect(gradientAt((x) => logSumExp(x), [-Infinity, -Infinity])).toEqual([0, 0]);
    expect(gradientAt((x) => logSumExp(x), [-Infinity, 1])).toEqual([0, 1]);
    const unreached = (x: Sym): Sym => logSumExp(stack([x.sub(Infinity), x.mul(2).sub(Infinity)]));
    expect(orders((x) => logSumExp(stack([unreached(x), x.square()])), 3)).toEqual([9, 6, 2, 0]);
  });
  test.each([1e200, 1e-200])('at %p no square overflows or vanishes', (size) => {
    const slope = (f: (x: Sym) => Sym): number => gradientAt(f, [size])[0]! * size;
    expect(slope((x) => atan2(x, size).sum())).toBeCloseTo(0.5, 14);
    expect(slope((x) => atan2(size, x).sum())).toBeCloseTo(-0.5, 14);
    expect(slope((x) => asinh(x).sum())).toBeCloseTo(size > 1 ? 1 : size, 14);
    if (size > 1) expect(slope((x) => acosh(x).sum())).toBeCloseTo(1, 14);
  });
  test('√ and ∛ at 0 rise steeply; atan2 has no direction at the origin', () => {
    expect(orders(sqrt, 0)[1]).toBe(Infinity);
    expect(orders(cbrt, 0)[1]).toBe(Infinity);
    expect(orders((x) => atan2(x, 0), 0)[1]).toBeNaN();
  });
});

describe('nothing leaks from the branch that is not taken', () => {
  test('where(x < 1, x, √x) at 0, to third order', () => {
    expect(orders((x) => where(x.lt(1), x, sqrt(x)), 0)).toEqual([0, 1, 0, 0]);
  });
  test('where(x > 0, log x, x) at 0', () => {
    expect(orders((x) => where(x.gt(0), log(x), x), 0)).toEqual([0, 1, 0, 0]);
  });
  test('large arguments of stable functions', () => {
    expect(orders(softplus, 800)).toEqual([800, 1, 0, 0]);
    expect(orders(softplus, -800)).toEqual([0, 0, 0, 0]);
    expect(orders(sigmoid, 800)).toEqual([1, 0, 0, 0]);
  });
});
