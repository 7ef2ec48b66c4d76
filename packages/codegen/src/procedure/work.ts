/** The calls of a node within a plan, between values of either width. */
import { sizeOf, type NodeId } from '@adjoint/ir';
import { spanOf } from '../schedule/needed.ts';
import type { Schedule } from '../schedule/schedule.ts';
import { callsOf, keptBy } from './calls.ts';
import type { ProcedureCall } from './table.ts';

/** What the calls of a node need of the plan. */
export interface Room {
  /** The first of the doubles that are free meanwhile, and how many there must be. */
  readonly scratch: number;
  readonly demand: (doubles: number) => void;
  /** The place of what nodes keep, by its key. */
  readonly kept: ReadonlyMap<string, number>;
}

/** The calls that compute a node: what lies in four bytes is widened before, and rounded after. */
export const procedureCalls = (
  { nodes, widths }: Schedule,
  places: Int32Array,
  id: NodeId,
  { scratch, demand, kept }: Room,
): readonly ProcedureCall[] => {
  const node = nodes[id]!;
  let taken = 0;
  const free = (doubles: number): number => {
    taken += doubles;
    demand(taken);
    return scratch + taken - doubles;
  };
  const before: ProcedureCall[] = [];
  const wide = (arg: NodeId): number => {
    if (widths[arg] === 8) return places[arg]!;
    const size = sizeOf(nodes[arg]!.type.shape);
    const to = free(size);
    before.push({ name: 'widen', args: [size, places[arg]!, to] });
    return to;
  };
  const size = spanOf(node.type);
  const isNarrow = widths[id] === 4;
  const out = isNarrow ? free(size) : places[id]!;
  const types = node.args.map((arg) => nodes[arg]!.type);
  const own = kept.get(keptBy(node)?.key ?? '') ?? 0;
  const calls = callsOf({ node, types, args: node.args.map(wide), out, scratch: free, kept: own });
  const after: ProcedureCall[] = [];
  if (isNarrow) after.push({ name: 'narrow', args: [size, out, places[id]!] });
  else if (node.type.dtype === 'f32') after.push({ name: 'inSingles', args: [size, out] });
  return [...before, ...calls, ...after];
};
