/** What procedures are, as text, and what a node makes of them. */
import { describe, expect, test } from '@jest/globals';
import { cholesky, define, f32, f64, fft, sort, type Graph } from '@adjoint/ir';
import { planOf, printCalls, printProcedure, PROCEDURES, withCalled, writeProcedure } from '../index.ts';
import { strideOf } from './lanes.ts';
import { Int, type Block } from './language.ts';

const callsOf = (graph: Graph): string[] =>
  planOf(graph, { contracts: true, loop: 100, row: 100 }, 0).work.flatMap((work) =>
    'calls' in work ? [printCalls(work.calls)] : [],
  );

test('a procedure as text', () => {
  expect(printProcedure(PROCEDURES.cholesky)).toMatchInlineSnapshot(`
"cholesky(count, from, to, n, work)
  for i5 0 … count
    i6 = to + ((i5 * n) * n)
    i7 = from + ((i5 * n) * n)
    for i8 0 … n
      for i9 0 … i8 + 1
        m[i6 + (i8 * n) + i9] = (m[i7 + (i8 * n) + i9] / 2) + (m[i7 + (i9 * n) + i8] / 2)
    x0 = 1
    i10 = (((n + 15) >> 4) * 16) + 8
    i11 = 0
    i12 = 48
    while i11 < n
      if (n - i11) < i12
        i12 = n - i11
      i13 = i11 + i12
      for i14 i11 … n
        i15 = i6 + (i14 * n)
        i16 = i14
        if i16 >= i13
          i16 = i13 - 1
        for i17 i11 … i16 + 1
          i18 = i6 + (i17 * n)
          x1 = sum i19 i11 … i17: m[i15 + i19] * m[i18 + i19]
          x2 = m[i15 + i17] - x1
          if i17 < i14
            m[i15 + i17] = x2 / m[i18 + i17]
          else
            x0 = (x2 > 0) && (x2 < Infinity) ? x0 : 0
            m[i15 + i17] = Math.sqrt(x2)
      for i20 i13 … n
        i21 = i6 + (i20 * n) + i11
        for i22 0 … i12
          m[work + (i22 * i10) + (i20 - i13)] = m[i21 + i22]
      i23 = i13
      while i23 < n
        i24 = 48
        if (n - i23) < 48
          i24 = n - i23
        i25 = i6 + (i23 * n)
        subtractProduct(i25 + i13, n, i25 + i11, n, 1, work, i10, i24, i23 + i24 - i13, i12)
        i23 = i23 + i24
      i11 = i11 + i12
    for i26 0 … n
      i27 = i6 + (i26 * n) + i26 + 1
      lanes i28 0 … n - i26 - 1
        m[i27 + i28] = 0
    if x0 === 0
      lanes i29 0 … n * n
        m[i6 + i29] = NaN"
`);
});

test('a procedure as JavaScript: a search', () => {
  expect(writeProcedure(PROCEDURES.searchSorted)).toMatchInlineSnapshot(`
"const searchSorted = (count, each, row, values, to, n, right) => {
  for (let i7 = 0; i7 < count; i7++) {
    const i8 = row + ((i7 / each | 0) * n);
    const x0 = m[values + i7];
    let i9 = 0;
    let i10 = n;
    while (i9 < i10) {
      const i11 = (i9 + i10) >> 1;
      const x1 = m[i8 + i11];
      if (((x1 < x0) || ((x0 !== x0) && (x1 === x1))) || ((right === 1) && ((x1 === x0) || (x0 !== x0)))) {
        i9 = i11 + 1;
      } else {
        i10 = i11;
      }
    }
    m[to + i7] = i9;
  }
};"
`);
});

describe('a node is calls', () => {
  test('with its places and sizes', () => {
    expect(callsOf(define({ x: f64(5, 3, 3) }, ({ x }) => cholesky(x)))).toMatchInlineSnapshot(`
[
  "cholesky(5, 0, 46, 3, 92)",
]
`);
  });
  test('between values of four bytes', () => {
    expect(callsOf(define({ x: f32(6) }, ({ x }) => sort(x).mul(2)))).toMatchInlineSnapshot(`
[
  "widen(6, 0, 18)
sort(1, 6, 1, 18, 12, 24)
narrow(6, 12, 16)",
]
`);
  });
  test('of one length, which share a table', () => {
    const twice = define({ x: f64(8), y: f64(2, 8) }, ({ x, y }) => ({ a: fft(x).re, b: fft(y).im }));
    const tables = callsOf(twice).map((call) => call.split(', ').at(-2));
    expect(new Set(tables).size).toBe(1);
  });
});

describe('what is written', () => {
  const procedures = withCalled(Object.values(PROCEDURES));
  test.each(procedures.map((each) => [each.name, each] as const))('%s', (_, { name, parameters, body }) => {
    expect(new Set([...parameters, 'm', 's', name]).size).toBe(parameters.length + 3);
    expect(procedures.filter((each) => each.name === name)).toHaveLength(1);
    const check = (block: Block): void => {
      for (const statement of block) {
        if ('call' in statement) expect(statement.args).toHaveLength(statement.call.parameters.length);
        if ('body' in statement) check(statement.body);
        if ('when' in statement) check([...statement.yes, ...statement.no]);
      }
    };
    check(body().block);
  });
});

test('a place moves with a counter by a number that is known, or by one that is not', () => {
  const [i, n] = [0, 1].map((local) => new Int({ op: 'local', local })) as [Int, Int];
  expect(strideOf(n.times(n).plus(i).minus(3), 0)).toBe(1);
  expect(strideOf(n.minus(i), 0)).toBe(-1);
  expect(strideOf(n.plus(4), 0)).toBe(0);
  expect(strideOf(i.times(n), 0)).toBeNaN();
});
