/** Logarithms of sums and products, and the length of a vector, that keep their meaning where the obvious formula overflows, cancels or says 0 · ∞. */
import { exp, expm1, timesExp } from './exp.ts';
import { log, log1p, logOfSum } from './log.ts';
import type { Machine, Precision } from './machine.ts';

/** x times what follows; 0 where x is 0 and y a number. */
const times = <V>(m: Machine<V>, x: V, y: V, of: V): V => {
  const zero = m.number(0);
  return m.select(m.both(m.eq(x, zero), m.eq(y, y)), zero, m.mul(x, of));
};

export const xlogy = <V>(m: Machine<V>, x: V, y: V): V => times(m, x, y, log(m, y));
export const xlog1py = <V>(m: Machine<V>, x: V, y: V): V => times(m, x, y, log1p(m, y));

/** The greater and log(1 + e^(−|a − b|)); the exponent with what it lost. Equal arguments may be infinite. */
export const logaddexp = <V>(m: Machine<V>, a: V, b: V): V => {
  const apart = m.sub(a, b);
  const back = m.sub(apart, a);
  const lost = m.sub(m.sub(a, m.sub(apart, back)), m.add(b, back));
  const size = m.abs(apart);
  const rest = m.select(m.lt(size, m.number(Infinity)), m.select(m.lt(a, b), lost, m.neg(lost)), m.number(0));
  const found = m.add(m.greater(a, b), log1p(m, timesExp(m, m.number(1), m.neg(size), rest)));
  return m.select(m.eq(a, b), m.add(a, m.number(Math.LN2)), found);
};

/** Of small x log(−expm1(−x)), else log1p(−e⁻ˣ) (Mächler, "Accurately computing log(1 − exp(−|a|))", 2012). */
export const log1mexp = <V>(m: Machine<V>, x: V): V => {
  const [one, minus] = [m.number(1), m.neg(x)];
  const isSmall = m.lt(x, m.number(Math.LN2));
  const e = exp(m, minus);
  const rest = m.sub(one, e);
  const lost = m.neg(m.sub(e, m.sub(one, rest)));
  return logOfSum(m, m.select(isSmall, m.neg(expm1(m, minus)), rest), m.select(isSmall, m.number(0), lost));
};

/** Sizes whose squares are normal numbers, and a power of two that makes one of the others. */
const SIZES: { readonly [P in Precision]: readonly [least: number, most: number, scale: number] } = {
  f64: [2 ** -500, 2 ** 500, 2 ** 700],
  f32: [2 ** -50, 2 ** 60, 2 ** 100],
};

/** ∞ if either is, whatever the other. */
export const hypot = <V>(m: Machine<V>, a: V, b: V): V => {
  const [least, most, scale] = SIZES[m.precision];
  const [one, infinity] = [m.number(1), m.number(Infinity)];
  const [x, y] = [m.abs(a), m.abs(b)];
  const greater = m.greater(x, y);
  const pick = (large: number, small: number): V =>
    m.select(
      m.gt(greater, m.number(most)),
      m.number(large),
      m.select(m.lt(greater, m.number(least)), m.number(small), one),
    );
  const by = pick(1 / scale, scale);
  const [p, q] = [m.mul(x, by), m.mul(y, by)];
  const found = m.mul(m.sqrt(m.add(m.mul(p, p), m.mul(q, q))), pick(scale, 1 / scale));
  return m.select(m.either(m.eq(x, infinity), m.eq(y, infinity)), infinity, found);
};
