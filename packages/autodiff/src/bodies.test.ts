/** Derivatives that meet bodies: loops whose bodies take several values, gradients asked for in bodies, parts that nothing reaches. */
import { describe, expect, test } from '@jest/globals';
import {
  call,
  cholesky,
  cond,
  cumprod,
  custom,
  define,
  dot,
  evaluate,
  expm,
  f64,
  grad,
  gradients,
  inv,
  jacobian,
  scan,
  solve,
  sort,
  stopGradient,
  tangent,
  whileLoop,
  type Graph,
  type Sym,
} from 'adjoint';

const at = {
  J: [
    [1, 0.2],
    [0.3, 0.4],
  ],
  h: [1, 1],
  b: 0.7,
};
const INPUTS = { J: f64(2, 2), h: f64(2), b: f64() };
interface Values {
  readonly J: Sym;
  readonly h: Sym;
  readonly b: Sym;
}
type Step = (m: Sym, values: Values) => Sym;

// Each ends in an elementwise op, so that a cotangent has gone through one when it meets the rule of an op of several arguments.
const steps: readonly [name: string, step: Step][] = [
  ['a product', (m, { J }) => J.matmul(m).sin()],
  ['a product, times a number', (m, { J, b }) => J.matmul(m.sin()).sin().mul(b)],
  ['a dot product', (m) => m.mul(dot(m, m)).tanh()],
  ['a solution', (m, { J }) => solve(J, m).sin()],
  ['elements in another order', (m) => m.take([1, 0]).sin().add(m)],
  ['a softmax', (m, { J }) => J.matmul(m).softmax().add(m)],
  ['a product of all', (m) => m.mul(m.prod().tanh()).sin()],
  ['the greatest', (m) => m.mul(m.max().sin()).sin()],
  ['a sorted value', (m, { h }) => sort(m.mul(h)).sin()],
  ['running products', (m) => cumprod(m, 0).sin()],
  ['an exponential', (m, { J }) => expm(J.mul(0.1)).matmul(m).sin()],
  ['an inverse', (m, { J }) => inv(J).sin().matmul(m).sin()],
  ['a root', (m, { J }) => cholesky(J.matmul(J.transpose())).matmul(m).sin()],
  ['a scan', (m, { J }) => scan((c: Sym) => ({ carry: J.matmul(c).sin() }), m, null, { length: 2 }).carry.sin()],
];

const slopes = (f: (values: Values) => Sym): readonly number[][] => {
  const graph = gradients(
    define(INPUTS, (values) => ({ f: f(values).sum() })),
    {
      of: 'f',
      wrt: ['J', 'h', 'b'],
      disconnected: 'zero',
    },
  );
  const found = evaluate(graph, at);
  return (['J', 'h', 'b'] as const).map((name) => [...found[`d(f)/d(${name})`].data]);
};

test.each(steps)('back through a whileLoop is back through its steps: %s', (_, step) => {
  const looped = slopes((values) => {
    const { m } = whileLoop(
      ({ k }) => k.lt(3),
      ({ m: now, k }) => ({ m: step(now, values), k: k.add(1) }),
      { m: values.h, k: values.b.mul(0).cast('i32') },
    );
    return m;
  });
  const unrolled = slopes((values) => step(step(step(values.h, values), values), values));
  looped.forEach((list, i) => {
    // The same operations; sums of cotangents may be taken in another order, some units of 2⁻⁵³.
    list.forEach((x, j) => expect(Math.abs(x - unrolled[i]![j]!)).toBeLessThanOrEqual(1e-14 * (1 + Math.abs(x))));
  });
});

describe('a gradient asked for in a body', () => {
  const f = ({ J, h, b }: Values): Sym => J.matmul(h.sin()).sin().matmul(J).mul(b).sum();
  const shown = (body: (values: Values) => Sym): unknown => evaluate(define(INPUTS, body), at).out.toArray();
  const want = shown((values) => grad(f(values), [values.J])[0]);

  test('of what is outside is what it is outside', () => {
    const inScan = shown((values) => {
      const y = f(values);
      const step = (c: Sym) => ({ carry: c.add(grad(y, [values.J])[0]) });
      return scan(step, values.J.mul(0), null, { length: 1 }).carry;
    });
    const inBranch = shown((values) => {
      const y = f(values);
      return cond(
        values.b.gt(0),
        () => grad(y, [values.J])[0],
        () => values.J,
        {},
      );
    });
    expect(inScan).toEqual(want);
    expect(inBranch).toEqual(want);
  });

  const half = (derive: (y: Sym, values: Values) => Sym): (() => unknown) => {
    const body = (values: Values): Sym => {
      const y = values.J.matmul(values.h.sin());
      return cond(
        values.b.gt(0),
        () => derive(y, values),
        () => values.J,
        {},
      );
    };
    return () => shown(body);
  };
  test('of what goes on outside is refused', () => {
    const said =
      /^d\(%\d+\)\/d\(%0\) goes through %4 \(contract\), which was computed outside of the body[^]*built at[^]*stopGradient/;
    expect(half((y, { J }) => grad(y.sin().matmul(J).sum(), [J])[0])).toThrow(said);
    expect(half((y, { J }) => J.mul(tangent(y.sin().matmul(J).sum(), [J], [J])))).toThrow(said);
  });
  test('holds fixed what it is told to', () => {
    const found = half((y, { J }) => grad(stopGradient(y).sin().matmul(J).sum(), [J])[0])();
    const fixed = shown(({ J, h }) => grad(stopGradient(J.matmul(h.sin())).sin().matmul(J).sum(), [J])[0]);
    expect(found).toEqual(fixed);
  });
});

