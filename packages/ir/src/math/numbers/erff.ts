/** Written by `npm run docs` from ../erf.ts, in f32. */
import { timesExpf } from './expf.ts';
import { logOfSumf } from './logf.ts';

const scaledErfcf = (x: number): number => {
  const v0 = 1152921504606847000 < x ? 1152921504606847000 : x;
  const v1 = Math.fround(Math.fround(v0 - 4) / Math.fround(v0 + 4));
  const v2 = Math.fround(v1 * v1);
  const v3 = Math.fround(Math.fround(Math.fround(0.000052657793276011944 * v2) + (-0.0003701940877363086)) * v2);
  const v4 = Math.fround(Math.fround(Math.fround(v3 + (-0.006538856774568558)) * v2) + (-0.021058300510048866));
  const v5 = Math.fround(Math.fround(Math.fround(Math.fround(v4 * v2) + (-0.0083817970007658)) * v2) + 0.09227284044027328);
  const v6 = Math.fround(Math.fround(Math.fround((-0.00009687884448794648) * v2) + 0.0022364873439073563) * v2);
  const v7 = Math.fround(Math.fround(Math.fround(v6 + 0.013600432313978672) * v2) + 0.022465992718935013);
  const v8 = Math.fround(Math.fround(Math.fround(Math.fround(v7 * v2) + (-0.029473604634404182)) * v2) + (-0.16999700665473938));
  const v9 = Math.fround(Math.fround(Math.fround(v5 * v2) + 0.6694778203964233) + Math.fround(v1 * v8));
  return Math.fround(v9 / Math.fround(x + 0.88671875));
};

export const erff = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = Math.fround(x * x);
  const v2 = Math.fround(Math.fround(Math.fround((-0.0006756479851901531) * v1) + 0.005115332081913948) * v1);
  const v3 = Math.fround(Math.fround(Math.fround(v2 + (-0.026835113763809204)) * v1) + 0.11283386498689651);
  const v4 = Math.fround(Math.fround(Math.fround(Math.fround(v3 * v1) + (-0.3761261999607086)) * v1) + 1.1283791065216064);
  const v5 = Math.fround(1 - timesExpf(scaledErfcf(v0), -v1, 0));
  return v0 < 0.75 ? Math.fround(x * v4) : (x < 0 ? (-v5) : v5);
};

export const erfcf = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = 40 < v0 ? 40 : v0;
  const v2 = Math.fround(v1 * 4097);
  const v3 = Math.fround(v2 - Math.fround(v2 - v1));
  const v4 = Math.fround(v1 * v1);
  const v5 = Math.fround(Math.fround(Math.fround(v1 + v3) * Math.fround(v1 - v3)) + Math.fround(Math.fround(v3 * v3) - v4));
  const v6 = timesExpf(scaledErfcf(v0), Math.fround(v4 * (-1)), Math.fround(v5 * (-1)));
  return x < 0 ? Math.fround(2 - v6) : v6;
};

export const erfcxf = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = scaledErfcf(v0);
  const v2 = 40 < v0 ? 40 : v0;
  const v3 = Math.fround(v2 * 4097);
  const v4 = Math.fround(v3 - Math.fround(v3 - v2));
  const v5 = Math.fround(v2 * v2);
  const v6 = Math.fround(Math.fround(Math.fround(v2 + v4) * Math.fround(v2 - v4)) + Math.fround(Math.fround(v4 * v4) - v5));
  return x < 0 ? Math.fround(timesExpf(2, Math.fround(v5 * 1), Math.fround(v6 * 1)) - v1) : v1;
};

export const logndtrf = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = Math.fround(0.5 * scaledErfcf(Math.fround(v0 * 0.7071067690849304)));
  const v2 = 40 < v0 ? 40 : v0;
  const v3 = Math.fround(v2 * 4097);
  const v4 = Math.fround(v3 - Math.fround(v3 - v2));
  const v5 = Math.fround(v2 * v2);
  const v6 = Math.fround(Math.fround(Math.fround(v2 + v4) * Math.fround(v2 - v4)) + Math.fround(Math.fround(v4 * v4) - v5));
  const v7 = timesExpf(v1, Math.fround(v5 * (-0.5)), Math.fround(v6 * (-0.5)));
  const v8 = x > 0;
  const v9 = Math.fround(1 - v7);
  return Math.fround(logOfSumf(v8 ? v9 : v1, v8 ? (-Math.fround(v7 - Math.fround(1 - v9))) : 0) - (v8 ? 0 : Math.fround(Math.fround(0.5 * v0) * v0)));
};
