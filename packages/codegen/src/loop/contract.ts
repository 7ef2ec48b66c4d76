/** From a contraction of the schedule to its work: what the result starts with, the sums, and how they are rounded. */
import { sizeOf, type NodeId } from '@adjoint/ir';
import type { Schedule } from '../schedule/schedule.ts';
import type { Width } from '../schedule/widths.ts';
import { functionsIn } from './code.ts';
import { bodyOf } from './formula.ts';
import { isFormulaName, isHostFunction, type FormulaName, type HostFunction } from './functions.ts';
import { filling, roundings, storedAs } from './lower.ts';
import type { Nest } from './nest.ts';
import {
  factorsOf,
  indicesOf,
  isDirect,
  type Factors,
  type Index,
  type Placed,
  type Product,
  type Slot,
  type Tables,
  widthFor,
} from './product.ts';
import type { Procedure } from '../procedure/language.ts';
import { PROCEDURES, withCalled, type ProcedureCall } from '../procedure/table.ts';
import { statementsOf, type Routine } from './routine.ts';
import type { Strip } from './strip.ts';
import { isGathered, sumOf } from './sum.ts';

/** What a function of a target computes. */
export type Work =
  | { readonly nest: Nest }
  | { readonly product: Product }
  | { readonly routine: Routine }
  | { readonly strip: Strip }
  | { readonly calls: readonly ProcedureCall[] };

/** Keeps a table of the offsets of indices in an operand, and gives its number. */
export type Tabulate = (indices: readonly Index[], slot: Slot, width: Width) => number;

const tablesOf = ({ m, n, k }: Factors, o: Placed, a: Placed, b: Placed, tabulate: Tabulate): Tables => ({
  mO: tabulate(m, 'o', o.width),
  nO: tabulate(n, 'o', o.width),
  mA: tabulate(m, 'a', a.width),
  kA: tabulate(k, 'a', a.width),
  kB: tabulate(k, 'b', b.width),
  nB: tabulate(n, 'b', b.width),
});

/** The work of a contraction; packing takes places from `scratch` on. */
export const contract = (
  schedule: Schedule,
  places: Int32Array,
  id: NodeId,
  scratch: number,
  tabulate: Tabulate,
): Work[] => {
  const { nodes, refs } = schedule;
  const { args, type } = nodes[id]!;
  const placed = (root: NodeId, start: number): Placed => ({
    ...storedAs(schedule, root),
    base: places[root]! + start,
  });
  const indices = indicesOf(nodes[id]!, nodes, refs);
  const [a, b] = args.map((arg) => placed(refs.of(arg).root, refs.of(arg).start)) as [Placed, Placed | undefined];
  const o = placed(id, 0);
  const size = sizeOf(type.shape);
  const width = widthFor(type.dtype);
  const factors = b === undefined || type.dtype === 'i32' ? undefined : factorsOf(indices, width);
  const covered = indices.filter(({ summed }) => !summed).reduce((product, index) => product * index.size, 1);
  const gathers = factors === undefined && isGathered(indices);
  const zeros: Work[] = gathers || covered < size ? [{ nest: filling(o.base, size, o, 0) }] : [];
  if (factors !== undefined && b !== undefined) {
    const [left, right] = factors.swapped ? [b, a] : [a, b];
    const product = { ...factors, o, a: left, b: right, width, scratch } as const;
    const tables = isDirect(product) ? undefined : tablesOf(factors, o, left, right, tabulate);
    return [...zeros, { product: { ...product, tables } }];
  }
  const last = gathers ? roundings(o.base, size, type.dtype).map((nest): Work => ({ nest })) : [];
  return [...zeros, { nest: sumOf(indices, { o, a, b }, nodes[id]!) }, ...last];
};

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
