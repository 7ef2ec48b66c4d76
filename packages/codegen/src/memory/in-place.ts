/** Parts of a state that a step writes where it read them: what comes of an element stands in its place. */
import type { Graph, NodeId } from '@adjoint/ir';
import { spanOf } from '../schedule/needed.ts';
import { readsOf, type Schedule } from '../schedule/schedule.ts';

/** Whether nothing of the input is read once the node is written: all reads come before, or the step begins with the very element that it writes next. */
const isDone = (schedule: Schedule, input: NodeId, id: NodeId, lastReader: number): boolean => {
  const { kinds, steps, stepOf, isAligned } = schedule;
  const at = stepOf[id]!;
  if (lastReader !== at) return lastReader < at;
  const step = steps[at]!;
  if (!('group' in step) || kinds[id] !== 'fused') return false;
  const { group } = step;
  const reads = group.nodes.map((each) => readsOf(schedule, each).filter(({ root }) => root === input));
  // Each element is loaded once, by the first node that reads it.
  const first = reads.findIndex((refs) => refs.length > 0);
  return first <= group.nodes.indexOf(id) && reads.flat().every((ref) => isAligned(ref, group.size));
};

/**
 * The inputs whose places outputs take, by the roots of these: of a body whose first `carry` inputs are written anew, before each of its runs,
 * from the outputs of the same places. `last` has the last step that reads each root.
 */
export const inPlace = (
  { nodes, inputs, outputs }: Graph,
  schedule: Schedule,
  last: Int32Array,
  carry: number,
): ReadonlyMap<NodeId, NodeId> => {
  const { kinds, refs, stepOf, widths } = schedule;
  const found = new Map<NodeId, NodeId>();
  const given = Object.values(outputs).map((id) => refs.of(id));
  Object.values(inputs)
    .slice(0, carry)
    .forEach((input, i) => {
      const { root, start } = given[i]!;
      const isComputed = stepOf[root]! >= 0 && !found.has(root) && kinds[input] !== undefined;
      if (!isComputed || start !== 0 || given.some((ref) => ref.root === input)) return;
      const fits = widths[root] === widths[input] && spanOf(nodes[root]!.type) === spanOf(nodes[input]!.type);
      if (fits && isDone(schedule, input, root, last[input]!)) found.set(root, input);
    });
  return found;
};
