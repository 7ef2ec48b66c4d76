/** Written by `npm run docs` from ../quantile.ts, in f32. */
import { erfinv, ndtri } from './quantile.ts';

export const erfinvf = (x: number): number => Math.fround(erfinv(x));

export const ndtrif = (x: number): number => Math.fround(ndtri(x));
