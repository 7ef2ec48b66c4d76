/** The elementary functions: each is one formula, for numbers and for every target. */
import { exp, exp2, expm1, sigmoid } from './exp.ts';
import { acosh, asinh, atanh, cosh, sinh, tanh } from './hyperbolic.ts';
import { acos, asin, atan, atan2 } from './inverse-trig.ts';
import { log, log10, log1p, log2, softplus } from './log.ts';
import type { Formula, Precision } from './machine.ts';
import { cbrt, pow } from './power.ts';
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
} as const satisfies { readonly [name: string]: Formula };

/** What has a formula. */
export type Elementary = keyof typeof FORMULAS;

export const isElementary = (name: string): name is Elementary => Object.hasOwn(FORMULAS, name);

/** The function in a precision. Powers in single precision are those of doubles, rounded. */
export const workingPrecision = (name: Elementary, precision: Precision): Precision =>
  name === 'pow' ? 'f64' : precision;
