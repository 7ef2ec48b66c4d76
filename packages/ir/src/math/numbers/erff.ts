/** Written by `npm run docs` from ../erf.ts, in f32. */
import { erf, erfc, erfcx, logndtr } from './erf.ts';

export const erff = (x: number): number => Math.fround(erf(x));

export const erfcf = (x: number): number => Math.fround(erfc(x));

export const erfcxf = (x: number): number => Math.fround(erfcx(x));

export const logndtrf = (x: number): number => Math.fround(logndtr(x));
