/**
 * The quantile of the standard normal distribution and the inverse of erf: quotients of polynomials, in the middle of p − ½, in the tails of
 * r = √(−log p), as in Wichura's Algorithm AS 241 (Applied Statistics 37 (1988)); most of the value is p − ½ times 5/2, or r itself, so that errors
 * of the quotient count for little. Coefficients: scripts/golden/fits.py.
 */
import { log } from './log.ts';
import { horner, type Machine } from './machine.ts';

/** Of 0.425² − q², |q| ≤ 0.425; of r − 1.6, r ≤ 5; of r − 5. */
const OVER = [
  [
    0.8871328727963669, 33.84909613871645, 445.73696021835735, 1921.859219594324, -6144.480679559857,
    -78887.64926202912, -233815.68387400542, -252126.29486724033, -77802.87852006221, -745.8792401288677,
  ],
  [
    -0.17656288925031643, 0.30862560017835333, 1.101362116187705, 1.0907253090242122, 0.5490857750090716,
    0.16010880093857394, 0.02750265974987838, 0.002628427019968165, 0.0001208215191010919, 1.8787178072910873e-6,
  ],
  [
    1.6579046435011036, 2.5494371588435807, 1.4822897100712915, 0.4329322364613355, 0.07018316418235038,
    0.006498441113512444, 0.00033728578083829885, 9.165391511365602e-6, 1.1264520116392177e-7, 4.4222419844916327e-10,
  ],
] as const;
const UNDER = [
  [
    1, 49.62988406127488, 987.6946731494398, 10114.955232895682, 56982.5663277626, 175411.2448457272,
    276361.75419782003, 191723.98408216925, 40633.49631611603,
  ],
  [
    1, 2.2605151673501407, 2.1264268230544525, 1.0868638300980726, 0.3286389875752645, 0.05914469888315968,
    0.0059384175151360056, 0.0002845052845838409, 4.535329850899032e-6,
  ],
  [
    1, 1.2541601166147134, 0.5436519721599765, 0.11267306795073194, 0.012296420039800986, 0.000712963184753797,
    2.0808015377448915e-5, 2.6661557615563747e-7, 1.067619800579588e-9,
  ],
] as const;

const MIDDLE = 0.425;

/** The quantile of q + ½, p being the lesser of that and 1 − it, known to more digits. */
export const quantile = <V>(m: Machine<V>, q: V, p: V): V => {
  const n = m.number;
  const isMiddle = m.le(m.abs(q), n(MIDDLE));
  const r = m.sqrt(m.neg(log(m, p)));
  const isFar = m.gt(r, n(5));
  const [t, u, v] = [m.sub(n(MIDDLE * MIDDLE), m.mul(q, q)), m.sub(r, n(1.6)), m.sub(r, n(5))];
  const chosen = ([middle, near, far]: typeof OVER | typeof UNDER): V =>
    m.select(isMiddle, horner(m, t, middle), m.select(isFar, horner(m, v, far), horner(m, u, near)));
  const more = m.div(chosen(OVER), chosen(UNDER));
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
