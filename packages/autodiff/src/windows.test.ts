/** Convolution and pooling against JAX in float64 (scripts/golden/windows_jax.py): values, gradients, Hessian-vector products. */
import { describe, expect, test } from '@jest/globals';
import {
  avgPool,
  conv,
  convTranspose,
  define,
  evaluate,
  f32,
  f64,
  gradients,
  i32,
  maxPool,
  vmap,
  where,
  type ConvTransposeOptions,
  type Sym,
} from 'adjoint';
import { apply } from '@adjoint/ir';
import { errorOf, peerCases, peerFeeds, peerGraph, type PeerCase } from '@adjoint/testkit';

const cases = peerCases('windows.json');

const build = ({ op, options }: PeerCase, [x, kernel]: readonly Sym[]): Sym => {
  if (op === 'conv') return conv(x!, kernel!, options);
  if (op === 'convTranspose') return convTranspose(x!, kernel!, options);
  const { window, ...rest } = options as { window: number };
  return op === 'maxPool' ? maxPool(x!, window, rest) : avgPool(x!, window, rest);
};

// Sums of at most some hundred terms, in two orders; derivatives go through sin and cos, each within an ulp.
const LIMITS = { value: 2e-15, g: 1e-14, h: 1e-14 };

test.each(cases.map((golden) => [golden.name, golden] as const))('%s', (_, golden) => {
  const found = evaluate(
    peerGraph(golden, (x) => build(golden, x)),
    peerFeeds(golden),
  );
  expect(found['value']!.shape).toEqual(golden.shape);
  expect(errorOf(found['value']!.data, golden.value)).toBeLessThan(LIMITS.value);
  golden.gradients.forEach((wanted, i) => expect(errorOf(found[`g${i}`]!.data, wanted)).toBeLessThan(LIMITS.g));
  golden.products.forEach((wanted, i) => expect(errorOf(found[`h${i}`]!.data, wanted)).toBeLessThan(LIMITS.h));
});

const shapeOf = (body: (x: Sym, k: Sym) => Sym, x: readonly number[], k: readonly number[]): readonly number[] => {
  const graph = define({ x: f64(...x), k: f64(...k) }, ({ x, k }) => body(x, k));
  return graph.nodes[graph.outputs.out]!.type.shape;
};

describe('a convolution', () => {
  test('is windows and one contraction, in a scope', () => {
    const graph = define({ x: f64(1, 2, 6), k: f64(3, 2, 3) }, ({ x, k }) => x.conv(k));
    expect(graph.nodes.map(({ op }) => op)).toEqual(['input', 'input', 'patches', 'contract']);
    expect(graph.scopes).toEqual([{ name: 'conv', from: 2, to: 4 }]);
    const back = gradients(
      define({ x: f64(1, 2, 6), k: f64(3, 2, 3) }, ({ x, k }) => x.conv(k).sum()),
      { of: 'out', wrt: ['x', 'k'] },
    );
    expect(back.nodes.map(({ op }) => op)).toContain('overlapAdd');
  });

  test('of empty batches, of no space, and of kernels too large has no elements', () => {
    expect(shapeOf(conv, [0, 2, 6], [3, 2, 3])).toEqual([0, 3, 4]);
    expect(shapeOf(conv, [1, 2, 0], [3, 2, 3])).toEqual([1, 3, 0]);
    expect(shapeOf(conv, [1, 2, 2], [3, 2, 3])).toEqual([1, 3, 0]);
    expect(shapeOf(conv, [1, 0, 5], [3, 0, 3])).toEqual([1, 3, 3]);
    expect(shapeOf((x, k) => x.conv(k, { padding: 'same' }), [1, 2, 0], [3, 2, 3])).toEqual([1, 3, 0]);
    expect(shapeOf(convTranspose, [1, 3, 0], [3, 2, 3])).toEqual([1, 2, 2]);
    for (const x of [
      [0, 2, 6],
      [1, 2, 2],
      [1, 2, 0],
    ]) {
      const graph = define({ x: f64(...x), k: f64(3, 2, 3) }, ({ x, k }) => x.conv(k).sum());
      const size = x.reduce((product, dim) => product * dim, 1);
      const found = evaluate(gradients(graph, { of: 'out', wrt: ['x', 'k'] }), {
        x: new Float64Array(size),
        k: new Float64Array(18),
      });
      expect([...found['d(out)/d(k)'].data]).toEqual(new Array<number>(18).fill(0));
      expect(found['d(out)/d(x)'].data).toHaveLength(size);
    }
  });

  test('and its transpose have the shapes that their options say', () => {
    expect(shapeOf((x, k) => x.conv(k, { strides: 2, padding: 'same' }), [1, 2, 7], [3, 2, 4])).toEqual([1, 3, 4]);
    const back = (options: ConvTransposeOptions): readonly number[] =>
      shapeOf((x, k) => x.convTranspose(k, options), [1, 3, 4], [3, 2, 3]);
    expect(back({})).toEqual([1, 2, 6]);
    expect(back({ strides: 2 })).toEqual([1, 2, 9]);
    expect(back({ strides: 2, padding: 'same' })).toEqual([1, 2, 8]);
    expect(back({ strides: 2, padding: 'same', space: [7] })).toEqual([1, 2, 7]);
    expect(back({ dilation: 3, padding: [[2, 1]] })).toEqual([1, 2, 7]);
  });

  test('of f32 and of i32 is of those', () => {
    const graph = define({ x: f32(1, 1, 3), n: i32(1, 1, 3) }, ({ x, n }) => ({
      a: x.conv([[[1, 2]]]),
      b: n.conv([[[1, 2]]]),
    }));
    const { a, b } = evaluate(graph, { x: [[[1, 2, 3]]], n: [[[1, 2, 3]]] });
    expect([a.dtype, b.dtype]).toEqual(['f32', 'i32']);
    expect([a.toArray(), b.toArray()]).toEqual([[[[5, 8]]], [[[5, 8]]]]);
  });

  test('and its transpose are adjoint', () => {
    const options = { strides: 2, padding: [[1, 2]] as const, groups: 2 };
    const graph = define({ a: f64(1, 4, 7), k: f64(4, 2, 3), b: f64(1, 4, 4) }, ({ a, k, b }) => ({
      left: a.conv(k, options).mul(b).sum(),
      right: b
        .convTranspose(k, { ...options, space: [7] })
        .mul(a)
        .sum(),
    }));
    const wave = (n: number): Float64Array => Float64Array.from({ length: n }, (_, i) => Math.sin(i * i));
    const { left, right } = evaluate(graph, { a: wave(28), k: wave(24), b: wave(16) });
    expect(left.item()).toBeCloseTo(right.item(), 13);
  });

  test('batched is mapped', () => {
    const graph = define({ x: f64(1, 2, 5), k: f64(2, 2, 2) }, ({ x, k }) =>
      conv(x, k, { strides: 2, padding: 'same' }),
    );
    const k = Float64Array.from({ length: 16 }, (_, i) => Math.cos(i));
    const x = Float64Array.from({ length: 10 }, (_, i) => i);
    const both = evaluate(vmap(graph, { axes: { k: 0 }, size: 2 }), { x, k }).out;
    const each = [0, 8].map((from) => [...evaluate(graph, { x, k: k.subarray(from, from + 8) }).out.data]);
    expect([...both.data]).toEqual(each.flat());
  });
});

