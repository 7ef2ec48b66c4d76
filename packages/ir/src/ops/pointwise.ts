/** Elementwise ops with derivatives: each row is the op's meaning on one element, in words and in code. */
import type { ElementwiseRow, Laws, Scalar, Signature } from './row.ts';

/** A pointwise row. */
export const row =
  (signature: Signature) =>
  <S extends Scalar>(
    doc: string,
    of: S,
    { int, ...laws }: Laws & { int?: S } = {},
  ): ElementwiseRow<'pointwise', S> => ({
    form: 'pointwise',
    doc,
    of,
    signature,
    laws,
    schema: {},
    ...(int && { int }),
  });
const number = row('number');
const float = row('float');
const commutative = true;

const sigmoid = (x: number): number => {
  const e = Math.exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
};
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** As IEEE 754 has it: 1 to any power is 1, NaN too, and −1 to ±∞ is 1; JavaScript's own says NaN. */
const power = (a: number, b: number): number => (a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : a ** b);

export const POINTWISE = {
  add: number('a + b', (a: number, b: number) => a + b, { commutative }),
  sub: number('a − b', (a: number, b: number) => a - b),
  mul: number('a · b', (a: number, b: number) => a * b, { commutative, int: Math.imul }),
  div: float('a / b', (a: number, b: number) => a / b),
  rem: number('a − b · trunc(a / b), with the sign of a', (a: number, b: number) => a % b),
  neg: number('−x', (x: number) => -x),
  abs: number('|x|', (x: number) => Math.abs(x)),
  square: number('x²', (x: number) => x * x, { int: (x: number) => Math.imul(x, x) }),
  sqrt: float('√x', (x: number) => Math.sqrt(x)),
  rsqrt: float('1 / √x', (x: number) => 1 / Math.sqrt(x)),
  cbrt: float('∛x, of negative numbers too', (x: number) => Math.cbrt(x)),
  reciprocal: float('1 / x', (x: number) => 1 / x),
  pow: float('a to the power b', power),
  exp: float('eˣ', (x: number) => Math.exp(x)),
  exp2: float('2ˣ', (x: number) => 2 ** x),
  expm1: float('eˣ − 1, exact near 0', (x: number) => Math.expm1(x)),
  log: float('natural logarithm', (x: number) => Math.log(x)),
  log2: float('logarithm to base 2', (x: number) => Math.log2(x)),
  log10: float('logarithm to base 10', (x: number) => Math.log10(x)),
  log1p: float('log(1 + x), exact near 0', (x: number) => Math.log1p(x)),
  sin: float('sine of x radians', (x: number) => Math.sin(x)),
  cos: float('cosine of x radians', (x: number) => Math.cos(x)),
  tan: float('tangent of x radians', (x: number) => Math.tan(x)),
  asin: float('arc sine, in radians', (x: number) => Math.asin(x)),
  acos: float('arc cosine, in radians', (x: number) => Math.acos(x)),
  atan: float('arc tangent, in radians', (x: number) => Math.atan(x)),
  atan2: float('angle of the point (x: b, y: a), in radians', (a: number, b: number) => Math.atan2(a, b)),
  sinh: float('hyperbolic sine', (x: number) => Math.sinh(x)),
  cosh: float('hyperbolic cosine', (x: number) => Math.cosh(x)),
  tanh: float('hyperbolic tangent', (x: number) => Math.tanh(x)),
  asinh: float('inverse hyperbolic sine', (x: number) => Math.asinh(x)),
  acosh: float('inverse hyperbolic cosine', (x: number) => Math.acosh(x)),
  atanh: float('inverse hyperbolic tangent', (x: number) => Math.atanh(x)),
  sigmoid: float('1 / (1 + e⁻ˣ), without overflow', sigmoid),
  softplus: float('log(1 + eˣ), without overflow', softplus),
  relu: number('max(x, 0)', (x: number) => Math.max(x, 0)),
  maximum: number('the greater of a and b; NaN if either is', (a: number, b: number) => Math.max(a, b), {
    commutative,
  }),
  minimum: number('the lesser of a and b; NaN if either is', (a: number, b: number) => Math.min(a, b), { commutative }),
  clip: number('min(max(x, lo), hi)', (x: number, lo: number, hi: number) => Math.min(Math.max(x, lo), hi)),
  where: row('select')('a where the condition holds, else b', (c: number, a: number, b: number) => (c ? a : b)),
} as const;
