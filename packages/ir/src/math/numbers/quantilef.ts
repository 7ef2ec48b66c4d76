/** Written by `npm run docs` from ../quantile.ts, in f32. */
import { logf } from './logf.ts';

const quantilef = (x: number, y: number): number => {
  const v0 = Math.abs(x) <= 0.42500001192092896;
  const v1 = Math.fround(Math.sqrt(-logf(y)));
  const v2 = Math.fround(0.18062500655651093 - Math.fround(x * x));
  const v3 = Math.fround(v1 - 1.600000023841858);
  const v4 = Math.fround(Math.fround(Math.fround(0.010938477702438831 * v3) + 0.1487589180469513) * v3);
  const v5 = Math.fround(Math.fround(Math.fround(Math.fround(v4 + 0.5579110980033875) * v3) + 0.5238127708435059) * v3);
  const v6 = Math.fround(Math.fround(Math.fround((-39.70487594604492) * v2) + (-688.2517700195312)) * v2);
  const v7 = Math.fround(Math.fround(Math.fround(v6 + (-388.49029541015625)) * v2) + (-1.1985973119735718));
  const v8 = Math.fround(Math.fround(Math.fround(Math.fround(v7 * v2) + 12.683670043945312) * v2) + 0.8871328830718994);
  const v9 = Math.fround(Math.fround(Math.fround(6.506399472527846e-7 * v3) + 0.02636333927512169) * v3);
  const v10 = Math.fround(Math.fround(Math.fround(Math.fround(v9 + 0.3190246820449829) * v3) + 1.0417559146881104) * v3);
  const v11 = Math.fround(Math.fround(Math.fround(Math.fround(446.5865173339844 * v2) + 598.0824584960938) * v2) + 210.14138793945312);
  const v12 = v0 ? Math.fround(Math.fround(Math.fround(Math.fround(v11 * v2) + 25.77164649963379) * v2) + 1) : Math.fround(v10 + 1);
  const v13 = Math.fround((v0 ? v8 : Math.fround(v5 + (-0.17656287550926208))) / v12);
  const v14 = y === 0 ? Infinity : Math.fround(v1 + v13);
  return v0 ? Math.fround(x * Math.fround(2.5 + v13)) : (x < 0 ? (-v14) : v14);
};

export const erfinvf = (x: number): number => {
  return Math.fround(0.7071067690849304 * quantilef(Math.fround(0.5 * x), Math.fround(0.5 * Math.fround(1 - Math.abs(x)))));
};

export const ndtrif = (x: number): number => {
  const v0 = Math.fround(1 - x);
  return quantilef(Math.fround(x - 0.5), v0 < x ? v0 : x);
};
