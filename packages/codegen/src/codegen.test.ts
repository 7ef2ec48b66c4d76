/** What loops come of graphs, as text; the arena; and bytes. */
import { describe, expect, test } from '@jest/globals';
import { define, f32, f64, type Graph } from '@adjoint/ir';
import { planOf, printCalls, printNest, printRoutine, printStrip, sizeOfAll } from './index.ts';
import { Arena } from './memory/arena.ts';
import { Bytes } from './wasm/bytes.ts';

const loops = (graph: Graph, contracts = true): string =>
  planOf(graph, { contracts, loop: 100, row: 4 }, 0)
    .work.map((work) => {
      if ('nest' in work) return printNest(work.nest);
      if ('calls' in work) return printCalls(work.calls);
      if ('strip' in work) return printStrip(work.strip);
      return 'product' in work ? `matmul ${sizeOfAll(work.product.m)}` : printRoutine(work.routine);
    })
    .join('\n--\n');

describe('loops', () => {
  test('elementwise nodes of one size share one, and what only it reads is not stored', () => {
    const graph = define({ x: f64(2, 3), y: f64(6) }, ({ x, y }) => {
      const wave = x.sin().mul(2);
      return { a: wave.add(x), b: wave.reshape(6).sub(y) };
    });
    expect(loops(graph)).toMatchInlineSnapshot(`
"v2 = 2
for i < 6
  v0 = m[i]
  v1 = sin v0
  v3 = mul v1 v2
  v4 = add v3 v0
  m[12 + i] = v4
  v6 = m[6 + i]
  v7 = sub v3 v6
  m[18 + i] = v7"
`);
  });
  test('broadcasts and transposes are read through index maps, as far out as they can stand', () => {
    const graph = define({ x: f64(4, 3), row: f64(3), k: f64() }, ({ x, row, k }) =>
      x.add(row.exp()).mul(k).transpose().add(x.transpose()),
    );
    expect(loops(graph)).toMatchInlineSnapshot(`
"for i < 3
  v0 = m[12 + i]
  v1 = exp v0
  m[30 + i] = v1
--
v3 = m[16]
for i < 4
  for j < 3
    v0 = m[3·i + j]
    v1 = m[30 + j]
    v2 = add v0 v1
    v4 = mul v2 v3
    m[34 + 3·i + j] = v4
--
for i < 3
  for j < 4
    v0 = m[34 + i + 3·j]
    v1 = m[i + 3·j]
    v2 = add v0 v1
    m[18 + 4·i + j] = v2"
`);
  });
  test('softmax of rows: the greatest, the sum and the quotient', () => {
    const graph = define({ x: f64(4, 3) }, ({ x }) => x.softmax(1));
    expect(loops(graph)).toMatchInlineSnapshot(`
"for i < 4
  s0 = -Infinity
  for j < 3
    v0 = m[3·i + j]
    s0 = max s0 v0
  m[24 + i] = s0
--
for i < 4
  v1 = m[24 + i]
  s0 = 0
  for j < 3
    v0 = m[3·i + j]
    v2 = sub v0 v1
    v3 = exp v2
    m[12 + 3·i + j] = v3
    s0 = add s0 v3
  m[28 + i] = s0
--
for i < 4
  v1 = m[28 + i]
  for j < 3
    v0 = m[12 + 3·i + j]
    v2 = div v0 v1
    m[12 + 3·i + j] = v2"
`);
  });
  test('sums down columns stay in memory, and are rounded once', () => {
    const graph = define({ x: f32(4, 3) }, ({ x }) => x.square().sum(0));
    expect(loops(graph)).toMatchInlineSnapshot(`
"v0 = 0
for i < 3
  m[6 + i] = v0
--
for i < 4
  for j < 3
    v0 = s[3·i + j]
    v1 = fround mul v0 v0
    m[6 + j] = add m[6 + j] v1
--
for i < 3
  v0 = m[6 + i]
  v1 = fround v0
  m[6 + i] = v1"
`);
  });
  test('scalars stand in rows', () => {
    const graph = define({ x: f64() }, ({ x }) => x.add(1).mul(x).sub(2).sqrt().neg());
    expect(loops(graph)).toMatchInlineSnapshot(`
"v0 = m[0]
v1 = 1
v2 = add v0 v1
v3 = mul v2 v0
v4 = 2
v5 = sub v3 v4
v6 = sqrt v5
m[2] = v6
--
v0 = m[2]
v1 = neg v0
m[1] = v1"
`);
  });
  test('small contractions are loops, larger ones products', () => {
    const product = (n: number): Graph => define({ a: f64(n, 2 * n), b: f64(2 * n, n) }, ({ a, b }) => a.matmul(b));
    expect(loops(product(2))).toMatchInlineSnapshot(`
"v12 = 0
for i < 2
  v0 = m[4·i]
  v3 = m[1 + 4·i]
  v6 = m[2 + 4·i]
  v9 = m[3 + 4·i]
  for j < 2
    v1 = m[8 + j]
    v2 = mul v0 v1
    v4 = m[10 + j]
    v5 = mul v3 v4
    v7 = m[12 + j]
    v8 = mul v6 v7
    v10 = m[14 + j]
    v11 = mul v9 v10
    v13 = add v12 v2
    v14 = add v13 v5
    v15 = add v14 v8
    v16 = add v15 v11
    m[16 + 2·i + j] = v16"
`);
    expect(loops(product(16))).toMatchInlineSnapshot(`"matmul 16"`);
    expect(loops(product(16), false)).toBe('');
  });
});

