/** Written by `npm run docs` from ../exp.ts, in f32. */
import { power } from '../bits.ts';

export const expf = (x: number): number => {
  const v0 = x < (-104) ? (-104) : x;
  const v1 = 90 < v0 ? 90 : v0;
  const v2 = Math.fround(Math.fround(Math.fround(v1 * 1.4426950216293335) + 12582912) - 12582912);
  const v3 = Math.fround(v1 - Math.fround(v2 * 0.6931381225585938));
  const v4 = Math.fround(v2 * 0.00000905800061445916);
  const v5 = Math.fround(v3 - v4);
  const v6 = Math.fround(v5 * v5);
  const v7 = Math.fround(v6 * Math.fround(Math.fround((-0.0027667332906275988) * v6) + 0.16666625440120697));
  const v8 = Math.fround(v5 - v7);
  const v9 = Math.fround(Math.fround(v4 - Math.fround(Math.fround(v5 * v8) / Math.fround(2 - v8))) - v3);
  const v10 = Math.floor(Math.fround(v2 * 0.5));
  return Math.fround(Math.fround(Math.fround(1 - v9) * power(v10)) * power(Math.fround(v2 - v10)));
};

export const exp2f = (x: number): number => {
  const v0 = x < (-151) ? (-151) : x;
  const v1 = 129 < v0 ? 129 : v0;
  const v2 = Math.fround(Math.fround(v1 + 12582912) - 12582912);
  const v3 = Math.fround(Math.fround(v1 - v2) * 0.6931471824645996);
  const v4 = Math.fround(v3 - 0);
  const v5 = Math.fround(v4 * v4);
  const v6 = Math.fround(v5 * Math.fround(Math.fround((-0.0027667332906275988) * v5) + 0.16666625440120697));
  const v7 = Math.fround(v4 - v6);
  const v8 = Math.fround(Math.fround(0 - Math.fround(Math.fround(v4 * v7) / Math.fround(2 - v7))) - v3);
  const v9 = Math.floor(Math.fround(v2 * 0.5));
  return Math.fround(Math.fround(Math.fround(1 - v8) * power(v9)) * power(Math.fround(v2 - v9)));
};

export const expm1f = (x: number): number => {
  const v0 = x < (-30) ? (-30) : x;
  const v1 = 89 < v0 ? 89 : v0;
  const v2 = Math.fround(Math.fround(Math.fround(v1 * 1.4426950216293335) + 12582912) - 12582912);
  const v3 = Math.fround(v1 - Math.fround(v2 * 0.6931381225585938));
  const v4 = Math.fround(v2 * 0.00000905800061445916);
  const v5 = Math.fround(v3 - v4);
  const v6 = Math.fround(Math.fround(v3 - v5) - v4);
  const v7 = Math.fround(v5 * 0.5);
  const v8 = Math.fround(v5 * v7);
  const v9 = Math.fround(Math.fround(Math.fround(0.0015807170420885086 * v8) + (-0.03333321213722229)) * v8);
  const v10 = Math.fround(v9 + 1);
  const v11 = Math.fround(3 - Math.fround(v10 * v7));
  const v12 = Math.fround(v8 * Math.fround(Math.fround(v10 - v11) / Math.fround(6 - Math.fround(v5 * v11))));
  const v13 = Math.fround(v5 - Math.fround(Math.fround(Math.fround(v5 * Math.fround(v12 - v6)) - v6) - v8));
  const v14 = Math.floor(Math.fround(v2 * 0.5));
  const v15 = Math.fround(Math.fround(Math.fround(Math.fround(1 - power(-(32 < v2 ? 32 : v2))) + v13) * power(v14)) * power(Math.fround(v2 - v14)));
  return Math.abs(x) < 2.9802322387695312e-8 ? x : v15;
};

