/** Options and axes as a caller without types may write them: an InputError that names what is wrong, and what would be right. */
import { describe, expect, test } from '@jest/globals';
import * as adjoint from './index.ts';
import { bool, compile, define, f64, i32, InputError, type Sym } from './index.ts';

type Loose = (...args: readonly unknown[]) => unknown;
const loose = adjoint as unknown as Readonly<Record<string, Loose>>;

const inputs = {
  x: f64(2, 3),
  v: f64(3),
  m: f64(3, 3),
  z: f64(1, 2, 6),
  kernel: f64(4, 2, 3),
  transposed: f64(2, 4, 3),
  truth: bool(2, 3),
  places: i32(2, 3),
  i: i32(2),
  seed: i32(2),
};
type Given = { readonly [N in keyof typeof inputs]: Sym };
type Calls = Readonly<Record<string, (s: Given) => readonly unknown[]>>;

const graph = define({ a: f64(3) }, ({ a }) => ({ y: a.sin(), t: a.square().sum() }));
const feeds = { a: [1, 2, 3] };
const run = compile(graph, { target: 'interpreter' });

/** What is thrown by a call in a definition. */
const thrown = (name: string, args: (s: Given) => readonly unknown[]): unknown => {
  let found: unknown = 'accepted';
  define(inputs, (s) => {
    try {
      loose[name]!(...args(s));
    } catch (error) {
      found = error;
    }
    return s.x;
  });
  return found;
};
const fault = (name: string, args: (s: Given) => readonly unknown[]): string => {
  const found = thrown(name, args);
  return found instanceof InputError ? `${found.code}: ${found.message}` : String(found);
};

/** The arguments before the options. */
const OPTIONED: Calls = {
  sum: ({ x }) => [x, 0],
  prod: ({ x }) => [x, 0],
  max: ({ x }) => [x, 0],
  min: ({ x }) => [x, 0],
  mean: ({ x }) => [x, 0],
  any: ({ truth }) => [truth, 0],
  all: ({ truth }) => [truth, 0],
  argmax: ({ x }) => [x, 0],
  argmin: ({ x }) => [x, 0],
  variance: ({ x }) => [x, 0],
  std: ({ x }) => [x, 0],
  norm: ({ x }) => [x, 0],
  logSumExp: ({ x }) => [x, 0],
  take: ({ x, i }) => [x, i, 0],
  takeAlong: ({ x, places }) => [x, places, 1],
  scatterAdd: ({ x, i }) => [[5, 3], i, x, 0],
  scatterAlong: ({ x, places }) => [4, places, x, 0],
  searchSorted: ({ x, v }) => [v, x],
  conv: ({ z, kernel }) => [z, kernel],
  convTranspose: ({ z, transposed }) => [z, transposed],
  maxPool: ({ z }) => [z, 2],
  avgPool: ({ z }) => [z, 2],
  layerNorm: ({ x }) => [x],
  triangularSolve: ({ m }) => [m, m],
  qr: ({ m }) => [m],
  pinv: ({ m }) => [m],
  lstsq: ({ m }) => [m, m],
  scan: ({ v }) => [(carry: Sym, x: Sym) => ({ carry: carry.add(x) }), 0, v],
  randomBits: ({ seed }) => [seed, [2]],
  uniform: ({ seed }) => [seed, [2]],
  normal: ({ seed }) => [seed, [2]],
  exponential: ({ seed }) => [seed, [2]],
  gumbel: ({ seed }) => [seed, [2]],
  bernoulli: ({ seed }) => [seed, [2]],
  categorical: ({ seed, x }) => [seed, x],
  grad: ({ x }) => [x.sum(), [x]],
  call: ({ v }) => [graph, { a: v }],
  print: () => [graph],
  toSvg: () => [graph],
  toHtml: () => [graph],
  optimize: () => [graph],
  optimizeWithTrace: () => [graph],
  evaluate: () => [graph, feeds],
  compile: () => [graph],
  toModule: () => [graph],
  firstNaN: () => [graph, feeds],
  profile: () => [run, feeds],
  warmUp: () => [run],
  threadPool: () => [],
  moduleCache: () => [],
};

