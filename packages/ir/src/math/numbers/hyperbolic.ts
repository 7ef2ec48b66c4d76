/** Written by `npm run docs` from ../hyperbolic.ts, in f64. */
import { expm1Within, halfExp } from './exp.ts';
import { log1p } from './log.ts';

export const sinh = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = expm1Within(22 < v0 ? 22 : v0);
  const v2 = v1 < 1;
  const v3 = (v2 ? (v1 * v1) : v1) / (v1 + 1);
  const v4 = v0 < 22 ? (0.5 * (v2 ? ((v1 + v1) - v3) : (v1 + v3))) : halfExp(v0);
  return v0 < 3.725290298461914e-9 ? x : (x < 0 ? (-v4) : v4);
};

export const cosh = (x: number): number => {
  const v0 = halfExp(Math.abs(x));
  return v0 + (0.25 / v0);
};

export const tanh = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = 22 < v0 ? 22 : v0;
  const v2 = expm1Within(v1 + v1);
  const v3 = v2 + 2;
  const v4 = v2 / v3;
  const v5 = v4 - ((v4 * (v2 < 2 ? (0.5 * (v2 - (v3 - 2))) : 0)) * (1 - v4));
  return v0 < 3.725290298461914e-9 ? x : (x < 0 ? (-v5) : v5);
};

export const asinh = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = v0 > 268435456;
  const v2 = v0 * v0;
  const v3 = log1p(v1 ? (v0 - 1) : (v0 + (v2 / (1 + Math.sqrt(1 + v2))))) + (v1 ? 0.6931471805599453 : 0);
  return v0 < 3.725290298461914e-9 ? x : (x < 0 ? (-v3) : v3);
};

export const acosh = (x: number): number => {
  const v0 = x - 1;
  const v1 = x > 268435456;
  return x < 1 ? NaN : (log1p(v1 ? v0 : (v0 + Math.sqrt((v0 + v0) + (v0 * v0)))) + (v1 ? 0.6931471805599453 : 0));
};

export const atanh = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = v0 + v0;
  const v2 = 1 - v0;
  const v3 = 0.5 * log1p(v0 < 0.5 ? (v1 + ((v1 * v0) / v2)) : (v1 / v2));
  return v0 < 3.725290298461914e-9 ? x : (x < 0 ? (-v3) : v3);
};
