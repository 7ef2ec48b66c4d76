/** A nest with the formulas of functions with formulas in the place of their calls: what they share, as an angle of sine and cosine, stands once. */
import { FORMULAS, workingPrecision, type Formula } from '@adjoint/ir';
import { arityOf, Code, writes } from './code.ts';
import { CodeMachine } from './formula.ts';
import { isFormulaName, meaningOf, type FormulaName } from './functions.ts';
import type { Nest } from './nest.ts';

/** Functions longer than this engines do not optimize well, or not at all. */
const LONGEST = 6000;

/** The nest itself where nothing is called, or too much. */
export const inlined = (nest: Nest): Nest => {
  const from = nest.code;
  if (!from.ops.some(isFormulaName)) return nest;
  const code = new Code();
  const known = new Map<string, number>();
  const values = new Int32Array(from.ops.length);
  const operand = (at: number, slot: number): number => values[from.value(at, slot)]!;
  const formula = (name: FormulaName, x: readonly number[]): number => {
    const { of, precision } = meaningOf(name);
    const working = workingPrecision(of, precision);
    const write: Formula = FORMULAS[of];
    const value = write(new CodeMachine(code, working, true, known), ...x);
    return working === precision ? value : code.push('fround', value);
  };
  for (let at = 0; at < from.ops.length; at++) {
    const op = from.ops[at]!;
    if (op === 'const') values[at] = code.number(from.numbers[from.a[at]!]!);
    else if (op === 'load' || op === 'index' || op === 'state') values[at] = code.push(op, from.a[at]);
    else if (op === 'addAt') code.push(op, from.a[at], operand(at, 0), operand(at, 1));
    else if (op === 'loadAt' || writes(op)) values[at] = code.push(op, from.a[at], operand(at, 0), from.c[at]);
    else {
      const x = Array.from({ length: arityOf(op) }, (_, slot) => operand(at, slot));
      values[at] = isFormulaName(op) ? formula(op, x) : code.push(op, ...x);
      if (from.rounds[at]) code.rounds[values[at]!] = true;
    }
    if (code.ops.length > LONGEST) return nest;
  }
  return { ...nest, code, folds: nest.folds.map((fold) => ({ ...fold, value: values[fold.value]! })) };
};
