/** Control flow as generated code: the same bits as the interpreter, whatever a body reads, gives back or leaves out. */
import { describe, expect, test } from '@jest/globals';
import {
  bool,
  cond,
  define,
  f32,
  f64,
  i32,
  ones,
  scan,
  stack,
  whileLoop,
  type Graph,
  type Numeric,
  type Sym,
} from '@adjoint/ir';
import { compile, evaluate, type Target } from '../index.ts';

type Feeds = Readonly<Record<string, Numeric>>;

/** The values, under names that no input has. */
const last = (values: Readonly<Record<string, Sym>>, mark = 'last'): Record<string, Sym> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${mark} ${name}`, value]));

const wave = (count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => Math.sin(i + 1) * 1.5);

const singles = (count: number): Float32Array => Float32Array.from(wave(count));

const TARGETS = ['js', 'wasm'] as const satisfies readonly Target[];
const FORMS = TARGETS.flatMap((target) => [true, false].map((optimize) => [target, optimize] as const));

/** Every target gives the interpreter's bits, twice; where `op` is named, no kernel of the host runs it. */
const same = (graph: Graph, feeds: Feeds, op?: string): void => {
  const want = evaluate(graph, feeds);
  for (const [target, optimize] of FORMS) {
    const run = compile(graph, { target, optimize });
    expect(run(feeds)).toEqual(want);
    expect(run(feeds)).toEqual(want);
    if (op !== undefined) expect(run.explain()).not.toContain(` = ${op} `);
  }
};

describe('scan', () => {
  const inputs = { x: f64(5), y: f64(5, 3), a: f64(), b: f64(3) };
  const feeds = { x: wave(5), y: wave(15), a: 0.3, b: wave(3) };
  test.each([true, false])('of numbers and rows, stacked, reverse: %s', (reverse) => {
    const graph = define(inputs, ({ x, y, a, b }) => {
      const { carry, out } = scan(
        ({ p, q }, { x, y }) => ({
          carry: { p: p.mul(x).add(y.sum()), q: q.add(y).mul(p) },
          out: { p, row: q.mul(x), both: p.add(x).gt(0) },
        }),
        { p: a, q: b },
        { x, y },
        { reverse },
      );
      return { ...carry, o: out.p, row: out.row, both: out.both };
    });
    same(graph, feeds, 'scan');
  });
  test('of no step gives what it was given, and nothing', () => {
    const graph = define({ a: f64(), b: f64(40) }, ({ a, b }) => {
      const { carry, out } = scan(({ a, b }) => ({ carry: { a: a.add(1), b: b.mul(a) }, out: a }), { a, b }, null, {
        length: 0,
      });
      return { ...last(carry), out };
    });
    same(graph, { a: 2, b: wave(40) });
  });
  test.each([1, 3, 40, 100])('whose state of parts of %s goes round', (n) => {
    const graph = define({ a: f64(n), b: f64(n), c: f64(n) }, ({ a, b, c }) => {
      const { carry, out } = scan(
        ({ a, b, c, d }) => ({ carry: { a: b, b: c, c: a, d: d.add(a) }, out: { a, c } }),
        { a, b, c, d: a },
        null,
        { length: 4 },
      );
      return { ...last(carry), ...last(out, 'all') };
    });
    same(graph, { a: wave(n), b: wave(n).fill(2), c: wave(n).fill(-0) }, 'scan');
  });
  test('that does not read a part of its state, or gives it back as it is, or another number', () => {
    const graph = define({ a: f64(), b: f64(20), x: f64(6) }, ({ a, b, x }) => {
      const { carry } = scan(
        ({ q, r, s }, x) => ({ carry: { p: x.mul(q.at(0)), q, r: 1, s: r.add(s) } }),
        { p: a, q: b, r: 0, s: 0 },
        x,
      );
      return last(carry);
    });
    same(graph, { a: 9, b: wave(20), x: wave(6) }, 'scan');
  });
  test('whose parts and results nobody reads', () => {
    const graph = define({ a: f64(), x: f64(6), y: f64(6, 2) }, ({ a, x, y }) => {
      const { carry } = scan(({ p }, { x }) => ({ carry: { p: p.sub(x) }, out: p.mul(2) }), { p: a }, { x, y });
      return { p: carry.p };
    });
    same(graph, { a: 9, x: wave(6), y: wave(12) }, 'scan');
  });
  test.each([1, 3, 17])('of %s numbers of every dtype', (n) => {
    const graph = define({ a: f32(n), b: f64(n), k: i32(n), t: bool(n), x: f32(7, n) }, ({ a, b, k, t, x }) => {
      const { carry, out } = scan(
        ({ a, b, k, t }, x) => ({
          carry: {
            a: a.mul(1.1).add(x),
            b: b.add(a.cast('f64')),
            k: k.mul(k).add(t.cast('i32')),
            t: t.not().or(x.gt(a)),
          },
          out: { wide: a.cast('f64'), narrow: b.cast('f32'), k, t },
        }),
        { a, b, k, t },
        x,
      );
      return { ...last(carry), ...last(out, 'all') };
    });
    const whole = Int32Array.from({ length: n }, (_, i) => 70000 * i + 3);
    const truth = Uint8Array.from({ length: n }, (_, i) => i % 2);
    same(graph, { a: singles(n), b: wave(n), k: whole, t: truth, x: singles(7 * n) }, 'scan');
  });
  test.each([3, 15])('of singles alone, %s of them, with numbers from outside', (n) => {
    const graph = define({ a: f32(n), x: f32(4, n), w: f32(n, n), s: f32() }, ({ a, x, w, s }) => {
      const { carry, out } = scan((a, x) => ({ carry: w.mul(a).sum(1).mul(s).add(x), out: a.relu() }), a, x);
      return { carry, out };
    });
    same(graph, { a: singles(n), x: singles(4 * n), w: singles(n * n), s: 0.75 }, 'scan');
  });
  test('in a scan, over the state of the outer one', () => {
    const graph = define({ a: f64(3), x: f64(4, 5) }, ({ a, x }) => {
      const { carry, out } = scan(
        (outer, row) => {
          const inner = scan((s, x) => ({ carry: s.add(outer).mul(x), out: s.sum() }), outer, row, { reverse: true });
          return { carry: inner.carry.mul(0.5), out: inner.out };
        },
        a,
        x,
      );
      return { carry, out };
    });
    same(graph, { a: wave(3), x: wave(20) }, 'scan');
  });
  test('beside what only kernels compute', () => {
    const graph = define({ a: f32(5), x: f32(4, 5) }, ({ a, x }) => {
      const step = (s: Sym, x: Sym): Sym => scan((t) => ({ carry: t.mul(0.5).add(x) }), s, null, { length: 2 }).carry;
      const { carry } = scan((s, x) => ({ carry: step(s.cumsum(0), x) }), a.cumsum(0), x);
      return { carry, spread: carry.matmul(ones([5, 5], 'f32')) };
    });
    same(graph, { a: singles(5), x: singles(20) });
  });
  test('whose body is taken by two nodes that step by other parts', () => {
    const body = (s: Sym, x: Sym): Sym => s.mul(x).add(1);
    const graph = define({ a: f64(), x: f64(5) }, ({ a, x }) => {
      const first = scan((s, part) => ({ carry: body(s, part) }), a, x);
      const second = scan((s) => ({ carry: body(s, first.carry) }), a, null, { length: 5 });
      return { first: first.carry, second: second.carry };
    });
    same(graph, { a: 2, x: wave(5) }, 'scan');
  });
});

describe('whileLoop', () => {
  test('that never runs', () => {
    const graph = define({ a: f64(), b: f64(30) }, ({ a, b }) =>
      last(
        whileLoop(
          ({ a }) => a.lt(0),
          ({ a, b }) => ({ a: a.sub(1), b: b.mul(a) }),
          { a, b },
        ),
      ),
    );
    same(graph, { a: 1, b: wave(30) }, 'whileLoop');
  });
  test.each([1, 4, 50])('that counts, swaps parts of %s and leaves one alone', (n) => {
    const graph = define({ a: f64(n), b: f64(n), c: f64(n), end: i32() }, ({ a, b, c, end }) =>
      last(
        whileLoop(
          ({ k }) => k.lt(end),
          ({ k, a, b, c }) => ({ k: k.add(1), a: b, b: a.add(c), c }),
          { k: end.mul(0), a, b, c },
        ),
      ),
    );
    same(graph, { a: wave(n), b: wave(n).fill(2), c: wave(n), end: 7 }, 'whileLoop');
  });
  test('within a scan, by Newton', () => {
    const graph = define({ x: f64(6) }, ({ x }) => {
      const root = (a: Sym): Sym =>
        whileLoop(
          ({ y }) => y.square().sub(a).abs().gt(1e-12),
          ({ y }) => ({ y: y.add(a.div(y)).mul(0.5) }),
          { y: a.add(1) },
        ).y;
      return { ...scan((sum, x) => ({ carry: sum.add(root(x.square().add(1))), out: sum }), 0, x) };
    });
    same(graph, { x: wave(6) }, 'scan');
  });
});

describe('cond', () => {
  test.each([0, 1])('of test %s, in a loop and alone', (choice) => {
    const graph = define({ t: bool(), a: f64(20), x: f64(5) }, ({ t, a, x }) => {
      const pick = (test: Sym, a: Sym): Sym =>
        cond(
          test,
          ({ a }) => a.mul(2),
          ({ a }) => a.max().broadcastTo(20),
          { a },
        );
      const { carry } = scan((s, x) => ({ carry: pick(x.gt(0), s).mul(x) }), a, x);
      return { alone: pick(t, a), carry, swapped: stack([pick(t.not(), a), a]) };
    });
    same(graph, { t: choice === 1, a: wave(20), x: wave(5) }, 'cond');
  });
});
