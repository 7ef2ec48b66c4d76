/**
 * Partial derivatives of the special functions, as in DLMF (dlmf.nist.gov, the section beside each). A family stays in itself: its order,
 * the first argument, goes up or down by one. An order is a whole number, and nothing is differentiated with respect to it.
 */
import {
  add,
  and,
  besseli,
  besselie,
  besselj,
  bessely,
  digamma,
  div,
  elementwise,
  eq,
  erfcx,
  exp,
  isFinite,
  lgamma,
  log,
  log1p,
  lt,
  mul,
  ne,
  neg,
  not,
  or,
  polygamma,
  sigmoid,
  sign,
  splatOf,
  square,
  sub,
  where,
  xlogy,
  type ArgsOf,
  type Special,
  type Sym,
} from '@adjoint/ir';
import { notImplemented, when, type NotImplemented, type PartialRule } from './partial.ts';

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
const LOG_ROOT_TWO_PI = 0.9189385332046728;

/** n + by; a number where n is known, so that no node is needed for it. */
const shifted = (n: Sym, by: number): Sym | number => {
  const known = splatOf(n.builder.nodes, n.id);
  return known === undefined ? add(n, by) : known + by;
};
const order = (): NotImplemented =>
  notImplemented('its order is a whole number, and has no derivative that is a function of this set: hold it fixed');
const shape = (): NotImplemented =>
  notImplemented('its derivative in a, an integral of log t · tᵃ⁻¹e⁻ᵗ, is no function of this set: hold a fixed');

/** xᵃ⁻¹ e⁻ˣ / Γ(a); at x = 0 of a = 1 it is 1. */
const gammaDensity = (a: Sym, x: Sym): Sym => exp(sub(sub(xlogy(sub(a, 1), x), x), lgamma(a)));
/** eᵃ / (eᵃ + eᵇ); infinite arguments that are equal share. */
const portion = (a: Sym, b: Sym): Sym => sigmoid(where(and(eq(a, b), not(isFinite(a))), 0, sub(a, b)));
/** φ(x)/Φ(x), by the form that neither cancels nor overflows: √(2/π) / erfcx(−x/√2) left of 0. */
const mills = (y: Sym, x: Sym): Sym =>
  where(
    lt(x, 0),
    div(Math.sqrt(2 / Math.PI), erfcx(mul(x, -Math.SQRT1_2))),
    exp(neg(add(add(mul(square(x), 0.5), LOG_ROOT_TWO_PI), y))),
  );

export const specialPartials: { readonly [O in Special]: ArgsOf<O, PartialRule<O>> } = {
  // 7.2
  erf: [(_, x) => mul(exp(neg(square(x))), TWO_OVER_ROOT_PI)],
  erfc: [(_, x) => mul(exp(neg(square(x))), -TWO_OVER_ROOT_PI)],
  erfcx: [(y, x) => sub(mul(mul(x, y), 2), TWO_OVER_ROOT_PI)],
  erfinv: [(y) => mul(exp(square(y)), 1 / TWO_OVER_ROOT_PI)],
  ndtri: [(y) => mul(exp(mul(square(y), 0.5)), Math.sqrt(2 * Math.PI))],
  logndtr: [(y, x) => mills(y, x)],

  // 5.2, 5.15
  lgamma: [(_, x) => digamma(x)],
  digamma: [(_, x) => polygamma(1, x)],
  polygamma: [order, (_, n, x) => polygamma(shifted(n, 1), x)],
  betaln: [(_, a, b) => sub(digamma(a), digamma(add(a, b))), (_, a, b) => sub(digamma(b), digamma(add(a, b)))],
  // 8.8.13
  gammainc: [shape, (_, a, x) => gammaDensity(a, x)],
  gammaincc: [shape, (_, a, x) => neg(gammaDensity(a, x))],

  /** Where both are 0 (x is 0 and 1 + y is), the second has no limit: it is 0 there, as the value is. */
  xlogy: [(_, _x, y) => log(y), (_, x, y) => when(or(ne(x, 0), ne(y, 0)), div(x, y))],
  xlog1py: [(_, _x, y) => log1p(y), (_, x, y) => when(or(ne(x, 0), ne(y, -1)), div(x, add(y, 1)))],
  logaddexp: [(_, a, b) => portion(a, b), (_, a, b) => portion(b, a)],
  /** e⁻ˣ / (1 − e⁻ˣ). */
  log1mexp: [(y, x) => exp(neg(add(x, y)))],
  /** At the origin, 0: as of |x|. */
  hypot: [(y, a) => when(ne(y, 0), div(a, y)), (y, _, b) => when(ne(y, 0), div(b, y))],
  sincDerivative: [order, (_, n, x) => elementwise('sincDerivative', [shifted(n, 1), x])],

  // 10.6.1: 2·Jₙ′ = Jₙ₋₁ − Jₙ₊₁, and Y alike
  besselj: [order, (_, n, x) => mul(sub(besselj(shifted(n, -1), x), besselj(shifted(n, 1), x)), 0.5)],
  bessely: [order, (_, n, x) => mul(sub(bessely(shifted(n, -1), x), bessely(shifted(n, 1), x)), 0.5)],
  // 10.29.1: 2·Iₙ′ = Iₙ₋₁ + Iₙ₊₁; of e^(−|x|) the derivative at 0 is taken as 0.
  besseli: [order, (_, n, x) => mul(add(besseli(shifted(n, -1), x), besseli(shifted(n, 1), x)), 0.5)],
  besselie: [
    order,
    (y, n, x) => sub(mul(add(besselie(shifted(n, -1), x), besselie(shifted(n, 1), x)), 0.5), mul(sign(x), y)),
  ],
  // 6.2
  expi: [(_, x) => div(exp(x), x)],
  exp1: [(_, x) => neg(div(exp(neg(x)), x))],
};
