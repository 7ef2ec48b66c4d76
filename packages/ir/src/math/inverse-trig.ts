/** Inverses of sine, cosine and tangent, after fdlibm's s_atan.c, e_asin.c, e_acos.c, e_atan2.c and their forms in single precision (same notice). */
import { head, horner, isNegative, odd, type Machine, type Precision } from './machine.ts';

interface Constants {
  readonly tiny: number;
  /** atan t = t − t³·A(t²) of small t. */
  readonly a: readonly number[];
  /** atan of ½, 1, 3/2 and ∞, in two parts. */
  readonly high: readonly [number, number, number, number];
  readonly low: readonly [number, number, number, number];
  /** asin t = t + t·z·P(z)/Q(z), z = t² ≤ ¼. */
  readonly p: readonly number[];
  readonly q: readonly number[];
}
const CONSTANTS: { readonly [P in Precision]: Constants } = {
  f64: {
    tiny: 2 ** -28,
    a: [
      3.33333333333329318027e-1, -1.99999999998764832476e-1, 1.42857142725034663711e-1, -1.1111110405462355788e-1,
      9.09088713343650656196e-2, -7.69187620504482999495e-2, 6.66107313738753120669e-2, -5.83357013379057348645e-2,
      4.97687799461593236017e-2, -3.6531572744216915527e-2, 1.62858201153657823623e-2,
    ],
    high: [4.63647609000806093515e-1, 7.85398163397448278999e-1, 9.82793723247329054082e-1, 1.570796326794896558],
    low: [
      2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17, 6.12323399573676603587e-17,
    ],
    p: [
      1.66666666666666657415e-1, -3.25565818622400915405e-1, 2.01212532134862925881e-1, -4.00555345006794114027e-2,
      7.91534994289814532176e-4, 3.4793310759602116757e-5,
    ],
    q: [1, -2.40339491173441421878, 2.02094576023350569471, -6.8828397160545329303e-1, 7.70381505559019352791e-2],
  },
  f32: {
    tiny: 2 ** -13,
    a: [3.3333328366e-1, -1.9999158382e-1, 1.4253635705e-1, -1.0648017377e-1, 6.1687607318e-2],
    high: [4.6364760399e-1, 7.8539812565e-1, 9.8279368877e-1, 1.5707963705062866],
    low: [5.012158244e-9, 3.7748947079e-8, 3.447321717e-8, -4.371139000186243e-8],
    p: [1.6666586697e-1, -4.2743422091e-2, -8.656363003e-3],
    q: [1, -7.066296339e-1],
  },
};

/** atan of t ≥ 0, as high − (small − t): about ½, 1, 3/2 or ∞, whichever is near. */
const arc = <V>(m: Machine<V>, x: V): V => {
  const { a, high, low } = CONSTANTS[m.precision];
  const n = m.number;
  const [one, two] = [n(1), n(2)];
  const least = m.lt(x, n(7 / 16));
  const choose = (at0: V, at1: V, at2: V, at3: V, at4: V): V => {
    const upper = m.select(m.lt(x, n(39 / 16)), at3, at4);
    const middle = m.select(m.lt(x, n(19 / 16)), at2, upper);
    return m.select(least, at0, m.select(m.lt(x, n(11 / 16)), at1, middle));
  };
  const threeHalves = n(1.5);
  const over = choose(x, m.sub(m.add(x, x), one), m.sub(x, one), m.sub(x, threeHalves), n(-1));
  const under = choose(one, m.add(two, x), m.add(x, one), m.add(one, m.mul(threeHalves, x)), x);
  const t = m.div(over, under);
  const z = m.mul(t, t);
  const bend = m.mul(t, m.mul(z, horner(m, z, a)));
  const [high1, high2, high3, high4] = high;
  const [low1, low2, low3, low4] = low;
  const rest = choose(n(0), n(low1), n(low2), n(low3), n(low4));
  return m.sub(choose(n(0), n(high1), n(high2), n(high3), n(high4)), m.sub(m.sub(bend, rest), t));
};

export const atan = <V>(m: Machine<V>, x: V): V => odd(m, x, arc(m, m.abs(x)), CONSTANTS[m.precision].tiny);

