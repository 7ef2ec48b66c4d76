/** Hyperbolic functions and their inverses, after fdlibm (e_sinh.c, e_cosh.c, s_tanh.c, s_asinh.c, e_acosh.c, e_atanh.c), each in one form. */
import { expm1Within, halfExp } from './exp.ts';
import { log1p } from './log.ts';
import { odd, type Machine, type Precision } from './machine.ts';

interface Constants {
  /** From this size on tanh is 1, and e^(−x) is nothing beside eˣ. */
  readonly far: number;
  /** Numbers that are their own sinh, tanh, asinh and atanh. */
  readonly tiny: number;
  /** From this size on 1 is nothing beside x². */
  readonly large: number;
}
const CONSTANTS: { readonly [P in Precision]: Constants } = {
  f64: { far: 22, tiny: 2 ** -28, large: 2 ** 28 },
  f32: { far: 10, tiny: 2 ** -13, large: 2 ** 13 },
};

/** q = t/(t + 2), t = e^(2|x|) − 1; what t + 2 lost of a small t is made up for, 1/(t + 2) being (1 − q)/2. */
export const tanh = <V>(m: Machine<V>, x: V): V => {
  const { far, tiny } = CONSTANTS[m.precision];
  const size = m.lesser(m.abs(x), m.number(far));
  const t = expm1Within(m, m.add(size, size));
  const two = m.number(2);
  const sum = m.add(t, two);
  const q = m.div(t, sum);
  const half = m.mul(m.number(0.5), m.sub(t, m.sub(sum, two)));
  const lost = m.select(m.lt(t, two), half, m.number(0));
  const less = m.mul(m.mul(q, lost), m.sub(m.number(1), q));
  return odd(m, x, m.sub(q, less), tiny);
};

/** (t + t/(t + 1))/2, t = e^|x| − 1, of small t as t − t²/(t + 1)/2; far out e^|x|/2. */
export const sinh = <V>(m: Machine<V>, x: V): V => {
  const { far, tiny } = CONSTANTS[m.precision];
  const size = m.abs(x);
  const t = expm1Within(m, m.lesser(size, m.number(far)));
  const one = m.number(1);
  const isSmall = m.lt(t, one);
  const ratio = m.div(m.select(isSmall, m.mul(t, t), t), m.add(t, one));
  const near = m.mul(m.number(0.5), m.select(isSmall, m.sub(m.add(t, t), ratio), m.add(t, ratio)));
  const found = m.select(m.lt(size, m.number(far)), near, halfExp(m, size));
  return odd(m, x, found, tiny);
};

/** h + 1/(4h), h = e^|x|/2. */
export const cosh = <V>(m: Machine<V>, x: V): V => {
  const half = halfExp(m, m.abs(x));
  return m.add(half, m.div(m.number(0.25), half));
};

/** log1p(|x| + x²/(1 + √(1 + x²))); far out log 2|x|. */
export const asinh = <V>(m: Machine<V>, x: V): V => {
  const { tiny, large } = CONSTANTS[m.precision];
  const [one, size] = [m.number(1), m.abs(x)];
  const isLarge = m.gt(size, m.number(large));
  const square = m.mul(size, size);
  const near = m.add(size, m.div(square, m.add(one, m.sqrt(m.add(one, square)))));
  const y = log1p(m, m.select(isLarge, m.sub(size, one), near));
  return odd(m, x, m.add(y, m.select(isLarge, m.number(Math.LN2), m.number(0))), tiny);
};

/** log1p(t + √(2t + t²)), t = x − 1; far out log 2x. */
export const acosh = <V>(m: Machine<V>, x: V): V => {
  const { large } = CONSTANTS[m.precision];
  const t = m.sub(x, m.number(1));
  const isLarge = m.gt(x, m.number(large));
  const near = m.add(t, m.sqrt(m.add(m.add(t, t), m.mul(t, t))));
  const y = log1p(m, m.select(isLarge, t, near));
  const found = m.add(y, m.select(isLarge, m.number(Math.LN2), m.number(0)));
  return m.select(m.lt(x, m.number(1)), m.number(NaN), found);
};

/** log1p(2x/(1 − x))/2 */
export const atanh = <V>(m: Machine<V>, x: V): V => {
  const { tiny } = CONSTANTS[m.precision];
  const [half, size] = [m.number(0.5), m.abs(x)];
  const twice = m.add(size, size);
  const under = m.sub(m.number(1), size);
  const over = m.select(m.lt(size, half), m.add(twice, m.div(m.mul(twice, size), under)), m.div(twice, under));
  return odd(m, x, m.mul(half, log1p(m, over)), tiny);
};
