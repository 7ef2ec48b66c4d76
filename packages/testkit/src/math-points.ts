/** Where functions of numbers are tried: hostile points, and others of every size. */
import type { Precision } from '@adjoint/ir';

export const PRECISIONS = ['f64', 'f32'] as const satisfies readonly Precision[];
export const rounding = (precision: Precision): ((x: number) => number) =>
  precision === 'f32' ? Math.fround : (x) => x;

export const POINTS = [
  NaN,
  0,
  -0,
  Infinity,
  -Infinity,
  1,
  -1,
  0.5,
  -0.5,
  2,
  -2,
  3,
  5e-324,
  -5e-324,
  2 ** -1022,
  1e-310,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  709.78,
  -745.13,
  710.4,
  88.7,
  -103.9,
  1e22,
  -1e22,
  51471,
  51472,
  3216,
  3217,
  1e5,
  1e-8,
  22,
  0.999999,
  2 ** 28,
];
/** The hostile points, then others of every size. */
export const pointsOf = (count: number): number[] => {
  let seed = 1;
  const next = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647 - 0.5;
  const found = [...POINTS];
  while (found.length < count)
    found.push(next() * 40, next() * 2 ** (2000 * next()), 1500 * next(), 1 + next() * 2 ** (60 * next() - 30));
  return found.slice(0, count);
};
