/** Written by `npm run docs` from ../sums.ts, in f64. */
import { exp, expm1, timesExp } from './exp.ts';
import { log, log1p, logOfSum } from './log.ts';

export const xlogy = (x: number, y: number): number => {
  return (x === 0) && (y === y) ? 0 : (x * log(y));
};

export const xlog1py = (x: number, y: number): number => {
  return (x === 0) && (y === y) ? 0 : (x * log1p(y));
};

export const logaddexp = (x: number, y: number): number => {
  const v0 = x - y;
  const v1 = v0 - x;
  const v2 = (x - (v0 - v1)) - (y + v1);
  const v3 = Math.abs(v0);
  return x === y ? (x + 0.6931471805599453) : ((x < y ? y : x) + log1p(timesExp(1, -v3, v3 < Infinity ? (x < y ? v2 : (-v2)) : 0)));
};

export const log1mexp = (x: number): number => {
  const v0 = -x;
  const v1 = x < 0.6931471805599453;
  const v2 = exp(v0);
  const v3 = 1 - v2;
  return logOfSum(v1 ? (-expm1(v0)) : v3, v1 ? 0 : (-(v2 - (1 - v3))));
};

export const hypot = (x: number, y: number): number => {
  const v0 = Math.abs(x);
  const v1 = Math.abs(y);
  const v2 = v0 < v1 ? v1 : v0;
  const v3 = v2 > 3.273390607896142e+150;
  const v4 = v2 < 3.054936363499605e-151;
  const v5 = v3 ? 1.90109156629516e-211 : (v4 ? 5.260135901548374e+210 : 1);
  const v6 = v0 * v5;
  const v7 = v1 * v5;
  const v8 = Math.sqrt((v6 * v6) + (v7 * v7)) * (v3 ? 5.260135901548374e+210 : (v4 ? 1.90109156629516e-211 : 1));
  return (v0 === Infinity) || (v1 === Infinity) ? Infinity : v8;
};
