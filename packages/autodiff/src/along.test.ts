/** Orders and running results where they are conventions: ties, NaN, infinities, empty axes; values and derivatives. */
import { describe, expect, test } from '@jest/globals';
import { define, evaluate, f64, gradients, hessian, i32, jvp, scatterAlong, where, type Sym } from 'adjoint';

const run = (body: (x: Sym) => Sym, at: readonly number[]): number[] => [
  ...evaluate(
    define({ x: f64(at.length) }, ({ x }) => body(x)),
    { x: at },
  ).out.data,
];
/** The gradient of 1·y₀ + 10·y₁ + 100·y₂ …; forward mode must say the same. */
const slopes = (body: (x: Sym) => Sym, at: readonly number[]): number[] => {
  const graph = define({ x: f64(at.length) }, ({ x }) => {
    const y = body(x);
    return y.mul(Array.from({ length: y.shape[0]! }, (_, i) => 10 ** i)).sum();
  });
  const found = [...evaluate(gradients(graph, { of: 'out', wrt: ['x'] }), { x: at })['d(out)/d(x)'].data];
  const forward = jvp(graph, { wrt: 'x' });
  const unit = (i: number): number[] => at.map((_, k) => +(k === i));
  const columns = at.map((_, i) => evaluate(forward, { x: at, 't(x)': unit(i) })['jvp(out)'].item());
  expect(columns).toEqual(found);
  return found;
};

describe('sort', () => {
  test('puts NaN last, keeps equal ones in order, zeros of either sign among them', () => {
    expect(run((x) => x.sort(), [3, NaN, -0, 0, -Infinity, 1, 0, -0, NaN, Infinity])).toEqual([
      -Infinity,
      -0,
      0,
      0,
      -0,
      1,
      3,
      Infinity,
      NaN,
      NaN,
    ]);
    expect(run((x) => x.argsort().cast('f64'), [3, NaN, 0, 3, NaN, -0])).toEqual([2, 5, 0, 3, 1, 4]);
  });
  test('is what argsort takes, bit for bit', () => {
    const at = [2, -0, NaN, 0, 2, -1, NaN, -0, 7];
    expect(run((x) => x.sort(), at)).toEqual(run((x) => x.takeAlong(x.argsort()), at));
  });
  test('hands derivatives to the elements, ties in order', () => {
    expect(slopes((x) => x.sort(), [3, 1, 2])).toEqual([100, 1, 10]);
    expect(slopes((x) => x.sort(), [2, 2, 1, 2])).toEqual([10, 100, 1, 1000]);
    expect(slopes((x) => x.sort(), [NaN, 1, NaN])).toEqual([10, 1, 100]);
  });
});

describe('topK', () => {
  test('puts the greatest first, the first of equal ones first, NaN before all', () => {
    const at = [1, 3, NaN, 3, 2];
    expect(run((x) => x.topK(4).values, at)).toEqual([NaN, 3, 3, 2]);
    expect(run((x) => x.topK(4).indices.cast('f64'), at)).toEqual([2, 1, 3, 4]);
    expect(slopes((x) => x.topK(2).values, [1, 3, 3])).toEqual([0, 1, 10]);
    expect(run((x) => x.topK(0).values, at)).toEqual([]);
  });
});

describe('running extremes', () => {
  test('are NaN from the first NaN on', () => {
    expect(run((x) => x.cummax(0), [1, 0, NaN, 5])).toEqual([1, 1, NaN, NaN]);
    expect(run((x) => x.cummin(0), [1, 2, -1, NaN, -5])).toEqual([1, 1, -1, NaN, NaN]);
    expect(run((x) => x.cummax(0), [-0, 0, -0])).toEqual([-0, 0, 0]);
  });
  test('hand the derivative to the first that attains them', () => {
    expect(slopes((x) => x.cummax(0), [1, 3, 3, 2, 4])).toEqual([1, 1110, 0, 0, 10000]);
    expect(slopes((x) => x.cummin(0), [3, 3, 1, 2])).toEqual([11, 0, 1100, 0]);
    expect(slopes((x) => x.cummax(0), [1, NaN, 7, NaN])).toEqual([1, 1110, 0, 0]);
    expect(slopes((x) => x.cummax(0), [-Infinity, -Infinity, 0])).toEqual([11, 0, 100]);
    expect(slopes((x) => x.cummin(0), [Infinity, -Infinity])).toEqual([1, 10]);
  });
});

describe('cumlogsumexp', () => {
  const at = (...x: number[]): number[] => run((x) => x.cumlogsumexp(0), x);
  test('does not overflow, and says what infinities come to', () => {
    expect(at(1000, 1000)).toEqual([1000, 1000 + Math.LN2]);
    expect(at(-1000, 0)).toEqual([-1000, 0]);
    expect(at(0, -1000)).toEqual([0, 0]);
    expect(at(-Infinity, -Infinity, 1)).toEqual([-Infinity, -Infinity, 1]);
    expect(at(1, Infinity, 2)).toEqual([1, Infinity, Infinity]);
    expect(at(1, NaN, 2)).toEqual([1, NaN, NaN]);
    expect(at(0, -40, -40)[2]).toBeCloseTo(2 * Math.exp(-40), 30);
  });
  test('has derivatives of every order beside −∞', () => {
    const graph = define({ x: f64(4) }, ({ x }) => x.cumlogsumexp(0).slice([2, 4]).sum());
    const point = { x: [-Infinity, -Infinity, 0, 0] };
    const first = gradients(graph, { of: 'out', wrt: ['x'] });
    expect([...evaluate(first, point)['d(out)/d(x)'].data]).toEqual([0, 0, 1.5, 0.5]);
    const second = evaluate(hessian(graph, { of: 'out', wrt: 'x' }), point)['d2(out)/d(x)d(x)'].data;
    const wanted = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.25, -0.25, 0, 0, -0.25, 0.25];
    wanted.forEach((value, i) => expect(second[i]).toBeCloseTo(value, 14));
  });
});

