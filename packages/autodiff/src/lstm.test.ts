/** A long recurrence: an LSTM cell in a scan. Its gradient is the unrolled one, its graph does not grow with its steps, nor its memory fast. */
import { describe, expect, test } from '@jest/globals';
import { compile, define, evaluate, f64, gradients, scan, stats, type Graph, type Sym } from 'adjoint';

const HIDDEN = 3;
const WRT = ['w', 'u', 'b', 'x'];
const inputs = (steps: number) => ({
  x: f64(steps, 2),
  w: f64(4 * HIDDEN, 2),
  u: f64(4 * HIDDEN, HIDDEN),
  b: f64(4 * HIDDEN),
});
type Weights = Readonly<Record<'w' | 'u' | 'b', Sym>>;

/** Hochreiter and Schmidhuber's cell with a forget gate. */
const cell = ({ h, c }: { h: Sym; c: Sym }, x: Sym, { w, u, b }: Weights): { h: Sym; c: Sym } => {
  const [i, f, g, o] = w.matmul(x).add(u.matmul(h)).add(b).split(4);
  const next = f.sigmoid().mul(c).add(i.sigmoid().mul(g.tanh()));
  return { h: o.sigmoid().mul(next.tanh()), c: next };
};
const start = { h: [0, 0, 0], c: [0, 0, 0] };

const looped = (steps: number, checkpoint = false): Graph => {
  const graph = define(inputs(steps), ({ x, ...weights }) => {
    const { carry, out } = scan(
      (state, part) => {
        const next = cell(state, part, weights);
        return { carry: next, out: next.h.square().sum() };
      },
      start,
      x,
      { checkpoint },
    );
    return { loss: out.mean().add(carry.c.sum()) };
  });
  return gradients(graph, { of: 'loss', wrt: WRT });
};

const unrolled = (steps: number): Graph => {
  const graph = define(inputs(steps), ({ x, ...weights }) => {
    let state: { h: Sym; c: Sym } = cell({ h: x.at(0, 0).mul(start.h), c: x.at(0, 0).mul(start.c) }, x.at(0), weights);
    let total = state.h.square().sum();
    for (let t = 1; t < steps; t++) {
      state = cell(state, x.at(t), weights);
      total = total.add(state.h.square().sum());
    }
    return { loss: total.div(steps).add(state.c.sum()) };
  });
  return gradients(graph, { of: 'loss', wrt: WRT });
};

const feeds = (steps: number) => {
  const wave = (count: number, pace: number): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => Math.sin(pace * (i + 1)));
  return {
    x: wave(2 * steps, 1.7),
    w: wave(8 * HIDDEN, 0.9),
    u: wave(4 * HIDDEN * HIDDEN, 2.3),
    b: wave(4 * HIDDEN, 0.4),
  };
};

describe.each([false, true])('with checkpoints: %s', (checkpoint) => {
  test('the gradient is the unrolled one', () => {
    const [found, want] = [looped(20, checkpoint), unrolled(20)].map((graph) => evaluate(graph, feeds(20)));
    for (const name of Object.keys(want!)) {
      const [a, b] = [found![name]!.data, want![name]!.data];
      a.forEach((value, i) =>
        expect(Math.abs(value - b[i]!)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(b[i]!))),
      );
    }
  });
  test('the graph does not grow with the steps', () => {
    // Both are whole numbers of stretches.
    expect(stats(looped(10_000, checkpoint)).nodes).toBe(stats(looped(100, checkpoint)).nodes);
  });
});

test('10,000 steps run, and with checkpoints to the same numbers', () => {
  const [plain, kept] = [false, true].map((checkpoint) => evaluate(looped(10_000, checkpoint), feeds(10_000)));
  expect(Object.values(plain!).every(({ data }) => data.every(Number.isFinite))).toBe(true);
  // Stretches gather their parts of a cotangent by themselves: 10,000 terms in another order.
  const [a, b] = [kept!['d(loss)/d(w)']!.data, plain!['d(loss)/d(w)']!.data];
  a.forEach((value, i) => expect(Math.abs(value - b[i]!)).toBeLessThanOrEqual(1e-12));
});

test('checkpoints make what is kept grow as the root of the steps', () => {
  // What grows with the steps and is no state kept: x, its cotangent, the results of the steps and theirs.
  const bytes = (steps: number, checkpoint: boolean): number =>
    compile(looped(steps, checkpoint), { outputs: ['d(loss)/d(w)'] }).bytes;
  const growth = (checkpoint: boolean): number => (bytes(10_000, checkpoint) - bytes(100, checkpoint)) / 8;
  const stacks = growth(false) - growth(true);
  // Without, both states of 3 numbers are kept for every step; with, for 2 · 100 of 10,000 steps, and 2 · 10 of 100.
  expect(stacks).toBeGreaterThanOrEqual(6 * (9900 - 180) * 0.9);
});
