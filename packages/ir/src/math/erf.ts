/**
 * The error function and its kin, by e^(x²)·erfc x of x ≥ 0, which is one polynomial of (x − 4)/(x + 4) over x + 0.887, after Shepherd and Laframboise,
 * "Chebyshev approximation of (1 + 2x)exp(x²)erfc x", Math. Comp. 36 (1981). Squares are taken in two parts, for an error of theirs would be
 * some hundred times that in the exponential. Coefficients: scripts/golden/fits.py.
 */
import { timesExp } from './exp.ts';
import { logOfSum } from './log.ts';
import { head, horner, split, type Machine, type Precision } from './machine.ts';

interface Constants {
  /** erf x = x·N(x²) of |x| < `NEAR_ZERO`. */
  readonly n: readonly number[];
  /** (x + `BESIDE`)·e^(x²)·erfc x = C((x − 4)/(x + 4)). */
  readonly c: readonly number[];
}
const CONSTANTS: { readonly [P in Precision]: Constants } = {
  f64: {
    n: [
      1.1283791670955126, -0.37612638903183715, 0.11283791670952596, -0.026866170644428485, 0.005223977615420539,
      -0.0008548326188759752, 0.00012055289567541706, -1.4924196305569617e-5, 1.643068417974155e-6,
      -1.5940066854661717e-7, 1.1472499701094691e-8,
    ],
    c: [
      0.669477818316218, -0.16999703040175387, 0.09227282688298254, -0.029473050423566873, -0.00838142925841654,
      0.02246144191977558, -0.02106125089302797, 0.013616763013856248, -0.006528686956327315, 0.0022069476723375883,
      -0.00038730229848374045, -6.908410505476181e-5, 6.658791466043602e-5, -1.2935484249173686e-5,
      -4.471970002245235e-6, 2.6965069382149006e-6, 3.619560301016527e-8, -3.7514136987005387e-7, 4.845867167244416e-8,
      4.896891497259434e-8, -1.1140753515826173e-8, -6.484927679349622e-9, 1.6606305584421322e-9, 7.953132549028489e-10,
      -1.3787670856428897e-10, -6.233547901224726e-11,
    ],
  },
  f32: {
    n: [
      1.1283791655787516, -0.37612619469437675, 0.11283386538414544, -0.026835114568609705, 0.005115332112532226,
      -0.0006756479568680047,
    ],
    c: [
      0.669477818316218, -0.16999701077653892, 0.09227284000133856, -0.029473605448137315, -0.008381797005546268,
      0.022465993283385173, -0.02105830032137845, 0.013600432301816923, -0.006538856939706406, 0.0022364873978855163,
      -0.0003701940973670484, -9.687884516554583e-5, 5.265779218513328e-5,
    ],
  },
};
const NEAR_ZERO = 0.75;
/** About √π/2: so the polynomial is flat at x = 0, where its argument is known least. */
const BESIDE = 227 / 256;
/** Beyond it (x − 4)/(x + 4) is 1, and e^(x²) is ∞. */
const FAR = 2 ** 60;
/** Beyond it e^(−x²) is 0. */
const MOST = 40;

/** e^(x²)·erfc x of x ≥ 0. */
export const scaledErfc = <V>(m: Machine<V>, x: V): V => {
  const within = m.lesser(x, m.number(FAR));
  const q = m.div(m.sub(within, m.number(4)), m.add(within, m.number(4)));
  return m.div(split(m, q, CONSTANTS[m.precision].c), m.add(x, m.number(BESIDE)));
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

/** Far from 0 an error of the square does not show. */
export const erf = <V>(m: Machine<V>, x: V): V => {
  const [zero, size, square] = [m.number(0), m.abs(x), m.mul(x, x)];
  const near = m.mul(x, horner(m, square, CONSTANTS[m.precision].n));
  const far = m.sub(m.number(1), timesExp(m, scaledErfc(m, size), m.neg(square), zero));
  return m.select(m.lt(size, m.number(NEAR_ZERO)), near, m.select(m.lt(x, zero), m.neg(far), far));
};

export const erfc = <V>(m: Machine<V>, x: V): V => {
  const found = timesGaussian(m, scaledErfc(m, m.abs(x)), x, -1);
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
