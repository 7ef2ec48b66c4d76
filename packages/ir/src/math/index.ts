/** The functions that are one formula each, for numbers and for every target: the elementary ones, and most special ones. */
import { exp, exp2, expm1, expm1Within, halfExp, sigmoid, timesExp } from './exp.ts';
import { acosh, asinh, atanh, cosh, sinh, tanh } from './hyperbolic.ts';
import { acos, asin, atan, atan2 } from './inverse-trig.ts';
import { log, log10, log1p, log2, logOfSum, softplus } from './log.ts';
import { erf, erfc, erfcx, logndtr, scaledErfc } from './erf.ts';
import { digamma } from './digamma.ts';
import { lgamma } from './lgamma.ts';
import type { Formula, Precision } from './machine.ts';
import { cbrt, pow } from './power.ts';
import { erfinv, ndtri, quantile } from './quantile.ts';
import { hypot, log1mexp, logaddexp, xlog1py, xlogy } from './sums.ts';
import { cos, sin, tan } from './trig.ts';

export const FORMULAS = {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cbrt,
  cos,
  cosh,
  exp,
  exp2,
  expm1,
  log,
  log10,
  log1p,
  log2,
  pow,
  sigmoid,
  sin,
  sinh,
  softplus,
  tan,
  tanh,
  digamma,
  erf,
  erfc,
  erfcx,
  erfinv,
  hypot,
  lgamma,
  log1mexp,
  logaddexp,
  logndtr,
  ndtri,
  xlog1py,
  xlogy,
} as const satisfies { readonly [name: string]: Formula };

/** What several formulas contain: on numbers it is a function of its own. */
export const SHARED = { expm1Within, halfExp, logOfSum, quantile, scaledErfc, timesExp } as const satisfies {
  readonly [name: string]: Formula;
};

/** What has a formula. */
export type WithFormula = keyof typeof FORMULAS;

export const hasFormula = (name: string): name is WithFormula => Object.hasOwn(FORMULAS, name);

/** The precision that a function of a precision is computed in. Powers in single precision are those of doubles, rounded. */
export const workingPrecision = (name: WithFormula, precision: Precision): Precision =>
  name === 'pow' ? 'f64' : precision;
