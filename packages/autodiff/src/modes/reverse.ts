/**
 * Reverse mode: the general back-propagation of Goodfellow, Bengio and Courville, "Deep Learning" (2016), §6.5.6, Algorithms 6.5
 * and 6.6, with a loop for the recursion. The grad table has one entry a node; it holds symbols, so what it builds is a graph.
 */
import { InputError, isFloat, type Builder, type Node, type NodeId, type Sym } from '@adjoint/ir';
import { everywhere, joined, settled, type Cotangent } from '../rules/cotangent.ts';
import { isNotImplemented, type NotImplemented } from '../rules/partial.ts';
import { pull, RULES, type Rules } from '../rules/rules.ts';
import { reachedFrom } from './flow.ts';

const missing = (node: Node, targets: readonly NodeId[], { notImplemented }: NotImplemented): InputError =>
  new InputError('not-implemented', {
    of: `%${node.id}`,
    wrt: targets.map((id) => `%${id}`).join(', '),
    op: node.op,
    why: notImplemented,
  });

/**
 * Appends the nodes that compute the cotangent of each target from those of `seeds`, and gives their table: a target without an entry
 * has no path. One rule for each edge between them; terms are added in descending order of the consumer. Throws `not-implemented`.
 */
export const backpropagate = (
  builder: Builder,
  seeds: ReadonlyMap<NodeId, Sym>,
  targets: readonly NodeId[],
  rules: Rules = RULES,
): ReadonlyMap<NodeId, Sym> => {
  const { nodes } = builder;
  const high = Math.max(-1, ...seeds.keys());
  const reached = reachedFrom(nodes, targets, high);
  const { low } = reached;
  const table = new Array<Cotangent | undefined>(Math.max(0, high - low + 1));
  for (const [id, seed] of seeds) if (id >= low) table[id - low] = everywhere(seed);
  const found = new Map<NodeId, Sym>();
  const wanted = new Set(targets);
  builder.shared(() => {
    for (let id = high; id >= low; id--) {
      const ct = table[id - low];
      if (ct === undefined || !reached.has(id)) continue;
      const node = nodes[id]!;
      builder.deriveFrom(node);
      if (wanted.has(id)) found.set(id, settled(ct));
      node.args.forEach((arg, slot) => {
        if (!reached.has(arg) || !isFloat(nodes[arg]!.type.dtype)) return;
        const term = pull(rules, builder, node, ct, slot);
        if (isNotImplemented(term)) throw missing(node, targets, term);
        const sum = table[arg - low];
        table[arg - low] = sum === undefined ? term : joined(sum, term);
      });
      table[id - low] = undefined;
    }
    builder.deriveFrom(undefined);
  });
  return found;
};
