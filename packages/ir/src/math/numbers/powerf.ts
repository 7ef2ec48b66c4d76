/** Written by `npm run docs` from ../power.ts, in f32. */
import { exponent, fraction, power } from '../bits.ts';
import { pow } from './power.ts';

export const powf = (x: number, y: number): number => Math.fround(pow(x, y));

export const cbrtf = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = v0 < 1.1754943508222875e-38;
  const v2 = v1 ? Math.fround(v0 * 33554432) : v0;
  const v3 = exponent(v2);
  const v4 = v1 ? Math.fround(v3 - 25) : v3;
  const v5 = fraction(v2);
  const v6 = Math.floor(Math.fround(Math.fround(v4 + 0.5) * 0.3333333432674408));
  const v7 = Math.fround(v4 - Math.fround(v6 * 3));
  const v8 = v7 === 1;
  const v9 = v7 === 2;
  const v10 = Math.fround(v5 * (v9 ? 4 : (v8 ? 2 : 1)));
  const v11 = Math.fround(Math.fround(Math.fround(0.05737999826669693 * v5) + (-0.28769999742507935)) * v5);
  const v12 = Math.fround((v9 ? 1.587401032447815 : (v8 ? 1.2599210739135742 : 1)) * Math.fround(Math.fround(Math.fround(v11 + 0.7369999885559082) * v5) + 0.4934000074863434));
  const v13 = Math.fround(v10 / Math.fround(v12 * v12));
  const v14 = Math.fround(v12 * Math.fround(Math.fround(v13 - v12) / Math.fround(Math.fround(v12 + v12) + v13)));
  const v15 = Math.fround(v12 + v14);
  const v16 = Math.fround(v15 * 4097);
  const v17 = Math.fround(v16 - Math.fround(v16 - v15));
  const v18 = Math.fround(v10 / Math.fround(v17 * v17));
  const v19 = Math.fround(v17 * Math.fround(Math.fround(v18 - v17) / Math.fround(Math.fround(v17 + v17) + v18)));
  const v20 = Math.fround(Math.fround(v17 + v19) * power(v6));
  return (v0 < Infinity) && (v0 > 0) ? (x < 0 ? (-v20) : v20) : x;
};
