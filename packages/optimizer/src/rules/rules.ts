/** The rewrite rules, by the op that they begin with. Each is tested on NaN, ±0, ±∞ and subnormals if it holds exactly. */
import {
  abs,
  add,
  and,
  bool,
  cos,
  div,
  exp,
  log,
  maximum,
  minimum,
  mul,
  neg,
  not,
  or,
  pow,
  reciprocal,
  sin,
  sqrt,
  square,
  sub,
  where,
} from '@adjoint/ir';
import { rule, type Rules } from './rule.ts';

/** What holds for every double. */
export const exactRules: Rules = {
  add: () => [
    rule('add-minus-zero', 'exactly', (x) => [add(x, -0), x]),
    rule('add-neg', 'exactly', (x, y) => [add(x, neg(y)), sub(x, y)]),
  ],
  sub: () => [
    rule('sub-zero', 'exactly', (x) => [sub(x, 0), x]),
    rule('sub-neg', 'exactly', (x, y) => [sub(x, neg(y)), add(x, y)]),
  ],
  mul: () => [
    rule('mul-one', 'exactly', (x) => [mul(x, 1), x]),
    rule('mul-minus-one', 'exactly', (x) => [mul(x, -1), neg(x)]),
    rule('mul-neg-neg', 'exactly', (x, y) => [mul(neg(x), neg(y)), mul(x, y)]),
    rule('mul-self', 'exactly', (x) => [mul(x, x), square(x)]),
  ],
  div: () => [rule('div-one', 'exactly', (x) => [div(x, 1), x])],
  pow: () => [rule('pow-one', 'exactly', (x) => [pow(x, 1), x])],
  neg: () => [rule('neg-neg', 'exactly', (x) => [neg(neg(x)), x])],
  abs: () => [
    rule('abs-neg', 'exactly', (x) => [abs(neg(x)), abs(x)]),
    rule('abs-abs', 'exactly', (x) => [abs(abs(x)), abs(x)]),
  ],
  square: () => [
    rule('square-neg', 'exactly', (x) => [square(neg(x)), square(x)]),
    rule('square-abs', 'exactly', (x) => [square(abs(x)), square(x)]),
  ],
  cos: () => [rule('cos-neg', 'exactly', (x) => [cos(neg(x)), cos(x)])],
  maximum: () => [rule('maximum-self', 'exactly', (x) => [maximum(x, x), x])],
  minimum: () => [rule('minimum-self', 'exactly', (x) => [minimum(x, x), x])],

  and: () => [
    rule('and-true', 'exactly', (x) => [and(x, true), x], bool()),
    rule('and-false', 'exactly', (x) => [and(x, false), false], bool()),
  ],
  or: () => [
    rule('or-true', 'exactly', (x) => [or(x, true), true], bool()),
    rule('or-false', 'exactly', (x) => [or(x, false), x], bool()),
  ],
  not: () => [rule('not-not', 'exactly', (x) => [not(not(x)), x], bool())],
  where: () => [
    rule('where-true', 'exactly', (x, y) => [where(true, x, y), x]),
    rule('where-false', 'exactly', (x, y) => [where(false, x, y), y]),
  ],
};

/** What holds for real numbers: opt in with `unsafe`. */
export const realRules: Rules = {
  add: () => [
    rule('add-zero', 'over ℝ', (x) => [add(x, 0), x]), // −0 + 0 is +0
    rule('pythagoras', 'over ℝ', (x) => [add(square(sin(x)), square(cos(x))), 1]), // at ±∞
    rule('common-factor', 'over ℝ', (x, y, z) => [add(mul(x, y), mul(x, z)), mul(x, add(y, z))]), // rounding
  ],
  sub: () => [rule('sub-self', 'over ℝ', (x) => [sub(x, x), 0])], // ∞ − ∞
  mul: () => [
    rule('mul-zero', 'over ℝ', (x) => [mul(x, 0), 0]), // NaN·0, ∞·0, −1·0
    rule('mul-reciprocal', 'over ℝ', (x, y) => [mul(x, reciprocal(y)), div(x, y)]), // two roundings or one
    rule('mul-exp-exp', 'over ℝ', (x, y) => [mul(exp(x), exp(y)), exp(add(x, y))]), // overflow of one factor
  ],
  div: () => [rule('div-self', 'over ℝ', (x) => [div(x, x), 1])], // 0/0
  pow: () => [
    rule('pow-two', 'over ℝ', (x) => [pow(x, 2), square(x)]), // pow may round differently
    rule('pow-half', 'over ℝ', (x) => [pow(x, 0.5), sqrt(x)]), // at −∞ and −0
  ],
  exp: () => [rule('exp-log', 'over ℝ', (x) => [exp(log(x)), x])], // x < 0
  log: () => [rule('log-exp', 'over ℝ', (x) => [log(exp(x)), x])], // overflow
  square: () => [rule('square-sqrt', 'over ℝ', (x) => [square(sqrt(x)), x])], // x < 0
};
