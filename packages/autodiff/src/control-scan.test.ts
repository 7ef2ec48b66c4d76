/** Scans: values and derivatives are those of the unrolled graph, in all nestings of the modes. */
import { describe, expect, test } from '@jest/globals';
import {
  call,
  cse,
  define,
  f64,
  grad,
  gradients,
  hessian,
  jacobian,
  jvp,
  optimize,
  scan,
  type Graph,
  type Sym,
} from 'adjoint';
import type { Feeds } from '@adjoint/evaluator';
import { distance, sound, valuesOf } from '@adjoint/testkit';

/** A recurrence with a state of two, parts, and a value from outside: all that a step may depend on. */
const step = ({ h, c }: { h: Sym; c: Sym }, x: Sym, w: Sym): { h: Sym; c: Sym; y: Sym } => {
  const next = h.mul(w).add(x).tanh();
  return { h: next, c: c.add(next.mul(h)), y: next.mul(c) };
};
const INPUTS = { x: f64(4, 2), h: f64(2), w: f64(2) };
const scanned = (reverse: boolean, checkpoint?: number): Graph =>
  define(INPUTS, ({ x, h, w }) => {
    const { carry, out } = scan(
      (state, part) => {
        const { h, c, y } = step(state, part, w);
        return { carry: { h, c }, out: { y } };
      },
      { h, c: h.mul(0) },
      x,
      { reverse, ...(checkpoint !== undefined && { checkpoint }) },
    );
    return { cost: carry.c.sum().add(out.y.sin().sum()), y: out.y, c: carry.c };
  });
const unrolled = (reverse: boolean): Graph =>
  define(INPUTS, ({ x, h, w }) => {
    let state = { h, c: h.mul(0) };
    const ys: Sym[] = [];
    for (const t of reverse ? [3, 2, 1, 0] : [0, 1, 2, 3]) {
      const { y, ...next } = step(state, x.at(t), w);
      state = next;
      ys[t] = y;
    }
    const y = ys[0]!.expandDims(0);
    const all = ys.slice(1).reduce((sum, each) => sum.add(each.sin().sum()), y.sin().sum());
    return { cost: state.c.sum().add(all), c: state.c };
  });
const FEEDS = {
  x: [
    [0.3, -0.2],
    [0.5, 0.1],
    [-0.7, 0.4],
    [0.2, 0.9],
  ],
  h: [0.1, -0.4],
  w: [1.2, -0.7],
};

const same = (a: Graph, b: Graph, names: string[], feeds: Feeds = FEEDS): void => {
  const [found, want] = [valuesOf(sound(a), feeds), valuesOf(b, feeds)];
  for (const name of names) expect(distance(found[name], want[name])).toBeLessThanOrEqual(1e-12);
  const small = valuesOf(optimize(a), feeds);
  for (const name of names) expect(small[name]).toEqual(found[name]);
};

/** The graph with an output `slope`: a number made of all its gradients. */
const withSlope = (graph: Graph): Graph =>
  define(INPUTS, (inputs) => {
    const found = call(graph, inputs);
    return {
      slope: Object.keys(graph.outputs)
        .filter((name) => name.startsWith('d('))
        .reduce((sum, name) => sum.add(found[name]!.mul(found[name]!).sum()), inputs.w.sum().mul(0)),
    };
  });

describe.each([
  ['forward', false, undefined],
  ['backward', true, undefined],
  ['with checkpoints', false, 3],
  ['backward with checkpoints', true, 3],
] as const)('scan %s', (_, reverse, checkpoint) => {
  const [loop, line] = [scanned(reverse, checkpoint), unrolled(reverse)];
  const wrt = ['x', 'h', 'w'];
  test('values', () => same(loop, line, ['cost', 'c']));
  test('gradients', () =>
    same(
      gradients(loop, { of: 'cost', wrt }),
      gradients(line, { of: 'cost', wrt }),
      wrt.map((name) => `d(cost)/d(${name})`),
    ));
  test('Hessians', () => {
    for (const x of wrt)
      same(hessian(loop, { of: 'cost', wrt: x }), hessian(line, { of: 'cost', wrt: x }), [`d2(cost)/d(${x})d(${x})`]);
  });
  test('Jacobians in both modes', () => {
    for (const mode of ['forward', 'reverse'] as const)
      same(jacobian(loop, { of: 'c', wrt, mode }), jacobian(line, { of: 'c', wrt, mode }), [`d(c)/d(w)`, 'd(c)/d(x)']);
  });
  test('reverse over reverse', () => {
    const twice = (graph: Graph): Graph =>
      gradients(withSlope(gradients(graph, { of: 'cost', wrt })), { of: 'slope', wrt });
    same(
      twice(loop),
      twice(line),
      wrt.map((name) => `d(slope)/d(${name})`),
    );
  });
  test('forward over forward', () => {
    const tangents = { 't(w)': [0.3, -1], 't(h)': [1, 2], 't(x)': FEEDS.x };
    const twice = (graph: Graph): Graph => jvp(jvp(graph, { wrt }), { wrt });
    same(twice(loop), twice(line), ['jvp(jvp(cost))'], { ...FEEDS, ...tangents });
  });
});

test('a value that a body takes twice, once merged, has its cotangent once', () => {
  const graph = define({ x: f64(), w: f64() }, ({ x, w }) => {
    const [a, b] = [w.exp(), w.exp()];
    return { y: scan((y: Sym) => ({ carry: y.mul(a).add(b) }), x, null, { length: 3 }).carry };
  });
  const merged = cse(graph);
  expect(new Set(merged.nodes.find(({ op }) => op === 'scan')!.args).size).toBe(2);
  const feeds = { x: 0.3, w: 0.2 };
  const slopes = (g: Graph): unknown => valuesOf(gradients(g, { of: 'y', wrt: ['w'] }), feeds)['d(y)/d(w)'];
  expect(distance(slopes(merged), slopes(graph))).toBeLessThanOrEqual(1e-12);
});

test('grad inside a body, of what stands outside too', () => {
  const graph = define({ x: f64(), w: f64() }, ({ x, w }) => {
    const descended = scan(
      (y) => {
        const [slope] = grad(y.mul(y).mul(w).add(y.sin()), [y]);
        return { carry: y.sub(slope.mul(0.1)) };
      },
      x,
      null,
      { length: 3 },
    ).carry;
    return { y: descended };
  });
  const line = define({ x: f64(), w: f64() }, ({ x, w }) => {
    let y = x;
    for (let i = 0; i < 3; i++) y = y.sub(grad(y.mul(y).mul(w).add(y.sin()), [y])[0].mul(0.1));
    return { y };
  });
  const wrt = ['x', 'w'];
  const feeds = { x: 0.7, w: 1.3 };
  same(gradients(graph, { of: 'y', wrt }), gradients(line, { of: 'y', wrt }), ['d(y)/d(x)', 'd(y)/d(w)'], feeds);
});
