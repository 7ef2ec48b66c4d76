/** The closed set of ops, and the sets of names that each form has: total tables elsewhere are typed with them. */
import { hasFormula, type WithFormula } from '../math/index.ts';
import type { AttrsOf } from './attrs.ts';
import { BILINEAR } from './bilinear.ts';
import { CONTROL, RESULT } from './control.ts';
import { DECOMPOSITIONS } from './decompositions.ts';
import { DISCRETE } from './discrete.ts';
import { GENERAL } from './general.ts';
import { LINEAR } from './linear.ts';
import { MATRICES } from './matrices.ts';
import { OPAQUE } from './opaque.ts';
import { POINTWISE } from './pointwise.ts';
import { SOURCE } from './source.ts';
import { SPECIAL } from './special.ts';

/** What each op is: its meaning in words and in code, its type, its laws. No row knows what a pass does with it. */
export const OPS = {
  ...SOURCE,
  ...POINTWISE,
  ...SPECIAL,
  ...DISCRETE,
  ...LINEAR,
  ...BILINEAR,
  ...GENERAL,
  ...DECOMPOSITIONS,
  ...OPAQUE,
  ...CONTROL,
  ...RESULT,
} as const;

export type Source = keyof typeof SOURCE;
export type Special = keyof typeof SPECIAL;
export type Pointwise = keyof typeof POINTWISE | Special;
export type Discrete = keyof typeof DISCRETE;
export type Elementwise = Pointwise | Discrete;
export type Linear = keyof typeof LINEAR;
export type Bilinear = keyof typeof BILINEAR;
export type General = keyof typeof GENERAL;
/** The general ops of linear algebra. */
export type Matrix = keyof typeof MATRICES;
/** Ops with several results. */
export type Several = keyof typeof DECOMPOSITIONS;
export type Opaque = keyof typeof OPAQUE;
export type Control = keyof typeof CONTROL;
export type Result = keyof typeof RESULT;
export type Op = keyof typeof OPS;
export type Form = (typeof OPS)[Op]['form'];

/** One `T` for each argument of an elementwise op. */
export type ArgsOf<O extends Elementwise, T> = Each<Parameters<(typeof OPS)[O]['of']>, T>;
type Each<X extends readonly unknown[], T> = { readonly [K in keyof X]: T };

/** How many arguments an op takes that is not elementwise. */
export type ArityOf<O extends Linear | Bilinear | General | Several | Opaque> = (typeof OPS)[O]['arity'];

/** The attributes of an op. */
export type Attrs<O extends Op> = AttrsOf<(typeof OPS)[O]['schema']>;

const NAMES: ReadonlySet<string> = new Set(Object.keys(OPS));
export const isOp = (name: string): name is Op => NAMES.has(name);
/** Asked of each of a million nodes, many times: so a set. */
const ELEMENTWISE: ReadonlySet<string> = new Set(Object.keys({ ...POINTWISE, ...SPECIAL, ...DISCRETE }));
export const isElementwise = (op: Op): op is Elementwise => ELEMENTWISE.has(op);
export const isSpecial = (op: string): op is Special => Object.hasOwn(SPECIAL, op);
/** Special functions that have no formula: generated code asks its host for them. */
export type Hosted = Exclude<Special, WithFormula>;
export const isHosted = (op: string): op is Hosted => isSpecial(op) && !hasFormula(op);
export const isPointwise = (op: Op): op is Pointwise => OPS[op].form === 'pointwise';
export const isDiscrete = (op: Op): op is Discrete => OPS[op].form === 'discrete';
export const isLinear = (op: Op): op is Linear => OPS[op].form === 'linear';
export const isBilinear = (op: Op): op is Bilinear => OPS[op].form === 'bilinear';
export const isGeneral = (op: Op): op is General => OPS[op].form === 'general';
export const isSeveral = (op: Op): op is Several => OPS[op].form === 'several';
export const isMatrix = (op: Op): op is Matrix => Object.hasOwn(MATRICES, op);
export const isSource = (op: Op): op is Source => Object.hasOwn(SOURCE, op);
export const isControl = (op: Op): op is Control => Object.hasOwn(CONTROL, op);
const COMMUTATIVE: ReadonlySet<string> = new Set(
  [...ELEMENTWISE].filter((op) => OPS[op as Elementwise].laws.commutative === true),
);
export const isCommutative = (op: Op): boolean => COMMUTATIVE.has(op);
