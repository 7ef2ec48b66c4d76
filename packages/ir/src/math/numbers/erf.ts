/** Written by `npm run docs` from ../erf.ts, in f64. */
import { timesExp } from './exp.ts';
import { logOfSum } from './log.ts';

const scaledErfc = (x: number): number => {
  const v0 = 1152921504606847000 < x ? 1152921504606847000 : x;
  const v1 = (v0 - 4) / (v0 + 4);
  const v2 = v1 * v1;
  const v3 = ((((-1.3787670856428897e-10) * v2) + 1.6606305584421322e-9) * v2) + (-1.1140753515826173e-8);
  const v4 = (((((v3 * v2) + 4.845867167244416e-8) * v2) + 3.619560301016527e-8) * v2) + (-0.000004471970002245235);
  const v5 = (((((v4 * v2) + 0.00006658791466043602) * v2) + (-0.00038730229848374045)) * v2) + (-0.006528686956327315);
  const v6 = (((((v5 * v2) + (-0.02106125089302797)) * v2) + (-0.00838142925841654)) * v2) + 0.09227282688298254;
  const v7 = ((((-6.233547901224726e-11) * v2) + 7.953132549028489e-10) * v2) + (-6.484927679349622e-9);
  const v8 = (((((v7 * v2) + 4.896891497259434e-8) * v2) + (-3.7514136987005387e-7)) * v2) + 0.0000026965069382149006;
  const v9 = (((((v8 * v2) + (-0.000012935484249173686)) * v2) + (-0.00006908410505476181)) * v2) + 0.0022069476723375883;
  const v10 = (((((v9 * v2) + 0.013616763013856248) * v2) + 0.02246144191977558) * v2) + (-0.029473050423566873);
  return (((v6 * v2) + 0.669477818316218) + (v1 * ((v10 * v2) + (-0.16999703040175387)))) / (x + 0.88671875);
};

export const erf = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = x * x;
  const v2 = (((1.1472499701094691e-8 * v1) + (-1.5940066854661717e-7)) * v1) + 0.000001643068417974155;
  const v3 = (((((v2 * v1) + (-0.000014924196305569617)) * v1) + 0.00012055289567541706) * v1) + (-0.0008548326188759752);
  const v4 = (((((v3 * v1) + 0.005223977615420539) * v1) + (-0.026866170644428485)) * v1) + 0.11283791670952596;
  const v5 = 1 - timesExp(scaledErfc(v0), -v1, 0);
  return v0 < 0.75 ? (x * ((((v4 * v1) + (-0.37612638903183715)) * v1) + 1.1283791670955126)) : (x < 0 ? (-v5) : v5);
};

export const erfc = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = 40 < v0 ? 40 : v0;
  const v2 = v1 * 134217729;
  const v3 = v2 - (v2 - v1);
  const v4 = v1 * v1;
  const v5 = timesExp(scaledErfc(v0), v4 * (-1), (((v1 + v3) * (v1 - v3)) + ((v3 * v3) - v4)) * (-1));
  return x < 0 ? (2 - v5) : v5;
};

export const erfcx = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = scaledErfc(v0);
  const v2 = 40 < v0 ? 40 : v0;
  const v3 = v2 * 134217729;
  const v4 = v3 - (v3 - v2);
  const v5 = v2 * v2;
  return x < 0 ? (timesExp(2, v5 * 1, (((v2 + v4) * (v2 - v4)) + ((v4 * v4) - v5)) * 1) - v1) : v1;
};

export const logndtr = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = 0.5 * scaledErfc(v0 * 0.7071067811865476);
  const v2 = 40 < v0 ? 40 : v0;
  const v3 = v2 * 134217729;
  const v4 = v3 - (v3 - v2);
  const v5 = v2 * v2;
  const v6 = timesExp(v1, v5 * (-0.5), (((v2 + v4) * (v2 - v4)) + ((v4 * v4) - v5)) * (-0.5));
  const v7 = x > 0;
  const v8 = 1 - v6;
  return logOfSum(v7 ? v8 : v1, v7 ? (-(v6 - (1 - v8))) : 0) - (v7 ? 0 : ((0.5 * v0) * v0));
};
