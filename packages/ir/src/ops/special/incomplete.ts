/**
 * The regularized incomplete gamma functions P(a, x) and Q = 1 − P. The power series left of a + 1 (DLMF 8.11.4), the continued fraction
 * right of it (DLMF 8.9.2); what both are multiples of, xᵃe^(−x)/Γ(a), is taken relative to its maximum for large a.
 */
import { erfc } from '../../math/numbers/erf.ts';
import { FAR, gamma, lgamma1p, LOG_ROOT_TWO_PI, stirling } from './gamma.ts';
import { horner } from './horner.ts';

const TAIL = Array.from({ length: 16 }, (_, k) => (k % 2 === 0 ? 1 : -1) / (k + 2));
/** u − log(1 + u) of u = x/a − 1; where u is near −1, x/a is what is known. */
const excess = (a: number, x: number): number => {
  const u = (x - a) / a;
  return Math.abs(u) < 0.1 ? u * u * horner(TAIL, u) : u - Math.log(x / a);
};

/** The upper half of the bits of x, so that products of halves are exact (Veltkamp). */
const upper = (x: number): number => {
  const far = x * 134217729;
  return far - (far - x);
};
/**
 * (x/a)ᵃ e^(a − x), by powers and not as one exponential, of which an ulp of a large exponent would be many ulp; the fourth root keeps
 * either factor in range, and what rounding took from x/a and a − x is put back.
 */
const hump = (a: number, x: number): number => {
  if (Math.abs(x - a) < 0.1 * a || Math.abs(x - a) > 1400) return Math.exp(-a * excess(a, x));
  const ratio = x / a;
  const [high, top] = [upper(ratio), upper(a)];
  const lost = x - high * top - (ratio - high) * top - high * (a - top) - (ratio - high) * (a - top);
  const apart = a - x;
  const back = apart - a;
  const rest = lost / ratio + (a - (apart - back)) - (x + back);
  return (ratio ** (a / 4) * Math.exp(apart / 4)) ** 4 * (1 + rest);
};

/** xᵃ e^(−x) / Γ(a + 1). */
const peak = (a: number, x: number): number => {
  const half = Math.exp(-x / 2);
  if (a < FAR) return half === 0 ? 0 : ((half * x ** a) / gamma(a + 1)) * half;
  return (hump(a, x) * Math.exp(-LOG_ROOT_TWO_PI - stirling(a))) / Math.sqrt(a);
};

/** Q near x = a of huge a, where neither converges in reasonable time: Temme's expansion (DLMF 8.12.4), of which one term is enough. */
const temme = (a: number, x: number): number => {
  const eta = Math.sign(x - a) * Math.sqrt(2 * excess(a, x));
  const first = horner([-1 / 3, 1 / 12, -2 / 135, 1 / 864], eta);
  return 0.5 * erfc(eta * Math.sqrt(a / 2)) + (first * Math.exp((-a * eta * eta) / 2)) / Math.sqrt(2 * Math.PI * a);
};

/** P by its series, Σ xᵏ / ((a + 1) … (a + k)). */
const series = (a: number, x: number): number => {
  let sum = 0;
  let term = 1;
  for (let k = 1; term > sum * 2 ** -60; k++) {
    sum += term;
    term *= x / (a + k);
  }
  return sum * peak(a, x);
};

/** Q of a, x < 1, where 1 − P would cancel: 1 − xᵃ/Γ(a + 1), less the rest of P's other series (DLMF 8.7.1), a·Σ (−x)ᵏ/(k!·(a + k)). */
const smallShape = (a: number, x: number): number => {
  const exponent = a * Math.log(x) - lgamma1p(a);
  let sum = 0;
  let power = 1;
  for (let k = 1; k < 20; k++) {
    power *= -x / k;
    sum += power / (a + k);
  }
  return -Math.expm1(exponent) - Math.exp(exponent) * a * sum;
};

/** Q by its continued fraction, with Lentz's method. */
const fraction = (a: number, x: number): number => {
  const lead = a * peak(a, x);
  if (lead === 0) return 0;
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let f = d;
  for (let k = 1; k < 1e6; k++) {
    const n = k * (a - k);
    b += 2;
    d = 1 / (b + n * d);
    c = b + n / c;
    f *= c * d;
    if (!(Math.abs(c * d - 1) >= 2 ** -53)) break;
  }
  return f * lead;
};

/** P or Q, whichever is asked: one is computed, the other is its complement. */
const regularized = (a: number, x: number, upper: boolean): number => {
  if (!(a >= 0 && x >= 0)) return NaN;
  if (a === 0 || x === 0 || a === Infinity || x === Infinity) {
    if (a === x || (a === 0 && x === 0)) return NaN;
    return (a === 0 || x === Infinity) === upper ? 0 : 1;
  }
  if (a > 1e8 && Math.abs(x - a) < 1e-3 * a) {
    const above = temme(a, x);
    return upper ? above : 1 - above;
  }
  if (a < 1 && x < 1 && upper) return smallShape(a, x);
  const below = x < (a < 1 ? 1 : a + 1);
  const found = below ? series(a, x) : fraction(a, x);
  return below === upper ? 1 - found : found;
};

export const gammainc = (a: number, x: number): number => regularized(a, x, false);
export const gammaincc = (a: number, x: number): number => regularized(a, x, true);