describe('pooling', () => {
  const x = [[[3, -1, NaN, -5, -2]]];
  const run = (body: (x: Sym) => Sym): unknown =>
    evaluate(
      define({ x: f64(1, 1, 5) }, ({ x }) => body(x)),
      { x },
    ).out.toArray();

  test('never takes padding for an element', () => {
    expect(run((x) => x.maxPool(3, { strides: 2, padding: 'same' }))).toEqual([[[3, NaN, -2]]]);
    expect(run((x) => x.avgPool(3, { strides: 2, padding: 'same' }))).toEqual([[[1, NaN, -3.5]]]);
    expect(run((x) => x.avgPool(2, { padding: [[1, 0]] }))).toEqual([[[3, NaN, -3.5]]]);
    expect(run((x) => x.avgPool(2, { padding: [[1, 0]], countPadding: true }))).toEqual([[[1.5, NaN, -3.5]]]);
    expect(run((x) => x.cast('i32').maxPool(3, { strides: 2, padding: 'same' }))).toEqual([[[3, 0, -2]]]);
  });

  test('gives a derivative to what is greatest, beside padding and −∞ too', () => {
    const graph = define({ x: f64(1, 1, 3) }, ({ x }) =>
      x
        .maxPool(2, { strides: 1, padding: [[1, 1]] })
        .mul([[[1, 10, 100, 1000]]])
        .sum(),
    );
    const at = (...x: number[]): number[] => [
      ...evaluate(gradients(graph, { of: 'out', wrt: ['x'] }), { x: [[x]] })['d(out)/d(x)'].data,
    ];
    expect(at(1, 2, 0)).toEqual([1, 110, 1000]);
    expect(at(2, 2, 2)).toEqual([6, 55, 1050]);
    expect(at(5, -Infinity, 3)).toEqual([11, 0, 1100]);
  });

  test('and convolution leak nothing from a branch not taken', () => {
    // √ has an infinite slope at 0, where the branch is not taken.
    const root = (y: Sym): Sym => where(y.gt(0), y.sqrt(), 0);
    const at = (body: (x: Sym) => Sym): number[] => {
      const graph = define({ x: f64(1, 1, 4) }, ({ x }) => root(body(x)).sum());
      const derived = gradients(graph, { of: 'out', wrt: ['x'] });
      return [...evaluate(derived, { x: [[[0, 0, 0, 2]]] })['d(out)/d(x)'].data];
    };
    expect(at((x) => x.avgPool(2))).toEqual([0, 0, 0.25, 0.25]);
    expect(at((x) => x.maxPool(2))[3]).toBeCloseTo(Math.SQRT1_2 / 2, 15);
    expect(at((x) => x.conv([[[2]]]))).toEqual([0, 0, 0, 0.5]);
    expect(at((x) => x.convTranspose([[[2]]], { strides: 2 }))).toEqual([0, 0, 0, 0.5]);
    const windows = define({ x: f64(4) }, ({ x }) =>
      root(apply('patches', [x.square()], { window: [2], strides: [1], dilation: [1] })).sum(),
    );
    const derived = gradients(windows, { of: 'out', wrt: ['x'] });
    expect([...evaluate(derived, { x: [0, 0, 2, 0] })['d(out)/d(x)'].data]).toEqual([0, 0, 2, 0]);
    const added = define({ x: f64(3, 2) }, ({ x }) =>
      root(apply('overlapAdd', [x], { shape: [4], strides: [1], dilation: [1] })).sum(),
    );
    const back = gradients(added, { of: 'out', wrt: ['x'] });
    expect([...evaluate(back, { x: Float64Array.of(0, 0, 0, 4, 0, 0) })['d(out)/d(x)'].data]).toEqual([
      0, 0, 0, 0.25, 0.25, 0,
    ]);
  });

  test('over as many last axes as the window has', () => {
    expect(shapeOf((x) => x.maxPool([2, 2]), [4, 6], [])).toEqual([2, 3]);
    expect(shapeOf((x) => x.avgPool([3]), [4, 6], [])).toEqual([4, 2]);
    expect(shapeOf((x) => x.maxPool(2), [0, 1, 6], [])).toEqual([0, 1, 3]);
    expect(shapeOf((x) => x.maxPool(2), [1, 1, 0], [])).toEqual([1, 1, 0]);
  });
});

