/** Branches: the derivatives of the one that is taken, and of each member of a batch its own. */
import { describe, expect, test } from '@jest/globals';
import { cond, define, f64, gradients, vmap } from 'adjoint';
import { distance, sound, valuesOf } from '@adjoint/testkit';

describe('cond', () => {
  const graph = define({ x: f64(3), s: f64() }, ({ x, s }) => {
    const y = cond(
      s.gt(0),
      () => ({ a: x.mul(s).sum(), b: x.exp() }),
      () => ({ a: x.prod(), b: x.sqrt() }),
    );
    return { y: y.a.add(y.b.sum()) };
  });
  test.each([
    [1.5, [0, 1, 2], [1.5 + 1, 1.5 + Math.E, 1.5 + Math.E ** 2]],
    [-1, [1, 4, 9], [36 + 0.5, 9 + 0.25, 4 + 1 / 6]],
  ])('s = %f', (s, x, slope) => {
    const first = sound(gradients(graph, { of: 'y', wrt: ['x'] }));
    expect(distance(valuesOf(first, { s, x })['d(y)/d(x)'], slope)).toBeLessThanOrEqual(1e-12);
  });
  test('batched, over the test too', () => {
    const feeds = {
      s: [1.5, -1],
      x: [
        [0, 1, 2],
        [1, 4, 9],
      ],
    };
    const batched = sound(vmap(gradients(graph, { of: 'y', wrt: ['x'] }), { axes: { x: 0, s: 0 }, size: 2 }));
    expect(
      distance(valuesOf(batched, feeds)['d(y)/d(x)'], [2.5, 1.5 + Math.E, 1.5 + Math.E ** 2, 36.5, 9.25, 4 + 1 / 6]),
    ).toBeLessThanOrEqual(1e-12);
  });
});
