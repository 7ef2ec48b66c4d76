/** Work in steps: the same numbers in the same order as at once, and what it did since is told wherever it may be left. */
import { expect, test } from '@jest/globals';
import { atOnce, eachInSteps, firstInSteps, type Steps } from '../index.ts';

const drive = <T>(steps: Steps<T>): { readonly told: readonly number[]; readonly made: T } => {
  const told: number[] = [];
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return { told, made: value };
    told.push(value);
  }
};

test.each([0, 1, 1024, 5000])('each of %d numbers, in order, and as many are told', (count) => {
  const seen: number[] = [];
  const { told } = drive(eachInSteps(count, (at) => seen.push(at)));
  expect(seen).toEqual(Array.from({ length: count }, (_, i) => i));
  expect(told.reduce((sum, each) => sum + each, 0)).toBe(count);
  expect(Math.max(0, ...told)).toBeLessThan(1025);
});

test('the first that passes, and none after it is asked', () => {
  const asked: number[] = [];
  const isLate = (at: number): boolean => asked.push(at) > 3000;
  expect(drive(firstInSteps(5000, isLate))).toEqual({ told: [1024, 1024], made: 3000 });
  expect(asked.length).toBe(3001);
  expect(atOnce(firstInSteps(5000, () => false))).toBe(-1);
});

test('what is thrown within comes out of the step', () => {
  const steps = eachInSteps(3000, (at) => {
    if (at === 2000) throw new RangeError('there');
  });
  expect(steps.next().value).toBe(1024);
  expect(() => steps.next()).toThrow('there');
  expect(steps.next().done).toBe(true);
});
