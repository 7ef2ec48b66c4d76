/** Written by `npm run docs` from ../hyperbolic.ts, in f64. */
import { exponent, fraction, power } from '../bits.ts';

export const sinh = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = 22 < v0 ? 22 : v0;
  const v2 = ((v1 * 1.4426950408889634) + 6755399441055744) - 6755399441055744;
  const v3 = v1 - (v2 * 0.6931471803691238);
  const v4 = v2 * 1.9082149292705877e-10;
  const v5 = v3 - v4;
  const v6 = (v3 - v5) - v4;
  const v7 = v5 * 0.5;
  const v8 = v5 * v7;
  const v9 = ((((-2.0109921818362437e-7) * v8) + 0.000004008217827329362) * v8) + (-0.0000793650757867488);
  const v10 = (((((v9 * v8) + 0.0015873015872548146) * v8) + (-0.03333333333333313)) * v8) + 1;
  const v11 = 3 - (v10 * v7);
  const v12 = (1 - power(-v2)) + (v5 - (((v5 * ((v8 * ((v10 - v11) / (6 - (v5 * v11)))) - v6)) - v6) - v8));
  const v13 = v12 * power(v2);
  const v14 = v13 < 1;
  const v15 = (v14 ? (v13 * v13) : v13) / (v13 + 1);
  const v16 = v0 < (-746) ? (-746) : v0;
  const v17 = 711 < v16 ? 711 : v16;
  const v18 = ((v17 * 1.4426950408889634) + 6755399441055744) - 6755399441055744;
  const v19 = v17 - (v18 * 0.6931471803691238);
  const v20 = v18 * 1.9082149292705877e-10;
  const v21 = v19 - v20;
  const v22 = v21 * v21;
  const v23 = (((4.1381367970572385e-8 * v22) + (-0.0000016533902205465252)) * v22) + 0.00006613756321437934;
  const v24 = v21 - (v22 * ((((v23 * v22) + (-0.0027777777777015593)) * v22) + 0.16666666666666602));
  const v25 = v18 + (-1);
  const v26 = Math.floor(v25 * 0.5);
  const v27 = v0 < 22 ? (0.5 * (v14 ? ((v13 + v13) - v15) : (v13 + v15))) : (((1 - ((v20 - ((v21 * v24) / (2 - v24))) - v19)) * power(v26)) * power(v25 - v26));
  return v0 < 3.725290298461914e-9 ? x : (x < 0 ? (-v27) : v27);
};

export const cosh = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = v0 < (-746) ? (-746) : v0;
  const v2 = 711 < v1 ? 711 : v1;
  const v3 = ((v2 * 1.4426950408889634) + 6755399441055744) - 6755399441055744;
  const v4 = v2 - (v3 * 0.6931471803691238);
  const v5 = v3 * 1.9082149292705877e-10;
  const v6 = v4 - v5;
  const v7 = v6 * v6;
  const v8 = (((4.1381367970572385e-8 * v7) + (-0.0000016533902205465252)) * v7) + 0.00006613756321437934;
  const v9 = v6 - (v7 * ((((v8 * v7) + (-0.0027777777777015593)) * v7) + 0.16666666666666602));
  const v10 = v3 + (-1);
  const v11 = Math.floor(v10 * 0.5);
  const v12 = ((1 - ((v5 - ((v6 * v9) / (2 - v9))) - v4)) * power(v11)) * power(v10 - v11);
  return v12 + (0.25 / v12);
};

export const tanh = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = 22 < v0 ? 22 : v0;
  const v2 = v1 + v1;
  const v3 = ((v2 * 1.4426950408889634) + 6755399441055744) - 6755399441055744;
  const v4 = v2 - (v3 * 0.6931471803691238);
  const v5 = v3 * 1.9082149292705877e-10;
  const v6 = v4 - v5;
  const v7 = (v4 - v6) - v5;
  const v8 = v6 * 0.5;
  const v9 = v6 * v8;
  const v10 = ((((-2.0109921818362437e-7) * v9) + 0.000004008217827329362) * v9) + (-0.0000793650757867488);
  const v11 = (((((v10 * v9) + 0.0015873015872548146) * v9) + (-0.03333333333333313)) * v9) + 1;
  const v12 = 3 - (v11 * v8);
  const v13 = (1 - power(-v3)) + (v6 - (((v6 * ((v9 * ((v11 - v12) / (6 - (v6 * v12)))) - v7)) - v7) - v9));
  const v14 = v13 * power(v3);
  const v15 = v14 + 2;
  const v16 = v14 / v15;
  const v17 = v16 - ((v16 * (v14 < 2 ? (0.5 * (v14 - (v15 - 2))) : 0)) * (1 - v16));
  return v0 < 3.725290298461914e-9 ? x : (x < 0 ? (-v17) : v17);
};

