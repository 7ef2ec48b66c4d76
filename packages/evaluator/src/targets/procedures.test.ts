/** What procedures compute is the same, bit for bit, on every target: batches, both widths, special values, sizes of more than one block. */
import { describe, expect, test } from '@jest/globals';
import {
  apply,
  cond,
  define,
  scan,
  whileLoop,
  eigh,
  fft,
  ifft,
  pinv,
  qr,
  searchSorted,
  solve,
  svd,
  tensorType,
  triangularSolve,
  type DType,
  type Graph,
  type Shape,
  type Sym,
} from '@adjoint/ir';
import { compile, evaluate } from '../index.ts';

/** Numbers in (−1, 1), the same each time (Park and Miller 1988). */
const drawn = (seed: number, count: number): number[] => {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 16807) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  });
};
const sizeOf = (shape: Shape): number => shape.reduce((product, dim) => product * dim, 1);

type Build = (...x: Sym[]) => Readonly<Record<string, Sym>>;
const SPECIALS = [NaN, Infinity, -Infinity, 0, -0, 1e300, 5e-324];

/** Draws arguments of those shapes, some with special values, and compares targets with the interpreter. */
const agree = (build: Build, shapes: readonly Shape[], dtype: DType, special: boolean): void => {
  const types = Object.fromEntries(shapes.map((shape, i) => [`x${i}`, tensorType(dtype, shape)]));
  const graph: Graph = define(types, (x) => build(...shapes.map((_, i) => x[`x${i}`]!)));
  const feeds = Object.fromEntries(
    shapes.map((shape, i) => {
      const data = drawn(i + 7, sizeOf(shape));
      if (special) SPECIALS.forEach((x, at) => (data[(at * 13 + i) % data.length] = x));
      return [`x${i}`, { dtype, shape, data: dtype === 'f32' ? Float32Array.from(data) : Float64Array.from(data) }];
    }),
  );
  const wanted = evaluate(graph, feeds);
  for (const target of ['js', 'wasm'] as const) {
    const run = compile(graph, { target });
    const found = run(feeds);
    if (graph.nodes.every(({ type }) => sizeOf(type.shape) > 0)) expect(run.explain()).toContain(' 0 by kernels');
    for (const name of Object.keys(wanted)) {
      const [x, y] = [found[name]!.data, wanted[name]!.data];
      const differ = Array.from(x, (_, i) => i).filter((i) => !Object.is(x[i], y[i]));
      expect(differ.map((i) => [i, x[i], y[i]]).slice(0, 3)).toEqual([]);
    }
  }
};

/** A matrix whose symmetric part is positive. */
const positive = (x: Sym): Sym => {
  const n = x.shape.at(-1)!;
  return x.add(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 2 * n : 0))));
};

const OPS: Readonly<Record<string, { build: Build; shapes: (n: number) => Shape[] }>> = {
  cholesky: { build: (x) => ({ out: positive(x).cholesky() }), shapes: (n) => [[2, n, n]] },
  'cholesky as given': { build: (x) => ({ out: x.cholesky() }), shapes: (n) => [[2, n, n]] },
  solve: {
    build: (a, b) => ({ out: solve(a, b) }),
    shapes: (n) => [
      [2, n, n],
      [2, n, 3],
    ],
  },
  'solve one': {
    build: (a, b) => ({ out: solve(a, b) }),
    shapes: (n) => [
      [n, n],
      [n, 1],
    ],
  },
  determinants: {
    build: (x) => ({ det: x.det(), ...x.slogdet() }),
    shapes: (n) => [[2, n, n]],
  },
  ...Object.fromEntries(
    [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bits) => {
      const [lower, transpose, unitDiagonal] = [1, 2, 4].map((bit) => (bits & bit) > 0);
      return [1, 4].map((k) => [
        `triangularSolve ${bits} of ${k}`,
        {
          build: (a: Sym, b: Sym) => ({
            out: triangularSolve(a, b, { lower: lower!, transpose: transpose!, unitDiagonal: unitDiagonal! }),
          }),
          shapes: (n: number): Shape[] => [
            [2, n, n],
            [2, n, k],
          ],
        },
      ]);
    }),
  ),
};

