/** What formulas are written over: the operations of a processor on values of one precision, each rounded to it. */

export type Precision = 'f64' | 'f32';

/** Truth values are values too: what comparisons give, and what `select` takes first. */
export interface Machine<V> {
  readonly precision: Precision;
  readonly number: (x: number) => V;
  readonly add: (a: V, b: V) => V;
  readonly sub: (a: V, b: V) => V;
  readonly mul: (a: V, b: V) => V;
  readonly div: (a: V, b: V) => V;
  readonly neg: (x: V) => V;
  readonly abs: (x: V) => V;
  readonly sqrt: (x: V) => V;
  readonly floor: (x: V) => V;
  /** b where it is less (greater), else a: NaN if a is; −0 is not less than 0. */
  readonly lesser: (a: V, b: V) => V;
  readonly greater: (a: V, b: V) => V;
  readonly eq: (a: V, b: V) => V;
  readonly lt: (a: V, b: V) => V;
  readonly le: (a: V, b: V) => V;
  readonly gt: (a: V, b: V) => V;
  readonly ge: (a: V, b: V) => V;
  /** Of truth values. */
  readonly both: (a: V, b: V) => V;
  readonly either: (a: V, b: V) => V;
  /** a where the condition holds, else b. */
  readonly select: (condition: V, a: V, b: V) => V;
  /** 2ⁿ of a whole n whose power is a normal number. */
  readonly power: (n: V) => V;
  /**
   * The whole k for which x/2ᵏ lies between √½ (`MIDDLE_BITS`) and twice that, of a positive normal x; and x/2ᵏ. What they are of other numbers no
   * formula may show.
   */
  readonly exponent: (x: V) => V;
  readonly fraction: (x: V) => V;
  /**
   * Where |x| is beyond `NEAR`: the whole n for which x − n·π/2 is least, modulo 4, that rest, and what the rest lost in rounding; else what is
   * given.
   */
  readonly quarters: (x: V, near: V) => V;
  readonly rest: (x: V, near: V) => V;
  readonly lost: (x: V, near: V) => V;
}

/** √½ in 20 digits: what exponents change at. */
export const MIDDLE_BITS = 0x3fe6a09e;

/** A function of one or two values, on any machine. */
export type Formula = <V>(m: Machine<V>, ...x: V[]) => V;

/** Up to this size an angle is reduced by subtraction; beyond it by `quarters` and `rest`. */
export const NEAR: { readonly [P in Precision]: number } = { f64: 51471, f32: 3216 };

/** 1.5·2⁵² and 1.5·2²³: added and taken away again, they leave the nearest whole number. */
const MAGIC: { readonly [P in Precision]: number } = { f64: 6755399441055744, f32: 12582912 };
/** 2²⁷ + 1 and 2¹² + 1 (Veltkamp 1968). */
const SPLIT: { readonly [P in Precision]: number } = { f64: 134217729, f32: 4097 };
/** The least normal number, and a power of 2 that makes all lesser ones normal, with its exponent. */
const LEAST: { readonly [P in Precision]: readonly [least: number, scale: number, exponent: number] } = {
  f64: [2 ** -1022, 2 ** 54, 54],
  f32: [2 ** -126, 2 ** 25, 25],
};

/** The nearest whole number, of |x| < 2⁵¹ (2²² in f32); −0 becomes 0. */
export const nearestWhole = <V>(m: Machine<V>, x: V): V => {
  const magic = m.number(MAGIC[m.precision]);
  return m.sub(m.add(x, magic), magic);
};

/** The first half of the digits: products of two such are exact. */
export const head = <V>(m: Machine<V>, x: V): V => {
  const far = m.mul(x, m.number(SPLIT[m.precision]));
  return m.sub(far, m.sub(far, x));
};

/** c₀ + x·(c₁ + x·(c₂ + …)). */
export const horner = <V>(m: Machine<V>, x: V, [first, ...rest]: readonly number[]): V => {
  const last = rest.at(-1);
  if (last === undefined) return m.number(first!);
  let sum = m.number(last);
  for (const c of rest.slice(0, -1).reverse()) sum = m.add(m.mul(sum, x), m.number(c));
  return m.add(m.mul(sum, x), m.number(first!));
};

/** A long polynomial as two of x², even and odd: a processor computes them at the same time. */
export const split = <V>(m: Machine<V>, x: V, c: readonly number[]): V => {
  const square = m.mul(x, x);
  const half = (odd: number): V =>
    horner(
      m,
      square,
      c.filter((_, k) => k % 2 === odd),
    );
  return m.add(half(0), m.mul(x, half(1)));
};

/** `y`, with the sign of x: of an odd function that was computed of |x|, and is x itself near 0. */
export const odd = <V>(m: Machine<V>, x: V, y: V, tiny: number): V => {
  const signed = m.select(m.lt(x, m.number(0)), m.neg(y), y);
  return m.select(m.lt(m.abs(x), m.number(tiny)), x, signed);
};

/** Whether x is below 0, or −0. */
export const isNegative = <V>(m: Machine<V>, x: V): V => {
  const zero = m.number(0);
  return m.either(m.lt(x, zero), m.lt(m.div(m.number(1), x), zero));
};

/** Positive x as 2ᵏ·f, f between √½ and √2. */
export const parts = <V>(m: Machine<V>, x: V): readonly [k: V, f: V] => {
  const [least, scale, exponent] = LEAST[m.precision];
  const small = m.lt(x, m.number(least));
  const normal = m.select(small, m.mul(x, m.number(scale)), x);
  const k = m.exponent(normal);
  return [m.select(small, m.sub(k, m.number(exponent)), k), m.fraction(normal)];
};

/** y·2ⁿ in two steps, of whole |n| ≤ 2000 (250 in f32): rounded once where the result is subnormal. */
export const scaled = <V>(m: Machine<V>, y: V, n: V): V => {
  const half = m.floor(m.mul(n, m.number(0.5)));
  return m.mul(m.mul(y, m.power(half)), m.power(m.sub(n, half)));
};
