/** A draw is one op of bits; what is no key, no shape, no parameter or no range is refused. */
import { describe, expect, test } from '@jest/globals';
import { cse, define, f32, f64, i32, key, permutation, print, randomBits, splitKey, uniform } from 'adjoint';
import { numbersOf, summaryOf } from '@adjoint/testkit';

test('one draw is one op of bits, and a draw made twice is one', () => {
  const graph = define({ k: i32(2) }, ({ k }) => ({ a: uniform(k, [3]), b: uniform(k, [3]) }));
  expect(print(cse(graph)).match(/randomBits/g)).toHaveLength(1);
  expect(graph.scopes?.map(({ name }) => name)).toEqual(['uniform', 'uniform']);
});

describe('what is refused', () => {
  test.each<[string, () => unknown, string]>([
    ['a seed that is no whole number', () => key(0.5), 'option: key: seed is 0.5'],
    ['a seed too large', () => key(2 ** 54), 'option: key: seed is 18014398509481984'],
    [
      'a seed of another dtype',
      () => define({ s: f64() }, ({ s }) => key(s)),
      'dtype: key: takes an i32 seed, got f64',
    ],
    [
      'a key of doubles',
      () => define({ k: f64(2) }, ({ k }) => uniform(k, [2])),
      'dtype: randomBits: takes a key of two i32, got f64',
    ],
    ['a key of three', () => uniform([1, 2, 3], [2]), 'size: randomBits: shape [3] does not fit [2]'],
    ['a shape that is a number', () => uniform(key(0), 3 as never), 'option: randomBits: shape is 3'],
    ['a width', () => randomBits(key(0), [2], { width: 16 as never }), 'attribute: randomBits: width is 16'],
    [
      'a dtype that is no float',
      () => uniform(key(0), [2], { dtype: 'i32' as never }),
      'option: uniform: dtype is "i32"',
    ],
    [
      'parameters of two dtypes',
      () => define({ a: f64(), b: f32() }, ({ a, b }) => uniform(key(0), [2], { min: a, max: b })),
      'dtype: uniform: takes a key, and parameters that are f64 or f32, all alike, got i32 and f64 and f32',
    ],
    [
      'a parameter larger than the shape',
      () => define({ a: f64(3) }, ({ a }) => uniform(key(0), [], { min: a })),
      'broadcast: broadcastTo: shapes [3] and [] do not broadcast',
    ],
    ['a count that is none', () => splitKey(key(0), -1), 'option: splitKey: count is -1'],
    ['a half of an order', () => permutation(key(0), 2.5), 'option: permutation: x is 2.5'],
    [
      'an order of many keys',
      () => permutation([key(0), key(1)].map(numbersOf), 3),
      'size: permutation: shape [2,2] does not fit [2]',
    ],
  ])('%s', (_, body, message) => {
    expect(summaryOf(body)).toBe(message);
  });
});
