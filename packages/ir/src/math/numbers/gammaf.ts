/** Written by `npm run docs` from ../gamma.ts, in f32. */
import { lgamma, digamma } from './gamma.ts';

export const lgammaf = (x: number): number => Math.fround(lgamma(x));

export const digammaf = (x: number): number => Math.fround(digamma(x));
