/** Matching the written side of a rule on a node, and building the preferred side in its place. */
import {
  broadcastTo,
  constantIn,
  elementwise,
  InternalError,
  isCommutative,
  isElementwise,
  sameShape,
  splatOf,
  Sym,
  type Builder,
  type Node,
  type NodeId,
  type Op,
} from '@adjoint/ir';
import type { Rule } from './rule.ts';

/** What each variable of a pattern stands for, by its id in the pattern. */
type Bound = (NodeId | undefined)[];

/** A rule made ready to be tried on many nodes. */
export interface Pattern {
  readonly rule: Rule;
  /** The node at its root, and what its arguments are, at a glance: most nodes fail there. */
  readonly root: Node;
  readonly wanted: readonly Op[];
  /** The number that an argument must be, where it must. */
  readonly numbers: readonly (number | undefined)[];
  readonly commutes: boolean;
  /** Whether both arguments are the same. */
  readonly twins: boolean;
}

export const patternOf = (rule: Rule): Pattern => {
  const { nodes, outputs } = rule.sides;
  const root = nodes[outputs.written]!;
  return {
    rule,
    root,
    wanted: root.args.map((arg) => nodes[arg]!.op),
    numbers: root.args.map((arg) => splatOf(nodes, arg)),
    commutes: isCommutative(root.op),
    twins: root.args.length === 2 && root.args[0] === root.args[1],
  };
};

/** Whether the arguments are bound to those of the pattern, in order or the other way round. */
const bindArgs = (
  pattern: readonly Node[],
  { args }: Node,
  nodes: readonly Node[],
  found: readonly NodeId[],
  bound: Bound,
  reverse: boolean,
): boolean => {
  for (let slot = 0; slot < args.length; slot++) {
    const arg = found[reverse ? args.length - 1 - slot : slot]!;
    if (!bind(pattern, args[slot]!, nodes, arg, bound)) return false;
  }
  return true;
};

/** Binds the variables of the pattern at `at` to nodes; every way is tried where an op commutes. Patterns are a few nodes deep. */
const bind = (pattern: readonly Node[], at: NodeId, nodes: readonly Node[], id: NodeId, bound: Bound): boolean => {
  const wanted = pattern[at]!;
  if (wanted.op === 'input') return (bound[at] ??= id) === id;
  if (wanted.op === 'constant') {
    const number = splatOf(nodes, id);
    return number !== undefined && Object.is(number, splatOf(pattern, at));
  }
  const node = nodes[id]!;
  if (wanted.op !== node.op) return false;
  const before = bound.slice();
  if (bindArgs(pattern, wanted, nodes, node.args, bound, false)) return true;
  if (!isCommutative(node.op)) return false;
  for (let i = 0; i < bound.length; i++) bound[i] = before[i];
  return bindArgs(pattern, wanted, nodes, node.args, bound, true);
};

/** The preferred side with its variables bound; a lone number takes the type of the node that it replaces. */
const instantiate = ({ sides }: Rule, builder: Builder, replaced: Node, bound: Bound): Sym => {
  const made = new Map<NodeId, Sym | number>();
  const valueOf = (id: NodeId): Sym | number => {
    const at = bound[id];
    return at === undefined ? made.get(id)! : new Sym(builder, at);
  };
  const root = sides.outputs.preferred;
  for (const { id, op, args, attrs } of sides.nodes) {
    const ready = args.every((arg) => bound[arg] !== undefined || made.has(arg));
    if (op === 'constant') made.set(id, (attrs['data'] as readonly number[])[0]!);
    else if (isElementwise(op) && ready && id > sides.outputs.written) made.set(id, elementwise(op, args.map(valueOf)));
  }
  const found = valueOf(root);
  if (found instanceof Sym) return found;
  return broadcastTo(constantIn(builder, replaced.type.dtype, [], [found]), replaced.type.shape);
};

const fits = (
  { wanted, numbers }: Pattern,
  nodes: readonly Node[],
  args: readonly NodeId[],
  reverse: boolean,
): boolean => {
  for (let slot = 0; slot < wanted.length; slot++) {
    const want = wanted[slot]!;
    if (want === 'input') continue;
    const arg = args[reverse ? wanted.length - 1 - slot : slot]!;
    const { op } = nodes[arg]!;
    if (want !== 'constant') {
      if (want !== op) return false;
    } else if ((op !== want && op !== 'broadcast') || !Object.is(splatOf(nodes, arg), numbers[slot])) return false;
  }
  return true;
};

/** Whether the arguments are what the pattern wants, at a glance. */
const mayMatch = (pattern: Pattern, nodes: readonly Node[], { args }: Node): boolean => {
  if (pattern.twins && args[0] !== args[1]) return false;
  return fits(pattern, nodes, args, false) || (pattern.commutes && fits(pattern, nodes, args, true));
};

/** The node that should stand for `id`, if the rule applies there; what it takes is pushed. */
export const applyRule = (pattern: Pattern, builder: Builder, id: NodeId): NodeId | undefined => {
  const { nodes } = builder;
  const node = nodes[id]!;
  if (!mayMatch(pattern, nodes, node)) return undefined;
  const { rule, root } = pattern;
  const bound: Bound = [undefined, undefined, undefined];
  if (!bind(rule.sides.nodes, root.id, nodes, id, bound)) return undefined;
  builder.deriveFrom(node);
  const sym = instantiate(rule, builder, node, bound);
  if (!sameShape(sym.shape, node.type.shape)) throw new InternalError(`rule ${rule.name} changed a shape`);
  return sym.id;
};
