/**
 * The quantile of the standard normal distribution and the inverse of erf: quotients of polynomials, in the middle of p − ½, in the tails of
 * r = √(−log p), as in Wichura's Algorithm AS 241 (Applied Statistics 37 (1988)); most of the value is p − ½ times 5/2, or r itself, so that errors
 * of the quotient count for little. Coefficients: scripts/golden/fits.py.
 */
import { log } from './log.ts';
import { horner, type Machine, type Precision } from './machine.ts';

interface Quotient {
  readonly over: readonly number[];
  readonly under: readonly number[];
}
interface Constants {
  /** Of 0.425² − q², |q| ≤ 0.425: the quantile of q + ½ over q, less 5/2. */
  readonly middle: Quotient;
  /** Of r − 1.6: what the quantile is more than r. */
  readonly near: Quotient;
  /** The same of r − 5, r > 5; where one is enough, there is none. */
  readonly far: Quotient | undefined;
}
const CONSTANTS: { readonly [P in Precision]: Constants } = {
  f64: {
    middle: {
      over: [
        0.8871328727963669, 33.84909613871645, 445.73696021835735, 1921.859219594324, -6144.480679559857,
        -78887.64926202912, -233815.68387400542, -252126.29486724033, -77802.87852006221, -745.8792401288677,
      ],
      under: [
        1, 49.62988406127488, 987.6946731494398, 10114.955232895682, 56982.5663277626, 175411.2448457272,
        276361.75419782003, 191723.98408216925, 40633.49631611603,
      ],
    },
    near: {
      over: [
        -0.17656288925031643, 0.30862560017835333, 1.101362116187705, 1.0907253090242122, 0.5490857750090716,
        0.16010880093857394, 0.02750265974987838, 0.002628427019968165, 0.0001208215191010919, 1.8787178072910873e-6,
      ],
      under: [
        1, 2.2605151673501407, 2.1264268230544525, 1.0868638300980726, 0.3286389875752645, 0.05914469888315968,
        0.0059384175151360056, 0.0002845052845838409, 4.535329850899032e-6,
      ],
    },
    far: {
      over: [
        1.6579046435011036, 2.5494371588435807, 1.4822897100712915, 0.4329322364613355, 0.07018316418235038,
        0.006498441113512444, 0.00033728578083829885, 9.165391511365602e-6, 1.1264520116392177e-7,
        4.4222419844916327e-10,
      ],
      under: [
        1, 1.2541601166147134, 0.5436519721599765, 0.11267306795073194, 0.012296420039800986, 0.000712963184753797,
        2.0808015377448915e-5, 2.6661557615563747e-7, 1.067619800579588e-9,
      ],
    },
  },
  f32: {
    middle: {
      over: [
        0.8871328711912195, 12.68367034963039, -1.1985972875780104, -388.4902892044476, -688.2517836876565,
        -39.70487693721346,
      ],
      under: [1, 25.771645607355445, 210.14138237102898, 598.0824306185178, 446.5865265883043],
    },
    near: {
      over: [-0.1765628799496091, 0.5238127622224715, 0.5579110976996006, 0.14875891750566625, 0.010938477967797169],
      under: [1, 1.0417559021042644, 0.3190246940777503, 0.026363339093147555, 6.506399574431015e-7],
    },
    far: undefined,
  },
};
const MIDDLE = 0.425;

/** The quantile of q + ½, p being the lesser of that and 1 − it, known to more digits. */
export const quantile = <V>(m: Machine<V>, q: V, p: V): V => {
  const n = m.number;
  const { middle, near, far } = CONSTANTS[m.precision];
  const isMiddle = m.le(m.abs(q), n(MIDDLE));
  const r = m.sqrt(m.neg(log(m, p)));
  const isFar = m.gt(r, n(5));
  const [t, u, v] = [m.sub(n(MIDDLE * MIDDLE), m.mul(q, q)), m.sub(r, n(1.6)), m.sub(r, n(5))];
  const chosen = (part: keyof Quotient): V => {
    const outer = horner(m, u, near[part]);
    const tail = far === undefined ? outer : m.select(isFar, horner(m, v, far[part]), outer);
    return m.select(isMiddle, horner(m, t, middle[part]), tail);
  };
  const more = m.div(chosen('over'), chosen('under'));
  const size = m.select(m.eq(p, n(0)), n(Infinity), m.add(r, more));
  return m.select(isMiddle, m.mul(q, m.add(n(2.5), more)), m.select(m.lt(q, n(0)), m.neg(size), size));
};

/** NaN where p is not a probability, for then one of p and 1 − p has no logarithm. */
export const ndtri = <V>(m: Machine<V>, p: V): V =>
  quantile(m, m.sub(p, m.number(0.5)), m.lesser(p, m.sub(m.number(1), p)));

export const erfinv = <V>(m: Machine<V>, x: V): V => {
  const half = m.number(0.5);
  const p = m.mul(half, m.sub(m.number(1), m.abs(x)));
  return m.mul(m.number(Math.SQRT1_2), quantile(m, m.mul(half, x), p));
};
