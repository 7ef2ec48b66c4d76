/** Elements taken from computed places and added up there: the bits of the interpreter, its errors, and no kernels. */
import { describe, expect, test } from '@jest/globals';
import {
  atOnce,
  define,
  f32,
  f64,
  i32,
  InputError,
  iota,
  scan,
  scatterAdd,
  scatterAlong,
  type Graph,
  type Sym,
} from '@adjoint/ir';
import { compile, evaluate } from '../index.ts';
import type { Feeds } from '../index.ts';
import { link, requestFor } from '../link.ts';
import { wasm } from './wasm.ts';

const SPECIAL = [NaN, 0, -0, Infinity, 5e-324, -1.5, 3, -Infinity, 0.25, 1e300];
const numbers = (size: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => SPECIAL[(i * 7 + 1) % SPECIAL.length]!);
const finite = (size: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => Math.sin(i) * 10 ** (i % 7));
const places = (size: number, below: number): Int32Array =>
  Int32Array.from({ length: size }, (_, i) => (i * 31 + (i % 5) * 7) % below);

/** The targets agree with the interpreter; none of them leaves a node to a kernel. */
const agree = (graph: Graph, feeds: Feeds): void => {
  const wanted = evaluate(graph, feeds);
  const js = compile(graph, { target: 'js' });
  expect(js(feeds)).toEqual(wanted);
  expect(js(feeds)).toEqual(wanted);
  expect(link(requestFor(graph, undefined), atOnce(wasm(graph, undefined, false))).call(feeds)).toEqual(wanted);
  expect(compile(graph, { target: 'wasm' }).explain()).toContain(', 0 by kernels');
};

const thrown = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error instanceof InputError ? [error.message] : error;
  }
  return undefined;
};

describe('taking', () => {
  test.each([
    [7, 5, 1],
    [7, 5, 3],
    [40, 33, 16],
    [40, 33, 19],
    [3, 64, 40],
  ])('of [%s, …], %s places, rows of %s', (n, count, m) => {
    const graph = define({ x: f64(n, m), s: f32(m, n), at: i32(count), t: i32(count, m) }, ({ x, s, at, t }) => ({
      rows: x.take(at, 0),
      columns: s.take(at, 1).add(1).mul(2),
      twice: x.take(at.reshape(1, count), 0).exp(),
      turned: x.transpose().take(at, 1).neg(),
      back: x.flip(0).take(at, 0),
      along: x.takeAlong(t, 0).mul(3).add(t.cast('f64')),
      flat: x
        .reshape(n * m)
        .take(t, 0)
        .sin(),
      singles: s
        .reshape(n * m)
        .take(t, 0)
        .square(),
      summed: s.take(at, 1).sum(0),
      one: x.take(3 % n, 0),
    }));
    const feeds = {
      x: numbers(n * m),
      s: new Float32Array(finite(n * m)),
      at: places(count, n),
      t: places(count * m, n),
    };
    agree(graph, feeds);
  });
  test('of one element, and of whole values that are one number', () => {
    const graph = define({ x: f64(1), y: f64(5), at: i32(), k: i32(3) }, ({ x, y, at, k }) => ({
      one: x.take(at, 0),
      many: x.take(k, 0),
      some: y.take(at, 0).add(1),
      same: y.mul(0).add(2).take(k, 0),
    }));
    agree(graph, { x: [4], y: [1, 2, 3, 4, 5], at: 0, k: [0, 0, 0] });
  });
  test('clipped, dropped, and from a start: what cannot be outside is not checked', () => {
    const graph = define({ x: f64(9, 20), at: i32(6), from: i32(2) }, ({ x, at, from }) => ({
      clip: x.take(at, 0, { outside: 'clip' }),
      drop: x.take(at, 0, { outside: 'drop' }),
      add: scatterAdd([9], at, at.cast('f64'), 0, { outside: 'drop' }),
      part: x.dynamicSlice(from, [4, 17]).mul(2),
      best: x.takeAlong(x.argmax(0).reshape(1, 20), 0),
      put: x.dynamicUpdate(x.slice([0, 2], [0, 3]), from),
    }));
    agree(graph, { x: numbers(180), at: [-5, 0, 8, 9, 2 ** 31 - 1, -(2 ** 31)], from: [-3, 100] });
    agree(graph, { x: numbers(180), at: [0, 1, 2, 3, 4, 5], from: [3, 2] });
  });
});

