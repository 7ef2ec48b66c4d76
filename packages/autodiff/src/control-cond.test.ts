/** Branches: the derivatives of the one that is taken, and of each member of a batch its own. */
import { describe, expect, test } from '@jest/globals';
import { cond, define, f64, gradients, hessian, sqrt, vmap, whileLoop, type Graph } from 'adjoint';
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

describe('a value that only one branch uses, where the other is taken', () => {
  // √x is computed before the branches, and rises infinitely at 0.
  const graph = define({ x: f64() }, ({ x }) => {
    const root = sqrt(x);
    const [below, above] = [x.lt(1), x.ge(1)];
    return {
      y: cond(
        below,
        () => x.square(),
        () => root,
      ).add(
        cond(
          above,
          () => root,
          () => x.square(),
        ),
      ),
    };
  });
  const second = hessian(graph, { of: 'y', wrt: 'x' });
  test.each([
    [0, 0, 4],
    [0.5, 2, 4],
    [4, 0.5, -0.0625],
  ])('at %f its infinite derivative does not leak', (x, slope, curvature) => {
    const found = valuesOf(sound(second), { x });
    expect([found['d(y)/d(x)'], found['d2(y)/d(x)d(x)']]).toEqual([slope, curvature]);
  });
  test('nor in a batch, where both are taken', () => {
    const found = valuesOf(sound(vmap(second, { axes: { x: 0 }, size: 3 })), { x: [0, 0.5, 4] });
    expect([found['d(y)/d(x)'], found['d2(y)/d(x)d(x)']]).toEqual([
      [0, 2, 0.5],
      [4, 4, -0.0625],
    ]);
  });
});

describe('a branch with a loop, where the test differs in a batch', () => {
  const graph = define({ x: f64() }, ({ x }) => {
    const y = cond(
      x.gt(0),
      (c) =>
        whileLoop(
          (z) => z.lt(10),
          (z) => z.mul(c.add(1)),
          c,
        ),
      (c) => c.sin(),
      x,
    );
    return { y };
  });
  const batched = (g: Graph, size = 3): Graph => sound(vmap(g, { axes: { x: 0 }, size }));

  test('has no members in a batch of none', () => {
    const none = batched(gradients(graph, { of: 'y', wrt: ['x'] }), 0);
    expect(valuesOf(none, { x: new Float64Array(0) })).toEqual({ y: [], 'd(y)/d(x)': [] });
  });
  test('runs only if a member takes it, and then as that member has it', () => {
    expect(batched(graph).nodes.filter(({ op }) => op === 'cond')).toHaveLength(1);
    const within = batched(gradients(graph, { of: 'y', wrt: ['x'] }));
    expect(within.nodes.filter(({ op }) => op === 'cond').length).toBeGreaterThan(1);
  });
  // At −1 the loop of the other branch would never end.
  test.each([[[1, -1, 0.5]], [[-1, -2, 0]], [[1, 2, 3]]])('at %j', (x) => {
    for (const one of [graph, gradients(graph, { of: 'y', wrt: ['x'] }), hessian(graph, { of: 'y', wrt: 'x' })]) {
      const found = valuesOf(batched(one), { x });
      const members = x.map((at) => valuesOf(one, { x: at }));
      for (const name of Object.keys(found)) {
        const wanted = members.map((member) => member[name]);
        expect(distance(found[name], wanted)).toBeLessThanOrEqual(1e-12);
      }
    }
  });
});