/** Calls whose options are owed: the last argument. */
const OWED: Calls = {
  gradients: () => [graph, { of: 't', wrt: ['a'] }],
  vjp: () => [graph, { of: 'y', wrt: ['a'] }],
  jvp: () => [graph, { wrt: 'a' }],
  jacobian: () => [graph, { of: 'y', wrt: 'a' }],
  hessian: () => [graph, { of: 't', wrt: 'a' }],
  hvp: () => [graph, { of: 't', wrt: 'a' }],
  vmap: () => [graph, { axes: { a: 0 }, size: 2 }],
  custom: () => [graph, { jvp: (_: unknown, { a }: { readonly a: Sym }) => ({ y: a, t: a.sum() }) }],
  checkGradients: () => [graph, { of: 't', wrt: 'a', at: feeds }],
  randint: ({ seed }) => [seed, [2], { max: 3 }],
  gamma: ({ seed }) => [seed, [2], { alpha: 2 }],
};

/** As `call` throws it, a graph that `compileAsync` is asked for rejects. */
test('compileAsync', async () => {
  await expect(loose['compileAsync']!(graph, null)).rejects.toThrow('the options of compileAsync is null');
  await expect(loose['compileAsync']!(graph, { targets: 'js' })).rejects.toThrow('"targets" is no option');
});

describe('options', () => {
  const NO_RECORDS = [null, 0, 1, NaN, true, false, 'keepDims', [], [1], 6n, Symbol('options'), () => ({})];

  test.each(Object.keys(OPTIONED))('of %s', (name) => {
    const args = OPTIONED[name]!;
    for (const options of [undefined, {}]) expect(thrown(name, (s) => [...args(s), options])).toBe('accepted');
    for (const options of NO_RECORDS)
      expect(fault(name, (s) => [...args(s), options])).toMatch(`option: the options of ${name} is `);
    expect(fault(name, (s) => [...args(s), { keepdims: true }])).toMatch(`option: ${name}: "keepdims" is no option`);
  });
  test.each(Object.keys(OWED))('of %s', (name) => {
    const args = OWED[name]!;
    const changed = (change: (options: object) => unknown) => (s: Given) => {
      const all = args(s);
      return [...all.slice(0, -1), change(all.at(-1) as object)];
    };
    expect(
      thrown(
        name,
        changed((options) => options),
      ),
    ).toBe('accepted');
    for (const options of [...NO_RECORDS, undefined]) {
      const found = fault(
        name,
        changed(() => options),
      );
      expect(found).toMatch(`option: the options of ${name} is `);
    }
    const more = changed((options) => ({ ...options, level: 1 }));
    expect(fault(name, more)).toMatch(`option: ${name}: "level" is no option`);
  });
  test('what is known is told', () => {
    const found = fault('conv', ({ z, kernel }) => [z, kernel, { stride: 2 }]);
    expect(found.split('\n')).toEqual([
      'option: conv: "stride" is no option',
      '  it must be one of strides, padding, dilation, groups',
    ]);
    expect(fault('norm', ({ x }) => [x, 0, 1])).toMatch('the options of norm is 1\n  it must be a record of options:');
  });
  test('those that are inherited, or undefined, are options', () => {
    const inherited = Object.create({ keepDims: true }) as object;
    const kept = define(inputs, ({ x }) => loose['sum']!(x, 0, inherited) as Sym);
    expect(kept.nodes[kept.outputs.out]!.type.shape).toEqual([1, 3]);
    const plain = define(inputs, ({ x }) => loose['sum']!(x, 0, { keepDims: undefined }) as Sym);
    expect(plain.nodes[plain.outputs.out]!.type.shape).toEqual([3]);
  });
});

