/** Questions about graphs: sizes, paths, differences, and whether two compute the same. */
import { describe, expect, test } from '@jest/globals';
import { define, iota, softmax } from '../build/index.ts';
import type { Graph } from '../graph/graph.ts';
import { parse } from '../text/parse.ts';
import { print } from '../text/print.ts';
import { f32, f64 } from '../type/type.ts';
import { diff } from './diff.ts';
import { isomorphic } from './isomorphic.ts';
import { between, dependents, pathBetween, reachable } from './paths.ts';
import { stats } from './stats.ts';

const chain = (length: number, change = -1): Graph =>
  define({ x: f64() }, ({ x }) => {
    let y = x;
    for (let i = 0; i < length; i++) y = i === change ? y.cos() : i % 2 === 0 ? y.sin() : y.mul(x);
    return { y };
  });

describe('stats', () => {
  test('counts nodes, ops, work and memory', () => {
    const layer = define({ x: f64(5, 3), w: f32(3, 4) }, ({ x, w }) => ({ y: x.matmul(w.cast('f64')).relu().sum(0) }));
    expect(stats(layer)).toEqual({
      nodes: 6,
      ops: { input: 2, cast: 1, contract: 1, relu: 1, sum: 1 },
      flops: 2 * 5 * 3 * 4 + 5 * 4 + 5 * 4,
      bytes: 8 * 15 + 4 * 12 + 8 * 12 + 8 * 20 + 8 * 20 + 8 * 4,
    });
  });

  test('ops sum to nodes, and every form counts', () => {
    const wide = define({ x: f64(4, 4) }, ({ x }) => ({
      a: softmax(x).max().add(iota(4).cast('f64')),
      b: x.argmax(0).add(x.prod(0).cast('i32')),
      c: x.diagPart().diag().trace().isNaN(),
    }));
    const { nodes, ops, flops } = stats(wide);
    expect(Object.values(ops).reduce((sum, count) => sum + count, 0)).toBe(nodes);
    expect(nodes).toBe(wide.nodes.length);
    expect(flops).toBeGreaterThan(100);
  });
});

describe('paths', () => {
  const graph = parse(
    '%0 = input x : f64[]\n%1 = input y : f64[]\n%2 = neg %0\n%3 = add %2 %1\n%4 = sin %2\n%5 = mul %3 %4\n%6 = cos %1',
  );

  test('reachable and dependents count the given nodes', () => {
    expect([...reachable(graph, [3])]).toEqual([1, 1, 1, 1, 0, 0, 0]);
    expect([...reachable(graph, [])]).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect([...dependents(graph, [1])]).toEqual([0, 1, 0, 1, 0, 1, 1]);
    expect([...dependents(graph, [4, 6])]).toEqual([0, 0, 0, 0, 1, 1, 1]);
  });

  test('between is what lies on some path', () => {
    expect(between(graph, [0], [5])).toEqual([0, 2, 3, 4, 5]);
    expect(between(graph, [1], [5])).toEqual([1, 3, 5]);
    expect(between(graph, [4], [3])).toEqual([]);
    expect(between(graph, [3], [3])).toEqual([3]);
  });

  test('pathBetween is a shortest path', () => {
    expect(pathBetween(graph, 0, 5)).toEqual([0, 2, 4, 5].map((id) => (id === 4 ? 3 : id)));
    expect(pathBetween(graph, 5, 0)).toBeUndefined();
    expect(pathBetween(graph, 0, 6)).toBeUndefined();
    expect(pathBetween(graph, 2, 2)).toEqual([2]);
    const skip = parse('%0 = input x : f64[]\n%1 = neg %0\n%2 = neg %1\n%3 = add %2 %0\n%4 = neg %3');
    expect(pathBetween(skip, 0, 4)).toEqual([0, 3, 4]);
  });
});

