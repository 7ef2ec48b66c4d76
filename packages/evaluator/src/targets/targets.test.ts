/** Generated programs: what they are made of, and that they are right without JavaScript text, for all lengths of a loop. */
import { describe, expect, test } from '@jest/globals';
import { atOnce, concat, define, einsum, f32, f64, i32, Sym, ones, tanh, type Graph } from '@adjoint/ir';
import { compile, evaluate, type Feeds } from '../index.ts';
import { link, requestFor } from '../link.ts';
import { wasm } from './wasm.ts';

const numbers = (size: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => [NaN, 0, -0, Infinity, 5e-324, -1.5, 3, 0.25][(i * 5 + 1) % 8]!);

const bytesAlone = (graph: Graph, feeds: Feeds): unknown =>
  link(requestFor(graph, undefined), atOnce(wasm(graph, undefined, false))).call(feeds);

describe('loops in WebAssembly alone', () => {
  const pointwise = (x: Sym): Record<string, Sym> => ({
    arithmetic: x.mul(x).add(1).div(x.sub(0.5)).neg().abs().sqrt(),
    chosen: x.maximum(0.5).minimum(x.neg()).add(x.gt(0).cast('f64')),
    branch: x.lt(1).or(x.isNaN()).not().cast('f64').add(x),
    functions: tanh(x).add(x.exp()).add(x.rem(0.7)).add(x.pow(3)).add(x.round()).add(x.floor()).add(x.sign()),
    sigmoid: x.sigmoid().add(x.softplus()),
    whole: x.maximum(-9).minimum(9).cast('i32').mul(3).square().cast('f64'),
    single: x.cast('f32').mul(x.cast('f32')).add(0.1).cast('f64'),
  });
  test.each([1, 2, 15, 16, 17, 31, 64])('of %s elements', (n) => {
    const graph = define({ x: f64(n) }, ({ x }) => pointwise(x));
    expect(bytesAlone(graph, { x: numbers(n) })).toEqual(evaluate(graph, { x: numbers(n) }));
  });
  test.each([
    [3, 5],
    [4, 16],
    [5, 17],
    [1, 40],
  ])('folds and index maps over [%s, %s]', (m, n) => {
    const graph = define({ x: f64(m, n) }, ({ x }) => {
      const row = x.max(1).expandDims(1);
      return {
        rows: x.sub(row.broadcastTo(m, n)).min(1),
        columns: x.abs().minimum(1).max(0),
        across: x.transpose().add(x.flip(1).transpose()).max(0),
        all: x.gt(0).cast('f64').sum(),
        both: x.lt(0).cast('f64').sum(1).add(x.isNaN().cast('f64').sum(1)),
        cut: x.slice([0, m, 2], [1, n, 2]).neg(),
      };
    });
    expect(bytesAlone(graph, { x: numbers(m * n) })).toEqual(evaluate(graph, { x: numbers(m * n) }));
  });
  const singles = (size: number): Float32Array => Float32Array.from(numbers(size), (x, i) => x + Math.fround(i / 7));
  test.each([1, 4, 15, 16, 17, 18, 19, 33])('of %s singles, alone and beside doubles', (n) => {
    const graph = define({ x: f32(n), y: f64(n) }, ({ x, y }) => {
      const wide = x.cast('f64');
      const small = x.isFinite().where(x, 1);
      return {
        arithmetic: x.mul(x).add(1).div(x.sub(0.5)).neg().abs().sqrt(),
        chosen: x.maximum(0.5).minimum(x.neg()).floor().add(x.gt(0.1).cast('f32')),
        branch: x.lt(1).and(x.ge(-3)).or(x.isNaN()).not().where(x, 2),
        mixed: wide.mul(y).cast('f32').add(x),
        sum: small.square().sum(),
        greatest: small.max(),
        // What a kernel reads is kept as doubles.
        runs: small.add(1).cumsum(0).mul(x),
        tests: x.gt(0).not().cast('f64').add(y),
      };
    });
    const feeds = { x: singles(n), y: numbers(n) };
    expect(bytesAlone(graph, feeds)).toEqual(evaluate(graph, feeds));
  });
  test.each([
    [3, 20],
    [5, 33],
  ])('folds of singles over [%s, %s], in locals and in memory', (m, n) => {
    const graph = define({ x: f32(m, n), y: f64(n) }, ({ x, y }) => ({
      rows: x.sum(1),
      columns: x.sum(0),
      greatest: x.max(0),
      least: x.neg().min(1),
      beside: x.cast('f64').add(y).max(0).cast('f32'),
      wide: x.max(0).cast('f64').add(y),
      moved: x.transpose().add(1).flip(0),
      padded: x
        .pad([
          [1, 0],
          [0, 2],
        ])
        .mul(2),
      joined: concat([x, x.neg()], 1).relu(),
    }));
    const x = Float32Array.from({ length: m * n }, (_, i) => Math.fround(Math.sin(i) * 2 ** (i % 9)));
    const feeds = { x, y: Float64Array.from({ length: n }, (_, i) => i / 3) };
    expect(bytesAlone(graph, feeds)).toEqual(evaluate(graph, feeds));
  });
  test.each([
    [5, 7, 9],
    [32, 40, 33],
    [70, 300, 9],
  ])('products %s×%s×%s of singles and doubles, from views and for kernels', (m, k, n) => {
    const graph = define({ a: f32(m, k), b: f32(k, n), c: f32(n, k), d: f64(n, k) }, ({ a, b, c, d }) => ({
      plain: a.matmul(b),
      turned: a.matmul(c.transpose()),
      both: b.transpose().matmul(a.transpose()),
      after: a.cumsum(0).matmul(b),
      before: a.matmul(b).cumsum(1),
      wide: a.cast('f64').matmul(d.transpose()),
    }));
    // Sums of whole numbers below 2²⁴ are exact in any order and in either width.
    const whole = (size: number): Float32Array => Float32Array.from({ length: size }, (_, i) => ((i * 7919) % 31) - 15);
    const feeds = { a: whole(m * k), b: whole(k * n), c: whole(n * k), d: Float64Array.from(whole(n * k)) };
    expect(bytesAlone(graph, feeds)).toEqual(evaluate(graph, feeds));
  });
  test.each([
    [4, 16],
    [5, 33],
    [11, 18],
  ])('rows of [%s, %s] go together, and the last alone', (m, n) => {
    const graph = define({ a: f64(m, n), s: f32(m, n), x: f64(n), y: f64(m) }, ({ a, s, x, y }) => ({
      rows: a.matmul(x),
      columns: y.matmul(a),
      singles: s.matmul(x.cast('f32')),
      across: y.cast('f32').matmul(s),
      greatest: a.add(x).max(1),
      outer: y.expandDims(1).mul(x).add(a),
    }));
    // Sums of whole numbers are exact in any order.
    const whole = (size: number): Float64Array => Float64Array.from({ length: size }, (_, i) => ((i * 7919) % 31) - 15);
    const feeds = { a: whole(m * n), s: Float32Array.from(whole(m * n)), x: whole(n), y: whole(m) };
    expect(bytesAlone(graph, feeds)).toEqual(evaluate(graph, feeds));
  });
  test('sums in f32 are rounded once', () => {
    const graph = define({ x: f32(7, 33) }, ({ x }) => ({ rows: x.sum(1), columns: x.sum(0), all: x.sum() }));
    const x = Float32Array.from({ length: 231 }, (_, i) => Math.fround(2 ** ((i % 20) - 10)));
    expect(bytesAlone(graph, { x })).toEqual(evaluate(graph, { x }));
  });
  test('sums of integers wrap', () => {
    const graph = define({ x: f64(40) }, ({ x }) =>
      x
        .cast('i32')
        .mul(2 ** 30)
        .sum(),
    );
    expect(bytesAlone(graph, { x: Float64Array.from({ length: 40 }, (_, i) => i) })).toEqual(
      evaluate(graph, { x: Float64Array.from({ length: 40 }, (_, i) => i) }),
    );
  });
});

