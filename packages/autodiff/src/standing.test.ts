/** Requests that overlap: a derivative that stands under its name is found, whatever it was asked for together with and in which mode. */
import { describe, expect, test } from '@jest/globals';
import {
  call,
  checkpoint,
  cond,
  define,
  evaluate,
  f64,
  gradients,
  hessian,
  jacobian,
  scan,
  type Graph,
  type Sym,
} from 'adjoint';

const at = {
  J: [
    [1, 0.2],
    [0.3, 0.4],
  ],
  h: [1, 1],
};
const INPUTS = { J: f64(2, 2), h: f64(2) };
interface Values {
  readonly J: Sym;
  readonly h: Sym;
}

const inner = checkpoint(define({ J: f64(2, 2), h: f64(2) }, ({ J, h }) => ({ y: J.matmul(h).sin() })));
const graphs: readonly [string, (values: Values) => Sym][] = [
  ['a scan', ({ J, h }) => scan((c: Sym) => ({ carry: J.matmul(c).sin() }), h, null, { length: 3 }).carry],
  [
    'a branch',
    ({ J, h }) =>
      cond(
        h.sum().gt(0),
        (c) => J.matmul(c).sin(),
        (c) => c,
        h,
      ),
  ],
  ['a call', ({ J, h }) => call(inner, { J, h }).y],
  ['arrays', ({ J, h }) => J.matmul(h).sin()],
];
test.each(graphs)('give a gradient that stands under its name: %s', (_, f) => {
  const graph = define(INPUTS, (values) => ({ f: f(values).sum() }));
  const all = gradients(graph, { of: 'f', wrt: ['J', 'h'] });
  for (const wrt of [['J', 'h'], ['h', 'J'], ['h'], ['J']] as const) {
    const again = gradients(all, { of: 'f', wrt });
    expect(again.outputs).toEqual(all.outputs);
    expect(again.nodes).toHaveLength(all.nodes.length);
  }
  const one = gradients(graph, { of: 'f', wrt: ['h'] });
  const more = gradients(one, { of: 'f', wrt: ['h', 'J'] });
  expect(more.outputs['d(f)/d(h)']).toBe(one.outputs['d(f)/d(h)']);
  const both = gradients(gradients(one, { of: 'f', wrt: ['J'] }), { of: 'f', wrt: ['h', 'J'] });
  expect(both.outputs['d(f)/d(h)']).toBe(one.outputs['d(f)/d(h)']);
  const bent = hessian(all, { of: 'f', wrt: 'h' });
  const alone = hessian(graph, { of: 'f', wrt: 'h' });
  expect(evaluate(bent, at)['d2(f)/d(h)d(h)'].toArray()).toEqual(evaluate(alone, at)['d2(f)/d(h)d(h)'].toArray());
});
const ways = {
  gradients: (graph: Graph) => gradients(graph, { of: 'f', wrt: ['J', 'h'] }),
  one: (graph: Graph) => gradients(graph, { of: 'f', wrt: ['h'] }),
  rows: (graph: Graph) => jacobian(graph, { of: 'f', wrt: ['J', 'h'], mode: 'reverse' }),
  columns: (graph: Graph) => jacobian(graph, { of: 'f', wrt: 'h', mode: 'forward' }),
  curved: (graph: Graph) => hessian(graph, { of: 'f', wrt: 'h' }),
};
const pairs = Object.keys(ways).flatMap((first) => Object.keys(ways).map((second) => [first, second])) as [
  keyof typeof ways,
  keyof typeof ways,
][];
describe.each(graphs)('the gradient of a scalar is its jacobian, however it was asked for first: %s', (_, f) => {
  const graph: Graph = define(INPUTS, (values) => ({ f: f(values).sum() }));
  const asked = pairs.filter(([first, second]) => first !== 'columns' || (second !== 'gradients' && second !== 'one'));
  test.each(asked)('%s, %s', (first, second) => {
    const had = ways[first](graph);
    const then = ways[second](had);
    expect(then.outputs).toMatchObject(had.outputs);
    const [found, want] = [evaluate(then, at)['d(f)/d(h)']!, evaluate(ways[second](graph), at)['d(f)/d(h)']!];
    expect(found.shape).toEqual([2]);
    // Modes add the same terms in other orders: some units of 2⁻⁵³.
    [...found.data].forEach((x, i) => expect(Math.abs(x - want.data[i]!)).toBeLessThanOrEqual(1e-15));
  });
});
test('but a gradient is not taken for columns: who asks for these first hears so', () => {
  const graph: Graph = define(INPUTS, ({ J, h }) => ({ f: J.matmul(h).sin().sum() }));
  expect(() => ways.one(ways.columns(graph))).toThrow(/"d\(f\)\/d\(h\)" is taken/);
  expect(ways.one(jacobian(graph, { of: 'f', wrt: 'h' })).outputs).toEqual(ways.one(graph).outputs);
});
test.each(graphs)('give a jacobian that stands under its name: %s', (_, f) => {
  const graph: Graph = define(INPUTS, (values) => ({ y: f(values) }));
  const inMode = (mode: 'forward' | 'reverse', wrt: string[]) => (from: Graph) =>
    jacobian(from, { of: 'y', wrt, mode });
  const requests = (['forward', 'reverse'] as const).flatMap((mode) =>
    [['J', 'h'], ['h']].map((wrt) => inMode(mode, wrt)),
  );
  for (const first of requests) {
    const had = first(graph);
    for (const second of requests) expect(second(had).outputs).toMatchObject(had.outputs);
  }
});
test('go back through a graph once, whatever the number of targets', () => {
  const names = Array.from({ length: 40 }, (_, i) => `x${i}`);
  const graph = define(Object.fromEntries(names.map((name) => [name, f64()])), (x) => ({
    f: names.reduce((sum, name) => sum.add(x[name]!.sin()), x['x0']!),
  }));
  const first = gradients(graph, { of: 'f', wrt: names });
  const nodes = first.nodes.length;
  let read = 0;
  const counted = { ...first, nodes: new Proxy(first.nodes, { get: (all, key) => (read++, Reflect.get(all, key)) }) };
  gradients(counted as Graph, { of: 'f', wrt: names });
  // Copies of the list, one for what is built and one for a trial, each some reads a node: not forty.
  expect(read).toBeLessThan(12 * nodes);
});
test('refuse a name that something else has', () => {
  const taken = define({ x: f64() }, ({ x }) => ({ f: x.sin(), 'd(f)/d(x)': x.cos().mul(2) }));
  expect(() => gradients(taken, { of: 'f', wrt: ['x'] })).toThrow(/"d\(f\)\/d\(x\)" is taken/);
  expect(() => hessian(taken, { of: 'f', wrt: 'x' })).toThrow(/is taken/);
  const scaled = gradients(
    define({ x: f64() }, ({ x }) => ({ f: x.sin() })),
    { of: 'f', wrt: ['x'], seed: 2 },
  );
  expect(() => gradients(scaled, { of: 'f', wrt: ['x'] })).toThrow(/is taken/);
  expect(() => jacobian(scaled, { of: 'f', wrt: 'x' })).toThrow(/is taken/);
});