describe('axes', () => {
  const PLAIN =
    'sum prod max min mean variance std norm logSumExp argmax argmin cumsum cumprod cummax cummin cumlogsumexp ' +
    'flip squeeze expandDims sort argsort softmax logSoftmax fft ifft rfft irfft transpose';
  /** The arguments, with the axis in its place. */
  const AXES: Readonly<Record<string, (s: Given, axis: unknown) => readonly unknown[]>> = {
    ...Object.fromEntries(PLAIN.split(' ').map((name) => [name, ({ x }: Given, axis: unknown) => [x, axis]])),
    any: ({ truth }, axis) => [truth, axis],
    all: ({ truth }, axis) => [truth, axis],
    concat: ({ x }, axis) => [[x, x], axis],
    stack: ({ x }, axis) => [[x, x], axis],
    split: ({ x }, axis) => [x, 1, axis],
    topK: ({ x }, axis) => [x, 1, axis],
    take: ({ x, i }, axis) => [x, i, axis],
    takeAlong: ({ x, places }, axis) => [x, places, axis],
    scatterAdd: ({ x, i }, axis) => [[2, 3], i, x, axis],
    scatterAlong: ({ x, places }, axis) => [2, places, x, axis],
    crossEntropy: ({ x, i }, axis) => [x, i, axis],
    layerNorm: ({ x }, axis) => [x, { axes: axis }],
    categorical: ({ seed, x }, axis) => [seed, x, { axis }],
    permutation: ({ seed, x }, axis) => [seed, x, axis],
    vmap: (_, axis) => [graph, { axes: { a: axis }, size: 2 }],
  };
  const NO_NUMBERS = [{ axis: 0 }, '0', true, 6n, Symbol('axis'), () => 0, Object.create(null), [{}], [null], ['0']];
  const NO_AXES = [NaN, 0.5, Infinity, 9, -9];

  test.each(Object.keys(AXES))('of %s', (name) => {
    const args = AXES[name]!;
    // An input that shares its value has no axis.
    const none = name === 'vmap' ? [] : [null];
    for (const axis of [...NO_NUMBERS, ...none])
      expect(fault(name, (s) => args(s, axis))).toMatch(/^option: \w+: ax[ei]s is .*\n/);
    for (const axis of NO_AXES)
      expect(fault(name, (s) => args(s, axis))).toMatch(/^axis: \w+: axis \S+ is out of range/);
  });
  test('what is given is told, and what would be right', () => {
    const lines = fault('sum', ({ x }) => [x, { keepDims: true }]).split('\n');
    expect(lines[0]).toBe('option: sum: axes is an object');
    expect(lines[2]).toMatch(/^ {2}%10 = sum %0 \{axes: an object\} +built at /);
    expect(lines[3]).toBe('  it must be an axis or a list of axes');
  });
});

test.each<[name: string, args: (s: Given) => readonly unknown[], message: string]>([
  ['einsum', ({ x }) => [null, x], 'einsum: spec is null'],
  ['scatterAdd', ({ x }) => [undefined, [0, 1], x], 'scatterAdd: shape is missing'],
  ['maxPool', ({ z }) => [z], 'maxPool: window is missing'],
  ['avgPool', ({ z }) => [z, 6n], 'avgPool: window is 6'],
  ['reshape', ({ x }) => [x, 6n], 'reshape: shape is a list of 1'],
  ['reshape', ({ x }) => [x, Symbol('dim'), 6], 'reshape: shape is a list of 2'],
  ['broadcastTo', ({ x }) => [x, {}], 'broadcastTo: shapes [2,3] and [an object] do not broadcast'],
  ['slice', ({ x }) => [x, [0n, 1n]], 'slice: start or stop is 0'],
  ['at', ({ x }) => [x, '0'], 'at: index "0" is out of range'],
  ['zeros', () => [null], 'f64[null] is not a type'],
  ['iota', () => [3, {}], 'an object[3] is not a type'],
  ['dynamicSlice', ({ x }) => [x, [0, 0]], 'dynamicSlice: sizes is missing'],
  ['conv', ({ z, kernel }) => [z, kernel, { groups: 2n }], 'conv: groups is 2'],
  ['implicit', () => [graph, {}], 'implicit: the residual is an object'],
  ['custom', () => [graph, { vjp: 1 }], 'a rule of custom is 1'],
  ['gradients', () => [graph, { of: 't', wrt: ['a'], names: null }], 'names is null'],
  ['checkGradients', () => [graph, { of: 't', wrt: null, at: feeds }], 'wrt is null'],
])('%s of what it does not take', (name, args, message) => {
  const found = thrown(name, args);
  expect(found).toBeInstanceOf(InputError);
  expect((found as InputError).message.split('\n')[0]).toBe(message);
});
