/**
 * s(x) = sin πx / (πx) and its derivatives, sₙ(x) = ∫₀¹ (πt)ⁿ cos(πxt + nπ/2) dt. From π·x·sₙ + π·n·sₙ₋₁ = πⁿ sin(πx + nπ/2) upward where
 * |πx| > n + 1, which keeps rounding from growing; else the Taylor series of the integral.
 */

/** sin(πx + nπ/2), exact where it is 0 or ±1. */
const turned = (x: number, n: number): number => {
  const turn = x % 2;
  const half = Math.round(2 * turn);
  const off = Math.PI * (turn - half / 2);
  const quarter = (((half + n) % 4) + 4) % 4;
  const size = quarter % 2 === 0 ? Math.sin(off) : Math.cos(off);
  return quarter < 2 ? size : -size;
};

const series = (n: number, x: number): number => {
  // Terms of ∫ (πt)ⁿ (πxt)ᵏ/k! · cos⁽ᵏ⁾(nπ/2) dt: every second k, beginning with the parity of n.
  const first = n % 2;
  let term = (first === 0 ? 1 : -Math.PI * x) * (n % 4 === 2 || n % 4 === 3 ? -1 : 1) * Math.PI ** n;
  let sum = 0;
  for (let k = first; k < 200; k += 2) {
    const part = term / (n + k + 1);
    sum += part;
    if (Math.abs(part) <= Math.abs(sum) * 2 ** -60) break;
    term *= -((Math.PI * x) ** 2) / ((k + 1) * (k + 2));
  }
  return sum;
};

/** πⁿ overflows beyond it. */
const MOST = 600;

/** The n-th derivative of sinc at x; NaN unless n is a whole number from 0 to 600. */
export const sincDerivative = (n: number, x: number): number => {
  if (!(n >= 0 && n <= MOST && n === Math.floor(n))) return NaN;
  if (Math.abs(x) === Infinity) return 0;
  if (Math.abs(Math.PI * x) <= n + 1) return series(n, x);
  let s = 0;
  for (let k = 0; k <= n; k++) s = (Math.PI ** (k - 1) * turned(x, k) - k * s) / x;
  return s;
};
