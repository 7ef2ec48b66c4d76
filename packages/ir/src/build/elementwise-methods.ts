/** The elementwise operations as methods of a symbol; `pointwise.ts` says what each is. */
import type { Value } from './lift.ts';
import * as pointwise from './pointwise.ts';
import type { Sym } from './symbol.ts';

export abstract class ElementwiseMethods {
  neg(this: Sym): Sym {
    return pointwise.neg(this);
  }
  abs(this: Sym): Sym {
    return pointwise.abs(this);
  }
  square(this: Sym): Sym {
    return pointwise.square(this);
  }
  sqrt(this: Sym): Sym {
    return pointwise.sqrt(this);
  }
  rsqrt(this: Sym): Sym {
    return pointwise.rsqrt(this);
  }
  cbrt(this: Sym): Sym {
    return pointwise.cbrt(this);
  }
  reciprocal(this: Sym): Sym {
    return pointwise.reciprocal(this);
  }
  exp(this: Sym): Sym {
    return pointwise.exp(this);
  }
  exp2(this: Sym): Sym {
    return pointwise.exp2(this);
  }
  expm1(this: Sym): Sym {
    return pointwise.expm1(this);
  }
  log(this: Sym): Sym {
    return pointwise.log(this);
  }
  log2(this: Sym): Sym {
    return pointwise.log2(this);
  }
  log10(this: Sym): Sym {
    return pointwise.log10(this);
  }
  log1p(this: Sym): Sym {
    return pointwise.log1p(this);
  }
  sin(this: Sym): Sym {
    return pointwise.sin(this);
  }
  cos(this: Sym): Sym {
    return pointwise.cos(this);
  }
  tan(this: Sym): Sym {
    return pointwise.tan(this);
  }
  asin(this: Sym): Sym {
    return pointwise.asin(this);
  }
  acos(this: Sym): Sym {
    return pointwise.acos(this);
  }
  atan(this: Sym): Sym {
    return pointwise.atan(this);
  }
  sinh(this: Sym): Sym {
    return pointwise.sinh(this);
  }
  cosh(this: Sym): Sym {
    return pointwise.cosh(this);
  }
  tanh(this: Sym): Sym {
    return pointwise.tanh(this);
  }
  asinh(this: Sym): Sym {
    return pointwise.asinh(this);
  }
  acosh(this: Sym): Sym {
    return pointwise.acosh(this);
  }
  atanh(this: Sym): Sym {
    return pointwise.atanh(this);
  }
  sigmoid(this: Sym): Sym {
    return pointwise.sigmoid(this);
  }
  softplus(this: Sym): Sym {
    return pointwise.softplus(this);
  }
  relu(this: Sym): Sym {
    return pointwise.relu(this);
  }
  sign(this: Sym): Sym {
    return pointwise.sign(this);
  }
  floor(this: Sym): Sym {
    return pointwise.floor(this);
  }
  ceil(this: Sym): Sym {
    return pointwise.ceil(this);
  }
  trunc(this: Sym): Sym {
    return pointwise.trunc(this);
  }
  round(this: Sym): Sym {
    return pointwise.round(this);
  }
  not(this: Sym): Sym {
    return pointwise.not(this);
  }
  isNaN(this: Sym): Sym {
    return pointwise.isNaN(this);
  }
  isFinite(this: Sym): Sym {
    return pointwise.isFinite(this);
  }
  stopGradient(this: Sym): Sym {
    return pointwise.stopGradient(this);
  }
  add(this: Sym, b: Value): Sym {
    return pointwise.add(this, b);
  }
  sub(this: Sym, b: Value): Sym {
    return pointwise.sub(this, b);
  }
  mul(this: Sym, b: Value): Sym {
    return pointwise.mul(this, b);
  }
  div(this: Sym, b: Value): Sym {
    return pointwise.div(this, b);
  }
  rem(this: Sym, b: Value): Sym {
    return pointwise.rem(this, b);
  }
  pow(this: Sym, b: Value): Sym {
    return pointwise.pow(this, b);
  }
  atan2(this: Sym, b: Value): Sym {
    return pointwise.atan2(this, b);
  }
  maximum(this: Sym, b: Value): Sym {
    return pointwise.maximum(this, b);
  }
  minimum(this: Sym, b: Value): Sym {
    return pointwise.minimum(this, b);
  }
  eq(this: Sym, b: Value): Sym {
    return pointwise.eq(this, b);
  }
  ne(this: Sym, b: Value): Sym {
    return pointwise.ne(this, b);
  }
  lt(this: Sym, b: Value): Sym {
    return pointwise.lt(this, b);
  }
  le(this: Sym, b: Value): Sym {
    return pointwise.le(this, b);
  }
  gt(this: Sym, b: Value): Sym {
    return pointwise.gt(this, b);
  }
  ge(this: Sym, b: Value): Sym {
    return pointwise.ge(this, b);
  }
  and(this: Sym, b: Value): Sym {
    return pointwise.and(this, b);
  }
  or(this: Sym, b: Value): Sym {
    return pointwise.or(this, b);
  }
  clip(this: Sym, lo: Value, hi: Value): Sym {
    return pointwise.clip(this, lo, hi);
  }
  /** `condition.where(a, b)`. */
  where(this: Sym, a: Value, b: Value): Sym {
    return pointwise.where(this, a, b);
  }
}
