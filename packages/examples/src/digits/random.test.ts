/** Seeded numbers are the same each time, even on [0, 1), and shuffle what they are given. */
import { expect, test } from '@jest/globals';
import { seeded, shuffled } from './random.ts';

const first = (seed: number, count: number): number[] => {
  const random = seeded(seed);
  return Array.from({ length: count }, random);
};

test('a seed always gives the same numbers, another seed others', () => {
  expect(first(1, 3)).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  expect(first(2, 3)).not.toEqual(first(1, 3));
});

test('numbers are even on [0, 1)', () => {
  const numbers = first(7, 100_000);
  const counts = new Array<number>(10).fill(0);
  for (const number of numbers) counts[Math.floor(10 * number)]! += 1;
  // Three standard deviations of a tenth of 100,000 are 285.
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});

test('shuffled has each number below n once, in another order', () => {
  const order = shuffled(100, seeded(3));
  expect([...order]).not.toEqual([...order].sort((a, b) => a - b));
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
});
