/** Written by `npm run docs` from ../hyperbolic.ts, in f32. */
import { expm1Withinf, halfExpf } from './expf.ts';
import { log1pf } from './logf.ts';

export const sinhf = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = expm1Withinf(10 < v0 ? 10 : v0);
  const v2 = v1 < 1;
  const v3 = Math.fround((v2 ? Math.fround(v1 * v1) : v1) / Math.fround(v1 + 1));
  const v4 = v0 < 10 ? Math.fround(0.5 * (v2 ? Math.fround(Math.fround(v1 + v1) - v3) : Math.fround(v1 + v3))) : halfExpf(v0);
  return v0 < 0.0001220703125 ? x : (x < 0 ? (-v4) : v4);
};

export const coshf = (x: number): number => {
  const v0 = halfExpf(Math.abs(x));
  return Math.fround(v0 + Math.fround(0.25 / v0));
};

export const tanhf = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = 10 < v0 ? 10 : v0;
  const v2 = expm1Withinf(Math.fround(v1 + v1));
  const v3 = Math.fround(v2 + 2);
  const v4 = Math.fround(v2 / v3);
  const v5 = Math.fround(Math.fround(v4 * (v2 < 2 ? Math.fround(0.5 * Math.fround(v2 - Math.fround(v3 - 2))) : 0)) * Math.fround(1 - v4));
  const v6 = Math.fround(v4 - v5);
  return v0 < 0.0001220703125 ? x : (x < 0 ? (-v6) : v6);
};

export const asinhf = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = v0 > 8192;
  const v2 = Math.fround(v0 * v0);
  const v3 = Math.fround(v0 + Math.fround(v2 / Math.fround(1 + Math.fround(Math.sqrt(Math.fround(1 + v2))))));
  const v4 = Math.fround(log1pf(v1 ? Math.fround(v0 - 1) : v3) + (v1 ? 0.6931471824645996 : 0));
  return v0 < 0.0001220703125 ? x : (x < 0 ? (-v4) : v4);
};

export const acoshf = (x: number): number => {
  const v0 = Math.fround(x - 1);
  const v1 = x > 8192;
  const v2 = Math.fround(v0 + Math.fround(Math.sqrt(Math.fround(Math.fround(v0 + v0) + Math.fround(v0 * v0)))));
  return x < 1 ? NaN : Math.fround(log1pf(v1 ? v0 : v2) + (v1 ? 0.6931471824645996 : 0));
};

export const atanhf = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = Math.fround(v0 + v0);
  const v2 = Math.fround(1 - v0);
  const v3 = v0 < 0.5 ? Math.fround(v1 + Math.fround(Math.fround(v1 * v0) / v2)) : Math.fround(v1 / v2);
  const v4 = Math.fround(0.5 * log1pf(v3));
  return v0 < 0.0001220703125 ? x : (x < 0 ? (-v4) : v4);
};
