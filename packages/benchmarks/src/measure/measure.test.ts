/** What is told of timings: medians, ratios by round, who agrees, and that everybody has a turn in every round. */
import { describe, expect, test } from '@jest/globals';
import type { Ready } from '../contender.ts';
import { interleave, median, ratioOf } from './interleave.ts';
import { errorOf } from './verify.ts';

test('the median of an odd and of an even number of times', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test('a ratio is by round, so that a slow round of both does not count', () => {
  expect(ratioOf([2, 200, 2.2], [1, 100, 1])).toBe(2);
  // One of them sat out from the third round on.
  expect(ratioOf([2, 4], [1, 2, 9])).toBe(2);
  expect(ratioOf([2, 4, 9], [1, 2])).toBe(2);
});

describe('errorOf', () => {
  test('is over the largest of an output', () => {
    expect(errorOf([[100, 1], [2]], [[100, 2], [2]])).toBe(0.01);
    expect(errorOf([[0, 0]], [[0, 0]])).toBe(0);
  });

  test('is infinite for NaN, another length, another number of outputs', () => {
    expect(errorOf([[NaN]], [[1]])).toBe(Infinity);
    expect(errorOf([[1, 2]], [[1]])).toBe(Infinity);
    expect(errorOf([], [[1]])).toBe(Infinity);
  });
});

/** Takes `ms` a call, as it says itself; `turns` has whose turn it was. */
const pretended = (name: string, ms: number, turns: string[]): Ready => ({
  batch: (calls) => {
    turns.push(name);
    return calls * ms;
  },
  results: () => [],
});

describe('interleave', () => {
  test('gives the time of a call, in every round, of everybody', async () => {
    const ready = [pretended('a', 0.5, []), pretended('b', 2, [])];
    expect(await interleave(ready, { totalMs: 200, rounds: 7 })).toEqual([Array(7).fill(0.5), Array(7).fill(2)]);
  });

  test('who has used up the time sits out, but not before the third round', async () => {
    const ready = [pretended('a', 0.5, []), pretended('slow', 60, [])];
    const [quick, slow] = await interleave(ready, { totalMs: 100, rounds: 7 });
    expect([quick!.length, slow!.length]).toEqual([7, 3]);
  });

  test('everybody has a turn in each round, in an order drawn anew', async () => {
    const turns: string[] = [];
    const ready = ['a', 'b', 'c'].map((name) => pretended(name, 10, turns));
    await interleave(ready, { totalMs: 480, rounds: 12 });
    // The first three found out how many calls a turn has: one.
    const rounds = turns.slice(3).join('').match(/.../g)!;
    expect(rounds.map((round) => [...round].sort().join(''))).toEqual(Array(12).fill('abc'));
    expect(new Set(rounds).size).toBeGreaterThan(3);
  });
});