const ORDERS: Readonly<Record<string, { build: Build; shapes: (n: number) => Shape[] }>> = {
  sort: { build: (x) => ({ down: x.sort(), along: x.sort(0) }), shapes: (n) => [[n, 3]] },
  argsort: { build: (x) => ({ down: x.argsort(), along: x.argsort(0) }), shapes: (n) => [[n, 3]] },
  searchSorted: {
    build: (x, y) => ({ left: searchSorted(x.sort(), y), right: searchSorted(x.sort(), y, { side: 'right' }) }),
    shapes: (n) => [
      [2, n],
      [2, n + 1],
    ],
  },
  fft: {
    build: (re, im) => {
      const [a, b] = [fft({ re, im }), ifft({ re, im }, 0)];
      return { a: a.re, b: a.im, c: b.re, d: b.im };
    },
    shapes: (n) => [
      [3, n],
      [3, n],
    ],
  },
};

const parts = (x: Readonly<Record<string, Sym>>): Record<string, Sym> => ({ ...x });
const PARTS: Readonly<Record<string, { build: Build; shapes: (n: number) => Shape[] }>> = {
  qr: { build: (x) => parts(qr(x)), shapes: (n) => [[2, n + 2, n]] },
  'qr, full': { build: (x) => parts(qr(x, { mode: 'full' })), shapes: (n) => [[2, n + 2, n]] },
  eigh: { build: (x) => parts(eigh(x)), shapes: (n) => [[2, n, n]] },
  'svd of tall': { build: (x) => parts(svd(x)), shapes: (n) => [[2, n + 3, n]] },
  'svd of wide': { build: (x) => parts(svd(x)), shapes: (n) => [[2, n, n + 3]] },
  pinv: { build: (x) => ({ out: pinv(x) }), shapes: (n) => [[n, n + 1]] },
  adjugate: { build: (x) => ({ out: x.adjugate() }), shapes: (n) => [[2, n, n]] },
  expm: { build: (x) => ({ out: x.expm(), far: x.mul(100).expm() }), shapes: (n) => [[2, n, n]] },
  'expm of dual numbers': {
    build: (x) => ({ out: apply('expm', [x], { units: 2 }), far: apply('expm', [x.mul(100)], { units: 2 }) }),
    shapes: (n) => [[2, 4, n, n]],
  },
};

test('qr of so many columns that blocks pay', () => {
  agree((x) => parts(qr(x)), [[300, 260]], 'f64', false);
});

describe('within bodies of loops', () => {
  const pieces = (x: Sym): Sym => {
    const { values, vectors } = eigh(x);
    const solved = solve(positive(x), vectors).add(values);
    return solved.sort(0).add(positive(x).cholesky().sum()).mul(0.1);
  };
  test('of a scan', () => {
    const loop = (s: Sym, xs: Sym): Sym => scan((s, x) => ({ carry: pieces(s.add(x)) }), s, xs).carry;
    for (const dtype of ['f64', 'f32'] as const)
      agree(
        (s, xs) => ({ out: loop(s, xs) }),
        [
          [3, 3],
          [5, 3],
        ],
        dtype,
        false,
      );
  });
  test('of a while loop, and where another way is taken', () => {
    const loop = (s: Sym): Sym =>
      whileLoop(
        (s) => s.sum().lt(100),
        (s) =>
          cond(
            s.det().gt(0),
            () => s.abs().add(pieces(s)),
            () => s.flip(0).abs().add(1),
          ),
        s,
      );
    agree((s) => ({ out: loop(s) }), [[3, 3]], 'f64', false);
  });
});

describe.each(Object.keys(PARTS))('%s', (name) => {
  const { build, shapes } = PARTS[name]!;
  test.each([0, 1, 2, 5, 30])('of size %i', (n) => {
    for (const dtype of ['f64', 'f32'] as const) agree(build, shapes(n), dtype, false);
    if (n > 0) agree(build, shapes(n), 'f64', true);
    if (n > 0) agree((x) => build(x.mul(0)), shapes(n), 'f64', false);
    if (n > 0) agree((x) => build(x.mul(1e-160)), shapes(n), 'f64', false);
  });
});

describe.each(Object.keys(ORDERS))('%s', (name) => {
  const { build, shapes } = ORDERS[name]!;
  // Powers of 2, and other factors, small and large.
  test.each([1, 2, 3, 8, 31, 37, 60, 64, 101, 128])('of length %i', (n) => {
    for (const dtype of ['f64', 'f32'] as const) agree(build, shapes(n), dtype, false);
    agree(build, shapes(n), 'f64', true);
  });
});

describe.each(Object.keys(OPS))('%s', (name) => {
  const { build, shapes } = OPS[name]!;
  test.each([0, 1, 2, 5, 50, 101])('of size %i', (n) => {
    for (const dtype of ['f64', 'f32'] as const) agree(build, shapes(n), dtype, false);
    if (n > 0) agree(build, shapes(n), 'f64', true);
  });
});