/** atan |y/x| of the lesser over the greater, turned to its quarter; y first. */
export const atan2 = <V>(m: Machine<V>, y: V, x: V): V => {
  const n = m.number;
  const { high, low } = CONSTANTS[m.precision];
  const [zero, one] = [n(0), n(1)];
  const [sizeY, sizeX] = [m.abs(y), m.abs(x)];
  const isSteep = m.gt(sizeY, sizeX);
  const lesser = m.select(isSteep, sizeX, sizeY);
  const ratio = m.div(lesser, m.select(isSteep, sizeY, sizeX));
  const far = m.select(m.eq(lesser, n(Infinity)), one, ratio);
  const isOrigin = m.both(m.eq(sizeX, zero), m.eq(sizeY, zero));
  const first = arc(m, m.select(isOrigin, zero, far));
  const isLeft = isNegative(m, x);
  const choose = (steep: V, left: V, right: V): V => m.select(isSteep, steep, m.select(isLeft, left, right));
  const base = choose(n(high[3]), n(2 * high[3]), zero);
  const rest = choose(n(low[3]), n(2 * low[3]), zero);
  const back = m.neg(first);
  const turned = choose(m.select(isLeft, first, back), back, first);
  const whole = m.add(base, m.add(turned, rest));
  return m.select(isNegative(m, y), m.neg(whole), whole);
};

/** asin t = t + t·R(t²) of t ≤ ½. */
const bend = <V>(m: Machine<V>, z: V): V => {
  const { p, q } = CONSTANTS[m.precision];
  return m.div(m.mul(z, horner(m, z, p)), horner(m, z, q));
};

interface Half<V> {
  readonly isSmall: V;
  /** What asin is computed of: |x|, or √((1 − |x|)/2), with what the root lost; and its R. */
  readonly t: V;
  readonly lost: V;
  readonly r: V;
}
const half = <V>(m: Machine<V>, x: V): Half<V> => {
  const [zero, middle, size] = [m.number(0), m.number(0.5), m.abs(x)];
  const isSmall = m.lt(size, middle);
  const z = m.select(isSmall, m.mul(x, x), m.mul(m.sub(m.number(1), size), middle));
  const root = m.sqrt(z);
  const first = head(m, root);
  const left = m.sub(z, m.mul(first, first));
  const lost = m.select(m.gt(z, zero), m.div(left, m.add(root, first)), zero);
  return {
    isSmall,
    t: m.select(isSmall, size, first),
    lost: m.select(isSmall, zero, lost),
    r: m.mul(m.select(isSmall, size, root), bend(m, z)),
  };
};

/** π/2 − 2·asin √((1 − |x|)/2) from ½ on; of 3/2, the first part of π/2, twice a short root can be taken exactly. */
export const asin = <V>(m: Machine<V>, x: V): V => {
  const n = m.number;
  const { high, low, tiny } = CONSTANTS[m.precision];
  const { isSmall, t, lost, r } = half(m, x);
  const two = n(2);
  const rest = m.sub(m.mul(two, r), m.sub(n(low[3]), m.mul(two, lost)));
  const large = m.add(m.sub(n(1.5), m.mul(two, t)), m.sub(n(high[3] - 1.5), rest));
  return odd(m, x, m.select(isSmall, m.add(t, r), large), tiny);
};

/** π/2 − asin x of small x; 2·asin √((1 − x)/2) of large; π less it of those below −½. */
export const acos = <V>(m: Machine<V>, x: V): V => {
  const n = m.number;
  const { high, low } = CONSTANTS[m.precision];
  const { isSmall, t, lost, r } = half(m, x);
  const [zero, two] = [n(0), n(2)];
  const negative = m.lt(x, zero);
  const signed = m.select(negative, m.neg(r), r);
  const near = m.sub(n(high[3]), m.sub(x, m.sub(n(low[3]), signed)));
  const upper = m.mul(two, m.add(t, m.add(r, lost)));
  const lower = m.sub(n(2 * high[3]), m.mul(two, m.add(t, m.sub(m.add(r, lost), n(low[3])))));
  return m.select(isSmall, near, m.select(negative, lower, upper));
};
