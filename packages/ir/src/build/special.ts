/** Special functions of symbols and plain values of shapes that broadcast. All throw `broadcast`, `dtype` or `value`. */
import { InputError } from '../error/error.ts';
import { elementwise, unary } from './apply.ts';
import { together, type Value } from './lift.ts';
import { exp } from './pointwise.ts';
import type { Sym } from './symbol.ts';

/** Error function, 2/√π ∫₀ˣ e^(−t²) dt. */
export const erf = (x: Value): Sym => unary('erf', x);
/** 1 − erf x, exact where erf x is near 1. */
export const erfc = (x: Value): Sym => unary('erfc', x);
/** e^(x²) · erfc x. Of its k-th derivative at large x some x²ᵏ ulp are lost. */
export const erfcx = (x: Value): Sym => unary('erfcx', x);
/** The inverse of erf; ±∞ at ±1, NaN beyond. */
export const erfinv = (x: Value): Sym => unary('erfinv', x);
/** The quantile of the standard normal distribution: the x below which it has the probability p. */
export const ndtri = (p: Value): Sym => unary('ndtri', p);
/** The logarithm of the standard normal distribution function, exact in both tails. */
export const logndtr = (x: Value): Sym => unary('logndtr', x);
/** log |Γ(x)|; ∞ at 0, −1, −2 … . Near its zeros left of −2 it is exact relative to 1. */
export const lgamma = (x: Value): Sym => unary('lgamma', x);
/** The derivative of log Γ. Near its zeros left of 0 it is exact relative to 1. */
export const digamma = (x: Value): Sym => unary('digamma', x);
/** log |B(a, b)|, with B(a, b) = Γ(a) Γ(b) / Γ(a + b). */
export const betaln = (a: Value, b: Value): Sym => elementwise('betaln', [a, b]);
/** |B(a, b)|. */
export const beta = (a: Value, b: Value): Sym => {
  const [x, y] = together([a, b]) as [Sym, Sym];
  return x.builder.within('beta', () => exp(betaln(x, y)));
};
/** P(a, x), the regularized lower incomplete gamma function of a, x ≥ 0. Its derivative in a is not implemented. */
export const gammainc = (a: Value, x: Value): Sym => elementwise('gammainc', [a, x]);
/** Q(a, x) = 1 − P(a, x), exact where P(a, x) is near 1. Its derivative in a is not implemented. */
export const gammaincc = (a: Value, x: Value): Sym => elementwise('gammaincc', [a, x]);
/** x · log y, which is 0 where x is 0. Derivatives: log y, and x/y, which at (0, 0) is taken as 0. */
export const xlogy = (x: Value, y: Value): Sym => elementwise('xlogy', [x, y]);
/** x · log(1 + y), which is 0 where x is 0. Derivatives: log(1 + y), and x/(1 + y), which at (0, −1) is taken as 0. */
export const xlog1py = (x: Value, y: Value): Sym => elementwise('xlog1py', [x, y]);
/** log(eᵃ + eᵇ), without overflow; infinite arguments that are equal share the derivative. */
export const logaddexp = (a: Value, b: Value): Sym => elementwise('logaddexp', [a, b]);
/** log(1 − e⁻ˣ) of x ≥ 0, exact near 0 and far from it. */
export const log1mexp = (x: Value): Sym => unary('log1mexp', x);
/** √(a² + b²), without overflow; its derivatives at (0, 0) are 0. */
export const hypot = (a: Value, b: Value): Sym => elementwise('hypot', [a, b]);
/** Exponential integral Ei(x), the principal value of ∫ eᵗ/t dt from −∞ to x. */
export const expi = (x: Value): Sym => unary('expi', x);
/** Exponential integral E₁(x) = −Ei(−x) of x ≥ 0. */
export const exp1 = (x: Value): Sym => unary('exp1', x);

/** An op whose first argument is its order. Throws `attribute` for a number that is none. */
type Ordered = 'polygamma' | 'besselj' | 'bessely' | 'besseli' | 'besselie';
const ofOrder = (op: Ordered, n: Value, x: Value, least: number): Sym => {
  if (typeof n === 'number' && !(Number.isInteger(n) && n >= least)) {
    throw new InputError('attribute', {
      op,
      attribute: 'n',
      got: `${n}`,
      want: least === 0 ? 'a whole number ≥ 0' : 'a whole number',
    });
  }
  return elementwise(op, [n, x]);
};
/** The n-th derivative of digamma, of whole n ≥ 0; values of n that are none give NaN. There is no derivative in n. */
export const polygamma = (n: Value, x: Value): Sym => ofOrder('polygamma', n, x, 0);
/** Jₙ(x), the Bessel function of the first kind, of whole n. Near its zeros it is exact relative to 1. There is no derivative in n. */
export const besselj = (n: Value, x: Value): Sym => ofOrder('besselj', n, x, -Infinity);
/** Yₙ(x), the Bessel function of the second kind, of whole n and x ≥ 0. Near its zeros it is exact relative to 1. There is no derivative in n. */
export const bessely = (n: Value, x: Value): Sym => ofOrder('bessely', n, x, -Infinity);
/** Iₙ(x), the modified Bessel function of the first kind, of whole n. There is no derivative in n. */
export const besseli = (n: Value, x: Value): Sym => ofOrder('besseli', n, x, -Infinity);
/** e^(−|x|) · Iₙ(x), of whole n. There is no derivative in n. */
export const besselie = (n: Value, x: Value): Sym => ofOrder('besselie', n, x, -Infinity);
/** J₀(x). */
export const j0 = (x: Value): Sym => besselj(0, x);
/** J₁(x). */
export const j1 = (x: Value): Sym => besselj(1, x);
/** Y₀(x). */
export const y0 = (x: Value): Sym => bessely(0, x);
/** Y₁(x). */
export const y1 = (x: Value): Sym => bessely(1, x);
/** I₀(x). */
export const i0 = (x: Value): Sym => besseli(0, x);
/** I₁(x). */
export const i1 = (x: Value): Sym => besseli(1, x);
/** e^(−|x|) · I₀(x). */
export const i0e = (x: Value): Sym => besselie(0, x);
/** e^(−|x|) · I₁(x). */
export const i1e = (x: Value): Sym => besselie(1, x);
/** sin πx / (πx), which is 1 at 0, and 0 at every other whole number. */
export const sinc = (x: Value): Sym => elementwise('sincDerivative', [0, x]);
