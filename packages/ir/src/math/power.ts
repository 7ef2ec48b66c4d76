/**
 * Powers and cube roots, after fdlibm's e_pow.c and s_cbrt.c (Copyright 1993 Sun Microsystems, freely granted). log₂|a| and its product with b
 * are sums of two numbers, the first of half the digits, so that the power's own error is under 0.7 units in the last place.
 */
import { head, horner, isNegative, nearestWhole, parts, scaled, type Machine } from './machine.ts';

const L = [
  5.99999999999994648725e-1, 4.28571428578550184252e-1, 3.33333329818377432918e-1, 2.72728123808534006489e-1,
  2.30660745775561754067e-1, 2.06975017800338417784e-1,
];
const P = [
  1.66666666666666019037e-1, -2.77777777770155933842e-3, 6.61375632143793436117e-5, -1.6533902205465251539e-6,
  4.13813679705723846039e-8,
];
/** log 2 and 2/(3·log 2) in two parts; log₂ 3/2 in two parts. */
const [LG2_H, LG2_L] = [6.93147182464599609375e-1, -1.90465429995776804525e-9] as const;
const [CP, CP_H, CP_L] = [9.61796693925975554329e-1, 9.61796700954437255859e-1, -7.02846165095275826516e-9] as const;
const [DP_H, DP_L] = [5.84962487220764160156e-1, 1.35003920212974897128e-8] as const;

/** log₂ of a positive number, in two parts: of 2ⁿ·c·(1 + s)/(1 − s), c = 1 or 3/2. */
const log2InTwo = <V>(m: Machine<V>, x: V): readonly [high: V, low: V] => {
  const n = m.number;
  const [zero, one, three] = [n(0), n(1), n(3)];
  const [k, fraction] = parts(m, x);
  const low = m.lt(fraction, n(Math.sqrt(0.75)));
  const ax = m.select(low, m.add(fraction, fraction), fraction);
  const exponent = m.select(low, m.sub(k, one), k);
  const high = m.gt(ax, n(Math.sqrt(1.5)));
  const c = m.select(high, n(1.5), one);
  const u = m.sub(ax, c);
  const v = m.div(one, m.add(ax, c));
  const ss = m.mul(u, v);
  const sHigh = head(m, ss);
  const sumHigh = head(m, m.add(ax, c));
  const sumLow = m.sub(ax, m.sub(sumHigh, c));
  const sLow = m.mul(v, m.sub(m.sub(u, m.mul(sHigh, sumHigh)), m.mul(sHigh, sumLow)));
  const s2 = m.mul(ss, ss);
  const r = m.add(m.mul(m.mul(s2, s2), horner(m, s2, L)), m.mul(sLow, m.add(sHigh, ss)));
  const square = m.mul(sHigh, sHigh);
  const tHigh = head(m, m.add(m.add(three, square), r));
  const tLow = m.sub(r, m.sub(m.sub(tHigh, three), square));
  const first = m.mul(sHigh, tHigh);
  const second = m.add(m.mul(sLow, tHigh), m.mul(tLow, ss));
  const pHigh = head(m, m.add(first, second));
  const pLow = m.sub(second, m.sub(pHigh, first));
  const zHigh = m.mul(n(CP_H), pHigh);
  const zLow = m.add(m.add(m.mul(n(CP_L), pHigh), m.mul(pLow, n(CP))), m.select(high, n(DP_L), zero));
  const dp = m.select(high, n(DP_H), zero);
  const t1 = head(m, m.add(m.add(m.add(zHigh, zLow), dp), exponent));
  return [t1, m.sub(zLow, m.sub(m.sub(m.sub(t1, exponent), dp), zHigh))];
};

