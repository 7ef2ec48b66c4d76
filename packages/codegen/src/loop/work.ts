/** What the functions of a target compute, and what is to know of it before any is written. */
import { PROCEDURES, withCalled, type ProcedureCall } from '../procedure/table.ts';
import type { Procedure } from '../procedure/language.ts';
import { functionsIn } from './code.ts';
import { bodyOf } from './formula.ts';
import { isFormulaName, isHostFunction, type FormulaName, type HostFunction } from './functions.ts';
import type { Nest } from './nest.ts';
import type { Product } from './product.ts';
import { statementsOf, type Routine } from './routine.ts';
import type { Strip } from './strip.ts';

/** What a function of a target computes. */
export type Work =
  | { readonly kind: 'nest'; readonly nest: Nest }
  | { readonly kind: 'product'; readonly product: Product }
  | { readonly kind: 'routine'; readonly routine: Routine }
  | { readonly kind: 'strip'; readonly strip: Strip }
  | { readonly kind: 'calls'; readonly calls: readonly ProcedureCall[] };
export type WorkKind = Work['kind'];
/** The work of a kind. */
export type WorkOf<K extends WorkKind> = Extract<Work, { readonly kind: K }>;

export const nestWork = (nest: Nest): WorkOf<'nest'> => ({ kind: 'nest', nest });

/** The procedures that work calls, and those that these call. */
export const proceduresIn = (work: readonly Work[]): Procedure[] =>
  withCalled(
    work.flatMap((each) =>
      'calls' in each ? each.calls.flatMap((call) => ('put' in call ? [] : [PROCEDURES[call.name]])) : [],
    ),
  );

const calledIn = (work: readonly Work[]): (HostFunction | FormulaName)[] => {
  const inNests = functionsIn(work.flatMap((each) => ('nest' in each ? [each.nest.code] : [])));
  const inProcedures = proceduresIn(work).flatMap((each) => each.body().functions);
  return [...new Set([...inNests, ...inProcedures])];
};

/** The functions with formulas that work calls. */
export const formulasIn = (work: readonly Work[]): FormulaName[] => calledIn(work).filter(isFormulaName);

/** The functions that work asks of the host, formulas of what it calls too. */
export const hostFunctions = (work: readonly Work[]): HostFunction[] => {
  const called = calledIn(work);
  const within = functionsIn(called.filter(isFormulaName).map((name) => bodyOf(name).code));
  return [...new Set([...called, ...within])].filter(isHostFunction).sort();
};

/** How many instructions are written for the work, in round numbers: what is no nest is short. */
export const instructionsIn = (work: Work): number => ('nest' in work ? work.nest.code.ops.length : 1);

/** Whether the work is straight-line code: no loop, and no place that only a run knows. */
export const isStraight = (work: Work): boolean =>
  'nest' in work && work.nest.sizes.length === 0 && work.nest.accesses.every(({ by }) => by === undefined);

/** Whether functions of the host are called within its loops. */
export const callsHostOften = (work: Work): boolean =>
  'nest' in work && work.nest.sizes.length > 0 && work.nest.code.ops.some(isHostFunction);

/** The numbers of the nests of strips: their functions take parts. */
export const membersOf = (work: readonly Work[]): Set<number> =>
  new Set(work.flatMap((each) => ('strip' in each ? each.strip.members.map((member) => member.work) : [])));

/** The numbers of the work that routines run. */
export const runWithin = (work: readonly Work[]): Set<number> => {
  const found = new Set<number>();
  for (const each of work) {
    if (!('routine' in each)) continue;
    for (const statement of statementsOf(each.routine)) {
      if ('run' in statement) for (let i = statement.run[0]; i < statement.run[1]; i++) found.add(i);
    }
  }
  return found;
};
