/** What a caller without types may do wrong: each is an InputError, never a wrong number and never an error from inside. */
import { describe, expect, test } from '@jest/globals';
import { refusal } from '@adjoint/testkit';
import * as adjoint from './index.ts';
import { define, evaluate, f64, gradients, type Graph, type Sym } from './index.ts';

type Loose = (...args: readonly unknown[]) => unknown;
const loose = adjoint as unknown as Readonly<Record<string, Loose>>;
const graph = define({ x: f64(2, 3) }, ({ x }) => ({ y: x.mul(x).sum() }));

const NO_GRAPHS = [undefined, null, 0, 'x', {}, [], { nodes: [] }, () => graph];

describe('what is no graph is refused', () => {
  const alone = [
    'compile',
    'print',
    'toJSON',
    'toDot',
    'toMermaid',
    'stats',
    'optimize',
    'optimizeWithTrace',
    'cse',
    'fold',
    'prune',
    'simplify',
  ];
  const asked: Readonly<Record<string, unknown>> = {
    gradients: { of: 'y', wrt: ['x'] },
    vjp: { of: 'y', wrt: ['x'] },
    jvp: { wrt: ['x'] },
    jacobian: { of: 'y', wrt: ['x'] },
    hessian: { of: 'y', wrt: 'x' },
    hvp: { of: 'y', wrt: 'x' },
    substitute: { x: 1 },
    vmap: { axes: {} },
    call: {},
    evaluate: {},
    checkGradients: { of: 'y', wrt: ['x'], at: {} },
    custom: { jvp: () => ({}) },
    checkpoint: undefined,
  };
  test.each([...alone, ...Object.keys(asked)])('by %s', (name) => {
    for (const value of NO_GRAPHS) expect(refusal(() => loose[name]!(value, asked[name])).code).toBe('value');
  });
  test('by those that take more', () => {
    for (const value of NO_GRAPHS) {
      refusal(() => loose['diff']!(graph, value));
      refusal(() => loose['isomorphic']!(value, graph));
      refusal(() => loose['pick']!(value, ['y']));
    }
  });
});

describe('what are no options are refused', () => {
  test.each(['gradients', 'vjp', 'jvp', 'jacobian', 'hessian', 'hvp', 'substitute', 'vmap', 'call', 'checkGradients'])(
    'by %s',
    (name) => {
      for (const value of [undefined, null, 5, 'x']) refusal(() => loose[name]!(graph, value));
    },
  );
  test('nor lists of the wrong things', () => {
    refusal(() => loose['pick']!(graph));
    refusal(() => loose['pick']!(graph, 'y'));
    refusal(() => loose['vjp']!(graph, { of: [], wrt: ['x'] }));
    refusal(() => loose['optimize']!(graph, { passes: ['cse'] }));
    refusal(() => loose['evaluate']!(graph, { x: new Float64Array(6) }, { outputs: 5 }));
    refusal(() => loose['substitute']!(graph, { x: null }));
    refusal(() => (adjoint.compile(graph).into as Loose)({ x: new Float64Array(6) }, undefined));
  });
});

describe('definitions', () => {
  test.each<[string, unknown, unknown]>([
    ['no inputs', null, () => 1],
    ['inputs that are no types', { x: null }, () => 1],
    ['a date for inputs', new Date(0), () => 1],
    ['no body', { x: f64() }, undefined],
    ['an async body', { x: f64() }, ({ x }: { x: Sym }) => Promise.resolve({ x })],
    ['a body that gives a Map', { x: f64() }, () => new Map()],
    ['a body that gives an iterator', { x: f64() }, () => [1][Symbol.iterator]()],
    ['a body that gives a function', { x: f64() }, () => () => 1],
  ])('%s', (_, inputs, body) => {
    refusal(() => loose['define']!(inputs, body));
  });

  test('the signs of JavaScript do not see symbols', () => {
    const bodies: readonly ((x: never) => unknown)[] = [
      (x) => x * 2,
      (x) => x + 1,
      (x) => -x,
      (x) => (x > 0 ? 1 : 2),
      (x) => Math.exp(x),
    ];
    for (const body of bodies) {
      expect(refusal(() => define({ x: f64() }, ({ x }) => body(x as never) as number)).code).toBe('operator');
    }
    define({ x: f64(2) }, ({ x }) => {
      expect([x].join()).toBe('%0 : f64[2]');
      return x;
    });
  });

  test('a symbol is of no use when its definition is over', () => {
    let kept: Sym | undefined;
    define({ x: f64() }, ({ x }) => (kept = x));
    expect(refusal(() => kept!.named('late')).code).toBe('symbol');
    expect(refusal(() => kept!.sin()).code).toBe('symbol');
  });
});

