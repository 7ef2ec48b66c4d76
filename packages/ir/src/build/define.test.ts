/** What a definition takes and gives, and where its symbols may go. */
import { describe, expect, test } from '@jest/globals';
import { builtType, messageOf, refusal } from '@adjoint/testkit';
import { f64, type TensorType } from '../type/type.ts';
import * as build from './index.ts';
import { define, type Sym, type Value } from './index.ts';

describe('definitions', () => {
  const dims: unknown[][] = [
    [NaN],
    [-1],
    [1.5],
    [Infinity],
    [2 ** 53],
    [2 ** 40, 2 ** 40],
    ['2'],
    [null],
    Array.from({ length: 65 }, () => 1),
  ];

  test.each(dims)('a shape has whole dimensions, not %p', (...shape) => {
    expect(refusal(() => f64(...(shape as number[]))).code).toBe('shape');
    expect(refusal(() => define({ x: { dtype: 'f64', shape: shape as number[] } }, () => 1)).code).toBe('shape');
    expect(refusal(() => build.zeros(shape as number[])).code).toBe('shape');
  });

  test('an input has a type', () => {
    expect(messageOf(() => f64(2, NaN))).toMatchInlineSnapshot(`
"f64[2,NaN] is not a type
  a dtype is f64, f32, i32 or bool; at most 64 dimensions are whole numbers ≥ 0, with fewer than 2^53 elements in all"
`);
    for (const type of [{ dtype: 'f16', shape: [] }, { dtype: 'f64' }, { dtype: 'f64', shape: 3 }]) {
      expect(refusal(() => define({ x: type as TensorType }, () => 1)).code).toBe('shape');
    }
  });

  test('a body gives a value or a record of values', () => {
    expect(define({ x: f64() }, () => 2).outputs).toEqual({ out: 1 });
    expect(define({ x: f64(2) }, () => [1, 2]).outputs).toEqual({ out: 1 });
    for (const result of [undefined, null, 'x', () => 1, { a: 'x' }, { a: undefined }]) {
      expect(refusal(() => define({ x: f64() }, () => result as unknown as Value)).code).toBe('value');
    }
  });

  test('a symbol lives in its own definition', () => {
    let stray: Sym | undefined;
    define({ x: f64() }, ({ x }) => (stray = x));
    expect(messageOf(() => define({ y: f64() }, ({ y }) => y.add(stray!)))).toMatchInlineSnapshot(`
"symbols of two definitions meet
  a symbol lives in the definition that made it; call(f, { … }) inlines a graph"
`);
    expect(refusal(() => stray!.sin()).code).toBe('symbol');
    expect(refusal(() => define({ y: f64() }, () => stray!)).code).toBe('symbol');
  });

  test('closed expressions go where they are used, once', () => {
    const graph = define({ x: f64(3) }, ({ x }) => {
      const steps = build.iota(3, 'f64').mul(2);
      return { a: x.add(steps), b: x.sub(steps) };
    });
    expect(graph.nodes.map(({ op }) => op)).toEqual(['input', 'iota', 'constant', 'broadcast', 'mul', 'add', 'sub']);
    expect(builtType(() => build.eye(2).matmul(build.ones(2, 3)))).toBe('f64[2,3]');
    expect(messageOf(() => build.eye(3, { dtype: 'f32' } as never))).toBe(
      "eye: the second argument is an object\n  it must be how many columns it has, or its dtype, as in eye(3, 'f32')",
    );
  });
});
