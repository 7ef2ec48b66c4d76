/**
 * The exponential integrals E₁(x) = ∫ₓ^∞ e^(−t)/t dt of x > 0 and Ei(x). The power series (DLMF 6.6.2), where its terms do not cancel;
 * the continued fraction of E₁ (DLMF 6.9.1); the asymptotic series of Ei (DLMF 6.12.2).
 */
import { horner } from './horner.ts';

const EULER = 0.5772156649015329;

/** γ + log |x| + Σ xᵏ/(k·k!). */
const series = (x: number): number => {
  let sum = 0;
  let power = 1;
  for (let k = 1; k < 300; k++) {
    power *= x / k;
    sum += power / k;
    if (Math.abs(power) < Math.abs(sum) * 2 ** -60) break;
  }
  return sum + Math.log(Math.abs(x)) + EULER;
};

/** The zero of Ei, in two parts, and eᵗ/t expanded there: t·g = eᵗ gives ζ·cₖ + cₖ₋₁ = e^ζ/k!. */
const [ZERO, ZERO_REST] = [0.3725074107813666, 1.3140183414386028e-17];
const AT_ZERO: number[] = [];
for (let k = 0, part = Math.exp(ZERO), c = 0; k < 40; part /= ++k) {
  c = (part - c) / ZERO;
  AT_ZERO.push(c / (k + 1));
}
const nearZero = (x: number): number => {
  const off = x - ZERO - ZERO_REST;
  return off * horner(AT_ZERO, off);
};

/** e^(−x) / (x + 1 − 1/(x + 3 − 4/(x + 5 − …))). */
const fraction = (x: number): number => {
  let rest = 0;
  for (let k = Math.ceil(20 + 80 / x); k > 0; k--) rest = (k * k) / (x + 2 * k + 1 - rest);
  return Math.exp(-x) / (x + 1 - rest);
};

const asymptotic = (x: number): number => {
  let sum = 0;
  let term = 1;
  for (let k = 1; k < x && term > 2 ** -60; k++) {
    sum += term;
    term *= k / x;
  }
  const half = Math.exp(x / 2);
  return (half / x) * sum * half;
};

export const exp1 = (x: number): number => {
  if (x < 0) return NaN;
  return x < 0.4 ? -series(-x) : x > 750 ? 0 : fraction(x);
};

export const expi = (x: number): number => {
  if (x < -0.4) return -exp1(-x);
  if (Math.abs(x - ZERO) < 0.12) return nearZero(x);
  return x > 40 ? (x === Infinity ? x : asymptotic(x)) : series(x);
};
