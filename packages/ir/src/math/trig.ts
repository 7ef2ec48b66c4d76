/**
 * Sine, cosine, tangent. An angle is n·π/2 + r + e, |r| ≤ π/4, e what r lost in rounding: by subtraction of π/2 in parts (Cody and Waite 1980),
 * of which all but the last times n are exact, or beyond `NEAR` from the digits of 2/π (`far.ts`). Polynomials after fdlibm's k_sin.c and
 * k_cos.c (Copyright 1993 Sun Microsystems, freely granted) and Cephes' sinf.c (Moshier 1992).
 */
import { horner, nearestWhole, type Machine, type Precision } from './machine.ts';

interface Constants {
  /** π/2 in parts. */
  readonly halfPi: readonly number[];
  /** sin r = r + r³·S(r²), cos r = 1 − r²/2 + r⁴·C(r²). */
  readonly s: readonly number[];
  readonly c: readonly number[];
}

const CONSTANTS: { readonly [P in Precision]: Constants } = {
  f64: {
    halfPi: [1.5707963267923333, 2.5633441515839558e-12, 1.0562999066987428e-23],
    s: [
      -1.66666666666666324348e-1, 8.33333333332248946124e-3, -1.98412698298579493134e-4, 2.75573137070700676789e-6,
      -2.50507602534068634195e-8, 1.58969099521155010221e-10,
    ],
    c: [
      4.16666666666666019037e-2, -1.38888888888741095749e-3, 2.48015872894767294178e-5, -2.75573143513906633035e-7,
      2.0875723212981748279e-9, -1.13596475577881948265e-11,
    ],
  },
  f32: {
    halfPi: [1.570556640625, 2.396702766418457e-4, 1.5890691429376602e-8, 2.563344151594519e-12],
    s: [-1.6666654611e-1, 8.3321608736e-3, -1.9515295891e-4],
    c: [4.166664568298827e-2, -1.388731625493765e-3, 2.443315711809948e-5],
  },
};

interface Angle<V> {
  /** Whole; what it is modulo 4 matters. */
  readonly n: V;
  readonly r: V;
  readonly e: V;
}

/** x − n·π/2 as r + e. */
const angle = <V>(m: Machine<V>, x: V): Angle<V> => {
  const { halfPi } = CONSTANTS[m.precision];
  const n = nearestWhole(m, m.mul(x, m.number(2 / Math.PI)));
  let r = m.sub(x, m.mul(n, m.number(halfPi[0]!)));
  let e = m.number(0);
  halfPi.slice(1, -1).forEach((part, at) => {
    const product = m.mul(n, m.number(part));
    const less = m.sub(r, product);
    const lost = m.sub(m.sub(r, less), product);
    e = at === 0 ? lost : m.add(e, lost);
    r = less;
  });
  e = m.sub(e, m.mul(n, m.number(halfPi.at(-1)!)));
  const sum = m.add(r, e);
  const near = m.add(m.sub(r, sum), e);
  return { n: m.quarters(x, n), r: m.rest(x, sum), e: m.lost(x, near) };
};

/** What sin r and cos r are more than r and than 1 − r²/2; the sine's is small beside r, the cosine's beside 1. */
const sineRest = <V>(m: Machine<V>, { r, e }: Angle<V>): V => {
  const z = m.mul(r, r);
  const cube = m.mul(z, r);
  const [first, ...others] = CONSTANTS[m.precision].s;
  const bent = m.mul(z, horner(m, z, others));
  const s = m.mul(cube, m.add(m.number(first!), bent));
  return m.add(s, m.sub(e, m.mul(m.mul(m.number(0.5), z), e)));
};
const cosineParts = <V>(m: Machine<V>, { r, e }: Angle<V>): readonly [first: V, rest: V] => {
  const one = m.number(1);
  const z = m.mul(r, r);
  const half = m.mul(m.number(0.5), z);
  const first = m.sub(one, half);
  const lost = m.sub(m.sub(one, first), half);
  const c = m.mul(m.mul(z, z), horner(m, z, CONSTANTS[m.precision].c));
  return [first, m.add(lost, m.sub(c, m.mul(r, e)))];
};

/** Of an angle whose n is `quarters`: sin, or cos where that is odd, and negative where half of it is. */
const turned = <V>(m: Machine<V>, quarters: V, at: Angle<V>): V => {
  const half = m.floor(m.mul(quarters, m.number(0.5)));
  const isOdd = m.gt(quarters, m.add(half, half));
  const isNegative = m.gt(half, m.mul(m.number(2), m.floor(m.mul(half, m.number(0.5)))));
  const sine = m.add(at.r, sineRest(m, at));
  const cosine = m.add(...cosineParts(m, at));
  const found = m.select(isOdd, cosine, sine);
  return m.select(isNegative, m.neg(found), found);
};

/** −0 is its own sine. */
export const sin = <V>(m: Machine<V>, x: V): V => {
  const at = angle(m, x);
  return m.select(m.eq(x, m.number(0)), x, turned(m, at.n, at));
};

export const cos = <V>(m: Machine<V>, x: V): V => {
  const at = angle(m, x);
  return turned(m, m.add(at.n, m.number(1)), at);
};

/** sin/cos or −cos/sin, each as a sum of two, so that only the quotient is rounded: q + (a − q·b)/b, with what a and b lost. */
export const tan = <V>(m: Machine<V>, x: V): V => {
  const at = angle(m, x);
  const s = sineRest(m, at);
  const sine = m.add(at.r, s);
  const sineLost = m.add(m.sub(at.r, sine), s);
  const [first, c] = cosineParts(m, at);
  const cosine = m.add(first, c);
  const cosineLost = m.add(m.sub(first, cosine), c);
  const half = m.floor(m.mul(at.n, m.number(0.5)));
  const isOdd = m.gt(at.n, m.add(half, half));
  const over = m.select(isOdd, m.neg(cosine), sine);
  const overLost = m.select(isOdd, m.neg(cosineLost), sineLost);
  const under = m.select(isOdd, sine, cosine);
  const underLost = m.select(isOdd, sineLost, cosineLost);
  const q = m.div(over, under);
  const more = m.div(m.sub(overLost, m.mul(q, underLost)), under);
  return m.select(m.eq(x, m.number(0)), x, m.add(q, more));
};
