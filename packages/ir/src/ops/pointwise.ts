/** Elementwise ops with derivatives: each row is the op's meaning on one element, in words and in code. */
import * as N from '../math/numbers/index.ts';
import type { ElementwiseRow, Laws, Scalar, Signature } from './row.ts';

/** A pointwise row. */
export const row =
  (signature: Signature) =>
  <S extends Scalar>(
    doc: string,
    of: S,
    { int, single, ...laws }: Laws & { int?: S; single?: S } = {},
  ): ElementwiseRow<'pointwise', S> => ({
    form: 'pointwise',
    doc,
    of,
    signature,
    laws,
    schema: {},
    ...(int && { int }),
    ...(single && { single }),
  });
const number = row('number');
const float = row('float');
const commutative = true;

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
  cbrt: float('∛x, of negative numbers too', N.cbrt, { single: N.cbrtf }),
  reciprocal: float('1 / x', (x: number) => 1 / x),
  pow: float('a to the power b', N.pow, { single: N.powf }),
  exp: float('eˣ', N.exp, { single: N.expf }),
  exp2: float('2ˣ', N.exp2, { single: N.exp2f }),
  expm1: float('eˣ − 1, exact near 0', N.expm1, { single: N.expm1f }),
  log: float('natural logarithm', N.log, { single: N.logf }),
  log2: float('logarithm to base 2', N.log2, { single: N.log2f }),
  log10: float('logarithm to base 10', N.log10, { single: N.log10f }),
  log1p: float('log(1 + x), exact near 0', N.log1p, { single: N.log1pf }),
  sin: float('sine of x radians', N.sin, { single: N.sinf }),
  cos: float('cosine of x radians', N.cos, { single: N.cosf }),
  tan: float('tangent of x radians', N.tan, { single: N.tanf }),
  asin: float('arc sine, in radians', N.asin, { single: N.asinf }),
  acos: float('arc cosine, in radians', N.acos, { single: N.acosf }),
  atan: float('arc tangent, in radians', N.atan, { single: N.atanf }),
  atan2: float('angle of the point (x: b, y: a), in radians', N.atan2, { single: N.atan2f }),
  sinh: float('hyperbolic sine', N.sinh, { single: N.sinhf }),
  cosh: float('hyperbolic cosine', N.cosh, { single: N.coshf }),
  tanh: float('hyperbolic tangent', N.tanh, { single: N.tanhf }),
  asinh: float('inverse hyperbolic sine', N.asinh, { single: N.asinhf }),
  acosh: float('inverse hyperbolic cosine', N.acosh, { single: N.acoshf }),
  atanh: float('inverse hyperbolic tangent', N.atanh, { single: N.atanhf }),
  sigmoid: float('1 / (1 + e⁻ˣ), without overflow', N.sigmoid, { single: N.sigmoidf }),
  softplus: float('log(1 + eˣ), without overflow', N.softplus, { single: N.softplusf }),
  relu: number('max(x, 0)', (x: number) => Math.max(x, 0)),
  maximum: number('the greater of a and b; NaN if either is', (a: number, b: number) => Math.max(a, b), {
    commutative,
  }),
  minimum: number('the lesser of a and b; NaN if either is', (a: number, b: number) => Math.min(a, b), { commutative }),
  clip: number('min(max(x, lo), hi)', (x: number, lo: number, hi: number) => Math.min(Math.max(x, lo), hi)),
  where: row('select')('a where the condition holds, else b', (c: number, a: number, b: number) => (c ? a : b)),
} as const;
