/** The functions that code may call: those of the host, and those that have formulas. */
import { hasFormula, isHosted, OPS, type WithFormula, type Precision, type Hosted } from '@adjoint/ir';

/** What the host computes: by operators of JavaScript, far angles (`Machine` in `ir`), and the special functions of `ir`. */
const PLAIN = ['fmod', 'toInt32', 'quarters', 'rest', 'lost', 'quartersf', 'restf', 'lostf'] as const;
export type Plain = (typeof PLAIN)[number];
export type HostFunction = Plain | Hosted;

/** A function with a formula, by the name it has in code: in single precision with an f behind it, as in C. */
export type FormulaName = WithFormula | `${WithFormula}f`;

const PLAIN_NAMES: ReadonlySet<string> = new Set(PLAIN);
export const isHostFunction = (op: string): op is HostFunction => PLAIN_NAMES.has(op) || isHosted(op);

export const isFormulaName = (op: string): op is FormulaName =>
  hasFormula(op) || (op.endsWith('f') && hasFormula(op.slice(0, -1)));

export const nameOf = (of: WithFormula, precision: Precision): FormulaName => (precision === 'f32' ? `${of}f` : of);

/** What a name means. */
export const meaningOf = (name: FormulaName): { readonly of: WithFormula; readonly precision: Precision } =>
  hasFormula(name) ? { of: name, precision: 'f64' } : { of: name.slice(0, -1) as WithFormula, precision: 'f32' };

/** How many arguments a function takes. */
export const argumentsOf = (op: HostFunction | FormulaName): number => {
  if (isFormulaName(op)) return OPS[meaningOf(op).of].of.length;
  if (isHosted(op)) return OPS[op].of.length;
  return op === 'toInt32' ? 1 : 2;
};