describe('a jacobian has zeros where no path is, in every mode', () => {
  const pair = { x: f64(2), z: f64(3) };
  const point = { x: [1, 2], z: [1, 2, 3] };
  const parts: readonly [string, Graph<'x' | 'z', 'y'>][] = [
    [
      'of a scan',
      define(pair, ({ x, z }) => {
        const step = (c: { h: Sym; n: Sym }, s: Sym) => ({ carry: { h: c.h.mul(2), n: c.n.add(s) }, out: c.n });
        return { y: scan(step, { h: x, n: z.sum() }, z).carry.h };
      }),
    ],
    [
      'of a loop',
      define(pair, ({ x, z }) => ({
        y: whileLoop(
          ({ w }) => w.sum().lt(99),
          ({ y, w }) => ({ y: y.mul(2), w: w.mul(2) }),
          { y: x, w: z },
        ).y,
      })),
    ],
    [
      'of a branch',
      define(pair, ({ x, z }) => ({
        y: cond(
          x.sum().gt(0),
          (s) => ({ y: s.y.mul(2), w: s.w }),
          (s) => ({ y: s.y, w: s.w.sin() }),
          { y: x, w: z },
        ).y,
      })),
    ],
    [
      'of a custom rule',
      custom(
        define(pair, ({ x, z }) => ({ y: x.mul(2), w: z.sum() })),
        { vjp: (_, ct) => ({ x: ct.y.mul(2), z: ct.w.broadcastTo(3) }) },
      ),
    ],
  ];
  test.each(parts)('%s', (_, graph) => {
    for (const mode of ['forward', 'reverse', 'auto'] as const) {
      const found = evaluate(jacobian(graph, { of: 'y', wrt: ['x', 'z'], mode }), point);
      const [toX, toZ] = [found['d(y)/d(x)'].toArray(), found['d(y)/d(z)'].toArray()] as number[][][];
      expect(toX!.map((row, i) => row.map((d, j) => (i === j ? d > 1 : d === 0)))).toEqual([
        [true, true],
        [true, true],
      ]);
      expect(toZ).toEqual([
        [0, 0, 0],
        [0, 0, 0],
      ]);
    }
  });
});

test('back through scans within scans takes a number of nodes, and of steps, that is not 2 to the depth', () => {
  const nest = (x: Sym, depth: number): Sym =>
    depth === 0 ? x.sin() : scan((c: Sym) => ({ carry: nest(c, depth - 1) }), x, null, { length: 1 }).carry;
  const size = ({ nodes }: Graph): number =>
    nodes.reduce((sum, { bodies = [] }) => sum + 1 + bodies.reduce((own, body) => own + size(body), 0), 0);
  const slope = (depth: number): Graph<'x', 'out' | 'd(out)/d(x)'> =>
    gradients(
      define({ x: f64() }, ({ x }) => nest(x, depth)),
      { of: 'out', wrt: ['x'] },
    );
  // Each level is run again to keep its states, so it stands once in each around it.
  expect(size(slope(40)) / size(slope(20))).toBeLessThan(4.1);
  expect(evaluate(slope(3), { x: 1 })['d(out)/d(x)'].item()).toBe(Math.cos(1));
});

test('a scan whose steps use one value in two places, beside the same scan of two values', () => {
  const line = define({ c: f64(), a: f64(), b: f64() }, ({ c, a, b }) => {
    return scan((s: Sym) => ({ carry: s.mul(a).add(b) }), c, null, { length: 2 }).carry;
  });
  const of = (first: 'a' | 'b', second: 'a' | 'b'): readonly number[] => {
    const graph = define({ c: f64(), a: f64(), b: f64() }, ({ c, a, b }) => ({
      y: call(line, { c, a, b: { a, b }[first] }).out.add(call(line, { c, a, b: { a, b }[second] }).out),
    }));
    const found = evaluate(gradients(graph, { of: 'y', wrt: ['c', 'a', 'b'] }), { c: 2, a: 3, b: 5 });
    return (['c', 'a', 'b'] as const).map((name) => found[`d(y)/d(${name})`].item());
  };
  // c·a² + b·a + b, and with a for b: c·a² + a² + a.
  const want = [9 + 9, 2 * 2 * 3 + 5 + (2 * 2 * 3 + 2 * 3 + 1), 3 + 1];
  expect(of('a', 'b')).toEqual(want);
  expect(of('b', 'a')).toEqual(want);
});
