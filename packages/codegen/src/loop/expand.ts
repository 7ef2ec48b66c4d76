/** Each elementwise op in primitives: the very formula of its row in `ir`, so that every bit is that of the interpreter; or a call. */
import {
  hasFormula,
  isHosted,
  type ArgsOf,
  type DType,
  type WithFormula,
  type Elementwise,
  type Hosted,
} from '@adjoint/ir';
import type { Code, Prim } from './code.ts';
import { nameOf } from './functions.ts';

/** A value of the code. */
type Value = number;
type Expand<O extends Elementwise> = (code: Code, ...x: ArgsOf<O, Value>) => Value;

const one =
  (op: Prim) =>
  (code: Code, x: Value): Value =>
    code.push(op, x);
const two =
  (op: Prim) =>
  (code: Code, a: Value, b: Value): Value =>
    code.push(op, a, b);

const sign = (code: Code, x: Value): Value => {
  const zero = code.number(0);
  const below = code.push('select', code.push('lt', x, zero), code.number(-1), x);
  return code.push('select', code.push('gt', x, zero), code.number(1), below);
};

const expand: { readonly [O in Exclude<Elementwise, Hosted | WithFormula>]: Expand<O> } = {
  add: two('add'),
  sub: two('sub'),
  mul: two('mul'),
  div: two('div'),
  rem: two('fmod'),
  neg: one('neg'),
  abs: one('abs'),
  square: (code, x) => code.push('mul', x, x),
  sqrt: one('sqrt'),
  rsqrt: (code, x) => code.push('div', code.number(1), code.push('sqrt', x)),
  reciprocal: (code, x) => code.push('div', code.number(1), x),
  relu: (code, x) => code.push('max', x, code.number(0)),
  maximum: two('max'),
  minimum: two('min'),
  clip: (code, x, lo, hi) => code.push('min', code.push('max', x, lo), hi),
  where: (code, c, a, b) => code.push('select', c, a, b),
  sign,
  floor: one('floor'),
  ceil: one('ceil'),
  trunc: one('trunc'),
  round: one('nearest'),
  eq: two('eq'),
  ne: two('ne'),
  lt: two('lt'),
  le: two('le'),
  gt: two('gt'),
  ge: two('ge'),
  and: two('min'),
  or: two('max'),
  not: (code, x) => code.push('eq', x, code.number(0)),
  isNaN: (code, x) => code.push('ne', x, x),
  isFinite: (code, x) => code.push('lt', code.push('abs', x), code.number(Infinity)),
  stopGradient: (_, x) => x,
};

/** Ops whose result is one of their arguments, or exact in whatever dtype these have: it needs no rounding. */
const EXACT: ReadonlySet<Elementwise> = new Set<Elementwise>([
  'relu',
  'maximum',
  'minimum',
  'clip',
  'where',
  'sign',
  'stopGradient',
]);
const EXACT_IN_F32: ReadonlySet<Elementwise> = new Set<Elementwise>(['neg', 'abs', 'floor', 'ceil', 'trunc', 'round']);

/** Special functions without a formula are the host's. */
const calling =
  (op: Hosted) =>
  (code: Code, ...x: readonly Value[]): Value =>
    code.push(op, ...x);

/** The op on values, rounded as `dtype` rounds. */
export const elementwise = (code: Code, op: Elementwise, dtype: DType, args: readonly Value[]): Value => {
  if (dtype === 'i32' && (op === 'mul' || op === 'square')) return code.push('imul', args[0], args.at(-1));
  if (hasFormula(op)) return code.push(nameOf(op, dtype === 'f32' ? 'f32' : 'f64'), ...args);
  const of: (code: Code, ...x: readonly Value[]) => Value = isHosted(op) ? calling(op) : expand[op];
  const value = of(code, ...args);
  if (EXACT.has(op) || dtype === 'f64' || dtype === 'bool') return value;
  if (dtype === 'i32') return code.push('wrap', value);
  if (EXACT_IN_F32.has(op)) return value;
  code.rounds[value] = true;
  return value;
};

/** The value as another dtype holds it. */
export const castTo: { readonly [D in DType]: (code: Code, x: Value) => Value } = {
  f64: (_, x) => x,
  f32: one('fround'),
  i32: one('toInt32'),
  bool: (code, x) => code.push('ne', x, code.number(0)),
};
