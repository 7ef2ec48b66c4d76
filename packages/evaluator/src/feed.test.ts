/** What may be fed, and what is told when it may not. */
import { describe, expect, test } from '@jest/globals';
import { bool, define, f32, f64, i32, InputError, type Graph, type Numeric, type TensorType } from '@adjoint/ir';
import { evaluate, Tensor, tensor, type Feeds } from './index.ts';

const identity = (type: TensorType): Graph<'x', 'out'> => define({ x: type }, ({ x }) => x.stopGradient());
const fed = (type: TensorType, x: Numeric): unknown => evaluate(identity(type), { x }).out.toArray();
const faultOf = (run: () => unknown): { code: string; message: string } => {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('feeds that fit', () => {
  test.each<[string, TensorType, Numeric, unknown]>([
    ['a number', f64(), 2.5, 2.5],
    ['a number, rounded to f32', f32(), 0.1, Math.fround(0.1)],
    ['NaN', f64(), NaN, NaN],
    ['−0', f64(), -0, -0],
    ['−0 as i32, which has one zero', i32(), -0, 0],
    ['−∞ among rows', f32(1, 2), [[-Infinity, 1]], [[-Infinity, 1]]],
    ['a truth value', bool(), true, true],
    ['truth values', bool(2), [true, false], [true, false]],
    ['bytes for truth values, all but 0 true', bool(3), new Uint8Array([0, 1, 7]), [false, true, true]],
    [
      'rows',
      i32(2, 2),
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      'a typed array of the right size for any shape',
      f64(2, 2),
      new Float64Array([1, 2, 3, 4]),
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['a typed array of one for a scalar', f32(), new Float32Array([0.5]), 0.5],
    ['a tensor', i32(2, 1), tensor([[5], [6]], i32(2, 1)), [[5], [6]]],
    ['a tensor of another copy of the class', f64(1), { dtype: 'f64', shape: [1], data: new Float64Array([3]) }, [3]],
    ['an empty list', f64(0), [], []],
    ['an empty list for a shape that ends later', f64(0, 3), [], []],
    ['empty rows', f64(2, 0), [[], []], [[], []]],
    ['an empty typed array', f64(0, 3), new Float64Array(0), []],
  ])('%s', (_, type, x, want) => expect(fed(type, x)).toEqual(want));
});

describe('feeds that do not fit', () => {
  test.each<[string, TensorType, unknown, RegExp]>([
    ['a fraction as i32', i32(), 2.5, /got the number 2.5\n.*i32\[\]/],
    ['NaN as i32', i32(), NaN, /the number NaN/],
    ['a fraction among i32', i32(2), [1, 2.5], /the number 2.5 among them/],
    ['a number as bool', bool(), 1, /the number 1/],
    ['numbers as bool', bool(2), [1, 0], /the number 1/],
    ['a truth value as f64', f64(), true, /got bool\[\]/],
    ['truth values as f64', f64(2), [true, false], /got bool\[2\]/],
    ['numbers and truth values', f64(2), [1, true], /an array of numbers and booleans/],
    ['a number for an array', f64(1), 1, /the number 1\n.*f64\[1\]/],
    ['a flat list for rows', f64(2, 2), [1, 2, 3, 4], /numbers of shape \[4\]/],
    [
      'rows for a flat value',
      f64(4),
      [
        [1, 2],
        [3, 4],
      ],
      /numbers of shape \[2,2\]/,
    ],
    ['ragged rows', f64(2, 2), [[1, 2], [3]], /row of 1 among rows of 2/],
    ['an empty list for rows', f64(2, 0), [], /shape \[0\]/],
    ['a typed array of another dtype', f64(2), new Float32Array(2), /2 elements of f32/],
    ['bytes as i32', i32(2), new Uint8Array(2), /2 elements of bool/],
    ['a typed array of another size', f64(2), new Float64Array(3), /3 elements of f64/],
    [
      'a tensor of another shape',
      f64(4),
      tensor([
        [1, 2],
        [3, 4],
      ]),
      /got f64\[2,2\]\n.*f64\[4\]/,
    ],
    ['a tensor of another dtype', f64(1), tensor([1], f32(1)), /got f32\[1\]/],
    [
      'a tensor whose elements are of another dtype',
      i32(1),
      { dtype: 'i32', shape: [1], data: new Float64Array([2.5]) },
      /elements of f64/,
    ],
    [
      'a tensor whose size is not its shape',
      f64(2),
      { dtype: 'f64', shape: [2], data: new Float64Array(3) },
      /does not fit/,
    ],
    ['a text', f64(), '1', /"1" is not a value/],
    ['null', f64(), null, /null is not a value/],
    ['a function', f64(), () => 1, /a function is not a value/],
    ['a list of texts', f64(1), ['1'], /"1" is not a value/],
    ['an array of 64-bit integers', f64(1), new BigInt64Array(1), /BigInt64Array is not a value/],
    ['an array that is no array', f64(1), Object.create(Float64Array.prototype), /is not a value/],
    ['nothing', f64(), undefined, /got nothing/],
  ])('%s', (_, type, x, message) => {
    const fault = faultOf(() => fed(type, x as Numeric));
    expect(fault.code).toBe('feed');
    expect(fault.message).toMatch(message);
    expect(fault.message).toMatch(/^feed "x": /);
  });
});

describe('names of feeds', () => {
  const graph = define({ x: f64(), toString: f64() }, ({ x, toString }) => x.add(toString));
  const call = (feeds: unknown): unknown => evaluate(graph, feeds as Feeds<'x' | 'toString'>).out.item();

  test('may be those of what every object has', () => expect(call({ x: 1, toString: 2 })).toBe(3));
  test('are those the feeds have of their own', () => {
    expect(faultOf(() => call({ x: 1 }))).toMatchObject({
      code: 'feed',
      message: expect.stringMatching(/"toString": got nothing/),
    });
    expect(faultOf(() => call(Object.create({ x: 1, toString: 2 }) as object)).code).toBe('feed');
  });
  test('must be those of inputs', () => {
    const fault = faultOf(() => call({ x: 1, toString: 2, y: 3 }));
    expect(fault).toMatchObject({
      code: 'name-unknown',
      message: expect.stringMatching(/no input "y"\n.*"x", "toString"/),
    });
  });
  test.each([[null], [undefined], [3], [[1, 2]]])('come in a record, not in %p', (feeds) =>
    expect(faultOf(() => call(feeds)).code).toBe('option'),
  );
});

describe('tensor', () => {
  test.each<[string, Tensor, string, readonly number[], unknown]>([
    ['plain numbers are f64', tensor([1, 2]), 'f64', [2], [1, 2]],
    ['truth values are bool', tensor([[true], [false]]), 'bool', [2, 1], [[true], [false]]],
    ['a typed array keeps its dtype', tensor(new Int32Array([7])), 'i32', [1], [7]],
    [
      'flat data feeds any shape of its size',
      tensor([1, 2, 3, 4], f32(2, 2)),
      'f32',
      [2, 2],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['no elements', tensor([], f64(2, 0)), 'f64', [2, 0], [[], []]],
    ['a scalar', tensor(5), 'f64', [], 5],
  ])('%s', (_, { dtype, shape, ...x }, wantDType, wantShape, want) => {
    expect([dtype, shape]).toEqual([wantDType, wantShape]);
    expect(new Tensor(dtype, shape, x.data).toArray()).toEqual(want);
  });
  test('copies its data', () => {
    const data = new Float64Array([1, 2]);
    const x = tensor(data);
    data[0] = 9;
    expect(x.toArray()).toEqual([1, 2]);
  });
  test.each<[string, () => unknown, string]>([
    ['a scalar does not fill', () => tensor(5, f64(3)), 'size'],
    ['sizes must agree', () => tensor([1, 2], f64(3)), 'size'],
    ['2.5 is no i32', () => tensor([2.5], i32(1)), 'literal-dtype'],
    ['1 is no bool', () => tensor([1], bool(1)), 'literal-dtype'],
    ['the class of array follows the dtype', () => new Tensor('f64', [1], new Float32Array(1)), 'dtype'],
    ['the array has the size of the shape', () => new Tensor('f64', [2], new Float64Array(1)), 'size'],
    ['item is for one element', () => tensor([1, 2]).item(), 'size'],
    ['a text is no value', () => tensor('1' as unknown as Numeric), 'value'],
  ])('%s', (_, run, code) => expect(faultOf(run).code).toBe(code));
});
