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

const handedOut = (ct: Cotangent, onward: boolean): Cotangent =>
  onward ? { value: settled(ct), mask: ct.mask, clean: true } : everywhere(settled(ct));

/** `backpropagate` between cotangents that may have masks: those of targets are kept where they go onward from there. */
export const pullBack = (
  builder: Builder,
  seeds: ReadonlyMap<NodeId, Cotangent>,
  targets: readonly NodeId[],
  onward: ReadonlySet<NodeId>,
  rules: Rules = RULES,
): ReadonlyMap<NodeId, Cotangent> => {
  if (seeds.size === 0) return new Map();
  const { nodes } = builder;
  const high = [...seeds.keys()].reduce((most, id) => Math.max(most, id), -1);
  const reached = reachedFrom(nodes, targets, high);
  const { low } = reached;
  const table = new Array<Cotangent | undefined>(Math.max(0, high - low + 1));
  for (const [id, seed] of seeds) if (id >= low) table[id - low] = seed;
  const results = new Results();
  const slices = new Slices();
  const reaches = (id: NodeId): boolean => reached.has(id);
  const goesOn = (id: NodeId): boolean => onward.has(id) || nodes[id]!.args.some(reaches);
  const around = { rules, builder, results, slices, pullBody: pullBack, reaches, goesOn };
  const found = new Map<NodeId, Cotangent>();
  const wanted = new Set(targets);
  builder.shared(() => {
    for (let id = high; id >= low; id--) {
      const node = nodes[id]!;
      if (!reached.has(id)) continue;
      builder.deriveFrom(node);
      const ct = slices.joinedTo(table[id - low], node);
      const incoming = ct ?? results.of(node);
      if (incoming === undefined) continue;
      if (ct !== undefined && wanted.has(id)) found.set(id, handedOut(ct, onward.has(id)));
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
  const cts = new Map([...seeds].map(([id, seed]) => [id, everywhere(seed)]));
  const found = pullBack(builder, cts, targets, new Set(), rules);
  return new Map([...found].map(([id, { value }]) => [id, value]));
};
