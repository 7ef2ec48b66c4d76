/** Which nests go block by block over the same rows, and in which order the rest comes. */
import { expect, test } from '@jest/globals';
import { crossEntropy, define, f32, f64, i32, layerNorm, type Graph } from '@adjoint/ir';
import { planOf, printNest, printStrip } from '../index.ts';
import { Code } from './code.ts';
import type { Access, Nest } from './nest.ts';
import { productNest } from './product-nest.ts';
import { mayFollow, type RowWork } from './strip.ts';

const LIMITS = { contracts: true, loop: 120, row: 1000 };
const formOf = (own: RowWork): string =>
  'nest' in own ? own.nest.sizes.join('×') : `product ${productNest(own.product).sizes.join('×')}`;

/** The work of each task: of strips the steps, the steps of a block, and the loops of each nest. */
const forms = (graph: Graph): string[] => {
  const { main, work } = planOf(graph, LIMITS, 2);
  return main.tasks.map((task) => {
    if ('kernel' in task) return 'kernel';
    return work
      .slice(...task.work)
      .map((each) => {
        if ('nest' in each) return each.nest.sizes.join('×') || '1';
        if (!('strip' in each)) return 'product' in each ? formOf(each) : 'other';
        const { size, block, members } = each.strip;
        return `${size} by ${block}: ${members.map(({ own }) => formOf(own)).join(', ')}`;
      })
      .join('; ');
  });
};

test('what shares rows that fill a cache goes by blocks', () => {
  expect(forms(define({ x: f64(1000, 200) }, ({ x }) => x.softmax()))).toEqual([
    '1000 by 40: 1000×200, 1000×200, 1000×200',
  ]);
  expect(forms(define({ x: f32(600, 500) }, ({ x }) => x.softmax()))).toEqual(['600 by 32: 600×500, 600×500, 600×500']);
  expect(forms(define({ x: f64(30, 40) }, ({ x }) => x.softmax()))).toEqual(['30×40', '30×40', '30×40']);
});

test('a loop over all elements takes the steps of a row at a time', () => {
  const graph = define({ x: f64(1000, 200), w: f64(1000, 200) }, ({ x, w }) => {
    const p = x.add(w);
    return { p, y: p.sub(p.sum(1, { keepDims: true })).mul(2) };
  });
  const { work } = planOf(graph, { ...LIMITS, loop: 1 }, 2);
  const strips = work.flatMap((each) => ('strip' in each ? [each.strip] : []));
  expect(strips.map(printStrip)).toMatchInlineSnapshot(`
[
  "for i < 1000 by 20
  loop 0 from 200·i to 200·j
  loop 1 from i to j
  loop 2 from i to j
  loop 3 from 200·i to 200·j",
]
`);
});

test('products whose right operand stays near go by blocks, with what computes their operands and what follows', () => {
  const layer = (rows: readonly number[], terms: number, columns: number): Graph =>
    define({ x: f32(...rows, terms), w: f32(terms, columns), b: f32(columns) }, ({ x, w, b }) =>
      x.sub(1).matmul(w).add(b).maximum(0),
    );
  const wide = ['1000 by 56: 200000, product 1000×80×200, 1000×80'];
  expect(forms(layer([1000], 200, 80))).toEqual(wide);
  expect(forms(layer([10, 100], 200, 80))).toEqual(wide);
  expect(forms(layer([1000], 200, 200))).toEqual(['200000', 'product 1000×200×200', '1000×200']);
  // Tiles of one vector have eight rows.
  expect(forms(layer([1000], 270, 3))).toEqual(['1000 by 56: 270000, product 1000×3×270, 1000×3']);
  // Parts of what has more columns than rows are columns.
  expect(forms(layer([100], 20, 1000))).toEqual(['2000', 'product 100×1000×20', '100×1000']);
});

test('what is too long for one call, and cannot go by blocks, packs its operands', () => {
  const packs = (rows: number, terms: number, columns: number): boolean[] =>
    planOf(
      define({ x: f32(rows, terms), w: f32(terms, columns) }, ({ x, w }) => x.matmul(w)),
      LIMITS,
      2,
    ).work.flatMap((each) => ('product' in each ? [each.product.tables !== undefined] : []));
  expect(packs(4000, 20, 1000)).toEqual([false]);
  expect(packs(400, 20, 1000)).toEqual([false]);
  expect(packs(900, 20, 1000)).toEqual([true]);
});

test('what needs all rows comes after, and what it needs from elsewhere before', () => {
  const graph = define({ x: f64(1000, 200), s: f64(200) }, ({ x, s }) => layerNorm(x, { scale: s }).sum(0));
  expect(forms(graph)).toEqual(['200; 1000 by 40: 1000×200, 1000, 1000×200, 1000, 1000×200']);
  const centred = define({ x: f64(1000, 200) }, ({ x }) => x.sub(x.mean()).exp());
  expect(forms(centred)).toHaveLength(3);
  const columns = define({ x: f64(1000, 200) }, ({ x }) => x.softmax(0));
  expect(forms(columns).some((form) => form.includes('by'))).toBe(false);
});

test('a sum over all rows goes on in a double', () => {
  const graph = define({ x: f32(600, 500), l: i32(600) }, ({ x, l }) => ({
    loss: crossEntropy(x, l).sum(),
    p: x.softmax(),
  }));
  const sums = define({ x: f32(600, 500) }, ({ x }) => {
    const p = x.softmax();
    return { p, squares: p.square().sum() };
  });
  expect(forms(graph)[0]).toMatch(/^600 by/);
  expect(forms(sums)).toEqual(['1; 600 by 32: 600×500, 600×500, 600×500; 1']);
  const { work, main } = planOf(sums, LIMITS, 2);
  const text = work.map((each) =>
    'nest' in each ? printNest(each.nest) : 'strip' in each ? printStrip(each.strip) : '',
  );
  expect(text.slice(2).join('\n--\n')).toMatchInlineSnapshot(`
"s0 = m[300604]
for i < 600
  v1 = s[600608 + i]
  for j < 500
    v0 = s[300004 + 500·i + j]
    v2 = fround div v0 v1
    s[300004 + 500·i + j] = v2
    v4 = fround mul v2 v2
    s0 = add s0 v4
m[300604] = s0
--
v0 = 0
m[300604] = v0
--
for i < 600 by 32
  loop 0 from i to j
  loop 1 from i to j
  loop 2 from i to j
--
v0 = m[300604]
v1 = fround v0
s[600004] = v1"
`);
  expect(main.work).toEqual([3, 6]);
});

test('a nest that touches one element of the next row does not follow', () => {
  const rows = (columns: number, write: boolean): Nest => {
    const code = new Code();
    if (write) code.push('store', 0, code.number(1));
    else code.push('store', 1, code.push('load', 0));
    const access = (base: number): Access => ({ width: 8, single: false, base, strides: [200, 1] });
    return { sizes: [1000, columns], accesses: [access(0), access(10 ** 6)], code, folds: [], nodes: 1 };
  };
  const writing = rows(200, true);
  expect([200, 201].map((columns) => mayFollow(rows(columns, false), [writing], 1000))).toEqual([true, false]);
});
