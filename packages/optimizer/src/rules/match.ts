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

type Bound = ReadonlyMap<NodeId, NodeId>;

/** Binds the variables of the pattern at `at` to nodes, on top of `bound`; every way is tried where an op commutes. */
const bind = (
  pattern: readonly Node[],
  at: NodeId,
  nodes: readonly Node[],
  id: NodeId,
  bound: Bound,
): Bound | undefined => {
  const wanted = pattern[at]!;
  const node = nodes[id]!;
  if (wanted.op === 'input') {
    const known = bound.get(at);
    if (known !== undefined) return known === id ? bound : undefined;
    return new Map([...bound, [at, id]]);
  }
  if (wanted.op === 'constant') {
    const number = splatOf(nodes, id);
    return number !== undefined && Object.is(number, splatOf(pattern, at)) ? bound : undefined;
  }
  if (wanted.op !== node.op) return undefined;
  const orders = isCommutative(node.op) ? [node.args, [...node.args].reverse()] : [node.args];
  for (const args of orders) {
    let found: Bound | undefined = bound;
    wanted.args.forEach((arg, slot) => (found = found && bind(pattern, arg, nodes, args[slot]!, found)));
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The preferred side with its variables bound; a lone number takes the type of the node that it replaces. */
const instantiate = ({ sides }: Rule, builder: Builder, replaced: Node, bound: Bound): Sym => {
  const made = new Map<NodeId, Sym | number>();
  const valueOf = (id: NodeId): Sym | number => {
    const at = bound.get(id);
    return at === undefined ? made.get(id)! : new Sym(builder, at);
  };
  const root = sides.outputs.preferred;
  for (const { id, op, args, attrs } of sides.nodes) {
    const ready = args.every((arg) => bound.has(arg) || made.has(arg));
    if (op === 'constant') made.set(id, (attrs['data'] as readonly number[])[0]!);
    else if (isElementwise(op) && ready && id > sides.outputs.written) made.set(id, elementwise(op, args.map(valueOf)));
  }
  const found = valueOf(root);
  if (found instanceof Sym) return found;
  return broadcastTo(constantIn(builder, replaced.type.dtype, [], [found]), replaced.type.shape);
};

/** What the arguments of the written side are, at a glance: most nodes fail here. */
const mayMatch = ({ sides }: Rule, nodes: readonly Node[], { args }: Node): boolean => {
  const written = sides.nodes[sides.outputs.written]!;
  const wanted = written.args.map((arg) => sides.nodes[arg]!.op);
  const fits = (op: Op, arg: NodeId): boolean =>
    op === 'input' || op === nodes[arg]!.op || (op === 'constant' && nodes[arg]!.op === 'broadcast');
  if (wanted.every((op, slot) => fits(op, args[slot]!))) return true;
  return isCommutative(written.op) && wanted.every((op, slot) => fits(op, args[1 - slot]!));
};

/** The node that should stand for `id`, if the rule applies there. */
export const applyRule = (rule: Rule, builder: Builder, id: NodeId): NodeId | undefined => {
  const node = builder.nodes[id]!;
  if (!mayMatch(rule, builder.nodes, node)) return undefined;
  const bound = bind(rule.sides.nodes, rule.sides.outputs.written, builder.nodes, id, new Map());
  if (bound === undefined) return undefined;
  const sym = instantiate(rule, builder, node, bound);
  if (!sameShape(sym.shape, node.type.shape)) throw new InternalError(`rule ${rule.name} changed a shape`);
  return sym.id;
};