describe('adding at places', () => {
  test.each([
    [7, 5, 1],
    [40, 200, 3],
    [10, 33, 16],
    [3, 64, 37],
  ])('of [%s, …], %s places, rows of %s', (n, count, m) => {
    const types = { x: f64(count, m), s: f32(m, count), k: i32(count, m), at: i32(count), t: i32(count, m) };
    const graph = define(types, ({ x, s, k, at, t }) => ({
      rows: scatterAdd([n, m], at, x),
      columns: scatterAdd([m, n], at, s.mul(2), 1).add(1),
      whole: scatterAdd([n, m], at, k),
      turned: scatterAdd([n, m], at, s.transpose()),
      along: scatterAlong(n, t, x, 0),
      alongSingles: scatterAlong(n, t, s.transpose(), 0),
      flat: scatterAdd([n], t.reshape(count * m), x.reshape(count * m)),
    }));
    const k = Int32Array.from({ length: count * m }, (_, i) => (i % 3 === 0 ? 2 ** 31 - 1 : i * 77777));
    const s = new Float32Array(finite(count * m));
    agree(graph, { x: finite(count * m), s, k, at: places(count, n), t: places(count * m, n) });
    agree(graph, { x: numbers(count * m), s, k, at: places(count, n), t: places(count * m, n) });
  });
});

describe('a place outside', () => {
  const graphs: Readonly<Record<string, (x: Sym, at: Sym) => Sym>> = {
    take: (x, at) => x.add(1).take(at, 0),
    'take of a sum of places': (x, at) => x.take(at.add(iota(3)), 0).mul(2),
    takeAlong: (x, at) => x.takeAlong(at.reshape(3, 1).broadcastTo(3, 2), 0),
    scatterAdd: (x, at) => scatterAdd([4, 2], at, x.slice([0, 3])),
    scatterAlong: (x, at) => scatterAlong(4, at.reshape(3, 1).broadcastTo(3, 2), x.slice([0, 3]), 0),
  };
  test.each(Object.entries(graphs))('of %s is the error of the interpreter', (_, body) => {
    const graph = define({ x: f64(4, 2), at: i32(3) }, ({ x, at }) => body(x, at));
    const x = finite(8);
    for (const at of [
      [0, 4, -1],
      [-1, 0, 0],
      [2 ** 31 - 1, 1, 1],
    ]) {
      const wanted = thrown(() => compile(graph, { target: 'interpreter' })({ x, at }));
      expect(wanted).toBeInstanceOf(Array);
      for (const target of ['js', 'wasm'] as const) {
        const run = compile(graph, { target });
        expect(thrown(() => run({ x, at }))).toEqual(wanted);
        // What went wrong leaves nothing behind.
        expect(run({ x, at: [0, 1, 0] })).toEqual(evaluate(graph, { x, at: [0, 1, 0] }));
      }
    }
  });
});

describe('within bodies', () => {
  const bodies = (x: Sym, at: Sym, outside: 'clip' | 'error'): Record<string, Sym> => {
    const step = (s: Sym, i: Sym): Sym => s.add(x.take(i, 0, { outside })).cumsum(0);
    const whole = scan((s, i) => ({ carry: step(s, i), out: { s } }), x.take(0, 0), at);
    const short = scan(
      (s, i) => ({ carry: s.mul(0.5).add(x.take(i, 0, { outside }).take(1, 0)) }),
      x.take(0, 0).sum(),
      at,
    );
    const table = scan(
      (s, i) => ({ carry: scatterAdd([9, 3], i.reshape(1), s.slice([2, 3]), 0, { outside }).add(s) }),
      x,
      at,
    );
    return { whole: whole.carry, all: whole.out.s, short: short.carry, table: table.carry };
  };
  test.each(['clip', 'error'] as const)('of loops, outside: %s', (outside) => {
    const graph = define({ x: f64(9, 3), at: i32(5) }, ({ x, at }) => bodies(x, at, outside));
    const feeds = { x: finite(27), at: [8, 0, 3, 3, 7] };
    const wanted = evaluate(graph, feeds);
    for (const target of ['js', 'wasm'] as const) expect(compile(graph, { target })(feeds)).toEqual(wanted);
    const bad = { ...feeds, at: [8, 0, 9, 3, -7] };
    const came = thrown(() => compile(graph, { target: 'interpreter' })(bad));
    expect(came === undefined).toBe(outside === 'clip');
    for (const target of ['js', 'wasm'] as const) expect(thrown(() => compile(graph, { target })(bad))).toEqual(came);
    if (outside === 'clip') expect(compile(graph, { target: 'wasm' }).explain()).toContain(', 0 by kernels');
  });
});