test.each([
  [3, 4, 5],
  [1, 40, 17],
  [20, 33, 20],
])('sums of whole numbers %s×%s×%s wrap', (m, k, n) => {
  const windows = (x: Sym, size: number): Sym =>
    new Sym(x.builder, x.builder.push('overlapAdd', [x.id], { shape: [size], strides: [1], dilation: [1] }));
  const graph = define({ a: i32(m, k), b: i32(k, n), c: i32(m, m) }, ({ a, b, c }) => ({
    product: a.matmul(b),
    turned: b.transpose().matmul(a.transpose()),
    rows: einsum('ij->i', a),
    columns: einsum('ij->j', a),
    diagonal: einsum('ii->i', c),
    trace: einsum('ii->', c),
    outer: einsum('ij,kl->ijkl', a, c),
    dots: einsum('ij,ij->j', a, a),
    windows: windows(a, m + k - 1),
  }));
  const whole = (size: number): Int32Array => Int32Array.from({ length: size }, (_, i) => Math.imul(i + 1, 0x9e3779b1));
  const feeds = { a: whole(m * k), b: whole(k * n), c: whole(m * m) };
  const wanted = evaluate(graph, feeds);
  expect(bytesAlone(graph, feeds)).toEqual(wanted);
  expect(compile(graph, { target: 'wasm' }).explain()).toContain(', 0 by kernels');
});

