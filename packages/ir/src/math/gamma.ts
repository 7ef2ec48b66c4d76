/**
 * log |Γ| and its derivative. On the right they are Stirling's series (DLMF 5.11.1, 5.11.2), in the middle polynomials of 1/Γ, which is entire, and
 * of ψ beside its zero; near 0 the recurrence (DLMF 5.5.1, 5.5.2), left of it the reflection (DLMF 5.5.3, 5.5.4). Coefficients: scripts/golden/fits.py.
 */
import { log, logInTwo } from './log.ts';
import { horner, split, type Machine } from './machine.ts';

/** The middle is from 0.7 to 2.4; a lesser x goes to x + 1. */
const [LOW, HIGH] = [0.7, 2.4] as const;
/** (1/Γ(y) − 1)/((y − 1)·(y − 2)) of y − 3/2. */
const INVERSE = [
  -0.5135166683820503, 0.1646981057811324, 0.05255106857397674, -0.04161568105120861, 0.00633683330508249,
  0.002157953269307786, -0.0011042580869633232, 0.00014888730693955277, 2.588867049193609e-5, -1.3881255297150593e-5,
  2.133862481683092e-6, 6.220154143228621e-8, -8.936400759113081e-8, 1.703624958308367e-8, -9.122399516131508e-10,
  -2.7055020739906753e-10, 7.418646475222902e-11, -7.506318374451251e-12,
];
/** x·(log Γ(x) − (x − ½)·log x + x − log √(2π)) of 1/x². */
const STIRLING = [
  0.08333333333333333, -0.00277777777777663, 0.0007936507930785527, -0.0005952379807161089, 0.0008417385918863081,
  -0.0019167170646210738, 0.006374079556242929, -0.028387740159193223, 0.1513111182788063, -0.8413600175345621,
  4.296210132103398, -18.242620368872892, 59.431374445613756, -136.5171039482648, 194.7856315622042,
  -129.06922639279162,
];
/** log √(2π) − ½. */
const SHIFT = 0.4189385332046727;
/** sin πt/(πt) of t². */
const SINE = [
  1, -1.6449340668482264, 0.8117424252833393, -0.19075182412149616, 0.02614784780555096, -0.0023460808954639607,
  0.0001484278414189103, -6.972099660851199e-6, 2.4502943624559793e-7,
];
/** The zero of ψ right of 0, in two parts, and ψ(y) over what y is off it less 7/8, of y − 0.7. */
const [ZERO, BEHIND] = [1.4616321449683622, 9.549995429965697e-17] as const;
const OVER = [
  0.7268540732004077, 0.4201772662457272, -0.5231386130367163, -0.47991672216978387, -0.130917445359493,
  -0.013428659300234505, -0.00041088616932175465, -5.394677075770429e-8,
];
const UNDER = [
  1, 2.8038808139770395, 2.6315742257441452, 1.0923445768794828, 0.2117908694494844, 0.017777453436806354,
  0.0004781892735014964,
];
/** x²·(log x − 1/(2x) − ψ(x)) of 1/x². */
const FAR = [
  0.08333333333333333, -0.00833333333333269, 0.003968253967801579, -0.004166666538815013, 0.00757573819250655,
  -0.021090970584817632, 0.08321648407259732, -0.43784887855661847, 2.8636168734497773, -21.141763940353815,
  158.0948350071949, -1090.5226168815293, 6477.304004059431, -31488.858401610963, 119936.22995388976,
  -341151.27687274036, 677680.344276734, -835654.8223597397, 480387.0943042353,
];
/** (1 − πt·cot πt)·(1 − t²)/t² of t². */
const COTANGENT = [
  3.289868133696453, -1.1252216662741765, -0.12996034345338706, -0.02653141157245299, -0.006165562157996449,
  -0.0014969768196381869, -0.00036968063858161657, -9.19036752981409e-5, -2.3062240779083192e-5, -5.344488098675271e-6,
  -2.034853487236658e-6,
];

/** x ≥ 0 less the nearest whole number. */
const offWhole = <V>(m: Machine<V>, x: V): V => {
  const off = m.sub(x, m.floor(x));
  return m.select(m.gt(off, m.number(0.5)), m.sub(off, m.number(1)), off);
};

/** 1/Γ(y) in two parts of y = a, or a + 1 of small a. */
const inverseGamma = <V>(m: Machine<V>, a: V, isSmall: V): readonly [high: V, low: V] => {
  const [one, two] = [m.number(1), m.number(2)];
  const from1 = m.select(isSmall, a, m.sub(a, one));
  const from2 = m.select(isSmall, m.sub(a, one), m.sub(a, two));
  const u = m.mul(m.mul(from1, from2), split(m, m.sub(from1, m.number(0.5)), INVERSE));
  const sum = m.add(one, u);
  return [sum, m.sub(u, m.sub(sum, one))];
};

/** (a − ½)·(log a − 1) + log √(2π) − ½ + μ(a), of log a in two parts. */
const stirling = <V>(m: Machine<V>, a: V, high: V, low: V): V => {
  const one = m.number(1);
  const by = m.sub(a, m.number(0.5));
  const inverse = m.div(one, a);
  const mu = m.mul(inverse, split(m, m.mul(inverse, inverse), STIRLING));
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
  const sine = m.mul(off, horner(m, m.mul(off, off), SINE));

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

/** π·cot πt of |t| ≤ ½: 1/t − t·C(t²)/(1 − t²). */
const cotangent = <V>(m: Machine<V>, t: V): V => {
  const [one, z] = [m.number(1), m.mul(t, t)];
  return m.sub(m.div(one, t), m.mul(t, m.div(horner(m, z, COTANGENT), m.sub(one, z))));
};

export const digamma = <V>(m: Machine<V>, x: V): V => {
  const n = m.number;
  const [zero, one] = [n(0), n(1)];
  const a = m.abs(x);
  const [isLeft, isSmall, isLarge] = [m.lt(x, zero), m.lt(a, n(LOW)), m.gt(a, n(HIGH))];
  const inverse = m.div(one, a);

  const y = m.select(isSmall, m.add(a, one), a);
  const w = m.sub(y, n(LOW));
  const off = m.sub(m.sub(y, n(ZERO)), n(BEHIND));
  const near = m.mul(off, m.add(n(0.875), m.div(horner(m, w, OVER), horner(m, w, UNDER))));
  const z = m.mul(inverse, inverse);
  const far = m.sub(log(m, a), m.add(m.mul(n(0.5), inverse), m.mul(z, split(m, z, FAR))));
  const found = m.select(isLarge, far, near);

  const t = offWhole(m, a);
  const right = m.select(isSmall, m.sub(found, inverse), found);
  const left = m.add(m.select(isSmall, found, m.add(found, inverse)), cotangent(m, t));
  const isPole = m.both(isLeft, m.eq(t, zero));
  const above = m.select(isLeft, m.select(isPole, n(NaN), left), right);
  return m.select(m.eq(x, zero), m.neg(m.div(one, x)), above);
};