const messageOf = (
  body: (x: Sym, k: Sym) => Sym,
  x: readonly number[] = [1, 4, 6],
  k: readonly number[] = [6, 4, 3],
): string => {
  try {
    shapeOf(body, x, k);
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .filter((line) => !line.startsWith('  %'))
      .join('\n');
  }
  throw new Error('nothing was thrown');
};

describe('what does not fit is told', () => {
  test.each<[string, (x: Sym, k: Sym) => Sym, string]>([
    [
      'groups',
      (x, k) => x.conv(k, { groups: 4 }),
      'conv: groups is 4\n  it must be a whole number that divides the 6 filters of the kernel',
    ],
    [
      'channels',
      (x, k) => x.conv(k, { groups: 2 }),
      'conv: shape [1,4,6] does not fit [1,8,6]\n  in 2 groups the kernel [6,4,3] takes 8 channels',
    ],
    [
      'rank',
      (x) => x.conv([1, 2]),
      'conv: shape [2] does not fit [1,4,6]\n  x is [N, C, ...space], the kernel [O, C / groups, ...space], both of 3 to 20 axes',
    ],
    [
      'strides',
      (x, k) => x.conv(k, { strides: 0 }),
      'conv: strides is 0\n  it must be a whole number ≥ 1, or a list of 1, one for each axis of space',
    ],
    [
      'dilation',
      (x, k) => x.conv(k, { dilation: [1, 1] }),
      'conv: dilation is [1,1]\n  it must be a whole number ≥ 1, or a list of 1, one for each axis of space',
    ],
    [
      'padding',
      (x, k) => x.conv(k, { padding: [[1, -1]] }),
      "conv: padding is [[1,-1]]\n  it must be 'valid', 'same', or a list of 1 pairs [before, after] ≥ 0",
    ],
    [
      'padding of another name',
      (x, k) => x.conv(k, { padding: 'full' as never }),
      `conv: padding is "full"\n  it must be 'valid', 'same', or a list of 1 pairs [before, after] ≥ 0`,
    ],
    [
      'space',
      (x, k) =>
        x
          .slice(null, [0, 3])
          .tile([1, 2, 1])
          .convTranspose(k, { strides: 2, space: [16] }),
      'convTranspose: space is [16]\n  it must be sizes that conv with these options takes to [6]',
    ],
    [
      'window',
      (x) => x.maxPool(0),
      'maxPool: window is 0\n  it must be a whole number ≥ 1, or a list of 1, one for each axis of space',
    ],
    [
      'more windows than axes',
      (x) => x.maxPool([1, 1, 1, 1]),
      'maxPool: axis 3 is out of range for a value of rank 3\n  axes of a rank-3 value are 0 to 2',
    ],
    [
      'a window of padding',
      (x) => x.avgPool(2, { padding: [[2, 0]] }),
      'avgPool: padding is [[2,0]]\n  it must be less than the window [2], so that no window is all padding',
    ],
    [
      'a mean of whole numbers',
      (x) => x.cast('i32').avgPool(2),
      "avgPool: takes f64 or f32, got i32\n  nothing is converted silently: write cast(x, 'f64') (or 'f32', 'i32', 'bool') where you mean it",
    ],
  ])('%s', (_, body, message) => {
    expect(messageOf(body)).toBe(message);
  });
});