describe('isomorphic', () => {
  const read = (...lines: string[]): Graph => parse(lines.join('\n'));
  const f = read('%0 = input x : f64[]', '%1 = input y : f64[]', '%2 = sin %0', '%3 = mul %2 %1', 'return f = %3');

  test.each([
    [
      'another order',
      ['%0 = input y : f64[]', '%1 = input x : f64[]', '%2 = sin %1', '%3 = mul %2 %0', 'return f = %3'],
    ],
    ['commuted', ['%0 = input x : f64[]', '%1 = input y : f64[]', '%2 = sin %0', '%3 = mul %1 %2', 'return f = %3']],
    [
      'dead and equal nodes, labels',
      [
        '%0 = input x : f64[]',
        '%1 = input y : f64[]',
        '%2 = sin %0 as s',
        '%3 = sin %0',
        '%4 = cos %2',
        '%5 = mul %3 %1',
        'return f = %5',
      ],
    ],
  ])('%s is the same computation', (_, lines) => {
    expect(isomorphic(f, read(...lines))).toBe(true);
    expect(isomorphic(read(...lines), f)).toBe(true);
  });

  test.each([
    ['another op', ['%0 = input x : f64[]', '%1 = input y : f64[]', '%2 = cos %0', '%3 = mul %2 %1', 'return f = %3']],
    [
      'inputs exchanged',
      ['%0 = input y : f64[]', '%1 = input x : f64[]', '%2 = sin %0', '%3 = mul %2 %1', 'return f = %3'],
    ],
    [
      'an output more',
      ['%0 = input x : f64[]', '%1 = input y : f64[]', '%2 = sin %0', '%3 = mul %2 %1', 'return f = %3, g = %2'],
    ],
    [
      'another output name',
      ['%0 = input x : f64[]', '%1 = input y : f64[]', '%2 = sin %0', '%3 = mul %2 %1', 'return g = %3'],
    ],
    [
      'an input more',
      [
        '%0 = input x : f64[]',
        '%1 = input y : f64[]',
        '%2 = input z : f64[]',
        '%3 = sin %0',
        '%4 = mul %3 %1',
        'return f = %4',
      ],
    ],
    [
      'another type',
      ['%0 = input x : f32[]', '%1 = input y : f32[]', '%2 = sin %0', '%3 = mul %2 %1', 'return f = %3'],
    ],
  ])('%s is not', (_, lines) => {
    expect(isomorphic(f, read(...lines))).toBe(false);
    expect(isomorphic(read(...lines), f)).toBe(false);
  });

  test('0 and −0, and the arguments of sub, are told apart; NaN is itself', () => {
    const constant = (x: string): Graph =>
      read('%0 = input x : f64[]', `%1 = constant {data: [${x}]} : f64[]`, '%2 = sub %0 %1', 'return f = %2');
    expect(isomorphic(constant('0'), constant('-0'))).toBe(false);
    expect(isomorphic(constant('NaN'), constant('NaN'))).toBe(true);
    expect(
      isomorphic(
        constant('0'),
        read('%0 = input x : f64[]', '%1 = constant {data: [0]} : f64[]', '%2 = sub %1 %0', 'return f = %2'),
      ),
    ).toBe(false);
  });

  test('names of objects are names', () => {
    const named = (name: string): Graph => define({ [name]: f64() }, (all) => ({ [name]: all[name]! }));
    expect(isomorphic(named('constructor'), named('constructor'))).toBe(true);
    expect(isomorphic(named('constructor'), named('toString'))).toBe(false);
  });
});

describe('diff', () => {
  const base = define({ x: f64(3) }, ({ x }) => ({ y: softmax(x.mul(2)).log().named('log') }));

  test('is empty for equal graphs, and only for them', () => {
    expect(diff(base, parse(print(base)))).toBe('');
    const twice = { ...base, scopes: [...base.scopes!, ...base.scopes!] };
    const [scope] = base.scopes!;
    expect(diff(base, twice)).toBe(`+ scope softmax %${scope!.from}..%${scope!.to - 1}`);
    expect(diff(base, { ...base, names: {} })).toBe(`- label log = %${base.names['log']}`);
  });

  test('a longer graph adds nodes and outputs', () => {
    expect(diff(chain(2), chain(4))).toMatchInlineSnapshot(`
"  3 nodes kept
+ %3 = sin %2 : f64[]
+ %4 = mul %3 %0 : f64[]
- output y = %2
+ output y = %4"
`);
  });

  test('one changed node is one change', () => {
    expect(diff(chain(100), chain(100, 50))).toMatchInlineSnapshot(`
"  51 nodes kept
- %51 = sin %50 : f64[]
+ %51 = cos %50 : f64[]
  49 nodes kept"
`);
  });

  test('an inserted node moves the rest, which is kept', () => {
    const short = parse(
      '%0 = input x : f64[]\n%1 = sin %0\n%2 = cos %0\n%3 = mul %1 %2 as m\nreturn y = %3\nscope s %1..%3',
    );
    const long = parse(
      '%0 = input x : f64[]\n%1 = sin %0\n%2 = neg %1\n%3 = cos %0\n%4 = mul %1 %3 as m\nreturn y = %4\nscope s %1..%4',
    );
    expect(diff(short, long)).toMatchInlineSnapshot(`
"  2 nodes kept
+ %2 = neg %1 : f64[]
  2 nodes kept"
`);
    expect(diff(long, short)).toMatchInlineSnapshot(`
"  2 nodes kept
- %2 = neg %1 : f64[]
  2 nodes kept"
`);
  });

  test('names of objects are names', () => {
    const a = define({ x: f64() }, ({ x }) => ({ constructor: x.sin() }));
    const b = define({ x: f64() }, ({ x }) => ({ toString: x.sin() }));
    expect(diff(a, b)).toBe('- output constructor = %1\n+ output toString = %1');
  });
});

test('questions about 200,000 nodes take no recursion and no square', () => {
  const long = chain(200_000);
  const other = chain(200_000, 100_000);
  expect(stats(long).flops).toBe(200_000);
  expect(between(long, [0], [200_000])).toHaveLength(200_001);
  expect(pathBetween(long, 0, 199_999)!.length).toBeLessThan(200_000);
  expect(isomorphic(long, chain(200_000))).toBe(true);
  expect(isomorphic(long, other)).toBe(false);
  expect(diff(long, other).split('\n')).toHaveLength(4);
  expect(
    diff(
      long,
      define({ x: f64() }, () => ({})),
    ).split('\n'),
  ).toHaveLength(200_002);
}, 60_000);