export const timesExpf = (x: number, y: number, z: number): number => {
  const v0 = y < (-104) ? (-104) : y;
  const v1 = 90 < v0 ? 90 : v0;
  const v2 = Math.fround(Math.fround(Math.fround(v1 * 1.4426950216293335) + 12582912) - 12582912);
  const v3 = Math.fround(v1 - Math.fround(v2 * 0.6931381225585938));
  const v4 = Math.fround(Math.fround(v2 * 0.00000905800061445916) - z);
  const v5 = Math.fround(v3 - v4);
  const v6 = Math.fround(v5 * v5);
  const v7 = Math.fround(v6 * Math.fround(Math.fround((-0.0027667332906275988) * v6) + 0.16666625440120697));
  const v8 = Math.fround(v5 - v7);
  const v9 = Math.fround(Math.fround(v4 - Math.fround(Math.fround(v5 * v8) / Math.fround(2 - v8))) - v3);
  const v10 = Math.floor(Math.fround(v2 * 0.5));
  return Math.fround(Math.fround(Math.fround(x * Math.fround(1 - v9)) * power(v10)) * power(Math.fround(v2 - v10)));
};

export const expm1Withinf = (x: number): number => {
  const v0 = Math.fround(Math.fround(Math.fround(x * 1.4426950216293335) + 12582912) - 12582912);
  const v1 = Math.fround(x - Math.fround(v0 * 0.6931381225585938));
  const v2 = Math.fround(v0 * 0.00000905800061445916);
  const v3 = Math.fround(v1 - v2);
  const v4 = Math.fround(Math.fround(v1 - v3) - v2);
  const v5 = Math.fround(v3 * 0.5);
  const v6 = Math.fround(v3 * v5);
  const v7 = Math.fround(Math.fround(Math.fround(0.0015807170420885086 * v6) + (-0.03333321213722229)) * v6);
  const v8 = Math.fround(v7 + 1);
  const v9 = Math.fround(3 - Math.fround(v8 * v5));
  const v10 = Math.fround(v6 * Math.fround(Math.fround(v8 - v9) / Math.fround(6 - Math.fround(v3 * v9))));
  const v11 = Math.fround(v3 - Math.fround(Math.fround(Math.fround(v3 * Math.fround(v10 - v4)) - v4) - v6));
  return Math.fround(Math.fround(Math.fround(1 - power(-v0)) + v11) * power(v0));
};

export const halfExpf = (x: number): number => {
  const v0 = x < (-104) ? (-104) : x;
  const v1 = 90 < v0 ? 90 : v0;
  const v2 = Math.fround(Math.fround(Math.fround(v1 * 1.4426950216293335) + 12582912) - 12582912);
  const v3 = Math.fround(v1 - Math.fround(v2 * 0.6931381225585938));
  const v4 = Math.fround(v2 * 0.00000905800061445916);
  const v5 = Math.fround(v3 - v4);
  const v6 = Math.fround(v5 * v5);
  const v7 = Math.fround(v6 * Math.fround(Math.fround((-0.0027667332906275988) * v6) + 0.16666625440120697));
  const v8 = Math.fround(v5 - v7);
  const v9 = Math.fround(Math.fround(v4 - Math.fround(Math.fround(v5 * v8) / Math.fround(2 - v8))) - v3);
  const v10 = Math.fround(v2 + (-1));
  const v11 = Math.floor(Math.fround(v10 * 0.5));
  return Math.fround(Math.fround(Math.fround(1 - v9) * power(v11)) * power(Math.fround(v10 - v11)));
};

export const sigmoidf = (x: number): number => {
  const v0 = expf(-Math.abs(x));
  const v1 = Math.fround(1 + v0);
  const v2 = x >= 0;
  const v3 = Math.fround((v2 ? 1 : v0) / v1);
  const v4 = Math.fround(Math.fround(v3 * Math.fround(v0 - Math.fround(v1 - 1))) * (v2 ? v3 : Math.fround(1 - v3)));
  return Math.fround(v3 - v4);
};
