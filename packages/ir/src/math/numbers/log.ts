/** Written by `npm run docs` from ../log.ts, in f64. */
import { exponent, fraction } from '../bits.ts';
import { exp } from './exp.ts';

export const log = (x: number): number => {
  const v0 = x < 2.2250738585072014e-308;
  const v1 = v0 ? (x * 18014398509481984) : x;
  const v2 = exponent(v1);
  const v3 = v0 ? (v2 - 54) : v2;
  const v4 = fraction(v1) - 1;
  const v5 = v4 / (2 + v4);
  const v6 = v5 * v5;
  const v7 = (0.5 * v4) * v4;
  const v8 = (((((0.14798198605116586 * v6) + 0.15313837699209373) * v6) + 0.1818357216161805) * v6) + 0.22222198432149784;
  const v9 = (((((v8 * v6) + 0.2857142874366239) * v6) + 0.3999999999940942) * v6) + 0.6666666666666735;
  const v10 = (v3 * 0.6931471803691238) - ((v7 - ((v5 * (v7 + (v6 * v9))) + (v3 * 1.9082149292705877e-10))) - v4);
  return x > 0 ? (x < Infinity ? v10 : x) : (x === 0 ? (-Infinity) : NaN);
};

export const log1p = (x: number): number => {
  const v0 = 1 + x;
  const v1 = v0 - 1;
  const v2 = x >= 1 ? (1 - (v0 - x)) : (x - v1);
  const v3 = exponent(v0);
  const v4 = v3 === 0;
  const v5 = v4 ? (v1 + v2) : (fraction(v0) - 1);
  const v6 = v5 / (2 + v5);
  const v7 = v6 * v6;
  const v8 = (0.5 * v5) * v5;
  const v9 = (((((0.14798198605116586 * v7) + 0.15313837699209373) * v7) + 0.1818357216161805) * v7) + 0.22222198432149784;
  const v10 = (((((v9 * v7) + 0.2857142874366239) * v7) + 0.3999999999940942) * v7) + 0.6666666666666735;
  const v11 = (v8 - ((v6 * (v8 + (v7 * v10))) + ((v3 * 1.9082149292705877e-10) + (v4 ? 0 : (v2 / v0))))) - v5;
  const v12 = v0 > 0 ? (v0 < Infinity ? ((v3 * 0.6931471803691238) - v11) : v0) : (v0 === 0 ? (-Infinity) : NaN);
  return Math.abs(x) < 5.551115123125783e-17 ? x : v12;
};

export const logOfSum = (x: number, y: number): number => {
  const v0 = x < 2.2250738585072014e-308;
  const v1 = v0 ? (x * 18014398509481984) : x;
  const v2 = exponent(v1);
  const v3 = v0 ? (v2 - 54) : v2;
  const v4 = v3 === 0;
  const v5 = v4 ? ((x - 1) + y) : (fraction(v1) - 1);
  const v6 = v5 / (2 + v5);
  const v7 = v6 * v6;
  const v8 = (0.5 * v5) * v5;
  const v9 = (((((0.14798198605116586 * v7) + 0.15313837699209373) * v7) + 0.1818357216161805) * v7) + 0.22222198432149784;
  const v10 = (((((v9 * v7) + 0.2857142874366239) * v7) + 0.3999999999940942) * v7) + 0.6666666666666735;
  const v11 = (v8 - ((v6 * (v8 + (v7 * v10))) + ((v3 * 1.9082149292705877e-10) + (v4 ? 0 : (y / x))))) - v5;
  const v12 = x > 0 ? (x < Infinity ? ((v3 * 0.6931471803691238) - v11) : x) : (x === 0 ? (-Infinity) : NaN);
  return x === 1 ? y : v12;
};

export const log2 = (x: number): number => {
  const v0 = x < 2.2250738585072014e-308;
  const v1 = v0 ? (x * 18014398509481984) : x;
  const v2 = exponent(v1);
  const v3 = v0 ? (v2 - 54) : v2;
  const v4 = fraction(v1) - 1;
  const v5 = v4 / (2 + v4);
  const v6 = v5 * v5;
  const v7 = (0.5 * v4) * v4;
  const v8 = (((((0.14798198605116586 * v6) + 0.15313837699209373) * v6) + 0.1818357216161805) * v6) + 0.22222198432149784;
  const v9 = (((((v8 * v6) + 0.2857142874366239) * v6) + 0.3999999999940942) * v6) + 0.6666666666666735;
  const v10 = v4 - v7;
  const v11 = v10 * 134217729;
  const v12 = v11 - (v11 - v10);
  const v13 = ((v4 - v12) - v7) + (v5 * (v7 + (v6 * v9)));
  const v14 = v12 * 1.4426950407214463;
  const v15 = v3 + v14;
  const v16 = (((v13 + v12) * 1.6751713164886512e-10) + (v13 * 1.4426950407214463)) + ((v3 - v15) + v14);
  return x > 0 ? (x < Infinity ? (v16 + v15) : x) : (x === 0 ? (-Infinity) : NaN);
};

export const log10 = (x: number): number => {
  const v0 = x < 2.2250738585072014e-308;
  const v1 = v0 ? (x * 18014398509481984) : x;
  const v2 = exponent(v1);
  const v3 = v0 ? (v2 - 54) : v2;
  const v4 = fraction(v1) - 1;
  const v5 = v4 / (2 + v4);
  const v6 = v5 * v5;
  const v7 = (0.5 * v4) * v4;
  const v8 = (((((0.14798198605116586 * v6) + 0.15313837699209373) * v6) + 0.1818357216161805) * v6) + 0.22222198432149784;
  const v9 = (((((v8 * v6) + 0.2857142874366239) * v6) + 0.3999999999940942) * v6) + 0.6666666666666735;
  const v10 = v4 - v7;
  const v11 = v10 * 134217729;
  const v12 = v11 - (v11 - v10);
  const v13 = ((v4 - v12) - v7) + (v5 * (v7 + (v6 * v9)));
  const v14 = v12 * 0.4342944818781689;
  const v15 = v3 * 0.30102999566361177;
  const v16 = (((v13 + v12) * 2.5082946711645275e-11) + (v13 * 0.4342944818781689)) + (v3 * 3.694239077158931e-13);
  const v17 = v15 + v14;
  return x > 0 ? (x < Infinity ? ((v16 + ((v15 - v17) + v14)) + v17) : x) : (x === 0 ? (-Infinity) : NaN);
};

export const softplus = (x: number): number => {
  return (x < 0 ? 0 : x) + log1p(exp(-Math.abs(x)));
};
