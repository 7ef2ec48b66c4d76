/**
 * The error function and its kin, without tables of coefficients.
 * erf near 0 is its Taylor polynomial (DLMF 7.6.1). erfcx on x ≥ 0 is the midpoint rule for (2x/π)∫ e^(−t²)/(x² + t²) dt with the
 * residue of its pole at t = ix: every term is positive, and the error is e^(−π²/h²) (Chiarella and Reichel, "On the evaluation of
 * integrals related to the error function", Math. Comp. 22 (1968); Hunter and Regan, Math. Comp. 26 (1972)).
 */

const STEP = 0.5;
/** t² and e^(−t²) at the midpoints t = h/2, 3h/2 … ; beyond 6.3 the weight is below 2^−57. */
const SQUARES = Array.from({ length: 13 }, (_, n) => (STEP * (n + 0.5)) ** 2);
const WEIGHTS = SQUARES.map((square) => Math.exp(-square));
/** Below it erf is summed, above it is 1 − erfc. */
const NEAR = 0.5;

const tailNear0 = [1];
for (let k = 1, factorial = 1; k < 13; k++) {
  factorial *= -k;
  tailNear0.push(1 / (factorial * (2 * k + 1)));
}

/** Σ cₖ xᵏ. */
export const horner = (c: readonly number[], x: number): number => {
  let sum = 0;
  for (let k = c.length - 1; k >= 0; k--) sum = sum * x + c[k]!;
  return sum;
};

/** e^(c·x²): x² is taken in two parts, for half an ulp of it would be some hundred ulp of the result. */
const gaussian = (x: number, c: number): number => {
  if (Math.abs(x) > 1e3) return c > 0 ? Infinity : 0;
  const high = Math.fround(x);
  const most = Math.exp(c * high * high);
  return most === Infinity ? most : most + most * Math.expm1(c * (x - high) * (x + high));
};

const near = (x: number): number => (2 / Math.sqrt(Math.PI)) * x * horner(tailNear0, x * x);

/** e^(x²) · erfc(x) of x ≥ 0. */
const scaled = (x: number): number => {
  if (x > 1e8) return 1 / Math.sqrt(Math.PI) / x;
  let sum = 0;
  for (let n = 12; n >= 0; n--) sum += WEIGHTS[n]! / (x * x + SQUARES[n]!);
  const residue = x < 7 ? (2 * Math.exp(x * x)) / (1 + Math.exp((2 * Math.PI * x) / STEP)) : 0;
  return ((2 * STEP) / Math.PI) * x * sum + residue;
};

export const erf = (x: number): number => {
  if (Math.abs(x) < NEAR) return near(x);
  const rest = 1 - erfc(Math.abs(x));
  return x < 0 ? -rest : rest;
};

export const erfc = (x: number): number => {
  if (x < NEAR) return 1 - erf(x);
  return x > 28 ? 0 : gaussian(x, -1) * scaled(x);
};

export const erfcx = (x: number): number => (x < 0 ? gaussian(x, 1) * erfc(x) : scaled(x));

/** y ≥ 0 with erf y = x ≤ 1/2: from a Taylor polynomial by Halley's steps. */
const inverseNear = (x: number): number => {
  const z = Math.PI * x * x;
  let y = (Math.sqrt(Math.PI) / 2) * x * (1 + z * (1 / 12 + z * (7 / 480 + (z * 127) / 40320)));
  for (let step = 0; step < 2; step++) {
    const newton = ((near(y) - x) * Math.sqrt(Math.PI)) / 2 / Math.exp(-y * y);
    y -= newton / (1 + y * newton);
  }
  return y;
};

/**
 * y > 0 with erfc y = q < 1/2: Halley's steps on log erfc, which is log erfcx − y², from the guess of Winitzki, "A handy approximation
 * for the error function and its inverse" (2008), which is within 0.2 %.
 */
const inverseFar = (q: number): number => {
  const log = Math.log(q);
  const half = (log + Math.log(2 - q)) / 2;
  const mid = 2 / (Math.PI * 0.147) + half;
  let y = Math.sqrt(Math.sqrt(mid * mid - (2 * half) / 0.147) - mid);
  for (let step = 0; step < 3; step++) {
    const e = scaled(y);
    const slope = 2 / (Math.sqrt(Math.PI) * e);
    const off = Math.log(e) - y * y - log;
    y += off / slope / (1 - (off * (2 * y - slope)) / (2 * slope));
  }
  return y;
};

/** y ≥ 0 with erf y = x and erfc y = q, where x + q = 1. */
const inverse = (x: number, q: number): number => {
  if (x <= NEAR) return inverseNear(x);
  return q > 0 ? inverseFar(q) : q === 0 ? Infinity : NaN;
};

export const erfinv = (x: number): number => {
  if (x === 0) return x;
  return Math.sign(x) * inverse(Math.abs(x), 1 - Math.abs(x));
};

export const ndtri = (p: number): number =>
  p < 0.5 ? -Math.SQRT2 * inverse(1 - 2 * p, 2 * p) : Math.SQRT2 * inverse(2 * p - 1, 2 * (1 - p));

export const logndtr = (x: number): number =>
  x > 0
    ? Math.log1p(-0.5 * gaussian(x, -0.5) * scaled(x * Math.SQRT1_2))
    : Math.log(0.5 * scaled(-x * Math.SQRT1_2)) - 0.5 * x * x;
