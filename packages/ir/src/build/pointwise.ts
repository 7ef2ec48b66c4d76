/** Elementwise operations on symbols and plain values of shapes that broadcast. All throw `broadcast`, `dtype` or `value`. */
import { elementwise, unary } from './apply.ts';
import type { Value } from './lift.ts';
import type { Sym } from './symbol.ts';

/** −x. */
export const neg = (x: Value): Sym => unary('neg', x);
/** |x|; its derivative at 0 is 0. */
export const abs = (x: Value): Sym => unary('abs', x);
/** x². */
export const square = (x: Value): Sym => unary('square', x);
/** √x; its derivative at 0 is ∞. */
export const sqrt = (x: Value): Sym => unary('sqrt', x);
/** 1/√x. */
export const rsqrt = (x: Value): Sym => unary('rsqrt', x);
/** ∛x, of negative numbers too. */
export const cbrt = (x: Value): Sym => unary('cbrt', x);
/** 1/x. */
export const reciprocal = (x: Value): Sym => unary('reciprocal', x);
/** eˣ. */
export const exp = (x: Value): Sym => unary('exp', x);
/** 2ˣ. */
export const exp2 = (x: Value): Sym => unary('exp2', x);
/** eˣ − 1, exact near 0. */
export const expm1 = (x: Value): Sym => unary('expm1', x);
/** Natural logarithm. */
export const log = (x: Value): Sym => unary('log', x);
/** Logarithm to base 2. */
export const log2 = (x: Value): Sym => unary('log2', x);
/** Logarithm to base 10. */
export const log10 = (x: Value): Sym => unary('log10', x);
/** log(1 + x), exact near 0. */
export const log1p = (x: Value): Sym => unary('log1p', x);
/** Sine of x radians. */
export const sin = (x: Value): Sym => unary('sin', x);
/** Cosine of x radians. */
export const cos = (x: Value): Sym => unary('cos', x);
/** Tangent of x radians. */
export const tan = (x: Value): Sym => unary('tan', x);
/** arc sine, in radians. */
export const asin = (x: Value): Sym => unary('asin', x);
/** arc cosine, in radians. */
export const acos = (x: Value): Sym => unary('acos', x);
/** arc tangent, in radians. */
export const atan = (x: Value): Sym => unary('atan', x);
/** Hyperbolic sine. */
export const sinh = (x: Value): Sym => unary('sinh', x);
/** Hyperbolic cosine. */
export const cosh = (x: Value): Sym => unary('cosh', x);
/** Hyperbolic tangent. */
export const tanh = (x: Value): Sym => unary('tanh', x);
/** Inverse hyperbolic sine. */
export const asinh = (x: Value): Sym => unary('asinh', x);
/** Inverse hyperbolic cosine. */
export const acosh = (x: Value): Sym => unary('acosh', x);
/** Inverse hyperbolic tangent. */
export const atanh = (x: Value): Sym => unary('atanh', x);
/** 1/(1 + e⁻ˣ), without overflow. */
export const sigmoid = (x: Value): Sym => unary('sigmoid', x);
/** log(1 + eˣ), without overflow. */
export const softplus = (x: Value): Sym => unary('softplus', x);
/** max(x, 0); its derivative at 0 is 0. */
export const relu = (x: Value): Sym => unary('relu', x);
/** −1, 0 or 1. */
export const sign = (x: Value): Sym => unary('sign', x);
/** Greatest whole number ≤ x. */
export const floor = (x: Value): Sym => unary('floor', x);
/** Least whole number ≥ x. */
export const ceil = (x: Value): Sym => unary('ceil', x);
/** x without its fraction. */
export const trunc = (x: Value): Sym => unary('trunc', x);
/** Nearest whole number, half to even. */
export const round = (x: Value): Sym => unary('round', x);
/** Not x, of bool. */
export const not = (x: Value): Sym => unary('not', x);
/** Whether x is NaN. */
export const isNaN = (x: Value): Sym => unary('isNaN', x);
/** Whether x is neither NaN nor infinite. */
export const isFinite = (x: Value): Sym => unary('isFinite', x);
/** x itself, as a constant to every derivative. */
export const stopGradient = (x: Value): Sym => unary('stopGradient', x);
/** a + b. */
export const add = (a: Value, b: Value): Sym => elementwise('add', [a, b]);
/** a − b. */
export const sub = (a: Value, b: Value): Sym => elementwise('sub', [a, b]);
/** a · b. */
export const mul = (a: Value, b: Value): Sym => elementwise('mul', [a, b]);
/** a / b. */
export const div = (a: Value, b: Value): Sym => elementwise('div', [a, b]);
/** a − b · trunc(a/b), with the sign of a. */
export const rem = (a: Value, b: Value): Sym => elementwise('rem', [a, b]);
/** a to the power b; d(x⁰)/dx is 0, at 0 too. */
export const pow = (a: Value, b: Value): Sym => elementwise('pow', [a, b]);
/** angle of the point (b, a), in radians. */
export const atan2 = (a: Value, b: Value): Sym => elementwise('atan2', [a, b]);
/** the greater; NaN if either is; equal arguments share the derivative. */
export const maximum = (a: Value, b: Value): Sym => elementwise('maximum', [a, b]);
/** the lesser; NaN if either is; equal arguments share the derivative. */
export const minimum = (a: Value, b: Value): Sym => elementwise('minimum', [a, b]);
/** a = b, as bool. */
export const eq = (a: Value, b: Value): Sym => elementwise('eq', [a, b]);
/** a ≠ b, as bool. */
export const ne = (a: Value, b: Value): Sym => elementwise('ne', [a, b]);
/** a < b, as bool. */
export const lt = (a: Value, b: Value): Sym => elementwise('lt', [a, b]);
/** a ≤ b, as bool. */
export const le = (a: Value, b: Value): Sym => elementwise('le', [a, b]);
/** a > b, as bool. */
export const gt = (a: Value, b: Value): Sym => elementwise('gt', [a, b]);
/** a ≥ b, as bool. */
export const ge = (a: Value, b: Value): Sym => elementwise('ge', [a, b]);
/** both, of bools. */
export const and = (a: Value, b: Value): Sym => elementwise('and', [a, b]);
/** either, of bools. */
export const or = (a: Value, b: Value): Sym => elementwise('or', [a, b]);
/** min(max(x, lo), hi): at or beyond a bound the derivative with respect to x is 0. */
export const clip = (x: Value, lo: Value, hi: Value): Sym => elementwise('clip', [x, lo, hi]);
/** a where the bool `condition` holds, else b: the derivative goes to the branch taken, and nothing leaks from the other. */
export const where = (condition: Value, a: Value, b: Value): Sym => elementwise('where', [condition, a, b]);
