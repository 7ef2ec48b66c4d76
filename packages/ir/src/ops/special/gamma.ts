/**
 * log |Γ|, its derivatives and log B. Near 2 the Taylor series (DLMF 5.7.3), above 10 Stirling's (DLMF 5.11.1, 5.11.2), between them
 * the recurrence, left of 0 the reflection (DLMF 5.5.3, 5.5.4). Derivatives of digamma are Hurwitz's zeta function (DLMF 25.11.12), summed
 * by Euler and Maclaurin (DLMF 25.11.5).
 */
import { digamma } from '../../math/numbers/digamma.ts';
import { lgamma } from '../../math/numbers/lgamma.ts';
import { horner } from './horner.ts';

const EULER = 0.5772156649015329;
/** The Bernoulli numbers B₂, B₄ … */
const BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510, 43867 / 798];
const STIRLING = BERNOULLI.map((b, i) => b / ((2 * i + 2) * (2 * i + 1)));
/** Where Stirling's series begin to serve. */
export const FAR = 10;

/** Σₖ ((x + k)/unit)^(−s) of x > 0 and whole s ≥ 2. */
const hurwitz = (s: number, x: number, unit = 1): number => {
  let sum = 0;
  let y = x;
  for (const far = Math.min(FAR + 1.5 * s, 2 ** 53); y < far; y++) {
    const term = (y / unit) ** -s;
    sum += term;
    if (!(term > sum * 2 ** -60)) return sum;
  }
  const last = (y / unit) ** -s;
  let series = 0;
  for (let i = BERNOULLI.length - 1; i >= 0; i--) {
    const j = 2 * i + 2;
    series = BERNOULLI[i]! + (series * (s + j - 1) * (s + j)) / ((j + 1) * (j + 2) * y * y);
  }
  return sum + last * (y / (s - 1) + 0.5 + (s / (2 * y)) * series);
};

/** ζ(k) − 1 for k = 2, 3 …: the coefficients of the series at 2 are these, with signs. */
const ZETA = Array.from({ length: 40 }, (_, i) => hurwitz(i + 2, 2) * (i % 2 === 0 ? 1 : -1));
const LGAMMA_AT_2 = [1 - EULER, ...ZETA.slice(0, 36).map((zeta, i) => zeta / (i + 2))];

/** Where the series at 2 begins to serve: further left, x + 1 is nearer to 2. */
const NEAR = 1.28;
/** log Γ(2 + z) of −0.72 ≤ z ≤ 1/2. */
const at2 = (z: number): number => z * horner(LGAMMA_AT_2, z);
/** log Γ(x) − (x − 1/2)·log x + x − log √(2π) of x ≥ 10. */
export const stirling = (x: number): number => horner(STIRLING, 1 / (x * x)) / x;
export const LOG_ROOT_TWO_PI = 0.9189385332046728;
/** x less the nearest whole number. */
const offWhole = (x: number): number => x - Math.round(x);

/** Γ(x) of 1 ≤ x < 12. */
export const gamma = (x: number): number => {
  if (x < NEAR) return Math.exp(at2(x - 1)) / x;
  let product = 1;
  for (; x > 2.5; product *= x) x--;
  return Math.exp(at2(x - 2)) * product;
};

/** log Γ(1 + a) of 0 ≤ a < 1, exact where a is so small that 1 + a loses it. */
export const lgamma1p = (a: number): number => (a <= 0.5 ? at2(a) - Math.log1p(a) : at2(a - 1));

const isWhole = (n: number): boolean => n >= 0 && n < Infinity && n === Math.floor(n);
/** (−1)ⁿ. */
const parity = (n: number): number => (n % 2 === 0 ? 1 : -1);

/** n! · ζ(n + 1, x) of x > 0, by logarithms where a factor leaves the range of doubles. */
const scaledZeta = (n: number, x: number): number => {
  if (x === Infinity) return 0;
  let factorial = 1;
  for (let k = 2; k <= n && factorial < Infinity; k++) factorial *= k;
  const zeta = hurwitz(n + 1, x);
  if (factorial * zeta < Infinity && zeta > 1e-290) return factorial * zeta;
  // n!/xⁿ by its factors is exact to some ulp; beyond 500 of them their product could leave that range on its way.
  let lead = 1;
  if (n > 500) lead = Math.exp(lgamma(n + 1) - n * Math.log(x));
  else for (let k = 1; k <= n; k++) lead *= k / x;
  return lead * (hurwitz(n + 1, x, x) / x);
};

export const polygamma = (n: number, x: number): number => {
  if (!isWhole(n)) return NaN;
  if (n === 0) return digamma(x);
  const sign = -parity(n);
  if (x > 0) return sign * scaledZeta(n, x);
  const off = offWhole(x);
  if (off === 0) return sign > 0 ? Infinity : x === 0 ? -1 / x : NaN;
  const [left, right] = off > 0 ? [off, 1 - off] : [1 + off, -off];
  // Σ over all whole k of (x + k)^(−n−1), less the part that ζ(n + 1, x) lacks.
  return sign * scaledZeta(n, left) + scaledZeta(n, right) - scaledZeta(n, 1 - x);
};

export const betaln = (a: number, b: number): number => {
  const [low, high] = a < b ? [a, b] : [b, a];
  if (low === 0 && high < Infinity) return Infinity;
  if (!(low > 0 && high >= FAR)) return lgamma(low) + lgamma(high) - lgamma(low + high);
  if (high === Infinity) return -Infinity;
  const rest = stirling(high) - stirling(low + high);
  const shrink = Math.log1p(low / high);
  if (low < FAR) return lgamma(low) - (low + high - 0.5) * shrink - low * (Math.log(high) - 1) + rest;
  const lead = LOG_ROOT_TWO_PI - 0.5 * Math.log(high) + stirling(low) + rest;
  return lead - (low - 0.5) * Math.log1p(high / low) - high * shrink;
};
