/** Values that stand where an output will: it is computed of them element by element, and nobody reads them after. */
import type { Graph, NodeId } from '@adjoint/ir';
import { spanOf } from '../schedule/needed.ts';
import { readsOf, type Group, type Schedule } from '../schedule/schedule.ts';

/** Roots that a group reads only element by element, and for the last time: each with the place in the group of the node that reads it first. */
const endingIn = (
  schedule: Schedule,
  { size, nodes }: Group,
  isLast: (root: NodeId) => boolean,
): Map<NodeId, number> => {
  const found = new Map<NodeId, number>();
  const torn = new Set<NodeId>();
  nodes.forEach((id, at) => {
    for (const ref of readsOf(schedule, id)) {
      if (!schedule.isAligned(ref, size)) torn.add(ref.root);
      else if (isLast(ref.root) && !found.has(ref.root)) found.set(ref.root, at);
    }
  });
  for (const root of torn) found.delete(root);
  return found;
};

/** Such values, each with its output; `last` has the last step that reads each root. */
export const early = (graph: Graph, schedule: Schedule, last: Int32Array): ReadonlyMap<NodeId, NodeId> => {
  const { nodes, kinds, refs, steps, stepOf, widths } = schedule;
  const outputs = new Set(Object.values(graph.outputs).map((id) => refs.of(id).root));
  const found = new Map<NodeId, NodeId>();
  /** The output in whose place a value stands, or which it is. */
  const place = (id: NodeId): NodeId | undefined => (outputs.has(id) ? id : found.get(id));
  for (let step = steps.length - 1; step >= 0; step--) {
    const each = steps[step]!;
    if (!('group' in each) || each.group.size === 1) continue;
    const { group } = each;
    const made = group.nodes.filter((id) => kinds[id] === 'fused' && place(id) !== undefined);
    if (made.length === 0) continue;
    const isOwn = (root: NodeId): boolean => stepOf[root]! >= 0 && stepOf[root]! < step && !outputs.has(root);
    const ending = endingIn(schedule, group, (root) => last[root] === step && isOwn(root) && kinds[root] === 'fused');
    for (const id of made) {
      const at = group.nodes.indexOf(id);
      const fits = ([root, first]: readonly [NodeId, number]): boolean =>
        first <= at && widths[root] === widths[id] && spanOf(nodes[root]!.type) === spanOf(nodes[id]!.type);
      const taken = [...ending].find(fits);
      if (taken === undefined) continue;
      ending.delete(taken[0]);
      found.set(taken[0], place(id)!);
    }
  }
  return found;
};
