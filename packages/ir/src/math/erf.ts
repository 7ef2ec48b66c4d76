/**
 * The error function and its kin, by e^(x²)·erfc x of x ≥ 0, which is one polynomial of (x − 4)/(x + 4) over x + 0.886, after Shepherd and Laframboise,
 * "Chebyshev approximation of (1 + 2x)exp(x²)erfc x", Math. Comp. 36 (1981). Squares are taken in two parts, for an error of theirs would be
 * some hundred times that in the exponential. Coefficients: scripts/golden/fits.py.
 */
import { timesExp } from './exp.ts';
import { logOfSum } from './log.ts';
import { head, horner, type Machine } from './machine.ts';

/** erf x = x·N(x²) of |x| < `NEAR_ZERO`. */
const NEAR_ZERO = 0.75;
const N = [
  1.1283791670955126, -0.37612638903183715, 0.11283791670952596, -0.026866170644428485, 0.005223977615420539,
  -0.0008548326188759752, 0.00012055289567541706, -1.4924196305569617e-5, 1.643068417974155e-6, -1.5940066854661717e-7,
  1.1472499701094691e-8,
];
/** (x + `BESIDE`)·e^(x²)·erfc x as a polynomial of (x − 4)/(x + 4), of which at x = 0 a difference does not show. */
const BESIDE = 0.886;
const C = [
  0.66937934995605, -0.1698108252417075, 0.09211562211376004, -0.029354990117815685, -0.008459746542172002,
  0.02250680066226664, -0.02108374708990075, 0.013625994600066272, -0.006531605270807381, 0.0022075220447348217,
  -0.00038728665724319333, -6.914087421248122e-5, 6.660412679176218e-5, -1.2934116354103808e-5, -4.47408632992398e-6,
  2.696800873788774e-6, 3.6399667359699746e-8, -3.752108768912921e-7, 4.844059073867747e-8, 4.8980359112838e-8,
  -1.1139148649554608e-8, -6.486634913859893e-9, 1.660487447326423e-9, 7.95531702499229e-10, -1.3786724766019046e-10,
  -6.235261724310585e-11,
];
/** Beyond it (x − 4)/(x + 4) is 1, and e^(x²) is ∞. */
const FAR = 2 ** 60;
/** Beyond it e^(−x²) is 0. */
const MOST = 40;

/** e^(x²)·erfc x of x ≥ 0. */
const scaledErfc = <V>(m: Machine<V>, x: V): V => {
  const within = m.lesser(x, m.number(FAR));
  const q = m.div(m.sub(within, m.number(4)), m.add(within, m.number(4)));
  return m.div(horner(m, q, C), m.add(x, m.number(BESIDE)));
};

/** y·e^(c·x²), c a power of 2 or its negative. */
const timesGaussian = <V>(m: Machine<V>, y: V, x: V, c: number): V => {
  const within = m.lesser(m.abs(x), m.number(MOST));
  const high = head(m, within);
  const low = m.sub(within, high);
  const square = m.mul(within, within);
  const lost = m.add(m.mul(m.add(within, high), low), m.sub(m.mul(high, high), square));
  return timesExp(m, y, m.mul(square, m.number(c)), m.mul(lost, m.number(c)));
};

/** erf x of small x. */
const near = <V>(m: Machine<V>, x: V): V => m.mul(x, horner(m, m.mul(x, x), N));

/** erfc |x|. */
const tail = <V>(m: Machine<V>, x: V): V => timesGaussian(m, scaledErfc(m, m.abs(x)), x, -1);

export const erf = <V>(m: Machine<V>, x: V): V => {
  const far = m.sub(m.number(1), tail(m, x));
  return m.select(m.lt(m.abs(x), m.number(NEAR_ZERO)), near(m, x), m.select(m.lt(x, m.number(0)), m.neg(far), far));
};

export const erfc = <V>(m: Machine<V>, x: V): V => {
  const found = tail(m, x);
  return m.select(m.lt(x, m.number(0)), m.sub(m.number(2), found), found);
};

/** Left of 0 it is 2·e^(x²) less that of |x|. */
export const erfcx = <V>(m: Machine<V>, x: V): V => {
  const found = scaledErfc(m, m.abs(x));
  return m.select(m.lt(x, m.number(0)), m.sub(timesGaussian(m, m.number(2), x, 1), found), found);
};

/** log(1 − erfc(x/√2)/2), or left of 0 log(e^(x²/2)·erfc(|x|/√2)/2) − x²/2. */
export const logndtr = <V>(m: Machine<V>, x: V): V => {
  const [zero, one, half] = [m.number(0), m.number(1), m.number(0.5)];
  const size = m.abs(x);
  const scaled = m.mul(half, scaledErfc(m, m.mul(size, m.number(Math.SQRT1_2))));
  const above = timesGaussian(m, scaled, x, -0.5);
  const isRight = m.gt(x, zero);
  const rest = m.sub(one, above);
  const lost = m.neg(m.sub(above, m.sub(one, rest)));
  const found = logOfSum(m, m.select(isRight, rest, scaled), m.select(isRight, lost, zero));
  return m.sub(found, m.select(isRight, zero, m.mul(m.mul(half, size), size)));
};
