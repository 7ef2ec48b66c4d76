/** Forward mode: tangents are carried along the graph in its own order, from the same rules as reverse mode. */
import {
  add,
  apply,
  isControl,
  isLinear,
  isSeveral,
  resultsOf,
  Sym,
  type Builder,
  type Control,
  type Node,
  type NodeId,
  type Several as SeveralOp,
} from '@adjoint/ir';
import { controlRules, type Maybe } from '../control/index.ts';
import { isNotImplemented } from '../rules/partial.ts';
import { isDifferentiable, push, RULES, type Rules } from '../rules/rules.ts';
import type { SeveralRule } from '../rules/several.ts';
import { neededBy, reachedFrom } from './flow.ts';
import { missing } from './terms.ts';
import { zerosIn } from './zeros.ts';

type Tangents = Map<NodeId, Sym>;

/** A linear op maps its tangents as it maps its values; concat owes zeros where a part does not move. */
const linearTangent = (builder: Builder, { op, args, attrs }: Node, tangents: Tangents): Sym => {
  const moved = args.map((arg, slot) => {
    const carried = op === 'concat' || slot === 0;
    if (!carried) return new Sym(builder, arg);
    return tangents.get(arg) ?? zerosIn(builder, builder.nodes[arg]!.type);
  });
  return apply(op, moved, attrs as never);
};

/** The tangents of the results of nodes that have several, or of any node of control flow, until they are picked. */
type Several = Map<NodeId, readonly Maybe[]>;

/** The node of control flow is derived whole; its first result is its own where it has no other. */
const controlTangent = (builder: Builder, node: Node, tangents: Tangents, several: Several): Maybe => {
  const args = node.args.map((id) => new Sym(builder, id));
  const given = node.args.map((id) => tangents.get(id));
  const found = controlRules[node.op as Control].tangents(pushForward, node, args, given);
  if (node.type.rest === undefined) return found[0];
  several.set(node.id, found);
  return undefined;
};

const tangentOf = (rules: Rules, builder: Builder, node: Node, tangents: Tangents): Sym => {
  if (isLinear(node.op)) return linearTangent(builder, node, tangents);
  let sum: Sym | undefined;
  node.args.forEach((arg, slot) => {
    const t = tangents.get(arg);
    if (t === undefined) return;
    const term = push(rules, builder, node, t, slot);
    if (isNotImplemented(term)) throw missing(node, term, slot);
    sum = sum === undefined ? term : add(sum, term);
  });
  return sum!;
};

/** The tangents of all results are found at once. */
const severalTangents = (rules: Rules, builder: Builder, node: Node, t: Sym): readonly Maybe[] => {
  const rule = rules.several[node.op as SeveralOp] as SeveralRule<SeveralOp>;
  return rule.jvp(t, resultsOf(builder, node.id), new Sym(builder, node.args[0]!), node.attrs);
};

/** The tangent of a node, if it moves. */
const carriedTo = (rules: Rules, builder: Builder, node: Node, tangents: Tangents, several: Several): Maybe => {
  const [first = -1] = node.args;
  if (node.op === 'output') return several.get(first)?.[node.attrs['index'] as number];
  if (!node.args.some((arg) => tangents.has(arg))) return undefined;
  builder.deriveFrom(node);
  if (isSeveral(node.op)) {
    several.set(node.id, severalTangents(rules, builder, node, tangents.get(first)!));
    return undefined;
  }
  return isControl(node.op)
    ? controlTangent(builder, node, tangents, several)
    : tangentOf(rules, builder, node, tangents);
};

/**
 * Appends the nodes that compute the tangent of each of `outputs` from the given ones, and gives their table: an output without an
 * entry does not move. Throws `not-implemented`.
 */
export const pushForward = (
  builder: Builder,
  seeds: ReadonlyMap<NodeId, Sym>,
  outputs: readonly NodeId[],
  rules: Rules = RULES,
): ReadonlyMap<NodeId, Sym> => {
  const { nodes } = builder;
  const high = outputs.reduce((most, id) => Math.max(most, id), -1);
  const reached = reachedFrom(nodes, [...seeds.keys()], high);
  const needed = neededBy(nodes, outputs, reached);
  const tangents: Tangents = new Map(seeds);
  const several: Several = new Map();
  builder.shared(() => {
    for (let id = reached.low; id <= high; id++) {
      const node = nodes[id]!;
      if (!needed.has(id) || !isDifferentiable(node)) continue;
      const carried = carriedTo(rules, builder, node, tangents, several);
      if (carried === undefined) continue;
      const own = seeds.get(id);
      tangents.set(id, own === undefined ? carried : add(own, carried));
    }
    builder.deriveFrom(undefined);
  });
  return tangents;
};