export const asinh = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = v0 > 268435456;
  const v2 = v0 * v0;
  const v3 = v1 ? (v0 - 1) : (v0 + (v2 / (1 + Math.sqrt(1 + v2))));
  const v4 = 1 + v3;
  const v5 = v4 - 1;
  const v6 = v3 >= 1 ? (1 - (v4 - v3)) : (v3 - v5);
  const v7 = exponent(v4);
  const v8 = v7 === 0;
  const v9 = v8 ? (v5 + v6) : (fraction(v4) - 1);
  const v10 = v9 / (2 + v9);
  const v11 = v10 * v10;
  const v12 = (0.5 * v9) * v9;
  const v13 = (((((0.14798198605116586 * v11) + 0.15313837699209373) * v11) + 0.1818357216161805) * v11) + 0.22222198432149784;
  const v14 = (((((v13 * v11) + 0.2857142874366239) * v11) + 0.3999999999940942) * v11) + 0.6666666666666735;
  const v15 = v12 - ((v10 * (v12 + (v11 * v14))) + ((v7 * 1.9082149292705877e-10) + (v8 ? 0 : (v6 / v4))));
  const v16 = v4 > 0 ? (v4 < Infinity ? ((v7 * 0.6931471803691238) - (v15 - v9)) : v4) : (v4 === 0 ? (-Infinity) : NaN);
  const v17 = (Math.abs(v3) < 5.551115123125783e-17 ? v3 : v16) + (v1 ? 0.6931471805599453 : 0);
  return v0 < 3.725290298461914e-9 ? x : (x < 0 ? (-v17) : v17);
};

export const acosh = (x: number): number => {
  const v0 = x - 1;
  const v1 = x > 268435456;
  const v2 = v1 ? v0 : (v0 + Math.sqrt((v0 + v0) + (v0 * v0)));
  const v3 = 1 + v2;
  const v4 = v3 - 1;
  const v5 = v2 >= 1 ? (1 - (v3 - v2)) : (v2 - v4);
  const v6 = exponent(v3);
  const v7 = v6 === 0;
  const v8 = v7 ? (v4 + v5) : (fraction(v3) - 1);
  const v9 = v8 / (2 + v8);
  const v10 = v9 * v9;
  const v11 = (0.5 * v8) * v8;
  const v12 = (((((0.14798198605116586 * v10) + 0.15313837699209373) * v10) + 0.1818357216161805) * v10) + 0.22222198432149784;
  const v13 = (((((v12 * v10) + 0.2857142874366239) * v10) + 0.3999999999940942) * v10) + 0.6666666666666735;
  const v14 = v11 - ((v9 * (v11 + (v10 * v13))) + ((v6 * 1.9082149292705877e-10) + (v7 ? 0 : (v5 / v3))));
  const v15 = v3 > 0 ? (v3 < Infinity ? ((v6 * 0.6931471803691238) - (v14 - v8)) : v3) : (v3 === 0 ? (-Infinity) : NaN);
  return x < 1 ? NaN : ((Math.abs(v2) < 5.551115123125783e-17 ? v2 : v15) + (v1 ? 0.6931471805599453 : 0));
};

export const atanh = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = v0 + v0;
  const v2 = 1 - v0;
  const v3 = v0 < 0.5 ? (v1 + ((v1 * v0) / v2)) : (v1 / v2);
  const v4 = 1 + v3;
  const v5 = v4 - 1;
  const v6 = v3 >= 1 ? (1 - (v4 - v3)) : (v3 - v5);
  const v7 = exponent(v4);
  const v8 = v7 === 0;
  const v9 = v8 ? (v5 + v6) : (fraction(v4) - 1);
  const v10 = v9 / (2 + v9);
  const v11 = v10 * v10;
  const v12 = (0.5 * v9) * v9;
  const v13 = (((((0.14798198605116586 * v11) + 0.15313837699209373) * v11) + 0.1818357216161805) * v11) + 0.22222198432149784;
  const v14 = (((((v13 * v11) + 0.2857142874366239) * v11) + 0.3999999999940942) * v11) + 0.6666666666666735;
  const v15 = v12 - ((v10 * (v12 + (v11 * v14))) + ((v7 * 1.9082149292705877e-10) + (v8 ? 0 : (v6 / v4))));
  const v16 = v4 > 0 ? (v4 < Infinity ? ((v7 * 0.6931471803691238) - (v15 - v9)) : v4) : (v4 === 0 ? (-Infinity) : NaN);
  const v17 = 0.5 * (Math.abs(v3) < 5.551115123125783e-17 ? v3 : v16);
  return v0 < 3.725290298461914e-9 ? x : (x < 0 ? (-v17) : v17);
};
