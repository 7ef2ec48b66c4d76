/** checkGradients: what it passes, what it catches, and what it says. */
import { describe, expect, test } from '@jest/globals';
import { refusal } from '@adjoint/testkit';
import { checkGradients, define, f32, f64, type Graph } from './index.ts';

describe('passes what is right', () => {
  const smooth = define({ x: f64(3), s: f64() }, ({ x, s }) => x.softmax().mul(x.sin()).sum().mul(s.exp()));
  test.each([1, 2] as const)('to order %i', (order) => {
    checkGradients(smooth, { of: 'out', wrt: ['x', 's'], at: { x: [0.1, -2, 3], s: 0.3 }, order });
  });
  test('near the edge of a domain, and for large and small numbers', () => {
    const log = define({ x: f64() }, ({ x }) => x.log());
    for (const x of [1e-300, 1e-8, 1, 1e12]) checkGradients(log, { of: 'out', wrt: 'x', at: { x } });
    checkGradients(
      define({ x: f64() }, ({ x }) => x.square().mul(1e9)),
      { of: 'out', wrt: 'x', at: { x: 1e-3 }, order: 2 },
    );
  });
  test('in single precision', () => {
    checkGradients(
      define({ x: f32(2) }, ({ x }) => x.tanh().mul(x).sum()),
      { of: 'out', wrt: 'x', at: { x: [0.5, -1] } },
    );
  });
  test('an input that nothing depends on', () => {
    const constant: Graph = define({ x: f64(2), y: f64() }, ({ y }) => y.square());
    checkGradients(constant, { of: 'out', wrt: ['x', 'y'], at: { x: [1, 2], y: 3 } });
  });
});

describe('catches what is wrong, with the element, both values and what was allowed', () => {
  test('a gradient that was stopped', () => {
    const stopped = define({ x: f64(2) }, ({ x }) => x.mul(x.stopGradient()).sum());
    const error = refusal(() => checkGradients(stopped, { of: 'out', wrt: 'x', at: { x: [3, 0] } }));
    expect(error.code).toBe('gradient');
    expect(error.message).toMatch(/^d\(out\)\/d\(x\), element 0: the graph says 3, finite differences say /);
    expect(error.fault).toMatchObject({ analytic: 3, numeric: expect.closeTo(6, 8) });
  });
  test('a jump, and a kink that is not symmetric', () => {
    const jump = define({ x: f64() }, ({ x }) => x.floor().add(x));
    expect(refusal(() => checkGradients(jump, { of: 'out', wrt: 'x', at: { x: 1 } })).code).toBe('gradient');
    const kink = define({ x: f64() }, ({ x }) => x.relu());
    expect(refusal(() => checkGradients(kink, { of: 'out', wrt: 'x', at: { x: 0 } })).code).toBe('gradient');
  });
  test('a second derivative alone', () => {
    // The value is x²/2 and the gradient x, but the gradient is a constant to the next derivative.
    const half = define({ x: f64() }, ({ x }) => x.mul(x.stopGradient()).sub(x.stopGradient().square().mul(0.5)));
    checkGradients(half, { of: 'out', wrt: 'x', at: { x: 2 } });
    const error = refusal(() => checkGradients(half, { of: 'out', wrt: 'x', at: { x: 2 }, order: 2 }));
    expect(error.message).toMatch(/^d2\(out\)\/d\(x\)d\(x\), element 0: the graph says 0, finite differences say /);
  });
  test('tolerances are the caller’s', () => {
    const nearly = define({ x: f64() }, ({ x }) => x.add(x.stopGradient().mul(1e-4)));
    expect(refusal(() => checkGradients(nearly, { of: 'out', wrt: 'x', at: { x: 1 } })).code).toBe('gradient');
    checkGradients(nearly, { of: 'out', wrt: 'x', at: { x: 1 }, rtol: 1e-3 });
  });
});

test('refuses what it cannot check', () => {
  const graph: Graph = define({ x: f64() }, ({ x }) => ({ y: x.sin().named('label') }));
  expect(refusal(() => checkGradients(graph, { of: 'y', wrt: 'label', at: { x: 1 } })).message).toMatch(
    'there is no input "label"',
  );
  expect(refusal(() => checkGradients(graph, { of: 'y', wrt: 'x', at: { x: 1 }, order: 3 as 2 })).message).toMatch(
    'order is 3',
  );
  expect(refusal(() => checkGradients(graph, { of: 'y', wrt: 'x', at: {} })).code).toBe('feed');
});
