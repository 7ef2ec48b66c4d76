/** The functions that code may call: those of the host, and the elementary ones, which have formulas. */
import { isElementary, isHosted, OPS, type Elementary, type Precision, type Hosted } from '@adjoint/ir';

/** What the host computes: by operators of JavaScript, far angles (`Machine` in `ir`), and the special functions of `ir`. */
const PLAIN = ['fmod', 'toInt32', 'quarters', 'rest', 'lost', 'quartersf', 'restf', 'lostf'] as const;
export type Plain = (typeof PLAIN)[number];
export type HostFunction = Plain | Hosted;

/** An elementary function by the name it has in code: in single precision with an f behind it, as in C. */
export type ElementaryName = Elementary | `${Elementary}f`;

const PLAIN_NAMES: ReadonlySet<string> = new Set(PLAIN);
export const isHostFunction = (op: string): op is HostFunction => PLAIN_NAMES.has(op) || isHosted(op);

export const isElementaryName = (op: string): op is ElementaryName =>
  isElementary(op) || (op.endsWith('f') && isElementary(op.slice(0, -1)));

export const nameOf = (of: Elementary, precision: Precision): ElementaryName => (precision === 'f32' ? `${of}f` : of);

/** What a name means. */
export const meaningOf = (name: ElementaryName): { readonly of: Elementary; readonly precision: Precision } =>
  isElementary(name) ? { of: name, precision: 'f64' } : { of: name.slice(0, -1) as Elementary, precision: 'f32' };

/** How many arguments a function takes. */
export const argumentsOf = (op: HostFunction | ElementaryName): number => {
  if (isElementaryName(op)) return OPS[meaningOf(op).of].of.length;
  if (isHosted(op)) return OPS[op].of.length;
  return op === 'toInt32' ? 1 : 2;
};
