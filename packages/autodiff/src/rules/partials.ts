/**
 * Partial derivatives of the pointwise ops, one for each argument: forward mode sums ∂ᵢ·ẋᵢ, reverse mode hands ȳ·∂ᵢ to xᵢ.
 * Rules pretend that their arguments are distinct, use only ops of the same closed set, and reuse the result y where it serves.
 * At kinks they say what JAX says: equal arguments of max share, relu′(0) = 0; but |x|′(0) = 0, where `lax.abs` has 1.
 */
import {
  add,
  and,
  cos,
  cosh,
  div,
  eq,
  exp,
  ge,
  gt,
  hypot,
  le,
  log,
  lt,
  maximum,
  mul,
  neg,
  not,
  pow,
  reciprocal,
  rsqrt,
  sigmoid,
  sign,
  sin,
  sinh,
  splatOf,
  square,
  sub,
  together,
  trunc,
  where,
  type ArgsOf,
  type Pointwise,
  type Sym,
} from '@adjoint/ir';
import { when, type PartialRule } from './partial.ts';
import { specialPartials } from './special.ts';

/** One rule for each argument of each op: a row too short, or missing, does not compile. */
export type Partials = { readonly [O in Pointwise]: ArgsOf<O, PartialRule<O>> };

const one = (): number => 1;
const minusOne = (): number => -1;
const like = (x: Sym, value: number): Sym => together([x, value])[1]!;
/** x / h², in two steps. */
const overSquare = (x: Sym, h: Sym): Sym => div(div(x, h), h);
/** Equal arguments share the derivative. */
const share = (a: Sym, b: Sym): Sym => where(eq(a, b), like(a, 0.5), like(a, 1));

/** b·aᵇ⁻¹; an exponent that is known not to be 0 needs no care. */
const powerRule = (a: Sym, b: Sym): Sym => {
  const known = splatOf(b.builder.nodes, b.id);
  if (known !== undefined && known !== 0) return mul(pow(a, known - 1), known);
  return mul(b, pow(where(and(eq(a, 0), eq(b, 0)), 1, a), sub(b, 1)));
};

export const partials: Partials = {
  add: [one, one],
  sub: [one, minusOne],
  mul: [(_, _a, b) => b, (_, a) => a],
  div: [(_, _a, b) => reciprocal(b), (y, _a, b) => neg(div(y, b))],
  rem: [one, (_, a, b) => neg(trunc(div(a, b)))],
  neg: [minusOne],
  abs: [(_, x) => sign(x)],
  square: [(_, x) => mul(x, 2)],
  sqrt: [(y) => div(0.5, y)],
  rsqrt: [(y, x) => mul(div(y, x), -0.5)],
  cbrt: [(y) => reciprocal(mul(square(y), 3))],
  reciprocal: [(y) => neg(square(y))],

  exp: [(y) => y],
  exp2: [(y) => mul(y, Math.LN2)],
  expm1: [(_, x) => exp(x)],
  log: [(_, x) => reciprocal(x)],
  log2: [(_, x) => reciprocal(mul(x, Math.LN2))],
  log10: [(_, x) => reciprocal(mul(x, Math.LN10))],
  log1p: [(_, x) => reciprocal(add(x, 1))],

  sin: [(_, x) => cos(x)],
  cos: [(_, x) => neg(sin(x))],
  tan: [(y) => add(square(y), 1)],
  asin: [(_, x) => rsqrt(mul(sub(1, x), add(1, x)))],
  acos: [(_, x) => neg(rsqrt(mul(sub(1, x), add(1, x))))],
  atan: [(_, x) => reciprocal(add(square(x), 1))],
  /** The angle of (b, a): d(angle) = (b·da − a·db) / (a² + b²), undefined (NaN) at the origin. No square is formed: it would overflow. */
  atan2: [(_, a, b) => overSquare(b, hypot(a, b)), (_, a, b) => neg(overSquare(a, hypot(a, b)))],
  sinh: [(_, x) => cosh(x)],
  cosh: [(_, x) => sinh(x)],
  tanh: [(y) => sub(1, square(y))],
  asinh: [(_, x) => reciprocal(hypot(x, 1))],
  acosh: [(_, x) => mul(rsqrt(sub(x, 1)), rsqrt(add(x, 1)))],
  atanh: [(_, x) => reciprocal(mul(sub(1, x), add(1, x)))],
  sigmoid: [(y, x) => mul(y, sigmoid(neg(x)))],
  softplus: [(_, x) => sigmoid(x)],

  relu: [(_, x) => when(gt(x, 0), 1)],
  maximum: [(_, a, b) => when(ge(a, b), share(a, b)), (_, a, b) => when(ge(b, a), share(a, b))],
  minimum: [(_, a, b) => when(le(a, b), share(a, b)), (_, a, b) => when(le(b, a), share(a, b))],
  /** At a bound, as in lax.clamp: none of the three. */
  clip: [
    (_, x, lo, hi) => when(and(gt(x, lo), lt(x, hi)), 1),
    (_, x, lo, hi) => when(and(lt(x, lo), lt(lo, hi)), 1),
    (_, x, lo, hi) => when(gt(maximum(x, lo), hi), 1),
  ],
  where: [() => 0, (_, c) => when(c, 1), (_, c) => when(not(c), 1)],
  /** b·aᵇ⁻¹, which at a = b = 0 is 0 and not 0·∞; aᵇ·log a, which at a = 0 is taken as 0. What is not meant is never computed. */
  pow: [(_, a, b) => powerRule(a, b), (y, a) => mul(y, log(where(eq(a, 0), 1, a)))],

  ...specialPartials,
};
