/** Functions that have formulas are right at special numbers, in both precisions. */
import { describe, expect, test } from '@jest/globals';
import { isSpecial, scalarRule, type Special } from '../ops/index.ts';
import { FORMULAS, hasFormula, type WithFormula } from './index.ts';

const I = Infinity;
const rows = (...all: readonly (readonly number[])[]) => all;

/** f(x), or f(x, y), as IEEE 754-2019 §9.2.1 has them; NaN of NaN goes without saying. Rows are x (, y), f. */
const SPECIALS: { readonly [E in Exclude<WithFormula, Special>]: readonly (readonly number[])[] } = {
  exp: rows([0, 1], [-0, 1], [I, I], [-I, 0], [1000, I], [-1000, 0]),
  exp2: rows([0, 1], [-0, 1], [I, I], [-I, 0], [1024, I], [-1100, 0], [10, 1024], [-1074, 5e-324]),
  expm1: rows([0, 0], [-0, -0], [I, I], [-I, -1], [1000, I], [-1000, -1], [5e-324, 5e-324]),
  sigmoid: rows([0, 0.5], [-0, 0.5], [I, 1], [-I, 0]),
  log: rows([0, -I], [-0, -I], [1, 0], [I, I], [-I, NaN], [-1, NaN], [-5e-324, NaN]),
  log1p: rows([0, 0], [-0, -0], [-1, -I], [I, I], [-I, NaN], [-2, NaN], [5e-324, 5e-324]),
  log2: rows([0, -I], [-0, -I], [1, 0], [I, I], [-1, NaN], [8, 3], [5e-324, -1074], [2 ** 1023, 1023]),
  log10: rows([0, -I], [-0, -I], [1, 0], [I, I], [-1, NaN], [1000, 3], [1e22, 22]),
  softplus: rows([I, I], [-I, 0], [1000, 1000], [-1000, 0]),
  sin: rows([0, 0], [-0, -0], [I, NaN], [-I, NaN], [5e-324, 5e-324]),
  cos: rows([0, 1], [-0, 1], [I, NaN], [-I, NaN]),
  tan: rows([0, 0], [-0, -0], [I, NaN], [-I, NaN], [5e-324, 5e-324]),
  asin: rows([0, 0], [-0, -0], [1, Math.PI / 2], [-1, -Math.PI / 2], [2, NaN], [-I, NaN]),
  acos: rows([1, 0], [0, Math.PI / 2], [-1, Math.PI], [2, NaN], [I, NaN]),
  atan: rows([0, 0], [-0, -0], [I, Math.PI / 2], [-I, -Math.PI / 2], [5e-324, 5e-324]),
  atan2: rows(
    [0, 0, 0],
    [-0, 0, -0],
    [0, -0, Math.PI],
    [-0, -0, -Math.PI],
    [0, 1, 0],
    [-0, 1, -0],
    [0, -1, Math.PI],
    [-0, -1, -Math.PI],
    [1, 0, Math.PI / 2],
    [1, -0, Math.PI / 2],
    [-1, 0, -Math.PI / 2],
    [1, I, 0],
    [-1, I, -0],
    [1, -I, Math.PI],
    [-1, -I, -Math.PI],
    [I, 1, Math.PI / 2],
    [-I, 1, -Math.PI / 2],
    [I, I, Math.PI / 4],
    [-I, I, -Math.PI / 4],
    [I, -I, (3 * Math.PI) / 4],
    [-I, -I, (-3 * Math.PI) / 4],
    [NaN, 0, NaN],
    [0, NaN, NaN],
    [5e-324, 5e-324, Math.PI / 4],
  ),
  sinh: rows([0, 0], [-0, -0], [I, I], [-I, -I], [1000, I], [-1000, -I], [5e-324, 5e-324]),
  cosh: rows([0, 1], [-0, 1], [I, I], [-I, I], [1000, I]),
  tanh: rows([0, 0], [-0, -0], [I, 1], [-I, -1], [100, 1], [5e-324, 5e-324]),
  asinh: rows([0, 0], [-0, -0], [I, I], [-I, -I], [5e-324, 5e-324]),
  acosh: rows([1, 0], [I, I], [-I, NaN], [0, NaN], [-1, NaN], [-1e300, NaN]),
  atanh: rows([0, 0], [-0, -0], [1, I], [-1, -I], [2, NaN], [-I, NaN], [5e-324, 5e-324]),
  cbrt: rows([0, 0], [-0, -0], [I, I], [-I, -I], [27, 3], [-8, -2], [-1, -1]),
  pow: rows(
    [2, 0, 1],
    [NaN, 0, 1],
    [NaN, -0, 1],
    [I, 0, 1],
    [0, -0, 1],
    [1, NaN, 1],
    [1, I, 1],
    [-1, I, 1],
    [-1, -I, 1],
    [NaN, 1, NaN],
    [2, NaN, NaN],
    [0, 3, 0],
    [-0, 3, -0],
    [0, 2, 0],
    [-0, 2, 0],
    [-0, 0.5, 0],
    [0, -3, I],
    [-0, -3, -I],
    [-0, -2, I],
    [-0, -0.5, I],
    [0, I, 0],
    [-0, -I, I],
    [2, I, I],
    [2, -I, 0],
    [0.5, I, 0],
    [0.5, -I, I],
    [-2, I, I],
    [-0.5, I, 0],
    [I, 2, I],
    [I, -2, 0],
    [-I, 3, -I],
    [-I, 2, I],
    [-I, 0.5, I],
    [-I, -3, -0],
    [-I, -2, 0],
    [-2, 3, -8],
    [-2, 2, 4],
    [-2, 0.5, NaN],
    [-1e300, 3, -I],
    [10, 22, 1e22],
    [3, 33, 5559060566555523],
    [2, -1074, 5e-324],
    [-2, 2 ** 53, I],
    [-1, 2 ** 53 + 2, 1],
    [-1, 2 ** 53 - 1, -1],
    [1e300, 1e300, I],
    [1e-300, 1e300, 0],
    [4, 0.5, 2],
    [5e-324, -1, I],
  ),
};

const ORDINARY = Object.keys(FORMULAS).filter(
  (name): name is keyof typeof SPECIALS => hasFormula(name) && !isSpecial(name),
);
describe.each(ORDINARY)('%s', (name) => {
  const rule = scalarRule(name, 'f64');
  test.each(SPECIALS[name].map((row) => [row.slice(0, -1), row.at(-1)!] as const))('of %p is %p', (x, wanted) => {
    expect(rule(...x)).toBe(wanted);
    const single = scalarRule(name, 'f32')(...x.map(Math.fround));
    if (x.every((each) => Object.is(each, Math.fround(each)) && !(Math.abs(each) > 1e30 && Math.abs(each) < I)))
      expect(single).toBe(Math.fround(wanted));
  });
  test('of NaN is NaN', () => {
    const x = SPECIALS[name][0]!.slice(0, -1).map(() => NaN);
    expect(rule(...x)).toBeNaN();
    expect(scalarRule(name, 'f32')(...x)).toBeNaN();
  });
});
