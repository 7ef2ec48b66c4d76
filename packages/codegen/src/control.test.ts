/** What control flow comes to, as text: routines around pieces of work, all by place. */
import { describe, expect, test } from '@jest/globals';
import { bool, cond, define, f32, f64, scan, whileLoop, type Graph } from '@adjoint/ir';
import { planOf, printCalls, printNest, printRoutine, printStrip, sizeOfAll } from './index.ts';

const pieces = (graph: Graph): string =>
  planOf(graph, { contracts: true, loop: 100, row: 100 }, 0)
    .work.map((work, i) => {
      if ('product' in work) return `work ${i}: matmul ${sizeOfAll(work.product.m)}`;
      if ('calls' in work) return `work ${i}\n${printCalls(work.calls)}`;
      if ('strip' in work) return `work ${i}\n${printStrip(work.strip)}`;
      return `work ${i}\n${'nest' in work ? printNest(work.nest) : printRoutine(work.routine)}`;
    })
    .join('\n--\n');

describe('routines', () => {
  test('a scan copies slices in, its state around and stacks out', () => {
    const graph = define({ a: f64(20), x: f32(5, 20), k: f64() }, ({ a, x, k }) => {
      const { carry, out } = scan(
        (a, x) => ({ carry: a.mul(k).flip(0), out: a.sum().add(x.cast('f64').sum()) }),
        a,
        x,
        {
          reverse: true,
        },
      );
      return { carry, out };
    });
    expect(pieces(graph)).toMatchInlineSnapshot(`
"work 0
v1 = m[70]
for i < 20
  v0 = m[98 + i]
  v2 = mul v0 v1
  m[150 + i] = v2
--
work 1
s0 = 0
s1 = 0
for i < 20
  v0 = m[169 + -1·i]
  m[128 + i] = v0
  v2 = m[98 + i]
  v3 = s[236 + i]
  s0 = add s0 v2
  s1 = add s1 v3
m[149] = s0
m[170] = s1
--
work 2
v0 = m[149]
v1 = m[170]
v2 = add v0 v1
m[148] = v2
--
work 3
m[98, 20] = m[0, 20]
for t < 5
  s[236, 20] = s[120 + -20·t, 20]
  work 0
  work 1
  work 2
  m[96 + -1·t] = m[148]
  m[98, 20] = m[128, 20]
m[72, 20] = m[98, 20]"
`);
  });
  test('a body of numbers is one loop, its state in locals', () => {
    const graph = define({ a: f64(), x: f32(5), k: f64() }, ({ a, x, k }) => {
      const { carry, out } = scan(
        ({ a, b }, x) => ({ carry: { a: b, b: a.mul(k.exp()).add(x.cast('f64')) }, out: x.mul(x) }),
        { a, b: 1 },
        x,
        { reverse: true },
      );
      return { b: carry.b, out };
    });
    expect(pieces(graph).split('--\n').at(-1)).toMatchInlineSnapshot(`
"work 1
v0 = m[1]
v1 = exp v0
c0 = m[0]
c1 = m[6]
for i < 5
  v2 = c0
  v3 = mul v2 v1
  v4 = s[8 + -1·i]
  v5 = add v3 v4
  v6 = fround mul v4 v4
  v7 = c1
  m[14 + -1·i] = v6
  c0 = v7
  c1 = v5
m[8] = c0
m[9] = c1"
`);
  });
  test('so is a body with a test, both of numbers', () => {
    const graph = define({ a: f64() }, ({ a }) =>
      whileLoop(
        ({ x }) => x.square().sub(a).abs().gt(1e-9),
        ({ x, k }) => ({ x: x.add(a.div(x)).mul(0.5), k: k.add(1) }),
        { x: a, k: 0 },
      ),
    );
    expect(pieces(graph).split('--\n').at(-1)).toMatchInlineSnapshot(`
"work 2
v2 = m[0]
v5 = 1e-9
v10 = 0.5
v13 = 1
c0 = m[0]
c1 = m[1]
loop
  v0 = c0
  v1 = mul v0 v0
  v3 = sub v1 v2
  v4 = abs v3
  v6 = gt v4 v5
  while v6
  v8 = div v2 v0
  v9 = add v0 v8
  v11 = mul v9 v10
  v12 = c1
  v14 = add v12 v13
  c0 = v11
  c1 = v14
m[2] = c0
m[3] = c1"
`);
  });
  test('small arrays are numbers, each element one', () => {
    const graph = define({ a: f64(3), x: f32(5, 3), k: f64() }, ({ a, x, k }) => {
      const { carry, out } = scan(
        (a, x) => ({ carry: a.mul(k).flip(0), out: a.sum().add(x.cast('f64').sum()) }),
        a,
        x,
        {
          reverse: true,
        },
      );
      return { carry, out };
    });
    expect(pieces(graph).split('--\n').at(-1)).toMatchInlineSnapshot(`
"work 1
v0 = m[12]
v7 = 0
c0 = m[0]
c1 = m[1]
c2 = m[2]
for i < 5
  v1 = c0
  v2 = mul v1 v0
  v3 = c1
  v4 = mul v3 v0
  v5 = c2
  v6 = mul v5 v0
  v8 = s[20 + -3·i]
  v9 = add v7 v1
  v10 = add v7 v8
  v11 = s[21 + -3·i]
  v12 = add v9 v3
  v13 = add v10 v11
  v14 = s[22 + -3·i]
  v15 = add v12 v5
  v16 = add v13 v14
  v17 = add v15 v16
  m[21 + -1·i] = v17
  c0 = v6
  c1 = v4
  c2 = v2
m[14] = c0
m[15] = c1
m[16] = c2"
`);
  });
  test('parts of a state that change places are set aside', () => {
    const graph = define({ a: f64(20), b: f64(20), c: f64(20) }, ({ a, b, c }) =>
      scan(({ a, b, c }) => ({ carry: { a: b, b: a, c: c.add(1) } }), { a, b, c }, null, { length: 9 }).carry.a.add(1),
    );
    expect(pieces(graph)).toMatchInlineSnapshot(`
"work 0
v1 = 1
for i < 20
  v0 = m[180 + i]
  v2 = add v0 v1
  m[180 + i] = v2
--
work 1
m[140, 20] = m[0, 20]
m[160, 20] = m[20, 20]
m[180, 20] = m[40, 20]
for t < 9
  work 0
  m[200, 20] = m[160, 20]
  m[220, 20] = m[140, 20]
  m[140, 20] = m[200, 20]
  m[160, 20] = m[220, 20]
m[80, 20] = m[140, 20]
m[100, 20] = m[160, 20]
m[120, 20] = m[180, 20]
--
work 2
v1 = 1
for i < 20
  v0 = m[80 + i]
  v2 = add v0 v1
  m[60 + i] = v2"
`);
  });
  test('loops that go on while a test holds, and choices', () => {
    const graph = define({ x: f64(), t: bool() }, ({ x, t }) => {
      const end = whileLoop(
        (x) => x.lt(100),
        (x) =>
          cond(
            t,
            ({ x }) => x.mul(2),
            ({ x }) => x.add(1),
            { x },
          ),
        x,
      );
      return end.neg();
    });
    expect(pieces(graph)).toMatchInlineSnapshot(`
"work 0
v0 = m[4]
v1 = 100
v2 = lt v0 v1
m[5] = v2
--
work 1
v0 = m[6]
v1 = 2
v2 = mul v0 v1
m[8] = v2
--
work 2
v0 = m[6]
v1 = 1
v2 = add v0 v1
m[9] = v2
--
work 3
if m[1]
  work 1
  m[7] = m[8]
else
  work 2
  m[7] = m[9]
--
work 4
m[6] = m[0]
m[4] = m[0]
loop
  work 0
while m[5]
  work 3
  m[6] = m[7]
  m[4] = m[7]
m[3] = m[6]
--
work 5
v0 = m[3]
v1 = neg v0
m[2] = v1"
`);
  });
});
