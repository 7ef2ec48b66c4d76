/** call, substitute and pick: what goes where, and what is refused. */
import { describe, expect, test } from '@jest/globals';
import {
  call,
  define,
  evaluate,
  f32,
  f64,
  gradients,
  InputError,
  pick,
  print,
  stats,
  substitute,
  verify,
  type Graph,
} from 'adjoint';

const line = define({ a: f64(), x: f64(2), b: f64() }, ({ a, x, b }) => ({
  y: a.mul(x).add(b).named('y label'),
  a2: a.mul(2),
}));

const codeOf = (body: () => unknown): string => {
  try {
    body();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).code;
  }
  return 'nothing thrown';
};

describe('call', () => {
  test('inlines a graph once for each call, as one scope', () => {
    const graph = define({ t: f64() }, ({ t }) => {
      const inner = call(line, { a: t, x: [1, 2], b: 3 });
      return { sum: call(line, { a: 2, x: inner.y, b: t }).y.sum() };
    });
    expect(evaluate(graph, { t: 10 }).sum.item()).toBe(2 * 13 + 10 + 2 * 23 + 10);
    expect(graph.scopes?.map(({ name }) => name)).toEqual(['call', 'call']);
    expect(graph.names).toEqual({});
    expect(verify(graph)).toEqual([]);
  });
  test('only what the outputs need is inlined, and plain values alone make a closed expression', () => {
    const idle = define({ x: f64() }, ({ x }) => ({ y: x.add(1).named('u'), z: x }));
    const graph = define({}, () => call(pick(idle, ['z']), { x: 5 }));
    expect(stats(graph).ops).toEqual({ constant: 1 });
    expect(evaluate(graph, {}).z.item()).toBe(5);
  });
  test('wrong inputs are told', () => {
    define({ t: f64() }, ({ t }) => {
      expect(codeOf(() => call(line, { a: t, x: [1, 2] } as never))).toBe('name-unknown');
      expect(codeOf(() => call(line, { a: t, x: [1, 2], b: 3, c: 4 } as never))).toBe('name-unknown');
      expect(codeOf(() => call(line, { a: t, x: [1, 2, 3], b: 3 }))).toBe('feed');
      expect(codeOf(() => call(line, { a: t.cast('f32'), x: [1, 2], b: 3 }))).toBe('feed');
      return t;
    });
  });
});

describe('substitute', () => {
  test('numbers, arrays and graphs take the place of inputs', () => {
    const half = define({ c: f64() }, ({ c }) => c.div(2));
    const graph = substitute(line, { a: half, x: [1, 2] });
    expect(Object.keys(graph.inputs)).toEqual(['b', 'c']);
    expect(evaluate(graph, { b: 1, c: 8 })['y'].toArray()).toEqual([5, 9]);
    expect(graph.names['y label']).toBe(graph.outputs['y']);
  });
  test('the inputs of a graph are shared by name and type', () => {
    const graph = substitute(line, { a: define({ b: f64() }, ({ b }) => b.mul(10)) });
    expect(evaluate(graph, { x: [1, 2], b: 1 })['y'].toArray()).toEqual([11, 21]);
    expect(codeOf(() => substitute(line, { a: define({ b: f32() }, ({ b }) => b.cast('f64')) }))).toBe('name-taken');
  });
  test('wrong replacements are told', () => {
    expect(codeOf(() => substitute(line, { nope: 1 } as never))).toBe('name-unknown');
    expect(codeOf(() => substitute(line, { x: [1, 2, 3] }))).toBe('feed');
    expect(codeOf(() => substitute(line, { a: line }))).toBe('option');
  });
  test('a derivative of a graph with data in it is that of the graph', () => {
    const first = gradients(substitute(line, { x: [1, 2], b: 0 }), { of: 'a2', wrt: ['a'] });
    expect(evaluate(first, { a: 3 })['d(a2)/d(a)'].item()).toBe(2);
  });
});

describe('pick', () => {
  test('keeps the nodes and chooses among outputs and labels', () => {
    const graph: Graph = line;
    const picked = pick(graph, ['y label']);
    expect(picked.nodes).toBe(line.nodes);
    expect(Object.keys(picked.outputs)).toEqual(['y label']);
    expect(print(pick(line, ['a2']))).toMatch(/return a2 = %\d+$/m);
    expect(codeOf(() => pick(line, ['nope'] as never))).toBe('name-unknown');
  });
});
