/**
 * ψ, the derivative of log Γ: on the right by its asymptotic series (DLMF 5.11.2), in the middle by a quotient beside its zero; near 0 by the
 * recurrence (DLMF 5.5.2), left of it by the reflection (DLMF 5.5.4). Coefficients: scripts/golden/fits.py.
 */
import { HIGH, LOW, offWhole } from './lgamma.ts';
import { log } from './log.ts';
import { horner, split, type Machine, type Precision } from './machine.ts';

interface Constants {
  /** The zero of ψ right of 0, in two parts. */
  readonly zero: readonly [number, number];
  /** ψ(y) over what y is off it, less 7/8, of y − 0.7. */
  readonly over: readonly number[];
  readonly under: readonly number[];
  /** x²·(log x − 1/(2x) − ψ(x)) of 1/x². */
  readonly far: readonly number[];
  /** (1 − πt·cot πt)·(1 − t²)/t² of t². */
  readonly cotangent: readonly number[];
}
const CONSTANTS: { readonly [P in Precision]: Constants } = {
  f64: {
    zero: [1.4616321449683622, 9.549995429965697e-17],
    over: [
      0.7268540732004077, 0.4201772662457272, -0.5231386130367163, -0.47991672216978387, -0.130917445359493,
      -0.013428659300234505, -0.00041088616932175465, -5.394677075770429e-8,
    ],
    under: [
      1, 2.8038808139770395, 2.6315742257441452, 1.0923445768794828, 0.2117908694494844, 0.017777453436806354,
      0.0004781892735014964,
    ],
    far: [
      0.08333333333333333, -0.00833333333333269, 0.003968253967801579, -0.004166666538815013, 0.00757573819250655,
      -0.021090970584817632, 0.08321648407259732, -0.43784887855661847, 2.8636168734497773, -21.141763940353815,
      158.0948350071949, -1090.5226168815293, 6477.304004059431, -31488.858401610963, 119936.22995388976,
      -341151.27687274036, 677680.344276734, -835654.8223597397, 480387.0943042353,
    ],
    cotangent: [
      3.289868133696453, -1.1252216662741765, -0.12996034345338706, -0.02653141157245299, -0.006165562157996449,
      -0.0014969768196381869, -0.00036968063858161657, -9.19036752981409e-5, -2.3062240779083192e-5,
      -5.344488098675271e-6, -2.034853487236658e-6,
    ],
  },
  f32: {
    zero: [1.4616321325302124, 1.2438149938918909e-8],
    over: [0.726854072880205, 0.09667137751213883, -0.5853152444110105, -0.22319584577400114, -0.015544791708586348],
    under: [1, 2.3588039656760182, 1.5553789200693704, 0.336220842679843, 0.018217001148255047],
    far: [
      0.08333333313814671, -0.00833325168281991, 0.003962519613319106, -0.004012037511061614, 0.005511495322723847,
      -0.005357501719674823,
    ],
    cotangent: [
      3.289868130351943, -1.1252209981989818, -0.12998158316156358, -0.02629692757676067, -0.0072035318499550655,
    ],
  },
};

/** π·cot πt of |t| ≤ ½: 1/t − t·C(t²)/(1 − t²). */
const cotangent = <V>(m: Machine<V>, t: V): V => {
  const [one, z] = [m.number(1), m.mul(t, t)];
  return m.sub(m.div(one, t), m.mul(t, m.div(horner(m, z, CONSTANTS[m.precision].cotangent), m.sub(one, z))));
};

export const digamma = <V>(m: Machine<V>, x: V): V => {
  const n = m.number;
  const constants = CONSTANTS[m.precision];
  const [zero, behind] = constants.zero;
  const one = n(1);
  const a = m.abs(x);
  const [isLeft, isSmall, isLarge] = [m.lt(x, n(0)), m.lt(a, n(LOW)), m.gt(a, n(HIGH))];
  const inverse = m.div(one, a);

  const y = m.select(isSmall, m.add(a, one), a);
  const w = m.sub(y, n(LOW));
  const off = m.sub(m.sub(y, n(zero)), n(behind));
  const near = m.mul(off, m.add(n(0.875), m.div(horner(m, w, constants.over), horner(m, w, constants.under))));
  const z = m.mul(inverse, inverse);
  const far = m.sub(log(m, a), m.add(m.mul(n(0.5), inverse), m.mul(z, split(m, z, constants.far))));
  const found = m.select(isLarge, far, near);

  const t = offWhole(m, a);
  const right = m.select(isSmall, m.sub(found, inverse), found);
  const left = m.add(m.select(isSmall, found, m.add(found, inverse)), cotangent(m, t));
  const isPole = m.both(isLeft, m.eq(t, n(0)));
  const above = m.select(isLeft, m.select(isPole, n(NaN), left), right);
  return m.select(m.eq(x, n(0)), m.neg(m.div(one, x)), above);
};
