/** Modules that are compiled ahead of time: they give what `evaluate` gives, name their faults, and are small. */
import {
  define,
  eye,
  f32,
  f64,
  fft,
  i32,
  InputError,
  normal,
  ones,
  qr,
  scan,
  solve,
  splitKey,
  uniform,
  type Graph,
  type Numeric,
  type Sym,
} from '@adjoint/ir';
import { gradients } from '@adjoint/autodiff';
import { describe, expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';
import { gzipSync } from 'node:zlib';
import { evaluate } from './evaluate.ts';
import { toModule, type ModuleTarget } from './module.ts';

type Run = (feeds: Readonly<Record<string, unknown>>) => Record<string, ArrayLike<number>>;

/** The default export of a text; the test runner has no import of texts. */
const exported = (text: string): Run => {
  const body = text.replace('export default', 'return');
  // oxlint-disable-next-line typescript/no-implied-eval -- the text under test
  return new Function(body)() as Run;
};

const gradientOf = (graph: Graph): Graph => gradients(graph, { of: 'out', wrt: Object.keys(graph.inputs) });
const numbers = (length: number): Float64Array => Float64Array.from({ length }, (_, i) => Math.sin(i + 1));
const singles = (length: number): Float32Array => Float32Array.from(numbers(length));

const regression = gradients(
  define({ X: f64(150, 4), y: f64(150), w: f64(4) }, ({ X, y, w }) => {
    const logit = X.matmul(w);
    return { loss: logit.softplus().sub(y.mul(logit)).mean() };
  }),
  { of: 'loss', wrt: ['w'] },
);
const layers = ({ x, w }: Readonly<Record<string, Sym>>): Sym => x!.matmul(w!).tanh().logSoftmax(1).square().sum();

const CASES: readonly (readonly [string, Graph, Readonly<Record<string, Numeric>>])[] = [
  ['a scalar', gradientOf(define({ x: f64() }, ({ x }) => x.sin().mul(x))), { x: 0.7 }],
  ['a regression', regression, { X: numbers(600), y: numbers(150), w: numbers(4) }],
  [
    'products in f64',
    gradientOf(define({ x: f64(20, 30), w: f64(30, 24) }, layers)),
    { x: numbers(600), w: numbers(720) },
  ],
  [
    'products in f32',
    gradientOf(define({ x: f32(20, 30), w: f32(30, 24) }, layers)),
    { x: singles(600), w: singles(720) },
  ],
  [
    'constants, integers and truth values',
    define({ i: i32(3), x: f64(3) }, ({ i, x }) => ({
      sum: i.add([1, 2, 3]),
      fits: x.gt([0.5, NaN, -0]),
      '"]; throw 1; //': x.mul([1, Infinity, -0]),
    })),
    { i: Int32Array.of(2 ** 31 - 1, 5, -7), x: Float64Array.of(1, 2, 3) },
  ],
  [
    'linear algebra, orders and transforms, in both widths',
    gradientOf(
      define({ x: f64(8, 8), y: f32(8, 8), z: f64(11) }, ({ x, y, z }) => {
        const positive = x.matmul(x.transpose()).add(8);
        const { q } = qr(x);
        const found = positive
          .cholesky()
          .square()
          .sum()
          .add(solve(x, y.cast('f64').sort()).square().sum())
          .add(q.mul(x).square().sum());
        return found.add(fft(z).re.square().mul(z).sum()).add(x.expm().logSumExp());
      }),
    ),
    { x: numbers(64), y: singles(64), z: numbers(11) },
  ],
  [
    'a scan whose body factors',
    define({ s: f64(3, 3), x: f32(4, 3) }, ({ s, x }) => {
      const step = (s: Sym, x: Sym): Sym => s.matmul(s.transpose()).add(eye(3)).cholesky().add(x.sort().cast('f64'));
      return scan((s, x) => ({ carry: step(s, x) }), s, x).carry;
    }),
    { s: numbers(9), x: singles(12) },
  ],
  [
    'random numbers, drawn in a loop',
    define({ seed: i32(2), x: f64(5) }, ({ seed, x }) => {
      const { carry, out } = scan(
        (k: Sym) => ({ carry: splitKey(k, 3)[1]!, out: uniform(k, [5]).mul(x) }),
        seed,
        null,
        {
          length: 3,
        },
      );
      return { out, drawn: normal(carry, [5], { dtype: 'f32' }) };
    }),
    { seed: Int32Array.of(7, -9), x: numbers(5) },
  ],
  [
    'loops',
    gradientOf(
      define({ s: f64(20), x: f64(6, 20), k: f64() }, ({ s, x, k }) => {
        const { carry, out } = scan((s, x) => ({ carry: s.mul([2, ...numbers(19)]).add(x), out: s.max() }), s, x);
        return { out: carry.sum().add(scan((t, x) => ({ carry: t.mul(k).add(x) }), k, out).carry) };
      }),
    ),
    { s: numbers(20), x: numbers(120), k: 0.3 },
  ],
];

describe.each<ModuleTarget>(['js', 'wasm'])('%s', (target) => {
  test.each(CASES)('%s', (_, graph, feeds) => {
    const found = exported(toModule(graph, { target }))(feeds);
    const wanted = evaluate(graph, feeds);
    expect(Object.keys(found)).toEqual(Object.keys(wanted));
    for (const [name, { data, dtype }] of Object.entries(wanted)) {
      // Sums of some hundred terms in another order.
      const within = dtype === 'f32' ? 1e-4 : 1e-12;
      expect(found[name]!.constructor.name).toBe(data.constructor.name);
      data.forEach((x, i) => {
        if (Number.isFinite(x))
          expect(Math.abs(found[name]![i]! - x)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(x)));
        else expect(found[name]![i]).toBe(x);
      });
    }
  });

  test('a second call knows nothing of the first, and its results are its own', () => {
    const run = exported(toModule(regression, { target }));
    const [one, two] = [
      { X: numbers(600), y: numbers(150), w: numbers(4) },
      { X: numbers(600), y: numbers(150), w: [0, 0, 0, 0] },
    ];
    const first = run(one);
    const kept = Array.from(first['d(loss)/d(w)']!);
    run(two);
    expect(Array.from(first['d(loss)/d(w)']!)).toEqual(kept);
    expect(run(one)).toEqual(first);
  });

  test('only the outputs asked for, and only their inputs', () => {
    const graph = define({ x: f64(), y: f64() }, ({ x, y }) => ({ a: x.mul(2), b: y.mul(3) }));
    const run = exported(toModule(graph, { target, outputs: ['a'] }));
    expect(run({ x: 4 })).toEqual({ a: Float64Array.of(8) });
  });

  test('a feed of another size is refused', () => {
    const run = exported(toModule(regression, { target }));
    expect(() => run({ X: numbers(600), y: numbers(149), w: numbers(4) })).toThrow('y: 150 numbers are needed');
    expect(() => run({ X: numbers(600), w: numbers(4) })).toThrow('y: 150 numbers are needed');
  });

  test('places outside are refused before anything goes there', () => {
    const graph = define({ x: f64(4), k: i32(3), j: i32(2) }, ({ x, k, j }) =>
      x
        .take(k.mul(1), 0)
        .sum()
        .add(x.square().take(j.add(1), 0)),
    );
    const run = exported(toModule(graph, { target }));
    expect(run({ x: [1, 2, 3, 4], k: [3, 0, 3], j: [0, 2] })).toEqual({ out: Float64Array.of(13, 25) });
    expect(() => run({ x: [1, 2, 3, 4], k: [3, 4, 0], j: [0, 1] })).toThrow(
      'take: index 4 is out of range: there are 4',
    );
    expect(() => run({ x: [1, 2, 3, 4], k: [3, 1, 0], j: [-2, 1] })).toThrow('take: index -1 is out of range');
  });

  test('what is not generated is refused', () => {
    const refused = (graph: Graph): unknown => {
      try {
        return toModule(graph, { target });
      } catch (error) {
        return error instanceof InputError && error.code;
      }
    };
    expect(refused(define({ x: f64(3) }, ({ x }) => x.dot(ones(3))))).toBe('standalone');
    expect(refused(define({ x: f64(3) }, ({ x }) => x.exp1()))).toBe('standalone');
  });
});

// Bytes have each function twice, for vectors and for what is left over, and are written in base 64.
test.each([
  ['js', 3000],
  ['wasm', 4000],
] as const)('a gradient as %s weighs less than %s bytes, minified and gzipped', (target, most) => {
  const { code } = transformSync(toModule(regression, { target }), { minify: true, format: 'esm' });
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(most);
});

test('an unknown target is refused', () => {
  const wrong = { target: 'c' } as unknown as { target: ModuleTarget };
  expect(() => toModule(regression, wrong)).toThrow("it must be 'js' or 'wasm'");
});
