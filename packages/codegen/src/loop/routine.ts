/** Control flow as statements over one memory: copies, pieces of work by their numbers, and loops and choices around these. */
import type { Width } from '../schedule/widths.ts';

/** Where elements of one width begin, counted in these. */
export interface Stretch {
  readonly base: number;
  readonly width: Width;
}

/** `size` elements; at step t of the loop around it, both ends have moved by t of their own steps. They do not overlap. */
export interface Copy {
  readonly from: Stretch;
  readonly to: Stretch;
  readonly size: number;
  readonly fromStep: number;
  readonly toStep: number;
}

/** `run` is work by its numbers in the plan. Numbers that tell whether to go on, or which way, are 0 for no. */
export type Statement =
  | { readonly copy: Copy }
  | { readonly run: readonly [from: number, to: number] }
  | { readonly times: number; readonly each: Routine }
  | { readonly test: Routine; readonly verdict: Stretch; readonly each: Routine }
  | { readonly choice: Stretch; readonly yes: Routine; readonly no: Routine };

/** Statements in their order. At most one loop stands around another statement: a loop within is a piece of work. */
export type Routine = readonly Statement[];

/** All statements of a routine, also those within others. */
export function* statementsOf(routine: Routine): Generator<Statement> {
  for (const statement of routine) {
    yield statement;
    if ('each' in statement) yield* statementsOf(statement.each);
    if ('test' in statement) yield* statementsOf(statement.test);
    if ('choice' in statement) yield* statementsOf([...statement.yes, ...statement.no]);
  }
}

const showStretch = ({ base, width }: Stretch, step: number, size: number): string => {
  const moved = step === 0 ? '' : step === 1 ? ' + t' : ` + ${step}·t`;
  return `${width === 8 ? 'm' : 's'}[${base}${moved}${size === 1 ? '' : `, ${size}`}]`;
};

const showStatement = (statement: Statement): string[] => {
  const inside = (routine: Routine): string[] => linesOf(routine).map((line) => `  ${line}`);
  if ('copy' in statement) {
    const { from, to, size, fromStep, toStep } = statement.copy;
    return [`${showStretch(to, toStep, size)} = ${showStretch(from, fromStep, size)}`];
  }
  if ('run' in statement) {
    const [from, to] = statement.run;
    return Array.from({ length: to - from }, (_, i) => `work ${from + i}`);
  }
  if ('times' in statement) return [`for t < ${statement.times}`, ...inside(statement.each)];
  if ('test' in statement) {
    const { test, verdict, each } = statement;
    return ['loop', ...inside(test), `while ${showStretch(verdict, 0, 1)}`, ...inside(each)];
  }
  const { choice, yes, no } = statement;
  return [`if ${showStretch(choice, 0, 1)}`, ...inside(yes), 'else', ...inside(no)];
};

const linesOf = (routine: Routine): string[] => routine.flatMap(showStatement);

/** The routine, one line a statement: `m[3 + 4·t, 4]` are the four doubles from 3 + 4·t on, at step t. */
export const printRoutine = (routine: Routine): string => linesOf(routine).join('\n');
