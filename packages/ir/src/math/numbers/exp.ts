/** Written by `npm run docs` from ../exp.ts, in f64. */
import { power } from '../bits.ts';

export const exp = (x: number): number => {
  const v0 = Math.min(Math.max(x, -746), 711);
  const v1 = ((v0 * 1.4426950408889634) + 6755399441055744) - 6755399441055744;
  const v2 = v0 - (v1 * 0.6931471803691238);
  const v3 = v1 * 1.9082149292705877e-10;
  const v4 = v2 - v3;
  const v5 = v4 * v4;
  const v6 = (((4.1381367970572385e-8 * v5) + (-0.0000016533902205465252)) * v5) + 0.00006613756321437934;
  const v7 = v4 - (v5 * ((((v6 * v5) + (-0.0027777777777015593)) * v5) + 0.16666666666666602));
  const v8 = Math.floor(v1 * 0.5);
  return ((1 - ((v3 - ((v4 * v7) / (2 - v7))) - v2)) * power(v8)) * power(v1 - v8);
};

export const exp2 = (x: number): number => {
  const v0 = Math.min(Math.max(x, -1077), 1025);
  const v1 = (v0 + 6755399441055744) - 6755399441055744;
  const v2 = (v0 - v1) * 0.6931471805599453;
  const v3 = v2 - 0;
  const v4 = v3 * v3;
  const v5 = (((4.1381367970572385e-8 * v4) + (-0.0000016533902205465252)) * v4) + 0.00006613756321437934;
  const v6 = v3 - (v4 * ((((v5 * v4) + (-0.0027777777777015593)) * v4) + 0.16666666666666602));
  const v7 = Math.floor(v1 * 0.5);
  return ((1 - ((0 - ((v3 * v6) / (2 - v6))) - v2)) * power(v7)) * power(v1 - v7);
};

export const expm1 = (x: number): number => {
  const v0 = Math.min(Math.max(x, -60), 710);
  const v1 = ((v0 * 1.4426950408889634) + 6755399441055744) - 6755399441055744;
  const v2 = v0 - (v1 * 0.6931471803691238);
  const v3 = v1 * 1.9082149292705877e-10;
  const v4 = v2 - v3;
  const v5 = (v2 - v4) - v3;
  const v6 = v4 * 0.5;
  const v7 = v4 * v6;
  const v8 = ((((-2.0109921818362437e-7) * v7) + 0.000004008217827329362) * v7) + (-0.0000793650757867488);
  const v9 = (((((v8 * v7) + 0.0015873015872548146) * v7) + (-0.03333333333333313)) * v7) + 1;
  const v10 = 3 - (v9 * v6);
  const v11 = (1 - power(-Math.min(v1, 64))) + (v4 - (((v4 * ((v7 * ((v9 - v10) / (6 - (v4 * v10)))) - v5)) - v5) - v7));
  const v12 = Math.floor(v1 * 0.5);
  return Math.abs(x) < 5.551115123125783e-17 ? x : ((v11 * power(v12)) * power(v1 - v12));
};

export const sigmoid = (x: number): number => {
  const v0 = Math.min(Math.max(-Math.abs(x), -746), 711);
  const v1 = ((v0 * 1.4426950408889634) + 6755399441055744) - 6755399441055744;
  const v2 = v0 - (v1 * 0.6931471803691238);
  const v3 = v1 * 1.9082149292705877e-10;
  const v4 = v2 - v3;
  const v5 = v4 * v4;
  const v6 = (((4.1381367970572385e-8 * v5) + (-0.0000016533902205465252)) * v5) + 0.00006613756321437934;
  const v7 = v4 - (v5 * ((((v6 * v5) + (-0.0027777777777015593)) * v5) + 0.16666666666666602));
  const v8 = Math.floor(v1 * 0.5);
  const v9 = ((1 - ((v3 - ((v4 * v7) / (2 - v7))) - v2)) * power(v8)) * power(v1 - v8);
  const v10 = 1 + v9;
  const v11 = x >= 0;
  const v12 = (v11 ? 1 : v9) / v10;
  return v12 - ((v12 * (v9 - (v10 - 1))) * (v11 ? v12 : (1 - v12)));
};
