/** Written by `npm run docs` from ../exp.ts, in f64. */
import { power } from '../bits.ts';

export const exp = (x: number): number => {
  const v0 = x < (-746) ? (-746) : x;
  const v1 = 711 < v0 ? 711 : v0;
  const v2 = ((v1 * 1.4426950408889634) + 6755399441055744) - 6755399441055744;
  const v3 = v1 - (v2 * 0.6931471803691238);
  const v4 = v2 * 1.9082149292705877e-10;
  const v5 = v3 - v4;
  const v6 = v5 * v5;
  const v7 = (((4.1381367970572385e-8 * v6) + (-0.0000016533902205465252)) * v6) + 0.00006613756321437934;
  const v8 = v5 - (v6 * ((((v7 * v6) + (-0.0027777777777015593)) * v6) + 0.16666666666666602));
  const v9 = Math.floor(v2 * 0.5);
  return ((1 - ((v4 - ((v5 * v8) / (2 - v8))) - v3)) * power(v9)) * power(v2 - v9);
};

export const exp2 = (x: number): number => {
  const v0 = x < (-1077) ? (-1077) : x;
  const v1 = 1025 < v0 ? 1025 : v0;
  const v2 = (v1 + 6755399441055744) - 6755399441055744;
  const v3 = (v1 - v2) * 0.6931471805599453;
  const v4 = v3 - 0;
  const v5 = v4 * v4;
  const v6 = (((4.1381367970572385e-8 * v5) + (-0.0000016533902205465252)) * v5) + 0.00006613756321437934;
  const v7 = v4 - (v5 * ((((v6 * v5) + (-0.0027777777777015593)) * v5) + 0.16666666666666602));
  const v8 = Math.floor(v2 * 0.5);
  return ((1 - ((0 - ((v4 * v7) / (2 - v7))) - v3)) * power(v8)) * power(v2 - v8);
};

export const expm1 = (x: number): number => {
  const v0 = x < (-60) ? (-60) : x;
  const v1 = 710 < v0 ? 710 : v0;
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
  const v12 = (1 - power(-(64 < v2 ? 64 : v2))) + (v5 - (((v5 * ((v8 * ((v10 - v11) / (6 - (v5 * v11)))) - v6)) - v6) - v8));
  const v13 = Math.floor(v2 * 0.5);
  return Math.abs(x) < 5.551115123125783e-17 ? x : ((v12 * power(v13)) * power(v2 - v13));
};

export const timesExp = (x: number, y: number, z: number): number => {
  const v0 = y < (-746) ? (-746) : y;
  const v1 = 711 < v0 ? 711 : v0;
  const v2 = ((v1 * 1.4426950408889634) + 6755399441055744) - 6755399441055744;
  const v3 = v1 - (v2 * 0.6931471803691238);
  const v4 = (v2 * 1.9082149292705877e-10) - z;
  const v5 = v3 - v4;
  const v6 = v5 * v5;
  const v7 = (((4.1381367970572385e-8 * v6) + (-0.0000016533902205465252)) * v6) + 0.00006613756321437934;
  const v8 = v5 - (v6 * ((((v7 * v6) + (-0.0027777777777015593)) * v6) + 0.16666666666666602));
  const v9 = Math.floor(v2 * 0.5);
  return ((x * (1 - ((v4 - ((v5 * v8) / (2 - v8))) - v3))) * power(v9)) * power(v2 - v9);
};

export const expm1Within = (x: number): number => {
  const v0 = ((x * 1.4426950408889634) + 6755399441055744) - 6755399441055744;
  const v1 = x - (v0 * 0.6931471803691238);
  const v2 = v0 * 1.9082149292705877e-10;
  const v3 = v1 - v2;
  const v4 = (v1 - v3) - v2;
  const v5 = v3 * 0.5;
  const v6 = v3 * v5;
  const v7 = ((((-2.0109921818362437e-7) * v6) + 0.000004008217827329362) * v6) + (-0.0000793650757867488);
  const v8 = (((((v7 * v6) + 0.0015873015872548146) * v6) + (-0.03333333333333313)) * v6) + 1;
  const v9 = 3 - (v8 * v5);
  const v10 = (1 - power(-v0)) + (v3 - (((v3 * ((v6 * ((v8 - v9) / (6 - (v3 * v9)))) - v4)) - v4) - v6));
  return v10 * power(v0);
};

export const halfExp = (x: number): number => {
  const v0 = x < (-746) ? (-746) : x;
  const v1 = 711 < v0 ? 711 : v0;
  const v2 = ((v1 * 1.4426950408889634) + 6755399441055744) - 6755399441055744;
  const v3 = v1 - (v2 * 0.6931471803691238);
  const v4 = v2 * 1.9082149292705877e-10;
  const v5 = v3 - v4;
  const v6 = v5 * v5;
  const v7 = (((4.1381367970572385e-8 * v6) + (-0.0000016533902205465252)) * v6) + 0.00006613756321437934;
  const v8 = v5 - (v6 * ((((v7 * v6) + (-0.0027777777777015593)) * v6) + 0.16666666666666602));
  const v9 = v2 + (-1);
  const v10 = Math.floor(v9 * 0.5);
  return ((1 - ((v4 - ((v5 * v8) / (2 - v8))) - v3)) * power(v10)) * power(v9 - v10);
};

export const sigmoid = (x: number): number => {
  const v0 = exp(-Math.abs(x));
  const v1 = 1 + v0;
  const v2 = x >= 0;
  const v3 = (v2 ? 1 : v0) / v1;
  return v3 - ((v3 * (v0 - (v1 - 1))) * (v2 ? v3 : (1 - v3)));
};
