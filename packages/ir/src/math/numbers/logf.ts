/** Written by `npm run docs` from ../log.ts, in f32. */
import { exponent, fraction } from '../bits.ts';
import { expf } from './expf.ts';

export const logf = (x: number): number => {
  const v0 = x < 1.1754943508222875e-38;
  const v1 = v0 ? Math.fround(x * 33554432) : x;
  const v2 = exponent(v1);
  const v3 = v0 ? Math.fround(v2 - 25) : v2;
  const v4 = Math.fround(fraction(v1) - 1);
  const v5 = Math.fround(v4 / Math.fround(2 + v4));
  const v6 = Math.fround(v5 * v5);
  const v7 = Math.fround(Math.fround(0.5 * v4) * v4);
  const v8 = Math.fround(Math.fround(Math.fround(Math.fround(0.24279078841209412 * v6) + 0.2849878668785095) * v6) + 0.40000972151756287);
  const v9 = Math.fround(v7 + Math.fround(v6 * Math.fround(Math.fround(v8 * v6) + 0.6666666269302368)));
  const v10 = Math.fround(v7 - Math.fround(Math.fround(v5 * v9) + Math.fround(v3 * 0.00000905800061445916)));
  const v11 = x < Infinity ? Math.fround(Math.fround(v3 * 0.6931381225585938) - Math.fround(v10 - v4)) : x;
  return x > 0 ? v11 : (x === 0 ? (-Infinity) : NaN);
};

export const log1pf = (x: number): number => {
  const v0 = Math.fround(1 + x);
  const v1 = Math.fround(v0 - 1);
  const v2 = x >= 1 ? Math.fround(1 - Math.fround(v0 - x)) : Math.fround(x - v1);
  const v3 = exponent(v0);
  const v4 = v3 === 0;
  const v5 = v4 ? Math.fround(v1 + v2) : Math.fround(fraction(v0) - 1);
  const v6 = Math.fround(v5 / Math.fround(2 + v5));
  const v7 = Math.fround(v6 * v6);
  const v8 = Math.fround(Math.fround(0.5 * v5) * v5);
  const v9 = Math.fround(Math.fround(Math.fround(Math.fround(0.24279078841209412 * v7) + 0.2849878668785095) * v7) + 0.40000972151756287);
  const v10 = Math.fround(v8 + Math.fround(v7 * Math.fround(Math.fround(v9 * v7) + 0.6666666269302368)));
  const v11 = Math.fround(Math.fround(v6 * v10) + Math.fround(Math.fround(v3 * 0.00000905800061445916) + (v4 ? 0 : Math.fround(v2 / v0))));
  const v12 = Math.fround(Math.fround(v3 * 0.6931381225585938) - Math.fround(Math.fround(v8 - v11) - v5));
  return Math.abs(x) < 2.9802322387695312e-8 ? x : (v0 > 0 ? (v0 < Infinity ? v12 : v0) : (v0 === 0 ? (-Infinity) : NaN));
};

export const logOfSumf = (x: number, y: number): number => {
  const v0 = x < 1.1754943508222875e-38;
  const v1 = v0 ? Math.fround(x * 33554432) : x;
  const v2 = exponent(v1);
  const v3 = v0 ? Math.fround(v2 - 25) : v2;
  const v4 = v3 === 0;
  const v5 = v4 ? Math.fround(Math.fround(x - 1) + y) : Math.fround(fraction(v1) - 1);
  const v6 = Math.fround(v5 / Math.fround(2 + v5));
  const v7 = Math.fround(v6 * v6);
  const v8 = Math.fround(Math.fround(0.5 * v5) * v5);
  const v9 = Math.fround(Math.fround(Math.fround(Math.fround(0.24279078841209412 * v7) + 0.2849878668785095) * v7) + 0.40000972151756287);
  const v10 = Math.fround(v8 + Math.fround(v7 * Math.fround(Math.fround(v9 * v7) + 0.6666666269302368)));
  const v11 = Math.fround(Math.fround(v6 * v10) + Math.fround(Math.fround(v3 * 0.00000905800061445916) + (v4 ? 0 : Math.fround(y / x))));
  const v12 = Math.fround(Math.fround(v3 * 0.6931381225585938) - Math.fround(Math.fround(v8 - v11) - v5));
  return x === 1 ? y : (x > 0 ? (x < Infinity ? v12 : x) : (x === 0 ? (-Infinity) : NaN));
};

