/** While loops: values and both modes, of any number of steps; of a loop that nothing flows through derivatives are 0. */
import { describe, expect, test } from '@jest/globals';
import { define, evaluate, f64, gradients, i32, jvp, stopGradient, vmap, whileLoop, type Sym } from 'adjoint';
import { distance, sound, valuesOf } from '@adjoint/testkit';

describe('whileLoop', () => {
  /** Newton's iteration for a root, as often as it needs. */
  const root = define({ a: f64(), x: f64() }, ({ a, x }) => {
    const { y } = whileLoop(
      ({ y }) => y.mul(y).sub(a).abs().gt(1e-12),
      ({ y }) => ({ y: y.add(a.div(y)).mul(0.5) }),
      { y: x },
    );
    return { y, cost: y.sin() };
  });
  const at = { a: 2, x: 1 };
  test('values and both modes', () => {
    expect(distance(valuesOf(root, at)['y'], Math.SQRT2)).toBeLessThanOrEqual(1e-12);
    const first = sound(gradients(root, { of: 'y', wrt: ['a'] }));
    expect(distance(valuesOf(first, at)['d(y)/d(a)'], 1 / (2 * Math.SQRT2))).toBeLessThanOrEqual(1e-12);
    const forward = sound(jvp(root, { wrt: 'a' }));
    expect(distance(valuesOf(forward, { ...at, 't(a)': 1 })['jvp(y)'], 1 / (2 * Math.SQRT2))).toBeLessThanOrEqual(
      1e-12,
    );
  });
  test('the number of steps may be anything', () => {
    const power = define({ x: f64(), n: i32() }, ({ x, n }) => {
      const { y } = whileLoop(
        ({ k }) => k.lt(n),
        ({ k, y }) => ({ k: k.add(1), y: y.mul(x) }),
        { k: n.mul(0), y: x.mul(0).add(1) },
      );
      return { y };
    });
    const second = gradients(gradients(power, { of: 'y', wrt: ['x'] }), { of: 'd(y)/d(x)', wrt: ['x'] });
    const first = gradients(power, { of: 'y', wrt: ['x'] });
    // Past one chunk of 1024 steps, and past two.
    for (const n of [1023, 1024, 1025, 2100]) {
      const found = valuesOf(first, { x: 1.001, n });
      expect(distance((found['d(y)/d(x)'] as number) / n, 1.001 ** (n - 1))).toBeLessThanOrEqual(1e-12);
    }
    for (const n of [0, 1, 2, 5, 33, 129]) {
      const found = valuesOf(second, { x: 1.01, n });
      expect(distance(found['y'], 1.01 ** n)).toBeLessThanOrEqual(1e-12);
      expect(distance((found['d(y)/d(x)'] as number) / (1 + n), (n * 1.01 ** (n - 1)) / (1 + n))).toBeLessThanOrEqual(
        1e-12,
      );
      expect(
        distance((found['d(d(y)/d(x))/d(x)'] as number) / (1 + n * n), (n * (n - 1) * 1.01 ** (n - 2)) / (1 + n * n)),
      ).toBeLessThanOrEqual(1e-12);
    }
  });
});

describe('a loop that nothing flows through has derivatives 0', () => {
  test.each<[string, (y: Sym, a: Sym) => Sym]>([
    ['for what it uses is stopped', (y, a) => y.mul(2).add(stopGradient(a))],
    ['for it uses nothing of what it takes', (y, a) => (a.mul(2), y.mul(2))],
    ['for its state is constant between jumps', (y, a) => y.add(a).floor()],
    [
      'for the loop in it is such a one',
      (y, a) =>
        whileLoop(
          (z) => z.lt(0),
          (z) => z.add(stopGradient(a).abs()),
          y.mul(0).sub(1),
        ),
    ],
  ])('%s', (_, body) => {
    const graph = define(
      { a: f64(), x: f64() },
      ({ a, x }) =>
        whileLoop(
          ({ i }) => i.lt(3),
          ({ i, y }) => ({ i: i.add(1), y: body(y, a) }),
          { i: 0, y: x },
        ).y,
    );
    const found = sound(gradients(graph, { of: 'out', wrt: ['a'], disconnected: 'zero' }));
    expect(valuesOf(found, { a: 2, x: 3 })['d(out)/d(a)']).toBe(0);
  });
});

test('a loop whose test differs in a batch counts for each member', () => {
  const count = define({ a: f64(), x: f64() }, ({ a, x }) => {
    const { k, y } = whileLoop(
      (state) => state.y.lt(a),
      (state) => ({ k: state.k.add(1), y: state.y.mul(2) }),
      { k: 0, y: x },
    );
    return { k, y };
  });
  const found = evaluate(vmap(count, { axes: { a: 0 }, size: 4 }), { a: [0.5, 3, 4, 100], x: 1 });
  expect([found.k.toArray(), found.y.toArray()]).toEqual([
    [0, 2, 2, 7],
    [1, 4, 4, 128],
  ]);
});