test('parts at places known at run time', () => {
  const types = { x: f64(3, 4), p: i32(2), u: f64(2, 2) };
  const graph = define(types, ({ x, p, u }) => ({
    part: x.dynamicSlice(p, [2, 2]),
    all: x.dynamicSlice(p, [3, 4]),
    none: x.dynamicSlice(p, [0, 4]),
    updated: x.dynamicUpdate(u, p),
    whole: u.dynamicUpdate(x.slice([0, 2], [0, 2]), p),
    same: x.dynamicUpdate(x.slice([0, 0]), p),
  }));
  const x = Float64Array.from({ length: 12 }, (_, i) => i);
  const feeds = { x, u: Float64Array.of(-1, NaN, -3, -4) };
  const at = (...p: number[]): { [name: string]: number[] } => {
    const found = evaluate(graph, { ...feeds, p });
    return Object.fromEntries(Object.entries(found).map(([name, { data }]) => [name, [...data]]));
  };
  expect(at(1, 2)['part']).toEqual([6, 7, 10, 11]);
  expect(at(-5, 1)['part']).toEqual([1, 2, 5, 6]);
  expect(at(0, 9)['part']).toEqual([2, 3, 6, 7]);
  expect(at(1, 1)['updated']).toEqual([0, 1, 2, 3, 4, -1, NaN, 7, 8, -3, -4, 11]);
  expect(at(2, -1)['updated']).toEqual([0, 1, 2, 3, -1, NaN, 6, 7, -3, -4, 10, 11]);
  expect(at(7, 7)).toMatchObject({ all: [...x], none: [], whole: [0, 1, 4, 5], same: [...x] });
  const wrong = (body: (x: Sym, p: Sym) => Sym) => () => define(types, ({ x, p }) => body(x, p));
  expect(wrong((x, p) => x.dynamicSlice(p, [4, 1]))).toThrow('dynamicSlice: sizes is [4,1]');
  expect(wrong((x, p) => x.dynamicSlice(p, [1]))).toThrow('whole numbers from 0 to those of [3,4]');
  expect(wrong((x) => x.dynamicSlice([1], [1, 1]))).toThrow('there must be one start (i32) for each axis');
  expect(wrong((x, p) => x.dynamicSlice(p.cast('f64'), [1, 1]))).toThrow('dynamicSlice: takes i32 starts, got f64');
  expect(wrong((x, p) => x.dynamicUpdate([1, 2], p))).toThrow('dynamicUpdate: the shape of update is [2]');
});

test('a branch not taken leaks nothing through places', () => {
  // √ has an infinite slope at 0, where the branch is not taken.
  const root = (y: Sym): Sym => where(y.gt(0), y.sqrt(), 0);
  expect(slopes((x) => root(x.takeAlong([1, 0, 0])), [0, 4])).toEqual([0, 0.25]);
  expect(slopes((x) => root(x.square().takeAlong([1, 0, 0])), [0, 2])).toEqual([0, 1]);
  expect(slopes((x) => root(scatterAlong(3, [2, 0], x)), [0, 4])).toEqual([0, 0.25]);
  expect(slopes((x) => root(x.sort()), [4, 0])).toEqual([2.5, 0]);
});

test('searchSorted tells places on either side, with NaN last', () => {
  const graph = define({ x: f64(4), at: f64(5) }, ({ x, at }) => ({
    left: x.searchSorted(at),
    right: x.searchSorted(at, { side: 'right' }),
  }));
  const { left, right } = evaluate(graph, { x: [1, 2, 2, NaN], at: [0, 2, 5, NaN, -Infinity] });
  expect([left.toArray(), right.toArray()]).toEqual([
    [0, 1, 3, 3, 0],
    [0, 3, 3, 4, 0],
  ]);
});

test.each<[string, (x: Sym) => Sym]>([
  ['sort', (x) => x.sort(1)],
  ['sort, across', (x) => x.sort(0)],
  ['topK', (x) => x.topK(0, 1).values],
  ['cummax', (x) => x.cummax(1)],
  ['cummin', (x) => x.cummin(0)],
  ['cumlogsumexp', (x) => x.cumlogsumexp(1)],
  ['takeAlong', (x) => x.takeAlong(x.argsort(1), 1)],
  ['scatterAlong', (x) => scatterAlong(2, x.argsort(1), x, 1)],
])('%s of an empty axis, and its derivatives', (_, body) => {
  const graph = define({ x: f64(2, 0) }, ({ x }) => body(x).mul(body(x)).sum());
  const feeds = { x: new Float64Array(0) };
  expect(evaluate(graph, feeds).out.item()).toBe(0);
  expect(evaluate(hessian(graph, { of: 'out', wrt: 'x' }), feeds)['d2(out)/d(x)d(x)'].shape).toEqual([2, 0, 2, 0]);
});