test('the arena gives places again, the smallest that fit, cut where they are longer', () => {
  const arena = new Arena(1);
  const [a, b] = [arena.take(10), arena.take(4)];
  expect([a, b, arena.size]).toEqual([2, 12, 16]);
  arena.give(a, 10);
  arena.give(b, 4);
  expect([arena.take(3), arena.take(1), arena.take(10), arena.size, arena.sum]).toEqual([12, 1, 2, 16, 29]);
});

test.each([
  [0, [0]],
  [127, [0x7f]],
  [128, [0x80, 1]],
  [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
])('%d unsigned', (x, wanted) => {
  const bytes = new Bytes();
  bytes.unsigned(x);
  expect([...bytes.written]).toEqual(wanted);
});

test.each([
  [0, [0]],
  [63, [0x3f]],
  [64, [0xc0, 0]],
  [-1, [0x7f]],
  [-64, [0x40]],
  [-65, [0xbf, 0x7f]],
  [2 ** 31 - 1, [0xff, 0xff, 0xff, 0xff, 0x07]],
  [-(2 ** 31), [0x80, 0x80, 0x80, 0x80, 0x78]],
])('%d signed', (x, wanted) => {
  const bytes = new Bytes();
  bytes.signed(x);
  expect([...bytes.written]).toEqual(wanted);
});

describe('values that stand in the place of an output', () => {
  const placesOf = (graph: Graph): Readonly<Record<string, number>> => {
    const { places } = planOf(graph, { contracts: true, loop: 100, row: 4 }, 0).main;
    return Object.fromEntries(
      Object.entries({ ...graph.names, ...graph.outputs }).map(([name, id]) => [name, places[id]!]),
    );
  };
  test('those that it is computed from element by element, through several steps', () => {
    const graph = define({ x: f64(10, 20) }, ({ x }) => {
      const e = x
        .sub(x.max(1, { keepDims: true }))
        .exp()
        .named('e');
      const p = e.div(e.sum(1, { keepDims: true })).named('p');
      return { y: p.mul(p.max(1, { keepDims: true })) };
    });
    const { e, p, y } = placesOf(graph);
    expect([e, p]).toEqual([y, y]);
  });
  test('none that is read later, in another order, or after the output is stored', () => {
    const later = define({ x: f64(10, 20) }, ({ x }) => {
      const e = x.exp().named('e');
      return { y: e.div(e.sum(1, { keepDims: true })), z: e.transpose().add(1) };
    });
    const turned = define({ x: f64(10, 10) }, ({ x }) => {
      const e = x.exp().named('e');
      const sums = e.sum(1, { keepDims: true });
      return { y: e.mul(sums).add(e.transpose()) };
    });
    const after = define({ x: f64(10, 20), k: f64(10, 20) }, ({ x, k }) => {
      const e = x.exp().named('e');
      const sums = e.sum(1, { keepDims: true });
      const y = k.mul(sums);
      return { y, most: y.mul(e).max() };
    });
    for (const graph of [later, turned, after]) {
      const { e, y } = placesOf(graph);
      expect(e).not.toBe(y);
    }
  });
});
