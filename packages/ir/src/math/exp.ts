/**
 * Exponentials, after fdlibm's e_exp.c and s_expm1.c and their forms in single precision (FreeBSD msun e_expf.c, s_expm1f.c): x is n·log 2 + r,
 * |r| ≤ log 2 / 2, and eˣ is 2ⁿ·eʳ. Coefficients are those of these files (Copyright 1993 Sun Microsystems, freely granted).
 */
import { horner, nearestWhole, scaled, type Machine, type Precision } from './machine.ts';

interface Constants {
  /** log 2 in two parts, the first so short that n times it is exact. */
  readonly ln2: readonly [high: number, low: number];
  /** Beyond these eˣ is 0 or ∞, and eˣ − 1 is −1. */
  readonly most: number;
  readonly least: number;
  readonly minusOne: number;
  /** eʳ = 1 + 2r/(R(r²) − r), R(z) = 2 + P₁z + P₂z² + … */
  readonly p: readonly number[];
  /** (R(r²) − 2)·3/z − … of expm1: 1 + Q₁h + Q₂h² + …, h = r²/2. */
  readonly q: readonly number[];
  /** Numbers that their own eˣ − 1 is, and sizes past which 1 is lost beside 2ⁿ. */
  readonly tiny: number;
  readonly lost: number;
}

const CONSTANTS: { readonly [P in Precision]: Constants } = {
  f64: {
    ln2: [6.9314718036912381649e-1, 1.90821492927058770002e-10],
    most: 710,
    least: -746,
    minusOne: -60,
    p: [
      1.66666666666666019037e-1, -2.77777777770155933842e-3, 6.61375632143793436117e-5, -1.6533902205465251539e-6,
      4.13813679705723846039e-8,
    ],
    q: [
      1, -3.33333333333331316428e-2, 1.58730158725481460165e-3, -7.93650757867487942473e-5, 4.00821782732936239552e-6,
      -2.01099218183624371326e-7,
    ],
    tiny: 2 ** -54,
    lost: 64,
  },
  f32: {
    ln2: [6.9313812256e-1, 9.0580006145e-6],
    most: 89,
    least: -104,
    minusOne: -30,
    p: [1.666662544e-1, -2.7667332906e-3],
    q: [1, -3.3333212137e-2, 1.5807170421e-3],
    tiny: 2 ** -25,
    lost: 32,
  },
};

/** e^(high − low) of a small argument in two parts. */
const small = <V>(m: Machine<V>, high: V, low: V): V => {
  const r = m.sub(high, low);
  const z = m.mul(r, r);
  const c = m.sub(r, m.mul(z, horner(m, z, CONSTANTS[m.precision].p)));
  const ratio = m.div(m.mul(r, c), m.sub(m.number(2), c));
  return m.sub(m.number(1), m.sub(m.sub(low, ratio), high));
};

/** eˣ as n and e^r. */
const reduced = <V>(m: Machine<V>, x: V): readonly [n: V, high: V, low: V] => {
  const [high, low] = CONSTANTS[m.precision].ln2;
  const n = nearestWhole(m, m.mul(x, m.number(Math.LOG2E)));
  return [n, m.sub(x, m.mul(n, m.number(high))), m.mul(n, m.number(low))];
};

/** 2ᵏ·eˣ, without overflow before the end. */
const expTimes = <V>(m: Machine<V>, x: V, k: number): V => {
  const { most, least } = CONSTANTS[m.precision];
  const within = m.lesser(m.greater(x, m.number(least)), m.number(most + 1));
  const [n, high, low] = reduced(m, within);
  return scaled(m, small(m, high, low), k === 0 ? n : m.add(n, m.number(k)));
};

export const exp = <V>(m: Machine<V>, x: V): V => expTimes(m, x, 0);
export const halfExp = <V>(m: Machine<V>, x: V): V => expTimes(m, x, -1);

/** y·e^(x + rest), without overflow before the end, and rounded once where it is subnormal; rest is small beside 1. */
export const timesExp = <V>(m: Machine<V>, y: V, x: V, rest: V): V => {
  const { most, least } = CONSTANTS[m.precision];
  const within = m.lesser(m.greater(x, m.number(least)), m.number(most + 1));
  const [n, high, low] = reduced(m, within);
  return scaled(m, m.mul(y, small(m, high, m.sub(low, rest))), n);
};

export const exp2 = <V>(m: Machine<V>, x: V): V => {
  const { most, least } = CONSTANTS[m.precision];
  const [most2, least2] = [Math.ceil(most * Math.LOG2E), Math.floor(least * Math.LOG2E)];
  const within = m.lesser(m.greater(x, m.number(least2)), m.number(most2));
  const n = nearestWhole(m, within);
  const r = m.mul(m.sub(within, n), m.number(Math.LN2));
  return scaled(m, small(m, r, m.number(0)), n);
};

/** eˣ − 1 = 2ⁿ·((1 − 2⁻ⁿ) + (eʳ − 1)), as n and what it is times; `inverse` gives 2⁻ⁿ, or a number that is as little beside 1. */
const partsOfExpm1 = <V>(m: Machine<V>, x: V, inverse: (n: V) => V): readonly [n: V, sum: V] => {
  const half = m.number(0.5);
  const [n, high, low] = reduced(m, x);
  const r = m.sub(high, low);
  const rest = m.sub(m.sub(high, r), low);
  const h = m.mul(r, half);
  const square = m.mul(r, h);
  const r1 = horner(m, square, CONSTANTS[m.precision].q);
  const t = m.sub(m.number(3), m.mul(r1, h));
  const e = m.mul(square, m.div(m.sub(r1, t), m.sub(m.number(6), m.mul(r, t))));
  const less = m.sub(m.sub(m.mul(r, m.sub(e, rest)), rest), square);
  return [n, m.add(m.sub(m.number(1), inverse(n)), m.sub(r, less))];
};

/** eˣ − 1 of 0 ≤ x ≤ 50, or 20 in f32; of −0 it is 0. */
export const expm1Within = <V>(m: Machine<V>, x: V): V => {
  const [n, sum] = partsOfExpm1(m, x, (n) => m.power(m.neg(n)));
  return m.mul(sum, m.power(n));
};

export const expm1 = <V>(m: Machine<V>, x: V): V => {
  const { most, minusOne, tiny, lost } = CONSTANTS[m.precision];
  const within = m.lesser(m.greater(x, m.number(minusOne)), m.number(most));
  const [n, sum] = partsOfExpm1(m, within, (n) => m.power(m.neg(m.lesser(n, m.number(lost)))));
  return m.select(m.lt(m.abs(x), m.number(tiny)), x, scaled(m, sum, n));
};

/** q = 1/(1 + e) or e/(1 + e), e = e^(−|x|); what 1 + e lost is made up for, 1/(1 + e) being q or 1 − q. */
export const sigmoid = <V>(m: Machine<V>, x: V): V => {
  const one = m.number(1);
  const e = exp(m, m.neg(m.abs(x)));
  const sum = m.add(one, e);
  const lost = m.sub(e, m.sub(sum, one));
  const above = m.ge(x, m.number(0));
  const q = m.div(m.select(above, one, e), sum);
  return m.sub(q, m.mul(m.mul(q, lost), m.select(above, q, m.sub(one, q))));
};
