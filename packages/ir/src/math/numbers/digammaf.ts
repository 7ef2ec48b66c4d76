/** Written by `npm run docs` from ../digamma.ts, in f32. */
import { logf } from './logf.ts';

export const digammaf = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = x < 0;
  const v2 = v0 < 0.699999988079071;
  const v3 = Math.fround(1 / v0);
  const v4 = v2 ? Math.fround(v0 + 1) : v0;
  const v5 = Math.fround(v4 - 0.699999988079071);
  const v6 = Math.fround(Math.fround(Math.fround((-0.015544791705906391) * v5) + (-0.2231958508491516)) * v5);
  const v7 = Math.fround(Math.fround(Math.fround(v6 + (-0.5853152275085449)) * v5) + 0.09667138010263443);
  const v8 = Math.fround(Math.fround(Math.fround(0.018217001110315323 * v5) + 0.3362208306789398) * v5);
  const v9 = Math.fround(Math.fround(Math.fround(Math.fround(v8 + 1.5553789138793945) * v5) + 2.3588039875030518) * v5);
  const v10 = Math.fround(0.875 + Math.fround(Math.fround(Math.fround(v7 * v5) + 0.7268540859222412) / Math.fround(v9 + 1)));
  const v11 = Math.fround(Math.fround(Math.fround(v4 - 1.4616321325302124) - 1.243815006546356e-8) * v10);
  const v12 = Math.fround(v3 * v3);
  const v13 = Math.fround(v12 * v12);
  const v14 = Math.fround(Math.fround(Math.fround(0.0055114952847361565 * v13) + 0.003962519578635693) * v13);
  const v15 = Math.fround(Math.fround(Math.fround((-0.005357501562684774) * v13) + (-0.00401203753426671)) * v13);
  const v16 = Math.fround(Math.fround(v14 + 0.0833333358168602) + Math.fround(v12 * Math.fround(v15 + (-0.008333251811563969))));
  const v17 = v0 > 2.4000000953674316 ? Math.fround(logf(v0) - Math.fround(Math.fround(0.5 * v3) + Math.fround(v12 * v16))) : v11;
  const v18 = Math.fround(v0 - Math.floor(v0));
  const v19 = v18 > 0.5 ? Math.fround(v18 - 1) : v18;
  const v20 = Math.fround(v19 * v19);
  const v21 = Math.fround(Math.fround(Math.fround((-0.007203531917184591) * v20) + (-0.02629692666232586)) * v20);
  const v22 = Math.fround(Math.fround(Math.fround(v21 + (-0.12998157739639282)) * v20) + (-1.1252210140228271));
  const v23 = Math.fround(Math.fround(Math.fround(v22 * v20) + 3.289868116378784) / Math.fround(1 - v20));
  const v24 = Math.fround((v2 ? v17 : Math.fround(v17 + v3)) + Math.fround(Math.fround(1 / v19) - Math.fround(v19 * v23)));
  return x === 0 ? (-Math.fround(1 / x)) : (v1 ? (v1 && (v19 === 0) ? NaN : v24) : (v2 ? Math.fround(v17 - v3) : v17));
};
