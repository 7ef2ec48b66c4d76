/** Places in the arena: what is fed, given or constant keeps its own; all else gives its places back after its last reader. */
import type { Graph, NodeId, Steps } from '@adjoint/ir';
import { spanOf } from '../schedule/needed.ts';
import { early } from './early.ts';
import { inPlace } from './in-place.ts';
import { computedBy, readsOf, type Group, type Schedule } from '../schedule/schedule.ts';
import { Arena } from './arena.ts';

export interface MemoryPlan {
  /** The place of the first element of each node that lies in memory or is a view of one that does, counted in elements; −1 for others. */
  readonly places: Int32Array;
  /** Doubles in all, from 0. */
  readonly size: number;
  /** Doubles that are taken at a time, at most: no plan takes fewer. */
  readonly peak: number;
  /** Doubles that would be taken if none were used twice. */
  readonly sum: number;
}

/** The last step that reads each root; −1 where none does outside of the loop that makes it. */
function* lastReaders(schedule: Schedule): Steps<Int32Array> {
  const { nodes, refs, steps, stepOf } = schedule;
  const last = new Int32Array(nodes.length).fill(-1);
  const read = (root: NodeId, step: number): void => {
    if (stepOf[root] !== step) last[root] = step;
  };
  for (const [at, step] of steps.entries()) {
    if ('kernel' in step) for (const arg of nodes[step.kernel]!.args) read(refs.of(arg).root, at);
    else for (const id of computedBy(step)) for (const { root } of readsOf(schedule, id)) read(root, at);
    yield computedBy(step).length;
  }
  return last;
}

/** What is known of a body: how much of its inputs is a state that is written anew before each run, and the places that other inputs have already. */
export interface Entry {
  readonly carry: number;
  readonly given: ReadonlyMap<NodeId, number>;
}
/** Those of some values that a group reads only element by element: what it computes may be written over them. */
const readInOrder = (schedule: Schedule, group: Group, ids: readonly NodeId[]): Set<NodeId> => {
  const found = new Set(group.size === 1 ? [] : ids);
  if (found.size === 0) return found;
  for (const id of group.nodes)
    for (const ref of readsOf(schedule, id)) if (!schedule.isAligned(ref, group.size)) found.delete(ref.root);
  return found;
};

/** Places for all that a schedule keeps in memory, from `first` on. */
export function* memoryOf(graph: Graph, schedule: Schedule, first: number, { carry, given }: Entry): Steps<MemoryPlan> {
  const { nodes, kinds, refs, steps, stepOf, widths } = schedule;
  const last = yield* lastReaders(schedule);
  const places = new Int32Array(nodes.length).fill(-1);
  const arena = new Arena(first);
  /** Doubles that hold the value. */
  const span = (id: NodeId): number => Math.ceil((spanOf(nodes[id]!.type) * widths[id]!) / 8);
  const take = (id: NodeId): number => arena.take(span(id)) * (8 / widths[id]!);
  const kept = new Uint8Array(nodes.length);
  for (const id of Object.values(graph.outputs)) kept[refs.of(id).root] = 1;
  const inputOf = inPlace(graph, schedule, last, carry);
  for (const { id } of nodes) {
    const input = inputOf.get(id);
    const known = input === undefined ? given.get(id) : places[input];
    if (known !== undefined) {
      places[id] = known;
      continue;
    }
    const stands = kinds[id] === 'source' || (kept[id] === 1 && stepOf[id]! >= 0);
    if (stands && (kept[id] === 1 || last[id]! >= 0 || nodes[id]!.op === 'input')) places[id] = take(id);
  }
  for (const [id, output] of early(graph, schedule, last)) {
    if (inputOf.has(output)) continue;
    arena.reuse(span(id));
    places[id] = places[output]!;
  }
  yield nodes.length;
  const dying: NodeId[][] = steps.map(() => []);
  const isMade = (id: NodeId): boolean =>
    places[id]! < 0 && (last[id]! >= 0 || (kinds[id] !== 'fused' && kinds[id] !== 'move'));
  /** Takes the place of a value that the step reads for the last time, if there is one of the same size. */
  const replace = (id: NodeId, step: number, read: Set<NodeId>): boolean => {
    if (kinds[id] !== 'fused') return false;
    const other = [...read].find((each) => span(each) === span(id) && widths[each] === widths[id]);
    if (other === undefined) return false;
    read.delete(other);
    dying[step] = dying[step]!.filter((each) => each !== other);
    arena.reuse(span(id));
    places[id] = places[other]!;
    return true;
  };
  for (const [at, step] of steps.entries()) {
    const ending = 'group' in step ? readInOrder(schedule, step.group, dying[at]!) : new Set<NodeId>();
    // Only what was read already: later loads would find what is written.
    const read = new Set<NodeId>();
    for (const id of computedBy(step)) {
      if (ending.size > 0) for (const { root } of readsOf(schedule, id)) if (ending.delete(root)) read.add(root);
      if (!isMade(id)) continue;
      if (!replace(id, at, read)) places[id] = take(id);
      dying[Math.max(last[id]!, at)]!.push(id);
    }
    for (const id of dying[at]!) arena.give((places[id]! * widths[id]!) / 8, span(id));
    yield computedBy(step).length;
  }
  for (const { id } of nodes) {
    if (kinds[id] !== 'view') continue;
    const { root, start, strides } = refs.of(id);
    if (strides === undefined && places[root]! >= 0) places[id] = places[root]! + start;
  }
  return { places, size: arena.size, sum: arena.sum, peak: arena.peak };
}
