/** Functions that have formulas stay between their bounds, and odd ones are odd, to the last bit. */
import { describe, expect, test } from '@jest/globals';
import { pointsOf, PRECISIONS, rounding } from '@adjoint/testkit';
import { OPS, scalarRule } from '../ops/index.ts';
import type { WithFormula } from './index.ts';

describe.each(PRECISIONS)('between bounds, in %s', (precision) => {
  const round = rounding(precision);
  const pi = round(Math.PI);
  test.each<readonly [WithFormula, number, number]>([
    ['sin', -1, 1],
    ['cos', -1, 1],
    ['tanh', -1, 1],
    ['sigmoid', 0, 1],
    ['atan', -pi / 2, pi / 2],
    ['exp', 0, Infinity],
    ['cosh', 1, Infinity],
    ['expm1', -1, Infinity],
    ['softplus', 0, Infinity],
    ['erf', -1, 1],
    ['erfc', 0, 2],
    ['logndtr', -Infinity, 0],
    ['hypot', 0, Infinity],
  ])('%s stays from %p to %p', (name, low, high) => {
    const rule = scalarRule(name, precision);
    const points = pointsOf(20000).map(round);
    const found = points.map((x, i) => (OPS[name].of.length === 1 ? rule(x) : rule(x, points.at(-i)!)));
    expect(found.filter((y) => y < low || y > high)).toEqual([]);
    expect(found.filter(Number.isNaN).length).toBeLessThan(found.length / 2);
  });
  test.each(['sin', 'tan', 'asin', 'atan', 'sinh', 'tanh', 'asinh', 'atanh', 'cbrt', 'erf', 'erfinv'] as const)(
    '%s is odd',
    (name) => {
      const rule = scalarRule(name, precision);
      const x = pointsOf(5000).map(round);
      expect(x.filter((each) => !Object.is(rule(-each), -rule(each)))).toEqual([]);
    },
  );
});
