/** Plain values become constants: of which dtype, rounded how, and what is no value. */
import { describe, expect, test } from '@jest/globals';
import { builtCode, builtMessage, builtType } from '@adjoint/testkit';
import { f32 } from '../type/type.ts';
import * as build from './index.ts';
import { define, type Value } from './index.ts';

describe('literals', () => {
  test('take the dtype of what they meet', () => {
    expect(builtType((x, v, n) => n.add(1))).toBe('i32[3]');
    expect(builtType((x, v, n, p, s) => s.mul(0.1))).toBe('f32[]');
    expect(builtType((x, v, n, p, s) => s.add([1, 2]))).toBe('f32[2]');
    expect(builtType(() => build.add(1, [2, 3]))).toBe('f64[2]');
    expect(builtType((x, v, n, p) => p.and(true))).toBe('bool[2,3]');
    expect(builtType((x, v, n) => build.where([true, false, true], n, 0))).toBe('i32[3]');
    expect(builtType((x) => x.take([0, 1, 1]))).toBe('f64[3,3]');
  });

  test('that carry a dtype keep it', () => {
    expect(builtType((x, v, n) => n.add(Int32Array.of(1, 2, 3)))).toBe('i32[3]');
    expect(builtType((x, v, n, p, s) => s.add(Float32Array.of(1, 2)))).toBe('f32[2]');
    expect(builtCode((x, v) => v.add(Float32Array.of(1, 2, 3)))).toBe('dtype');
    expect(builtType((x) => x.add({ dtype: 'f64', shape: [3], data: Float64Array.of(1, 2, 3) }))).toBe('f64[2,3]');
  });

  test('are rounded to f32, and refused where they do not fit', () => {
    const graph = define({ s: f32() }, ({ s }) => s.mul(0.1));
    expect(graph.nodes[1]!.attrs).toEqual({ data: [Math.fround(0.1)] });
    expect(builtMessage((x, v, n) => n.add(1.5))).toMatchInlineSnapshot(`
"the literal 1.5 meets a value of dtype i32, which cannot hold it
  cast the value first, as in cast(x, 'f64'), or write a literal that is i32"
`);
    expect(builtCode((x, v, n) => n.add(2 ** 31))).toBe('literal-dtype');
    expect(builtCode((x, v, n) => n.add(NaN))).toBe('literal-dtype');
    expect(builtCode((x, v, n, p) => p.and(1))).toBe('literal-dtype');
  });

  test('are read only where they are values', () => {
    const wrong: unknown[] = [
      undefined,
      null,
      'x',
      {},
      [1, 'a'],
      [[1], [2, 3]],
      [1, [2]],
      [1, true],
      () => 1,
      1n,
      { dtype: 'f64', shape: [2], data: [1] },
    ];
    for (const value of wrong) expect(builtCode((x) => x.add(value as Value))).toBe('value');
    expect(builtCode((x) => x.add({ dtype: 'f64', shape: [2], data: Float64Array.of(1) }))).toBe('size');
  });

  test('dtypes never mix silently', () => {
    expect(builtMessage((x, v, n) => v.add(n))).toMatchInlineSnapshot(`
"add: takes f64, f32 or i32, all alike, got f64 and i32
  %1 = input v : f64[3]  @ built.ts
  %2 = input n : i32[3]  @ built.ts
  %5 = add %1 %2  @ literal.test.ts
  nothing is converted silently: write cast(x, 'f64') (or 'f32', 'i32', 'bool') where you mean it"
`);
    expect(builtCode((x, v, n, p) => p.add(p))).toBe('dtype');
    expect(builtCode((x, v, n) => n.sin())).toBe('dtype');
    expect(builtCode((x, v, n, p) => p.sum())).toBe('dtype');
    expect(builtCode((x) => build.where(x, x, x))).toBe('dtype');
  });
});
