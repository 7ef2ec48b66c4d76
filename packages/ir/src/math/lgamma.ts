/**
 * log |Γ|: on the right by Stirling's series (DLMF 5.11.1), in the middle by a polynomial of 1/Γ, which is entire; near 0 by the recurrence
 * (DLMF 5.5.1), left of it by the reflection (DLMF 5.5.3). Coefficients: scripts/golden/fits.py.
 */
import { log, logInTwo } from './log.ts';
import { head, horner, split, type Machine, type Precision } from './machine.ts';

interface Constants {
  /** (1/Γ(y) − 1)/((y − 1)·(y − 2)) of y − 3/2. */
  readonly inverse: readonly number[];
  /** x·(log Γ(x) − (x − ½)·log x + x − log √(2π)) of 1/x². */
  readonly stirling: readonly number[];
  /** sin πt/(πt) of t². */
  readonly sine: readonly number[];
}
const CONSTANTS: { readonly [P in Precision]: Constants } = {
  f64: {
    inverse: [
      -0.5135166683820503, 0.1646981057811324, 0.05255106857397674, -0.04161568105120861, 0.00633683330508249,
      0.002157953269307786, -0.0011042580869633232, 0.00014888730693955277, 2.588867049193609e-5,
      -1.3881255297150593e-5, 2.133862481683092e-6, 6.220154143228621e-8, -8.936400759113081e-8, 1.703624958308367e-8,
      -9.122399516131508e-10, -2.7055020739906753e-10, 7.418646475222902e-11, -7.506318374451251e-12,
    ],
    stirling: [
      0.08333333333333333, -0.00277777777777663, 0.0007936507930785527, -0.0005952379807161089, 0.0008417385918863081,
      -0.0019167170646210738, 0.006374079556242929, -0.028387740159193223, 0.1513111182788063, -0.8413600175345621,
      4.296210132103398, -18.242620368872892, 59.431374445613756, -136.5171039482648, 194.7856315622042,
      -129.06922639279162,
    ],
    sine: [
      1, -1.6449340668482264, 0.8117424252833393, -0.19075182412149616, 0.02614784780555096, -0.0023460808954639607,
      0.0001484278414189103, -6.972099660851199e-6, 2.4502943624559793e-7,
    ],
  },
  f32: {
    inverse: [
      -0.5135166677399542, 0.16469811084786093, 0.05255102390551771, -0.04161579499216926, 0.006337339609904272,
      0.0021586324814143938, -0.0011063050372215088, 0.00014739381839650047, 2.9343733567052656e-5,
      -1.2752549036233828e-5,
    ],
    stirling: [
      0.08333333311997754, -0.0027777158068709984, 0.0007906665572675602, -0.0005421024212585476,
      0.00040351398699543296,
    ],
    sine: [0.999999995698809, -1.6449332063351194, 0.8117148426658763, -0.19044175272048114, 0.02471864459807641],
  },
};
/** The middle; a lesser x goes to x + 1. */
export const [LOW, HIGH] = [0.7, 2.4] as const;
/** log √(2π) − ½. */
const SHIFT = 0.4189385332046727;

/** x ≥ 0 less the nearest whole number. */
export const offWhole = <V>(m: Machine<V>, x: V): V => {
  const off = m.sub(x, m.floor(x));
  return m.select(m.gt(off, m.number(0.5)), m.sub(off, m.number(1)), off);
};

/** What the product of a and b is more than its rounded value (Dekker 1971). */
const lostOf = <V>(m: Machine<V>, a: V, b: V, product: V): V => {
  const [x, y] = [head(m, a), head(m, b)];
  const [r, s] = [m.sub(a, x), m.sub(b, y)];
  return m.add(m.add(m.add(m.sub(m.mul(x, y), product), m.mul(x, s)), m.mul(r, y)), m.mul(r, s));
};

/** 1/Γ(y) in two parts of y = a, or a + 1 of small a. */
const inverseGamma = <V>(m: Machine<V>, a: V, isSmall: V): readonly [high: V, low: V] => {
  const [one, two] = [m.number(1), m.number(2)];
  const from1 = m.select(isSmall, a, m.sub(a, one));
  const from2 = m.select(isSmall, m.sub(a, one), m.sub(a, two));
  const product = m.mul(from1, from2);
  const [first, ...others] = CONSTANTS[m.precision].inverse;
  const from = m.sub(from1, m.number(0.5));
  const more = m.mul(from, split(m, from, others));
  const bent = m.add(m.number(first!), more);
  const bentLost = m.sub(more, m.sub(bent, m.number(first!)));
  const u = m.mul(product, bent);
  const lost = m.add(m.mul(lostOf(m, from1, from2, product), bent), m.mul(product, bentLost));
  const sum = m.add(one, u);
  return [sum, m.add(m.sub(u, m.sub(sum, one)), lost)];
};

/** (a − ½)·(log a − 1) + log √(2π) − ½ + μ(a), of log a in two parts. */
const stirling = <V>(m: Machine<V>, a: V, high: V, low: V): V => {
  const one = m.number(1);
  const by = m.sub(a, m.number(0.5));
  const inverse = m.div(one, a);
  const mu = m.mul(inverse, split(m, m.mul(inverse, inverse), CONSTANTS[m.precision].stirling));
  const rest = m.add(m.add(m.mul(by, low), mu), m.number(SHIFT));
  return m.add(m.mul(by, m.sub(high, one)), rest);
};

export const lgamma = <V>(m: Machine<V>, x: V): V => {
  const n = m.number;
  const [zero, one] = [n(0), n(1)];
  const a = m.abs(x);
  const [isLeft, isSmall, isLarge] = [m.lt(x, zero), m.lt(a, n(LOW)), m.gt(a, n(HIGH))];
  const [inverse, inverseRest] = inverseGamma(m, a, isSmall);
  const off = m.abs(offWhole(m, a));
  const sine = m.mul(off, horner(m, m.mul(off, off), CONSTANTS[m.precision].sine));

  // Γ(a) = 1/of, or Γ(x) = 1/of of x < 0, where that is of the middle or small; else of = a.
  const factor = m.select(isSmall, a, one);
  const right = m.mul(factor, inverse);
  const left = m.div(m.mul(m.select(isSmall, one, a), sine), inverse);
  const choose = (large: V, onLeft: V, onRight: V): V => m.select(isLarge, large, m.select(isLeft, onLeft, onRight));
  const [high, low] = logInTwo(m, choose(a, left, right), choose(zero, zero, m.mul(factor, inverseRest)));

  const far = stirling(m, a, high, low);
  const sum = m.add(high, low);
  const farLeft = m.sub(m.neg(log(m, sine)), m.add(far, sum));
  const found = m.select(isLarge, m.select(isLeft, farLeft, far), m.neg(sum));
  const isPole = m.both(m.le(x, zero), m.eq(m.floor(x), x));
  return m.select(m.lt(x, n(Infinity)), m.select(isPole, n(Infinity), found), x);
};
