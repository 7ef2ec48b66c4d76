/** What control flow comes to, as text: routines around pieces of work, all by place. */
import { describe, expect, test } from '@jest/globals';
import { bool, cond, define, f32, f64, scan, whileLoop, type Graph } from '@adjoint/ir';
import { planOf, printNest, printRoutine } from './index.ts';

const pieces = (graph: Graph): string =>
  planOf(graph, { contracts: true, loop: 100, row: 100 }, 0)
    .work.map((work, i) => {
      if ('product' in work) return `work ${i}: matmul ${work.product.m.size}`;
      return `work ${i}\n${'nest' in work ? printNest(work.nest) : printRoutine(work.routine)}`;
    })
    .join('\n--\n');

describe('routines', () => {
  test('a scan copies slices in, its state around and stacks out', () => {
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
    expect(pieces(graph)).toMatchInlineSnapshot(`
"work 0
v1 = m[6]
for i < 3
  v0 = m[i]
  v2 = mul v0 v1
  m[12 + i] = v2
--
work 1
s0 = 0
s1 = 0
for i < 3
  v0 = m[14 + -1·i]
  m[8 + i] = v0
  v2 = m[i]
  v3 = s[8 + i]
  s0 = add s0 v2
  s1 = add s1 v3
m[16] = s0
m[17] = s1
--
work 2
v0 = m[16]
v1 = m[17]
v2 = add v0 v1
m[7] = v2
--
work 3
m[6] = m[30]
m[0, 3] = m[18, 3]
for t < 5
  s[8, 3] = s[56 + -3·t, 3]
  work 0
  work 1
  work 2
  m[39 + -1·t] = m[7]
  m[0, 3] = m[8, 3]
m[32, 3] = m[0, 3]"
`);
  });
  test('parts of a state that change places are set aside', () => {
    const graph = define({ a: f64(2), b: f64(2), c: f64(2) }, ({ a, b, c }) =>
      scan(({ a, b, c }) => ({ carry: { a: b, b: a, c: c.add(1) } }), { a, b, c }, null, { length: 9 }).carry.a.add(1),
    );
    expect(pieces(graph)).toMatchInlineSnapshot(`
"work 0
v1 = 1
for i < 2
  v0 = m[4 + i]
  v2 = add v0 v1
  m[4 + i] = v2
--
work 1
m[0, 2] = m[6, 2]
m[2, 2] = m[8, 2]
m[4, 2] = m[10, 2]
for t < 9
  work 0
  m[20, 2] = m[2, 2]
  m[22, 2] = m[0, 2]
  m[0, 2] = m[20, 2]
  m[2, 2] = m[22, 2]
m[14, 2] = m[0, 2]
m[16, 2] = m[2, 2]
m[18, 2] = m[4, 2]
--
work 2
v1 = 1
for i < 2
  v0 = m[14 + i]
  v2 = add v0 v1
  m[12 + i] = v2"
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
v0 = m[0]
v1 = 100
v2 = lt v0 v1
m[1] = v2
--
work 1
v0 = m[2]
v1 = 2
v2 = mul v0 v1
m[3] = v2
--
work 2
v0 = m[4]
v1 = 1
v2 = add v0 v1
m[5] = v2
--
work 3
if m[7]
  m[2] = m[6]
  work 1
  m[8] = m[3]
else
  m[4] = m[6]
  work 2
  m[8] = m[5]
--
work 4
m[7] = m[10]
m[6] = m[9]
m[0] = m[9]
loop
  work 0
while m[1]
  work 3
  m[6] = m[8]
  m[0] = m[8]
m[12] = m[6]
--
work 5
v0 = m[12]
v1 = neg v0
m[11] = v1"
`);
  });
});
