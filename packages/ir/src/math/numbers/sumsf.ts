/** Written by `npm run docs` from ../sums.ts, in f32. */
import { expf, expm1f, timesExpf } from './expf.ts';
import { logf, log1pf, logOfSumf } from './logf.ts';

export const xlogyf = (x: number, y: number): number => {
  return (x === 0) && (y === y) ? 0 : Math.fround(x * logf(y));
};

export const xlog1pyf = (x: number, y: number): number => {
  return (x === 0) && (y === y) ? 0 : Math.fround(x * log1pf(y));
};

export const logaddexpf = (x: number, y: number): number => {
  const v0 = Math.fround(x - y);
  const v1 = Math.fround(v0 - x);
  const v2 = Math.fround(Math.fround(x - Math.fround(v0 - v1)) - Math.fround(y + v1));
  const v3 = Math.abs(v0);
  const v4 = Math.fround((x < y ? y : x) + log1pf(timesExpf(1, -v3, v3 < Infinity ? (x < y ? v2 : (-v2)) : 0)));
  return x === y ? Math.fround(x + 0.6931471824645996) : v4;
};

export const log1mexpf = (x: number): number => {
  const v0 = -x;
  const v1 = x < 0.6931471824645996;
  const v2 = expf(v0);
  const v3 = Math.fround(1 - v2);
  return logOfSumf(v1 ? (-expm1f(v0)) : v3, v1 ? 0 : (-Math.fround(v2 - Math.fround(1 - v3))));
};

export const hypotf = (x: number, y: number): number => {
  const v0 = Math.abs(x);
  const v1 = Math.abs(y);
  const v2 = v0 < v1 ? v1 : v0;
  const v3 = v2 > 1152921504606847000;
  const v4 = v2 < 8.881784197001252e-16;
  const v5 = v3 ? 7.888609052210118e-31 : (v4 ? 1.2676506002282294e+30 : 1);
  const v6 = Math.fround(v0 * v5);
  const v7 = Math.fround(v1 * v5);
  const v8 = Math.fround(Math.fround(Math.sqrt(Math.fround(Math.fround(v6 * v6) + Math.fround(v7 * v7)))) * (v3 ? 1.2676506002282294e+30 : (v4 ? 7.888609052210118e-31 : 1)));
  return (v0 === Infinity) || (v1 === Infinity) ? Infinity : v8;
};
