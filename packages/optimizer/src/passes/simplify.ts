/** Rewriting: one sweep from arguments to results, so that what a rule leaves is seen by the rules of its consumers. */
import {
  Builder,
  eachInSteps,
  firstInSteps,
  isElementwise,
  type Bilinear,
  type Graph,
  type Linear,
  type Node,
  type NodeId,
  type Op,
  type Steps,
} from '@adjoint/ir';
import { once, throughBodies, type Fired, type Pass } from '../pass.ts';
import { Rebuilding, renamed } from '../renumber.ts';
import { applyRule, patternOf, type Pattern } from '../rules/match.ts';
import type { Rules } from '../rules/rule.ts';
import { exactRules, realRules } from '../rules/rules.ts';
import { beforeBroadcast, moves } from '../rules/structural.ts';

/** A node is rewritten at most this often in one sweep; no chain of rules is longer. */
const MOST_STEPS = 8;

/** The patterns of rules that begin with an op. */
type Patterns = (op: Op) => readonly Pattern[];

const NONE: readonly Pattern[] = [];

const patternsIn = (rules: Rules): Patterns => {
  const found = new Map<Op, readonly Pattern[]>();
  return (op) => {
    const known = found.get(op);
    if (known !== undefined) return known;
    const made = rules[op]?.().map(patternOf) ?? NONE;
    found.set(op, made);
    return made;
  };
};

type Step = readonly [rule: string, id: NodeId] | undefined;

const rewriteOnce = (builder: Builder, id: NodeId, patterns: Patterns): Step => {
  const node = builder.nodes[id]!;
  if (!isElementwise(node.op)) {
    const move = moves[node.op as Linear | Bilinear];
    const moved = move?.of(builder, node, builder.nodes[node.args[0]!]!);
    if (move !== undefined && moved !== undefined) return [move.name, moved];
  }
  const repeated = beforeBroadcast(builder, node);
  if (repeated !== undefined) return ['op-before-broadcast', repeated];
  for (const pattern of patterns(node.op)) {
    const found = applyRule(pattern, builder, id);
    if (found !== undefined) return [pattern.rule.name, found];
  }
  return undefined;
};

/** The first node that is rewritten; −1 where none is. */
const firstRewritten = (graph: Graph, patterns: Patterns): Steps<NodeId> => {
  const trial = new Builder(graph);
  return firstInSteps(graph.nodes.length, (id) => rewriteOnce(trial, id, patterns) !== undefined);
};

/** The node, appended and rewritten until no rule applies. */
const rewritten = (builder: Builder, node: Node, patterns: Patterns, fired: (rule: string) => void): NodeId => {
  const { nodes } = builder;
  let id = builder.append(node);
  for (let step = 0; step < MOST_STEPS; step++) {
    builder.deriveFrom(node);
    const found = rewriteOnce(builder, id, patterns);
    if (found === undefined) break;
    fired(found[0]);
    const instead = nodes[found[1]]!;
    if (found[1] === node.id + 1 && found[1] === nodes.length - 1) {
      // One new node takes the place of the old one, so that all that follow keep theirs.
      nodes.length--;
      nodes[node.id] = renamed(instead, instead.args, node.id);
      id = node.id;
    } else id = found[1];
  }
  return id;
};

function* sweep(graph: Graph, patterns: Patterns, fired: Fired): Steps<Graph> {
  const first = yield* firstRewritten(graph, patterns);
  if (first < 0) return graph;
  const builder = new Builder();
  const rebuilding = new Rebuilding(graph, builder.nodes);
  yield* eachInSteps(graph.nodes.length, (id) => {
    const node = graph.nodes[id]!;
    rebuilding.reach(node);
    const placed = renamed(node, rebuilding.args(node), builder.nodes.length);
    rebuilding.move(
      node,
      id < first ? builder.append(placed) : rewritten(builder, placed, patterns, (rule) => fired(rule, id)),
    );
  });
  return rebuilding.graph();
}

const simplifyPass = (name: string, doc: string, keeps: Pass['keeps'], rules: Rules): Pass => {
  const patterns = patternsIn(rules);
  return { name, doc, keeps, run: throughBodies((graph, fired) => sweep(graph, patterns, fired)) };
};

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