/** 2^(high + low), of which high's digits are few. */
const exp2OfTwo = <V>(m: Machine<V>, high: V, low: V): V => {
  const n = m.number;
  const z = m.add(low, high);
  const whole = nearestWhole(m, m.lesser(m.greater(z, n(-1100)), n(1100)));
  const left = m.sub(high, whole);
  const t = head(m, m.add(low, left));
  const u = m.mul(t, n(LG2_H));
  const v = m.add(m.mul(m.sub(low, m.sub(t, left)), n(Math.LN2)), m.mul(t, n(LG2_L)));
  const r = m.add(u, v);
  const w = m.sub(v, m.sub(r, u));
  const square = m.mul(r, r);
  const t1 = m.sub(r, m.mul(square, horner(m, square, P)));
  const ratio = m.sub(m.div(m.mul(r, t1), m.sub(t1, n(2))), m.add(w, m.mul(r, w)));
  const found = scaled(m, m.sub(n(1), m.sub(ratio, r)), whole);
  const above = m.select(m.gt(z, n(1030)), n(Infinity), found);
  return m.select(m.lt(z, n(-1080)), n(0), above);
};

/** a to the power b, with all that IEEE 754 says of special numbers. */
export const pow = <V>(m: Machine<V>, a: V, b: V): V => {
  const n = m.number;
  const [zero, one, infinity] = [n(0), n(1), n(Infinity)];
  const size = m.abs(a);
  const exponent = m.lesser(m.greater(b, n(-(2 ** 65))), n(2 ** 65));
  const [t1, t2] = log2InTwo(m, size);
  const b1 = head(m, exponent);
  const low = m.add(m.mul(m.sub(exponent, b1), t1), m.mul(exponent, t2));
  const core = exp2OfTwo(m, m.mul(b1, t1), low);
  const atZero = m.select(m.gt(b, zero), zero, infinity);
  const atInfinity = m.select(m.gt(b, zero), infinity, zero);
  const edged = m.select(m.eq(size, zero), atZero, m.select(m.eq(size, infinity), atInfinity, core));
  const isWhole = m.eq(m.floor(exponent), exponent);
  const half = m.mul(exponent, n(0.5));
  const isOdd = m.both(isWhole, m.gt(half, m.floor(half)));
  const signed = m.select(m.both(isNegative(m, a), isOdd), m.neg(edged), edged);
  const isBroken = m.both(m.lt(m.floor(exponent), exponent), m.both(m.lt(a, zero), m.lt(size, infinity)));
  const isNumber = m.both(m.eq(a, a), m.eq(b, b));
  const found = m.select(isBroken, n(NaN), m.select(isNumber, signed, n(NaN)));
  return m.select(m.eq(b, zero), one, m.select(m.eq(a, one), one, found));
};

/** ∛2 and ∛4, and ∛f of f between √½ and √2 to 2⁻¹³. */
const [ROOT2, ROOT4] = [1.259921049894873, 1.5874010519681996] as const;
const CUBE = [0.4934, 0.737, -0.2877, 0.05738] as const;

/** ∛x of x = 2^(3q + r)·f: a polynomial, two steps of Halley's; the last with a square that is exact. */
export const cbrt = <V>(m: Machine<V>, x: V): V => {
  const n = m.number;
  const size = m.abs(x);
  const [k, f] = parts(m, size);
  const q = m.floor(m.mul(m.add(k, n(0.5)), n(1 / 3)));
  const r = m.sub(k, m.mul(q, n(3)));
  const isOne = m.eq(r, n(1));
  const isTwo = m.eq(r, n(2));
  const power = m.select(isTwo, n(4), m.select(isOne, n(2), n(1)));
  const root = m.select(isTwo, n(ROOT4), m.select(isOne, n(ROOT2), n(1)));
  const cube = m.mul(f, power);
  const closer = (t: V): V => {
    const s = m.div(cube, m.mul(t, t));
    return m.add(t, m.mul(t, m.div(m.sub(s, t), m.add(m.add(t, t), s))));
  };
  const near = closer(m.mul(root, horner(m, f, CUBE)));
  const found = m.mul(closer(head(m, near)), m.power(q));
  const signed = m.select(m.lt(x, n(0)), m.neg(found), found);
  return m.select(m.both(m.lt(size, n(Infinity)), m.gt(size, n(0))), signed, x);
};