test('operations refuse arguments of the wrong kind', () => {
  define({ x: f64(2, 3) }, ({ x }) => {
    const calls: readonly (() => unknown)[] = [
      () => loose['concat']!(5),
      () => loose['stack']!(undefined),
      () => loose['einsum']!(undefined, x),
      () => loose['pad']!(x),
      () => loose['pad']!(x, [1, 2]),
      () => loose['slice']!(x, 1),
      () => loose['tile']!(x),
      () => loose['split']!(x, 'x'),
      () => loose['sum']!(x, 'x'),
      () => loose['grad']!(x.sum(), x),
      () => loose['grad']!(undefined, [x]),
      () => loose['grad']!(x.sum(), [null]),
      () => x.variance(0, { ddof: -1 }),
      () => adjoint.layerNorm(x, { epsilon: Number.NaN }),
    ];
    calls.forEach((each, i) => expect([i, refusal(each).name]).toEqual([i, 'InputError']));
    return x;
  });
});

const at = (body: (x: Sym) => Sym, x: readonly number[]): number[] => {
  const first: Graph = gradients(
    define({ x: f64(x.length) }, (all) => body(all.x)),
    { of: 'out', wrt: ['x'] },
  );
  const found = evaluate(first, { x });
  return [found['out']!.item(), ...found['d(out)/d(x)']!.data];
};

describe('numbers far out', () => {
  test('norms neither overflow nor vanish, nor do their gradients', () => {
    expect(at((x) => x.norm(), [3e200, 4e200])).toEqual(
      [5e200, 0.6, 0.8].map((value) => expect.closeTo(value, value > 1 ? -190 : 14)),
    );
    expect(at((x) => x.norm(), [3e-170, 4e-170]).slice(1)).toEqual(
      [0.6, 0.8].map((value) => expect.closeTo(value, 14)),
    );
    expect(at((x) => x.norm(), [Infinity, 1])[0]).toBe(Infinity);
  });
  test('the loss of a class that is not there is NaN, of an impossible one that is not asked for it is not', () => {
    const loss = define({ m: f64(2, 3) }, ({ m }) => adjoint.crossEntropy(m, Int32Array.of(0, 3)));
    const found = evaluate(loss, {
      m: [
        [1, 2, 3],
        [1, 2, 3],
      ],
    })['out'].data;
    expect(found[0]).toBeCloseTo(2.40760596, 8);
    expect(found[1]).toBeNaN();
    const masked = define({ m: f64(1, 3) }, ({ m }) => adjoint.crossEntropy(m, [[1, 0, 0]]));
    expect(evaluate(masked, { m: [[1, 2, -Infinity]] })['out'].item()).toBeCloseTo(Math.log1p(Math.E), 14);
  });
  test('a variance over fewer than ddof is not negative', () => {
    expect(
      evaluate(
        define({ x: f64(2) }, ({ x }) => x.variance(0, { ddof: 3 })),
        { x: [1, 2] },
      )['out'].item(),
    ).toBe(Infinity);
  });
  test('powers of one are one, as IEEE 754 has it', () => {
    const powers = define({ a: f64(3), b: f64(3) }, ({ a, b }) => a.pow(b));
    expect([...evaluate(powers, { a: [1, 1, -1], b: [NaN, Infinity, -Infinity] })['out'].data]).toEqual([1, 1, 1]);
  });
});

test('slices run backwards, and einsum stretches, as in NumPy', () => {
  const slices = define({ x: f64(6) }, ({ x }) => ({
    a: x.slice([5, 1, -1]),
    b: x.slice([null, null, -2]),
    c: x.slice([1, 4, -1]),
    d: x.slice([-2, -9, -3]),
  }));
  const found = evaluate(slices, { x: [0, 1, 2, 3, 4, 5] });
  expect([found.a, found.b, found.c, found.d].map((value) => value.toArray())).toEqual([
    [5, 4, 3, 2],
    [5, 3, 1],
    [],
    [4, 1],
  ]);
  const product = define({ a: f64(2, 3), b: f64(1, 4) }, ({ a, b }) => adjoint.einsum('ij,jk->ik', a, b));
  expect(
    evaluate(product, {
      a: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      b: [[1, 2, 3, 4]],
    })['out'].toArray(),
  ).toEqual([
    [6, 12, 18, 24],
    [15, 30, 45, 60],
  ]);
});
