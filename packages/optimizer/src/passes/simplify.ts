/** Rewriting: one sweep from arguments to results, so that what a rule leaves is seen by the rules of its consumers. */
import { Builder, type Graph, type Linear, type NodeId, type Op } from '@adjoint/ir';
import { once, throughBodies, type Pass } from '../pass.ts';
import { Rebuilding, renamed } from '../renumber.ts';
import { applyRule } from '../rules/match.ts';
import type { Rule } from '../rules/rule.ts';
import { exactRules, realRules } from '../rules/rules.ts';
import { beforeBroadcast, moves } from '../rules/structural.ts';

/** A node is rewritten at most this often in one sweep; no chain of rules is longer. */
const MOST_STEPS = 8;

const byOp = (rules: readonly Rule[]): ReadonlyMap<Op, readonly Rule[]> => {
  const found = new Map<Op, Rule[]>();
  for (const rule of rules) {
    const { op } = rule.sides.nodes[rule.sides.outputs.written]!;
    found.set(op, [...(found.get(op) ?? []), rule]);
  }
  return found;
};

type Step = readonly [rule: string, id: NodeId] | undefined;

const rewriteOnce = (builder: Builder, id: NodeId, rules: ReadonlyMap<Op, readonly Rule[]>): Step => {
  const node = builder.nodes[id]!;
  const move = moves[node.op as Linear];
  const moved = move?.of(builder, node, builder.nodes[node.args[0]!]!);
  if (move !== undefined && moved !== undefined) return [move.name, moved];
  const repeated = beforeBroadcast(builder, node);
  if (repeated !== undefined) return ['op-before-broadcast', repeated];
  for (const rule of rules.get(node.op) ?? []) {
    const found = applyRule(rule, builder, id);
    if (found !== undefined) return [rule.name, found];
  }
  return undefined;
};

const sweep = (
  graph: Graph,
  rules: ReadonlyMap<Op, readonly Rule[]>,
  fired: (rule: string, node: NodeId) => void,
): Graph => {
  const builder = new Builder();
  const rebuilding = new Rebuilding(graph, builder.nodes);
  let count = 0;
  for (const node of graph.nodes) {
    rebuilding.reach(node);
    builder.deriveFrom(node);
    let id = builder.append(renamed(node, rebuilding.args(node), builder.nodes.length));
    for (let step = 0; step < MOST_STEPS; step++) {
      const found = rewriteOnce(builder, id, rules);
      if (found === undefined) break;
      fired(found[0], node.id);
      count++;
      id = found[1];
    }
    rebuilding.move(node, id);
  }
  return count === 0 ? graph : rebuilding.graph();
};

const simplifyPass = (name: string, doc: string, keeps: Pass['keeps'], rules: () => readonly Rule[]): Pass => ({
  name,
  doc,
  keeps,
  run: throughBodies((graph, fired) => sweep(graph, byOp(rules()), fired)),
});

export const simplifyExactly = simplifyPass(
  'simplify',
  'rewrites by the rules that hold for every double',
  'bits',
  exactRules,
);
/** Marked pure, so that a page that does not use it does not carry its rules. */
export const simplifyOverReals = /* @__PURE__ */ simplifyPass(
  'simplify over ℝ',
  'rewrites by the rules that hold for real numbers',
  'reals',
  realRules,
);

/** The graph rewritten by the rules that hold exactly; what is idle afterwards stays for `prune`. */
export const simplify = <G extends Graph>(graph: G): G => once(simplifyExactly, graph);