test('places are used again: memory of a chain does not grow with its length', () => {
  const chain = (links: number): Graph =>
    define({ x: f64(100) }, ({ x }) => {
      let y = x;
      for (let i = 0; i < links; i++) y = y.add(y.cumsum(0));
      return y;
    });
  for (const target of ['js', 'wasm'] as const) {
    const [short, long] = [4, 40].map((links) => compile(chain(links), { target }).bytes);
    expect(long).toBe(short);
  }
  const x = numbers(100).fill(1e-9);
  expect(compile(chain(20), { target: 'wasm' })({ x })).toEqual(evaluate(chain(20), { x }));
});

test('the text has no word of a user, and each op a place in it', () => {
  const graph = define({ '"; throw 1; //': f64(3) }, (inputs) => {
    return { '${alert}': inputs['"; throw 1; //'].sin().named('`').mul(2) };
  });
  const run = compile(graph, { target: 'js' });
  expect(run.source).toMatchInlineSnapshot(`
"'use strict';
const nearest = (x) => {
  const below = Math.floor(x);
  const rounded = x - below === 0.5 ? 2 * Math.round(below / 2) : Math.round(x);
  return rounded === 0 && (x < 0 || Object.is(x, -0)) ? -0 : rounded;
};
const { power, exponent, fraction, lost, quarters, rest } = h;
const sin = (x) => {
  const v0 = ((x * 0.6366197723675814) + 6755399441055744) - 6755399441055744;
  const v1 = x - (v0 * 1.5707963267923333);
  const v2 = v0 * 2.5633441515839558e-12;
  const v3 = v1 - v2;
  const v4 = ((v1 - v3) - v2) - (v0 * 1.0562999066987428e-23);
  const v5 = v3 + v4;
  const v6 = quarters(x, v0);
  const v7 = rest(x, v5);
  const v8 = lost(x, (v3 - v5) + v4);
  const v9 = Math.floor(v6 * 0.5);
  const v10 = v7 * v7;
  const v11 = (((1.58969099521155e-10 * v10) + (-2.5050760253406863e-8)) * v10) + 0.0000027557313707070068;
  const v12 = (-0.16666666666666632) + (v10 * ((((v11 * v10) + (-0.0001984126982985795)) * v10) + 0.00833333333332249));
  const v13 = 0.5 * v10;
  const v14 = 1 - v13;
  const v15 = ((((-1.1359647557788195e-11) * v10) + 2.087572321298175e-9) * v10) + (-2.7557314351390663e-7);
  const v16 = (((((v15 * v10) + 0.00002480158728947673) * v10) + (-0.001388888888887411)) * v10) + 0.0416666666666666;
  const v17 = v6 > (v9 + v9) ? (v14 + (((1 - v14) - v13) + (((v10 * v10) * v16) - (v7 * v8)))) : (v7 + (((v10 * v7) * v12) + (v8 - (v13 * v8))));
  return x === 0 ? x : (v9 > (2 * Math.floor(v9 * 0.5)) ? (-v17) : v17);
};
const k0 = () => {
  for (let i0 = 0; i0 < 3; i0++) {
    const v0 = m[2 + i0];
    const v1 = sin(v0);
    const v3 = v1 * 2;
    m[6 + i0] = v3;
  }
};
return [k0];"
`);
  expect(run.explain()).toMatchInlineSnapshot(`
"js: 5 nodes, 2 of them in 1 pieces of code, 0 by kernels
memory: 80 bytes, of which 56 are in use at a time, 56 if no place were used twice; a run moves 48 bytes
         moves   flops
code       48B       6  3: sin mul
loop 0
v2 = 2
for i < 3
  v0 = m[2 + i]
  v1 = sin v0
  v3 = mul v1 v2
  m[6 + i] = v3"
`);
});

