/** Written by `npm run docs` from ../exp.ts, in f32. */
import { power } from '../bits.ts';

export const expf = (x: number): number => {
  const v0 = Math.min(Math.max(x, -104), 90);
  const v1 = Math.fround(Math.fround(Math.fround(v0 * 1.4426950216293335) + 12582912) - 12582912);
  const v2 = Math.fround(v0 - Math.fround(v1 * 0.6931381225585938));
  const v3 = Math.fround(v1 * 0.00000905800061445916);
  const v4 = Math.fround(v2 - v3);
  const v5 = Math.fround(v4 * v4);
  const v6 = Math.fround(v5 * Math.fround(Math.fround((-0.0027667332906275988) * v5) + 0.16666625440120697));
  const v7 = Math.fround(v4 - v6);
  const v8 = Math.fround(Math.fround(v3 - Math.fround(Math.fround(v4 * v7) / Math.fround(2 - v7))) - v2);
  const v9 = Math.floor(Math.fround(v1 * 0.5));
  return Math.fround(Math.fround(Math.fround(1 - v8) * power(v9)) * power(Math.fround(v1 - v9)));
};

export const exp2f = (x: number): number => {
  const v0 = Math.min(Math.max(x, -151), 129);
  const v1 = Math.fround(Math.fround(v0 + 12582912) - 12582912);
  const v2 = Math.fround(Math.fround(v0 - v1) * 0.6931471824645996);
  const v3 = Math.fround(v2 - 0);
  const v4 = Math.fround(v3 * v3);
  const v5 = Math.fround(v4 * Math.fround(Math.fround((-0.0027667332906275988) * v4) + 0.16666625440120697));
  const v6 = Math.fround(v3 - v5);
  const v7 = Math.fround(Math.fround(0 - Math.fround(Math.fround(v3 * v6) / Math.fround(2 - v6))) - v2);
  const v8 = Math.floor(Math.fround(v1 * 0.5));
  return Math.fround(Math.fround(Math.fround(1 - v7) * power(v8)) * power(Math.fround(v1 - v8)));
};

export const expm1f = (x: number): number => {
  const v0 = Math.min(Math.max(x, -30), 89);
  const v1 = Math.fround(Math.fround(Math.fround(v0 * 1.4426950216293335) + 12582912) - 12582912);
  const v2 = Math.fround(v0 - Math.fround(v1 * 0.6931381225585938));
  const v3 = Math.fround(v1 * 0.00000905800061445916);
  const v4 = Math.fround(v2 - v3);
  const v5 = Math.fround(Math.fround(v2 - v4) - v3);
  const v6 = Math.fround(v4 * 0.5);
  const v7 = Math.fround(v4 * v6);
  const v8 = Math.fround(Math.fround(Math.fround(0.0015807170420885086 * v7) + (-0.03333321213722229)) * v7);
  const v9 = Math.fround(v8 + 1);
  const v10 = Math.fround(3 - Math.fround(v9 * v6));
  const v11 = Math.fround(v7 * Math.fround(Math.fround(v9 - v10) / Math.fround(6 - Math.fround(v4 * v10))));
  const v12 = Math.fround(v4 - Math.fround(Math.fround(Math.fround(v4 * Math.fround(v11 - v5)) - v5) - v7));
  const v13 = Math.floor(Math.fround(v1 * 0.5));
  const v14 = Math.fround(Math.fround(Math.fround(Math.fround(1 - power(-Math.min(v1, 32))) + v12) * power(v13)) * power(Math.fround(v1 - v13)));
  return Math.abs(x) < 2.9802322387695312e-8 ? x : v14;
};

export const sigmoidf = (x: number): number => {
  const v0 = Math.min(Math.max(-Math.abs(x), -104), 90);
  const v1 = Math.fround(Math.fround(Math.fround(v0 * 1.4426950216293335) + 12582912) - 12582912);
  const v2 = Math.fround(v0 - Math.fround(v1 * 0.6931381225585938));
  const v3 = Math.fround(v1 * 0.00000905800061445916);
  const v4 = Math.fround(v2 - v3);
  const v5 = Math.fround(v4 * v4);
  const v6 = Math.fround(v5 * Math.fround(Math.fround((-0.0027667332906275988) * v5) + 0.16666625440120697));
  const v7 = Math.fround(v4 - v6);
  const v8 = Math.fround(Math.fround(v3 - Math.fround(Math.fround(v4 * v7) / Math.fround(2 - v7))) - v2);
  const v9 = Math.floor(Math.fround(v1 * 0.5));
  const v10 = Math.fround(Math.fround(Math.fround(1 - v8) * power(v9)) * power(Math.fround(v1 - v9)));
  const v11 = Math.fround(1 + v10);
  const v12 = x >= 0;
  const v13 = Math.fround((v12 ? 1 : v10) / v11);
  const v14 = Math.fround(Math.fround(v13 * Math.fround(v10 - Math.fround(v11 - 1))) * (v12 ? v13 : Math.fround(1 - v13)));
  return Math.fround(v13 - v14);
};
