/** The node that made a NaN: its place, its arguments there, and the iteration that it was made in. */
import { describe, expect, test } from '@jest/globals';
import { cond, define, f32, f64, i32, scan, whileLoop, where, type Graph } from '@adjoint/ir';
import { firstNaN } from './index.ts';

const message = (graph: Graph, feeds: Record<string, unknown>, options = {}): string | undefined =>
  firstNaN(graph, feeds as never, options)
    ?.toString()
    .replace(/built at \S*(first-nan\.test\.ts):\d+:\d+/g, 'built at $1');

describe('the first NaN', () => {
  const logs = define({ x: f64(2, 3) }, ({ x }) => ({ loss: x.sub(1).log().named('logs').mul(2).sum() }));
  test('is named with its place, its arguments there, and where it was built', () => {
    const found = firstNaN(logs, {
      x: [
        [2, 3, 4],
        [5, 0.5, 1],
      ],
    })!;
    expect([found.node.op, found.label, found.index, found.value, found.args[0]!.value]).toEqual([
      'log',
      'logs',
      [1, 1],
      NaN,
      -0.5,
    ]);
    expect(found.builtAt).toMatch(/first-nan\.test\.ts:\d+:\d+$/);
    expect(
      message(logs, {
        x: [
          [2, 3, 4],
          [5, 0.5, 1],
        ],
      }),
    ).toMatchInlineSnapshot(`
"NaN is made by log (%4 "logs") at [1, 1]: of %3 = -0.5
  %3 = sub %0 %2 : f64[2,3]                     built at first-nan.test.ts
  %4 = log %3 : f64[2,3]                        built at first-nan.test.ts"
`);
  });
  test('is undefined where no output has one', () =>
    expect(
      firstNaN(logs, {
        x: [
          [2, 3, 4],
          [5, 6, 7],
        ],
      }),
    ).toBeUndefined());
  test('is an input that was fed one', () => {
    const found = firstNaN(logs, {
      x: [
        [2, 3, 4],
        [5, NaN, 0],
      ],
    })!;
    expect([found.node.op, found.label, found.index]).toEqual(['input', 'x', [1, 1]]);
  });
  test('is not one that a choice keeps out', () => {
    const graph = define({ x: f64(2) }, ({ x }) => ({
      y: where(x.gt(0), x.log(), 0).sum(),
      z: x.sqrt().div(x.sub(x)),
    }));
    expect(firstNaN(graph, { x: [1, -1] }, { outputs: ['y'] })).toBeUndefined();
    expect(firstNaN(graph, { x: [1, -1] }, { outputs: ['z'] })!.node.op).toBe('sqrt');
    expect(firstNaN(graph, { x: [0, 1] })!.node.op).toBe('div');
  });
  test('has its scopes, and the range of arguments of another shape', () => {
    const graph = define({ x: f32(3) }, ({ x }) => ({ y: x.softmax() }));
    expect(message(graph, { x: [Infinity, 1, 2] })).toMatchInlineSnapshot(`
"NaN is made by sub (%6) in softmax at [0]: of %0 "x" = Infinity, %5 = Infinity
  %0 = input x : f32[3]                         built at first-nan.test.ts
  %5 = broadcast %4 {axes: [0], shape: [3]} : f32[3]  built at first-nan.test.ts
  %6 = sub %0 %5 : f32[3]                       built at first-nan.test.ts"
`);
    const sum = define({ x: f64(3) }, ({ x }) => x.sum());
    expect(message(sum, { x: [Infinity, 1, -Infinity] })).toMatchInlineSnapshot(`
"NaN is made by sum (%1 "out"): of %0 "x" from -Infinity to Infinity
  %0 = input x : f64[3]                         built at first-nan.test.ts
  %1 = sum %0 {axes: [0]} : f64[]               built at first-nan.test.ts"
`);
  });
  test('may be an infinity', () => {
    const graph = define({ x: f64() }, ({ x }) => x.exp().neg().exp());
    expect(firstNaN(graph, { x: 1000 })).toBeUndefined();
    expect(firstNaN(graph, { x: 1000 }, { infinities: true })).toBeUndefined();
    expect(firstNaN(graph, { x: -1 }, { infinities: true })).toBeUndefined();
    const over = define({ x: f64() }, ({ x }) => x.mul(10).exp().add(1));
    expect(firstNaN(over, { x: 1000 }, { infinities: true })!.node.op).toBe('exp');
  });
});

describe('within control flow', () => {
  test('the iteration of a scan', () => {
    const graph = define({ x: f64(), steps: f64(5) }, ({ x, steps }) => {
      const { carry } = scan((state, step) => ({ carry: state.sub(step).sqrt() }), x, steps);
      return { end: carry.mul(2) };
    });
    expect(firstNaN(graph, { x: 100, steps: [1, 1, 1, 5, 1] })).toMatchObject({
      index: [],
      value: NaN,
      within: [{ iteration: 3, node: { op: 'scan' } }],
    });
    expect(message(graph, { x: 100, steps: [1, 1, 1, 5, 1] })).toMatchInlineSnapshot(`
"NaN is made by sqrt (%3 "next"): of %2 = -3.5887473423599894
  %2 = sub %0 %1 : f64[]                        built at first-nan.test.ts
  %3 = sqrt %2 : f64[]                          built at first-nan.test.ts
  in iteration 3 of scan (%2), built at first-nan.test.ts"
`);
  });
  test('the iteration of a loop in a branch in a loop', () => {
    const graph = define({ x: f64(), n: i32() }, ({ x, n }) => {
      const outer = whileLoop(
        ({ i }) => i.lt(n),
        ({ i, y }) => ({
          i: i.add(1),
          y: cond(
            i.eq(2),
            (z) => scan((s) => ({ carry: s.sub(0.4).log() }), z, null, { length: 3 }).carry,
            (z) => z,
            y,
          ),
        }),
        { i: n.sub(n), y: x },
      );
      return outer.y;
    });
    const found = firstNaN(graph, { x: 1, n: 5 })!;
    expect(found.within.map(({ node, iteration }) => [node.op, iteration])).toEqual([
      ['whileLoop', 2],
      ['cond', 0],
      ['scan', 1],
    ]);
    expect([found.node.op, found.args[0]!.value]).toEqual(['log', Math.log(0.6) - 0.4]);
  });
});
