/** Control flow to third order, by every nesting of the modes, against graphs without it; those are held by the golden cases. */
import { expect, test } from '@jest/globals';
import { call, cond, custom, define, evaluate, f64, scan, whileLoop, type Graph, type Sym } from 'adjoint';
import { nested, ways } from '@adjoint/testkit';

type Body = (x: Sym, w: Sym) => Sym;
const graphOf = (body: Body): Graph => define({ x: f64(2), w: f64(2) }, ({ x, w }) => ({ f: body(x, w).sum() }));
const step: Body = (x, w) => x.mul(w).sin().add(x.square().mul(0.3));
const thrice: Body = (x, w) => step(step(step(x, w), w), w);
const inner = define({ x: f64(2), w: f64(2) }, ({ x, w }) => ({ y: step(x, w) }));
const ruled = custom(inner, {
  partials: ({ x, w }) => ({ y: { x: x.mul(w).cos().mul(w).add(x.mul(0.6)), w: x.mul(w).cos().mul(x) } }),
});

const flow: Readonly<Record<string, readonly [Body, Body]>> = {
  scan: [(x, w) => scan((y: Sym) => ({ carry: step(y, w) }), x, null, { length: 3 }).carry, thrice],
  'scan back, over parts, with results': [
    (x, w) =>
      scan((y: Sym, part: Sym) => ({ carry: y.mul(part), out: y.sin().mul(part) }), x.at(0), w, { reverse: true }).out,
    (x, w) =>
      x
        .at(0)
        .mul(w.at(1))
        .sin()
        .mul(w.at(0))
        .add(x.at(0).sin().mul(w.at(1))),
  ],
  'scan with checkpoints': [
    (x, w) => scan((y: Sym) => ({ carry: step(y, w) }), x, null, { length: 4, checkpoint: true }).carry,
    (x, w) => step(thrice(x, w), w),
  ],
  whileLoop: [
    (x, w) =>
      whileLoop(
        ({ k }) => k.lt(3),
        ({ k, y }) => ({ k: k.add(1), y: step(y, w) }),
        { k: 0, y: x },
      ).y,
    thrice,
  ],
  'cond, and its results': [
    (x, w) => {
      const { a, b } = cond(
        x.sum().gt(0),
        () => ({ a: step(x, w), b: x.mul(w) }),
        () => ({ a: x, b: w }),
      );
      return a.mul(b);
    },
    (x, w) => step(x, w).mul(x.mul(w)),
  ],
  call: [(x, w) => call(inner, { x, w }, { keep: true }).y, step],
  custom: [(x, w) => call(ruled, { x, w }).y, step],
};

const at = { x: [0.4, 0.7], w: [1.1, -0.8] };
const motions = [
  { name: 'x', direction: { dtype: 'f64' as const, shape: [2], data: Float64Array.of(0.3, -1) } },
  { name: 'w', direction: { dtype: 'f64' as const, shape: [2], data: Float64Array.of(0.9, 0.5) } },
];

test.each(Object.entries(flow))('%s', (name, [body, plain]) => {
  const [graph, line] = [graphOf(body), graphOf(plain)];
  for (const order of [1, 2, 3]) {
    const known = new Array(order).fill('forward') as 'forward'[];
    const want = evaluate(nested(line, 'f', motions, known), at)[`D${order}`]!.item();
    for (const way of ways(order)) {
      // Each reverse pass through a loop of unknown length is loops in loops: three take a minute.
      if (name === 'whileLoop' && way.join() === 'reverse,reverse,reverse') continue;
      const found = evaluate(nested(graph, 'f', motions, way), at)[`D${order}`]!.item();
      // Some hundred roundings of numbers near 1.
      expect(Math.abs(found - want)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(want)));
    }
  }
});