test('a mixture of kernels and loops tells what it is', () => {
  const graph = define({ a: f64(40, 30), b: f64(30, 20), k: i32(2) }, ({ a, b, k }) => {
    return a.mul(2).matmul(b).relu().sort(0).matmul(ones(20, 20)).take(k, 0).sum(1);
  });
  expect(compile(graph, { target: 'wasm' }).explain()).toMatchInlineSnapshot(`
"wasm: 15 nodes, 7 of them in 6 pieces of code, 1 by kernels
memory: 31088 bytes, of which 31080 are in use at a time, 44360 if no place were used twice; a run moves 72992 bytes
         moves   flops
code    19.2kB   1.20k  1200: mul
code    20.8kB   48.0k  matmul 40×30×20: contract
code    12.8kB     800  800: relu
code    12.8kB       –  sort: sort
code      160B       0  20: broadcast
kernel  6.88kB   1.60k  %11 = contract %8 %10 {spec: "ij,j->i"} : f64[40]
code      352B      40  2×20: take sum
loop 0
v1 = 2
for i < 1200
  v0 = m[2 + i]
  v2 = mul v0 v1
  m[1806 + i] = v2
loop 2
v1 = 0
for i < 800
  v0 = m[3006 + i]
  v2 = max v0 v1
  m[3006 + i] = v2
loop 4
v0 = 1
for i < 20
  m[2606 + i] = v0"
`);
});

test('values are put together in any number, few elements of each in one piece', () => {
  const joined = (count: number): Graph =>
    define({ x: f64(2), y: f64(9) }, ({ x, y }) => concat([...Array.from({ length: count }, () => x), y]));
  const feeds = { x: [1, 2], y: Array.from({ length: 9 }, (_, i) => i) };
  // More than arguments of a call, or calls within calls.
  const { out } = evaluate(joined(150_000), feeds);
  expect([...out!.data.slice(0, 3), ...out!.data.slice(-2)]).toEqual([1, 2, 1, 7, 8]);
  for (const target of ['js', 'wasm'] as const) {
    const run = compile(joined(1200), { target });
    expect(run(feeds)).toEqual(evaluate(joined(1200), feeds));
    expect(run.explain()).toMatch(/1; 1 set; 1 set; 1 set; 1 set; 9 set: concat/);
  }
});
