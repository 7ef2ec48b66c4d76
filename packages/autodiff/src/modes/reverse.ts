/**
 * Reverse mode: the general back-propagation of Goodfellow, Bengio and Courville, "Deep Learning" (2016), §6.5.6, Algorithms 6.5
 * and 6.6, with a loop for the recursion. The grad table has one entry a node; it holds symbols, so what it builds is a graph.
 */
import type { Builder, NodeId, Sym } from '@adjoint/ir';
import { everywhere, joined, settled, type Cotangent } from '../rules/cotangent.ts';
import { RULES, type Rules } from '../rules/rules.ts';
import { reachedFrom } from './flow.ts';
import { Slices } from './slices.ts';
import { Results, termsOf } from './terms.ts';

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
  if (seeds.size === 0) return new Map();
  const { nodes } = builder;
  const high = [...seeds.keys()].reduce((most, id) => Math.max(most, id), -1);
  const reached = reachedFrom(nodes, targets, high);
  const { low } = reached;
  const table = new Array<Cotangent | undefined>(Math.max(0, high - low + 1));
  for (const [id, seed] of seeds) if (id >= low) table[id - low] = everywhere(seed);
  const results = new Results();
  const slices = new Slices();
  const around = { rules, builder, results, slices, pullBody: backpropagate, reaches: (id: NodeId) => reached.has(id) };
  const found = new Map<NodeId, Sym>();
  const wanted = new Set(targets);
  builder.shared(() => {
    for (let id = high; id >= low; id--) {
      const node = nodes[id]!;
      if (!reached.has(id)) continue;
      builder.deriveFrom(node);
      const ct = slices.joinedTo(table[id - low], node);
      const incoming = ct ?? results.of(node);
      if (incoming === undefined) continue;
      if (ct !== undefined && wanted.has(id)) found.set(id, settled(ct));
      termsOf(around, node, incoming).forEach((term, slot) => {
        const arg = node.args[slot]!;
        const sum = table[arg - low];
        if (term !== undefined) table[arg - low] = sum === undefined ? term : joined(sum, term);
      });
      table[id - low] = undefined;
    }
    builder.deriveFrom(undefined);
  });
  return found;
};
