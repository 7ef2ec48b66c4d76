/** Which loops may be cut for threads: those whose steps make results of their own. */
import { expect, test } from '@jest/globals';
import { apply, concat, define, f32, f64, i32, scatterAdd, sort, type Graph } from '@adjoint/ir';
import { cutOf, planOf } from '../index.ts';

const LIMITS = { contracts: true, loop: 120, row: 1000 };
/** Steps of the outermost loop and of a part at least, for each of the work; undefined for what is not cut. Calls of procedures, which never are, are left out. */
const cuts = (graph: Graph): ([number, number] | undefined)[] =>
  planOf(graph, LIMITS, 2)
    .work.filter((work) => !('calls' in work))
    .map((work) => {
      const cut = cutOf(work);
      return cut && [cut.size, cut.step];
    });

test('elementwise loops, in whole lines', () => {
  expect(cuts(define({ x: f64(1000) }, ({ x }) => x.square().add(1)))).toEqual([[1000, 64]]);
  expect(cuts(define({ x: f64(20, 30), y: f64(30) }, ({ x, y }) => x.add(y)))).toEqual([[20, 4]]);
  expect(cuts(define({ x: f64(20, 30) }, ({ x }) => x.transpose()))).toEqual([[30, 4]]);
});

test('products by rows of whole tiles, or by columns', () => {
  const product = (m: number, k: number, n: number): Graph =>
    define({ x: f64(m, k), y: f64(k, n) }, ({ x, y }) => x.matmul(y));
  expect(cuts(product(100, 30, 50))).toEqual([[100, 4]]);
  expect(cuts(product(100, 30, 2))).toEqual([[100, 8]]);
  expect(cuts(product(20, 30, 50))).toEqual([[50, 4]]);
  expect(cuts(define({ x: f64(7, 9, 9), y: f64(7, 9, 9) }, ({ x, y }) => x.matmul(y)))).toEqual([[7, 1]]);
});

test('sums of rows, but not those over the outermost loop', () => {
  expect(cuts(define({ x: f64(20, 30) }, ({ x }) => x.sum(1)))).toEqual([[20, 4]]);
  expect(cuts(define({ x: f64(20, 30) }, ({ x }) => x.sum()))).toEqual([undefined]);
  // What it starts with is a loop of its own.
  expect(cuts(define({ x: f64(20, 30) }, ({ x }) => x.sum(0)))).toEqual([[30, 64], undefined]);
  expect(cuts(define({ x: f64(1000) }, ({ x }) => ({ y: x.exp(), sum: x.sum() })))).toEqual([undefined]);
});

test('running sums of rows, and what is read by an index, but not what is written by one', () => {
  expect(cuts(define({ x: f64(20, 30) }, ({ x }) => x.cumsum(1)))).toEqual([[20, 4]]);
  expect(cuts(define({ x: f64(600) }, ({ x }) => x.cumsum(0)))).toEqual([undefined]);
  const from = { x: f64(1000), at: i32(200) };
  expect(cuts(define(from, ({ x, at }) => x.take(at).mul(2))).at(-1)).toEqual([200, 64]);
  expect(cuts(define(from, ({ x, at }) => scatterAdd([1000], at, x.slice([0, 200])))).at(-1)).toBeUndefined();
});

test('what is written in the place of what is read, but not where windows overlap', () => {
  const chain = define({ x: f64(100) }, ({ x }) => sort(sort(x).square()));
  expect(cuts(chain)).toEqual([[100, 64]]);
  const joined = define({ x: f64(100), y: f64(50) }, ({ x, y }) => concat([x, y], 0));
  expect(cuts(joined)).toEqual([
    [100, 64],
    [50, 64],
  ]);
  const windows = (stride: number, size: number): Graph =>
    define({ x: f64(30, 2) }, ({ x }) => apply('overlapAdd', [x], { shape: [size], strides: [stride], dilation: [1] }));
  expect(cuts(windows(2, 60))).toEqual([[60, 64]]);
  expect(cuts(windows(1, 31))).toEqual([[31, 64], undefined]);
});

test('no loops around functions that only the host has; far angles are an exception, where parts can be done again', () => {
  expect(cuts(define({ x: f64(100) }, ({ x }) => x.exp1()))).toEqual([undefined]);
  expect(cuts(define({ x: f64(100) }, ({ x }) => x.sin()))).toEqual([[100, 64]]);
  expect(cuts(define({ x: f64(100) }, ({ x }) => sort(x).sin()))).toEqual([[100, 64]]);
  const inPlace = define({ x: f64(100) }, ({ x }) => sort(sort(x).sin()));
  expect(cuts(inPlace)).toEqual([undefined]);
  expect(cuts(define({ x: f64(100) }, ({ x }) => sort(sort(x).exp())))).toEqual([[100, 64]]);
});

test('products: the loop around them, else the longer of rows and columns, in whole tiles', () => {
  const product = (...[m, k, n]: readonly [number, number, number]): Graph =>
    define({ a: f64(m, k), b: f64(k, n) }, ({ a, b }) => a.matmul(b));
  expect(cuts(product(30, 20, 10))).toEqual([[30, 4]]);
  expect(cuts(product(10, 20, 30))).toEqual([[30, 4]]);
  const single = define({ a: f32(10, 20), b: f32(20, 30) }, ({ a, b }) => a.matmul(b));
  expect(cuts(single)).toEqual([[30, 8]]);
  const batch = define({ a: f64(7, 10, 20), b: f64(7, 20, 30) }, ({ a, b }) => a.matmul(b));
  expect(cuts(batch)).toEqual([[7, 1]]);
});
