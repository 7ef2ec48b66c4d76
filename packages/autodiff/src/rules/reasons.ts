/** Why an op has no derivative: each op without a rule states its reason, and a report repeats it. */
import type { Discrete, Opaque } from '@adjoint/ir';

export interface Reason {
  /** `zero`: the derivative is 0 wherever there is one. `undefined`: the result is no real number. `stopped`: the user said so. */
  readonly kind: 'zero' | 'undefined' | 'stopped';
  readonly why: string;
}

const flat: Reason = { kind: 'zero', why: 'it is constant between its jumps' };
const truth: Reason = { kind: 'undefined', why: 'its result is a truth value' };
const bits: Reason = { kind: 'undefined', why: 'its result is random bits' };
const place: Reason = { kind: 'undefined', why: 'its result is a place, a whole number' };

export const reasons: { readonly [O in Discrete | Opaque]: Reason } = {
  sign: flat,
  floor: flat,
  ceil: flat,
  trunc: flat,
  round: flat,
  eq: truth,
  ne: truth,
  lt: truth,
  le: truth,
  gt: truth,
  ge: truth,
  and: truth,
  or: truth,
  not: truth,
  isNaN: truth,
  isFinite: truth,
  stopGradient: { kind: 'stopped', why: 'it was written to stop gradients' },
  signDet: flat,
  argmax: place,
  argmin: place,
  argsort: place,
  searchSorted: place,
  randomBits: bits,
};
