/** Running results, places of extremes and products: the bits of the interpreter, for all lengths of their loops, and no kernels. */
import { describe, expect, test } from '@jest/globals';
import { atOnce, define, f32, f64, i32, Sym, type Graph } from '@adjoint/ir';
import { compile, evaluate } from '../index.ts';
import type { Feeds } from '../index.ts';
import { link, requestFor } from '../link.ts';
import { wasm } from './wasm.ts';

const SPECIAL = [1, 0, -0, 5e-324, -1.5, Infinity, 3, 0.25, 700, 700, -Infinity, 1e300, -745, NaN, 2];
const numbers = (size: number, first: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => SPECIAL[(i * 7 + (i % 11) * first) % SPECIAL.length]!);
const finite = (size: number): Float64Array => Float64Array.from({ length: size }, (_, i) => Math.sin(i) * 3);
const whole = (size: number): Int32Array =>
  Int32Array.from({ length: size }, (_, i) => (i % 5 === 0 ? 2 ** 31 - 1 - i : ((i * 7919) % 31) - 15));

const backward = (x: Sym, axis: number): Sym =>
  new Sym(x.builder, x.builder.push('cumsum', [x.id], { axis, reverse: true }));

/** The targets agree with the interpreter; none of them leaves a node to a kernel. */
const agree = (graph: Graph, feeds: Feeds): void => {
  const wanted = evaluate(graph, feeds);
  const js = compile(graph, { target: 'js' });
  expect(js(feeds)).toEqual(wanted);
  expect(js(feeds)).toEqual(wanted);
  expect(link(requestFor(graph, undefined), atOnce(wasm(graph, undefined, false))).call(feeds)).toEqual(wanted);
  expect(compile(graph, { target: 'wasm' }).explain()).toContain(', 0 by kernels');
};

const SHAPES = [[1], [17], [5, 3], [5, 16], [3, 37], [2, 5, 19], [19, 4, 2], [1, 6, 1], [40, 1]] as const;
const cases = SHAPES.flatMap((shape) => shape.map((_, axis) => [shape, axis] as const));

describe.each(cases)('of %p along axis %p', (shape, axis) => {
  const size = shape.reduce<number>((product, dim) => product * dim, 1);
  const floating = (x: Sym): Record<string, Sym> => ({
    sum: x.cumsum(axis),
    back: backward(x, axis),
    product: x.cumprod(axis),
    greatest: x.cummax(axis),
    least: x.cummin(axis),
    logarithm: x.cumlogsumexp(axis),
    first: x.argmax(axis),
    last: x.neg().argmin(axis),
    tests: x.gt(1).argmax(axis),
    turned: x
      .transpose()
      .cumsum(shape.length - 1 - axis)
      .add(1),
    flipped: x.flip(axis).argmax(axis),
    all: x.mul(0.5).sum(),
    same: x.mul(0).isNaN().cast('f64').cumsum(axis),
  });
  test.each([1, 2, 3])('numbers of any kind, %s', (first) => {
    const x = numbers(size, first);
    agree(
      define({ x: f64(...shape) }, ({ x }) => floating(x)),
      { x },
    );
    agree(
      define({ x: f32(...shape) }, ({ x }) => floating(x)),
      { x: new Float32Array(x) },
    );
  });
  test('finite and whole numbers', () => {
    agree(
      define({ x: f32(...shape), k: i32(...shape) }, ({ x, k }) => ({
        ...floating(x),
        sums: k.cumsum(axis),
        products: k.cumprod(axis),
        greatest: k.cummax(axis).add(k.argmin(axis).sum()),
      })),
      { x: new Float32Array(finite(size)), k: whole(size) },
    );
  });
});

describe('products', () => {
  test.each([
    [3, 5],
    [6, 15],
    [1, 4],
  ])('of [%s, %s]', (m, n) => {
    const graph = define({ x: f64(m, n), s: f32(m, n), k: i32(m, n) }, ({ x, s, k }) => ({
      rows: x.prod(1),
      columns: x.add(1).prod(0),
      all: k.prod(),
      singles: s.prod(0).add(s.prod(1).sum()),
      whole: k.prod(0),
      wholeRows: k.add(1).prod(1),
    }));
    agree(graph, { x: numbers(m * n, 2), s: new Float32Array(finite(m * n)), k: whole(m * n) });
  });
  test.each([16, 33])('of %s numbers whose product is exact', (n) => {
    const graph = define({ x: f64(3, n), s: f32(3, n) }, ({ x, s }) => ({
      doubles: x.prod(1),
      singles: s.prod(1),
      all: x.prod(),
      columns: s.prod(0),
    }));
    const x = Float64Array.from({ length: 3 * n }, (_, i) => [1, 2, -0.5, 1, -1, 4, 0.25][i % 7]!);
    agree(graph, { x, s: new Float32Array(x) });
  });
});