export const log2f = (x: number): number => {
  const v0 = x < 1.1754943508222875e-38;
  const v1 = v0 ? Math.fround(x * 33554432) : x;
  const v2 = exponent(v1);
  const v3 = v0 ? Math.fround(v2 - 25) : v2;
  const v4 = Math.fround(fraction(v1) - 1);
  const v5 = Math.fround(v4 / Math.fround(2 + v4));
  const v6 = Math.fround(v5 * v5);
  const v7 = Math.fround(Math.fround(0.5 * v4) * v4);
  const v8 = Math.fround(Math.fround(Math.fround(Math.fround(0.24279078841209412 * v6) + 0.2849878668785095) * v6) + 0.40000972151756287);
  const v9 = Math.fround(v7 + Math.fround(v6 * Math.fround(Math.fround(v8 * v6) + 0.6666666269302368)));
  const v10 = Math.fround(v4 - v7);
  const v11 = Math.fround(v10 * 4097);
  const v12 = Math.fround(v11 - Math.fround(v11 - v10));
  const v13 = Math.fround(Math.fround(Math.fround(v4 - v12) - v7) + Math.fround(v5 * v9));
  const v14 = Math.fround(v12 * 1.44287109375);
  const v15 = Math.fround(Math.fround(Math.fround(v13 + v12) * (-0.00017605285393074155)) + Math.fround(v13 * 1.44287109375));
  const v16 = Math.fround(v3 + v14);
  const v17 = x < Infinity ? Math.fround(Math.fround(v15 + Math.fround(Math.fround(v3 - v16) + v14)) + v16) : x;
  return x > 0 ? v17 : (x === 0 ? (-Infinity) : NaN);
};

export const log10f = (x: number): number => {
  const v0 = x < 1.1754943508222875e-38;
  const v1 = v0 ? Math.fround(x * 33554432) : x;
  const v2 = exponent(v1);
  const v3 = v0 ? Math.fround(v2 - 25) : v2;
  const v4 = Math.fround(fraction(v1) - 1);
  const v5 = Math.fround(v4 / Math.fround(2 + v4));
  const v6 = Math.fround(v5 * v5);
  const v7 = Math.fround(Math.fround(0.5 * v4) * v4);
  const v8 = Math.fround(Math.fround(Math.fround(Math.fround(0.24279078841209412 * v6) + 0.2849878668785095) * v6) + 0.40000972151756287);
  const v9 = Math.fround(v7 + Math.fround(v6 * Math.fround(Math.fround(v8 * v6) + 0.6666666269302368)));
  const v10 = Math.fround(v4 - v7);
  const v11 = Math.fround(v10 * 4097);
  const v12 = Math.fround(v11 - Math.fround(v11 - v10));
  const v13 = Math.fround(Math.fround(Math.fround(v4 - v12) - v7) + Math.fround(v5 * v9));
  const v14 = Math.fround(v12 * 0.434326171875);
  const v15 = Math.fround(Math.fround(Math.fround(v13 + v12) * (-0.00003168997136526741)) + Math.fround(v13 * 0.434326171875));
  const v16 = Math.fround(v3 * 0.3010292053222656);
  const v17 = Math.fround(v16 + v14);
  const v18 = Math.fround(Math.fround(v15 + Math.fround(v3 * 7.903415166765626e-7)) + Math.fround(Math.fround(v16 - v17) + v14));
  return x > 0 ? (x < Infinity ? Math.fround(v18 + v17) : x) : (x === 0 ? (-Infinity) : NaN);
};

export const softplusf = (x: number): number => {
  return Math.fround((x < 0 ? 0 : x) + log1pf(expf(-Math.abs(x))));
};
