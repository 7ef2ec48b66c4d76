/** Written by `npm run docs` from ../inverse-trig.ts, in f32. */

export const asinf = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = v0 < 0.5;
  const v2 = v1 ? Math.fround(x * x) : Math.fround(Math.fround(1 - v0) * 0.5);
  const v3 = Math.fround(Math.sqrt(v2));
  const v4 = Math.fround(v3 * 4097);
  const v5 = Math.fround(v4 - Math.fround(v4 - v3));
  const v6 = v1 ? v0 : v5;
  const v7 = v1 ? 0 : (v2 > 0 ? Math.fround(Math.fround(v2 - Math.fround(v5 * v5)) / Math.fround(v3 + v5)) : 0);
  const v8 = Math.fround(Math.fround(Math.fround((-0.008656363002955914) * v2) + (-0.04274342209100723)) * v2);
  const v9 = Math.fround(Math.fround(v2 * Math.fround(v8 + 0.16666586697101593)) / Math.fround(Math.fround((-0.7066296339035034) * v2) + 1));
  const v10 = Math.fround((v1 ? v0 : v3) * v9);
  const v11 = Math.fround(Math.fround(2 * v10) - Math.fround((-4.371138828673793e-8) - Math.fround(2 * v7)));
  const v12 = Math.fround(Math.fround(1.5 - Math.fround(2 * v6)) + Math.fround(0.07079637050628662 - v11));
  const v13 = v1 ? Math.fround(v6 + v10) : v12;
  return v0 < 0.0001220703125 ? x : (x < 0 ? (-v13) : v13);
};

export const acosf = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = v0 < 0.5;
  const v2 = v1 ? Math.fround(x * x) : Math.fround(Math.fround(1 - v0) * 0.5);
  const v3 = Math.fround(Math.sqrt(v2));
  const v4 = Math.fround(v3 * 4097);
  const v5 = Math.fround(v4 - Math.fround(v4 - v3));
  const v6 = v1 ? v0 : v5;
  const v7 = v1 ? 0 : (v2 > 0 ? Math.fround(Math.fround(v2 - Math.fround(v5 * v5)) / Math.fround(v3 + v5)) : 0);
  const v8 = Math.fround(Math.fround(Math.fround((-0.008656363002955914) * v2) + (-0.04274342209100723)) * v2);
  const v9 = Math.fround(Math.fround(v2 * Math.fround(v8 + 0.16666586697101593)) / Math.fround(Math.fround((-0.7066296339035034) * v2) + 1));
  const v10 = Math.fround((v1 ? v0 : v3) * v9);
  const v11 = x < 0;
  const v12 = Math.fround(1.5707963705062866 - Math.fround(x - Math.fround((-4.371138828673793e-8) - (v11 ? (-v10) : v10))));
  const v13 = Math.fround(v10 + v7);
  const v14 = Math.fround(3.1415927410125732 - Math.fround(2 * Math.fround(v6 + Math.fround(v13 - (-4.371138828673793e-8)))));
  return v1 ? v12 : (v11 ? v14 : Math.fround(2 * Math.fround(v6 + v13)));
};

export const atanf = (x: number): number => {
  const v0 = Math.abs(x);
  const v1 = v0 < 0.4375;
  const v2 = v0 < 2.4375;
  const v3 = v0 < 1.1875;
  const v4 = v0 < 0.6875;
  const v5 = v4 ? Math.fround(Math.fround(v0 + v0) - 1) : (v3 ? Math.fround(v0 - 1) : (v2 ? Math.fround(v0 - 1.5) : (-1)));
  const v6 = v4 ? Math.fround(2 + v0) : (v3 ? Math.fround(v0 + 1) : (v2 ? Math.fround(1 + Math.fround(1.5 * v0)) : v0));
  const v7 = Math.fround((v1 ? v0 : v5) / (v1 ? 1 : v6));
  const v8 = Math.fround(v7 * v7);
  const v9 = Math.fround(Math.fround(Math.fround(0.06168760731816292 * v8) + (-0.106480173766613)) * v8);
  const v10 = Math.fround(Math.fround(Math.fround(v9 + 0.14253635704517365) * v8) + (-0.19999158382415771));
  const v11 = Math.fround(v7 * Math.fround(v8 * Math.fround(Math.fround(v10 * v8) + 0.333333283662796)));
  const v12 = v4 ? 5.01215824399992e-9 : (v3 ? 3.774894707930798e-8 : (v2 ? 3.447321716976148e-8 : (-4.371138828673793e-8)));
  const v13 = v4 ? 0.46364760398864746 : (v3 ? 0.7853981256484985 : (v2 ? 0.9827936887741089 : 1.5707963705062866));
  const v14 = Math.fround((v1 ? 0 : v13) - Math.fround(Math.fround(v11 - (v1 ? 0 : v12)) - v7));
  return v0 < 0.0001220703125 ? x : (x < 0 ? (-v14) : v14);
};

export const atan2f = (x: number, y: number): number => {
  const v0 = Math.abs(x);
  const v1 = Math.abs(y);
  const v2 = v0 > v1;
  const v3 = v2 ? v1 : v0;
  const v4 = (v1 === 0) && (v0 === 0) ? 0 : (v3 === Infinity ? 1 : Math.fround(v3 / (v2 ? v0 : v1)));
  const v5 = v4 < 0.4375;
  const v6 = v4 < 2.4375;
  const v7 = v4 < 1.1875;
  const v8 = v4 < 0.6875;
  const v9 = v8 ? Math.fround(Math.fround(v4 + v4) - 1) : (v7 ? Math.fround(v4 - 1) : (v6 ? Math.fround(v4 - 1.5) : (-1)));
  const v10 = v8 ? Math.fround(2 + v4) : (v7 ? Math.fround(v4 + 1) : (v6 ? Math.fround(1 + Math.fround(1.5 * v4)) : v4));
  const v11 = Math.fround((v5 ? v4 : v9) / (v5 ? 1 : v10));
  const v12 = Math.fround(v11 * v11);
  const v13 = Math.fround(Math.fround(Math.fround(0.06168760731816292 * v12) + (-0.106480173766613)) * v12);
  const v14 = Math.fround(Math.fround(Math.fround(v13 + 0.14253635704517365) * v12) + (-0.19999158382415771));
  const v15 = Math.fround(v11 * Math.fround(v12 * Math.fround(Math.fround(v14 * v12) + 0.333333283662796)));
  const v16 = v8 ? 5.01215824399992e-9 : (v7 ? 3.774894707930798e-8 : (v6 ? 3.447321716976148e-8 : (-4.371138828673793e-8)));
  const v17 = v8 ? 0.46364760398864746 : (v7 ? 0.7853981256484985 : (v6 ? 0.9827936887741089 : 1.5707963705062866));
  const v18 = Math.fround((v5 ? 0 : v17) - Math.fround(Math.fround(v15 - (v5 ? 0 : v16)) - v11));
  const v19 = (y < 0) || (Math.fround(1 / y) < 0);
  const v20 = -v18;
  const v21 = Math.fround((v2 ? (v19 ? v18 : v20) : (v19 ? v20 : v18)) + (v2 ? (-4.371138828673793e-8) : (v19 ? (-8.742277657347586e-8) : 0)));
  const v22 = Math.fround((v2 ? 1.5707963705062866 : (v19 ? 3.1415927410125732 : 0)) + v21);
  return (x < 0) || (Math.fround(1 / x) < 0) ? (-v22) : v22;
};
