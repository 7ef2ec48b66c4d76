/** Types know the names: outputs of graphs and of runs, what derivatives add, and what is not there. */
import { expect, test } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import {
  compile,
  define,
  evaluate,
  f64,
  gradients,
  hessian,
  hvp,
  jvp,
  key,
  pick,
  split,
  splitKey,
  substitute,
  vjp,
  type Graph,
  type Sym,
  type Tensor,
} from './index.ts';

const graph = define({ x: f64(2), y: f64() }, ({ x, y }) => ({ loss: x.sum().mul(y), out: x }));

test('names of inputs and outputs are types', () => {
  expectTypeOf(graph).toEqualTypeOf<Graph<'x' | 'y', 'loss' | 'out'>>();
  expectTypeOf(define({ x: f64() }, ({ x }) => x)).toEqualTypeOf<Graph<'x', 'out'>>();
  define({ x: f64() }, (symbols) => {
    expectTypeOf(symbols).toEqualTypeOf<{ readonly x: Sym }>();
    // @ts-expect-error there is no input z
    void symbols.z;
    return symbols.x;
  });
  expect(Object.keys(graph.outputs)).toEqual(['loss', 'out']);
});

test('derivatives add their names', () => {
  const first = gradients(graph, { of: 'loss', wrt: ['x', 'y'] });
  expectTypeOf(first).toEqualTypeOf<Graph<'x' | 'y', 'loss' | 'out' | 'd(loss)/d(x)' | 'd(loss)/d(y)'>>();
  const second = hessian(graph, { of: 'loss', wrt: 'x' });
  expectTypeOf(second).toEqualTypeOf<Graph<'x' | 'y', 'loss' | 'out' | 'd(loss)/d(x)' | 'd2(loss)/d(x)d(x)'>>();
  expectTypeOf(jvp(graph, { wrt: 'x' })).toEqualTypeOf<
    Graph<'x' | 'y' | 't(x)', 'loss' | 'out' | 'jvp(loss)' | 'jvp(out)'>
  >();
  expectTypeOf(vjp(graph, { of: 'out', wrt: 'x' })).toEqualTypeOf<
    Graph<'x' | 'y' | 'ct(out)', 'loss' | 'out' | 'vjp(x)'>
  >();
  expectTypeOf(hvp(graph, { of: 'loss', wrt: 'x' })).toEqualTypeOf<
    Graph<'x' | 'y' | 'v(x)', 'loss' | 'out' | 'hvp(loss)'>
  >();
  expectTypeOf(substitute(graph, { y: 2 })).toEqualTypeOf<Graph<'x', 'loss' | 'out'>>();
  expectTypeOf(pick(first, ['loss'])).toEqualTypeOf<Graph<'x' | 'y', 'loss'>>();
  expect(Object.keys(second.outputs)).toContain('d2(loss)/d(x)d(x)');
});

test('names that are given are those of the types', () => {
  const named = gradients(graph, { of: 'loss', wrt: ['x', 'y'], names: { 'd(loss)/d(x)': 'slope' } });
  expectTypeOf(named).toEqualTypeOf<Graph<'x' | 'y', 'loss' | 'out' | 'slope' | 'd(loss)/d(y)'>>();
  const curved = hvp(graph, { of: 'loss', wrt: 'x', names: { 'v(x)': 'v', 'hvp(loss)': 'bend' } });
  expectTypeOf(curved).toEqualTypeOf<Graph<'x' | 'y' | 'v', 'loss' | 'out' | 'bend'>>();
  const any: Record<string, string> = { 'd(loss)/d(x)': 'slope' };
  expectTypeOf(gradients(graph, { of: 'loss', wrt: ['x'], names: any })).toEqualTypeOf<Graph<'x' | 'y'>>();
  expect(Object.keys(named.outputs)).toEqual(['loss', 'out', 'slope', 'd(loss)/d(y)']);
  expect(Object.keys(curved.inputs)).toEqual(['x', 'y', 'v']);
});

test('a run takes the inputs and gives the outputs', () => {
  const run = compile(graph);
  expectTypeOf(run({ x: [1, 2], y: 3 }).loss).toEqualTypeOf<Tensor>();
  // @ts-expect-error there is no output nope
  expect(run({ x: [1, 2], y: 3 }).nope).toBeUndefined();
  // @ts-expect-error y is not fed
  expect(() => run({ x: [1, 2] })).toThrow('feed "y"');
  // @ts-expect-error z is no input
  expect(() => run({ x: [1, 2], y: 3, z: 4 })).toThrow('there is no input "z"');
  // @ts-expect-error a text is no value
  expect(() => evaluate(graph, { x: 'no', y: 3 })).toThrow('is not a value');
});

test('wrong use does not compile', () => {
  // @ts-expect-error a cost has one name
  expect(() => gradients(graph, { of: ['loss'], wrt: ['x'] })).toThrow();
  // @ts-expect-error a Hessian has no mode
  expect(() => hessian(graph, { of: 'loss', wrt: 'x', mode: 'forward' })).toThrow('"mode" is no option');
  // @ts-expect-error a shape is numbers
  expect(() => f64('2')).toThrow();
});

test('split gives as many symbols as are asked for', () => {
  define({ x: f64(6) }, ({ x }) => {
    expectTypeOf(split(x, 2)).toEqualTypeOf<[Sym, Sym]>();
    expectTypeOf(x.split([1, 2, 3])).toEqualTypeOf<[Sym, Sym, Sym]>();
    expectTypeOf(x.split(x.shape[0]!)).toEqualTypeOf<Sym[]>();
    expectTypeOf(splitKey(key(0))).toEqualTypeOf<[Sym, Sym]>();
    expectTypeOf(splitKey(key(0), 100)).toEqualTypeOf<Sym[]>();
    return x;
  });
  expect(splitKey(key(0))).toHaveLength(2);
});
