/** How many digits agree, and the table that says so. */
import { expect, test } from '@jest/globals';
import { agreement, correctDigits, table } from './report.ts';

test.each([
  [1.001, 1, 3],
  [-2.0002, -2, 4],
  [5, 5, 11],
  [5 + 1e-13, 5, 11],
  [-1, 1, 0],
  [Number.NaN, 1, 0],
])('%d for a certified %d has %d correct digits', (found, certified, digits) => {
  expect(correctDigits(found, certified)).toBeCloseTo(digits, 6);
});

const certified = { parameters: [1, 2], deviations: [0.1, 0.2], squares: 3 };

test('agreement is that of the worst', () => {
  const found = { parameters: [1, 2.002], deviations: [0.1001, 0.2], squares: 3 };
  const { parameters, deviations } = agreement(found, certified);
  expect(parameters).toBeCloseTo(3, 6);
  expect(deviations).toBeCloseTo(3, 6);
});

test('a missing parameter agrees in no digit', () => {
  expect(agreement({ ...certified, parameters: [1] }, certified).parameters).toBe(0);
});

test('the table has a line for each parameter and one for the squares', () => {
  const lines = table(certified, certified).split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['', 'b1', 'b2', 'Σr²']);
});
