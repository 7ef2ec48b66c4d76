/**
 * Logarithms, after fdlibm's e_log.c and s_log1p.c, FreeBSD msun's e_log2.c, e_log10.c and their forms in single precision: x is 2ᵏ·(1 + f),
 * s = f/(2 + f), log(1 + f) = f − f²/2 + s·(f²/2 + R(s²)). Coefficients are those of these files (Copyright 1993 Sun Microsystems, freely granted).
 */
import { exp } from './exp.ts';
import { head, horner, parts, type Machine, type Precision } from './machine.ts';

interface Constants {
  readonly ln2: readonly [high: number, low: number];
  /** R(z) = z·(L₁ + z·(L₂ + …)). */
  readonly l: readonly number[];
  readonly tiny: number;
  /** 1/log 2, 1/log 10 and log₁₀ 2 in two parts. */
  readonly inverse2: readonly [high: number, low: number];
  readonly inverse10: readonly [high: number, low: number];
  readonly log10of2: readonly [high: number, low: number];
}

const CONSTANTS: { readonly [P in Precision]: Constants } = {
  f64: {
    ln2: [6.9314718036912381649e-1, 1.90821492927058770002e-10],
    l: [
      6.66666666666673513e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
      1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1,
    ],
    tiny: 2 ** -54,
    inverse2: [1.44269504072144627571, 1.67517131648865118353e-10],
    inverse10: [4.34294481878168880939e-1, 2.50829467116452752298e-11],
    log10of2: [3.01029995663611771306e-1, 3.69423907715893078616e-13],
  },
  f32: {
    ln2: [6.9313812256e-1, 9.0580006145e-6],
    l: [0.66666662693, 0.40000972152, 0.28498786688, 0.24279078841],
    tiny: 2 ** -25,
    inverse2: [1.4428710938, -1.7605285393e-4],
    inverse10: [4.3432617188e-1, -3.1689971365e-5],
    log10of2: [3.0102920532e-1, 7.9034151668e-7],
  },
};

/** f²/2, and s·(f²/2 + R(s²)). */
const bend = <V>(m: Machine<V>, f: V): readonly [square: V, rest: V] => {
  const s = m.div(f, m.add(m.number(2), f));
  const z = m.mul(s, s);
  const square = m.mul(m.mul(m.number(0.5), f), f);
  return [square, m.mul(s, m.add(square, m.mul(z, horner(m, z, CONSTANTS[m.precision].l))))];
};

/** k·log 2 + log(1 + f) + c. */
const joined = <V>(m: Machine<V>, k: V, f: V, c: V | undefined): V => {
  const [high, low] = CONSTANTS[m.precision].ln2;
  const [square, rest] = bend(m, f);
  const last = m.mul(k, m.number(low));
  const small = m.add(rest, c === undefined ? last : m.add(last, c));
  return m.sub(m.mul(k, m.number(high)), m.sub(m.sub(square, small), f));
};

/** `y`, but −∞ where x is 0, NaN where it is less, and x where it is ∞ or NaN. */
const guarded = <V>(m: Machine<V>, x: V, y: V): V => {
  const zero = m.number(0);
  const low = m.select(m.eq(x, zero), m.number(-Infinity), m.number(NaN));
  return m.select(m.gt(x, zero), m.select(m.lt(x, m.number(Infinity)), y, x), low);
};

export const log = <V>(m: Machine<V>, x: V): V => {
  const [k, fraction] = parts(m, x);
  return guarded(m, x, joined(m, k, m.sub(fraction, m.number(1)), undefined));
};

/** log(u + lost) of what the rounded sum u lost: that over u makes up for it, or of u near 1 it is known exactly. */
const ofSum = <V>(m: Machine<V>, u: V, lost: V, [k, fraction]: readonly [V, V]): V => {
  const [zero, one] = [m.number(0), m.number(1)];
  const isNear = m.eq(k, zero);
  const f = m.select(isNear, m.add(m.sub(u, one), lost), m.sub(fraction, one));
  return guarded(m, u, joined(m, k, f, m.select(isNear, zero, m.div(lost, u))));
};
/** What 1 and a number that it lost have is that number, with its sign if it is 0. */
export const logOfSum = <V>(m: Machine<V>, u: V, lost: V): V =>
  m.select(m.eq(u, m.number(1)), lost, ofSum(m, u, lost, parts(m, u)));

/** log(u + lost) in two parts, the first short, of a positive number. */
export const logInTwo = <V>(m: Machine<V>, u: V, lost: V): readonly [high: V, low: V] => {
  const [zero, one] = [m.number(0), m.number(1)];
  const [ln2, ln2Rest] = CONSTANTS[m.precision].ln2;
  const [k, fraction] = parts(m, u);
  const isNear = m.eq(k, zero);
  const f = m.select(isNear, m.add(m.sub(u, one), lost), m.sub(fraction, one));
  const [square, rest] = bend(m, f);
  const whole = m.mul(k, m.number(ln2));
  const first = m.add(whole, f);
  const c = m.add(m.mul(k, m.number(ln2Rest)), m.select(isNear, zero, m.div(lost, u)));
  const second = m.add(m.sub(f, m.sub(first, whole)), m.sub(m.add(rest, c), square));
  const high = head(m, m.add(first, second));
  return [high, m.add(m.sub(first, high), second)];
};

export const log1p = <V>(m: Machine<V>, x: V): V => {
  const one = m.number(1);
  const u = m.add(one, x);
  const lost = m.select(m.ge(x, one), m.sub(one, m.sub(u, x)), m.sub(x, m.sub(u, one)));
  const y = ofSum(m, u, lost, [m.exponent(u), m.fraction(u)]);
  return m.select(m.lt(m.abs(x), m.number(CONSTANTS[m.precision].tiny)), x, y);
};

/** log(1 + f) in two parts, the first short, times 1/log of the base in two parts, and k more times `unit`. */
const based = <V>(m: Machine<V>, x: V, [high, low]: readonly [number, number], unit: readonly [number, number]): V => {
  const [k, fraction] = parts(m, x);
  const f = m.sub(fraction, m.number(1));
  const [square, rest] = bend(m, f);
  const first = head(m, m.sub(f, square));
  const second = m.add(m.sub(m.sub(f, first), square), rest);
  const value = m.mul(first, m.number(high));
  const small = m.add(m.mul(m.add(second, first), m.number(low)), m.mul(second, m.number(high)));
  const whole = unit[0] === 1 ? k : m.mul(k, m.number(unit[0]));
  const wholeRest = unit[1] === 0 ? small : m.add(small, m.mul(k, m.number(unit[1])));
  const sum = m.add(whole, value);
  const bits = m.add(wholeRest, m.add(m.sub(whole, sum), value));
  return guarded(m, x, m.add(bits, sum));
};

export const log2 = <V>(m: Machine<V>, x: V): V => based(m, x, CONSTANTS[m.precision].inverse2, [1, 0]);

export const log10 = <V>(m: Machine<V>, x: V): V => {
  const { inverse10, log10of2 } = CONSTANTS[m.precision];
  return based(m, x, inverse10, log10of2);
};

/** log(1 + eˣ), by e^(−|x|). */
export const softplus = <V>(m: Machine<V>, x: V): V =>
  m.add(m.greater(x, m.number(0)), log1p(m, exp(m, m.neg(m.abs(x)))));
