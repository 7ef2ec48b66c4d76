/** While loops: values and both modes, of any number of steps; of a loop that nothing flows through derivatives are 0. */
import { describe, expect, test } from '@jest/globals';
import {
  compile,
  define,
  evaluate,
  f64,
  gradients,
  i32,
  jvp,
  profile,
  scan,
  stopGradient,
  vmap,
  whileLoop,
  type Graph,
  type Sym,
} from 'adjoint';
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

describe('a whileLoop of many chunks of steps', () => {
  const step = (y: Sym, a: Sym): Sym => y.add(y.mul(a).sin().mul(1e-3));
  const graph = define({ a: f64(), x: f64(), n: i32() }, ({ a, x, n }) => ({
    y: whileLoop(
      ({ k }) => k.lt(n),
      ({ k, y }) => ({ k: k.add(1), y: step(y, a) }),
      { k: n.mul(0), y: x },
    ).y,
  }));
  const slopes = (of: Graph): Graph => gradients(of, { of: 'y', wrt: ['a', 'x'] });
  test('has the bits of a scan, which keeps each state', () => {
    const run = compile(slopes(graph));
    for (const n of [2048, 2049, 5000, 9 * 1024 + 1, 16 * 1024, 41_000]) {
      const kept = define({ a: f64(), x: f64() }, ({ a, x }) => ({
        y: scan((y: Sym) => ({ carry: step(y, a) }), x, null, { length: n }).carry,
      }));
      const at = { a: 1.3, x: 0.4 };
      const [found, wanted] = [run({ ...at, n }), compile(slopes(kept))(at)];
      for (const name of ['d(y)/d(a)', 'd(y)/d(x)'] as const) expect(found[name]!.item()).toBe(wanted[name]!.item());
    }
  });
  test('runs each step not much more often for many of them', () => {
    const run = compile(slopes(graph), { target: 'js' });
    const often = (n: number): number => {
      const { rows } = profile(run, { a: 1.3, x: 0.4, n }, { runs: 1 });
      const counts = rows.filter(({ ops }) => ops.includes('sin')).map(({ calls }) => calls);
      return counts.reduce((sum, calls) => sum + calls, 0) / n;
    };
    // For the value, for the count, to the blocks, in them, and back; and to the chunks. Straight from the start it was 32 times to these,
    // and of a few steps a whole block was run.
    const [few, many] = [often(1024), often(64 * 1024)];
    expect(often(3)).toBeLessThan(6);
    expect(few).toBeLessThan(6);
    expect(many - few).toBeLessThan(3);
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
