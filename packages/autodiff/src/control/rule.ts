/** What a node of control flow owes: its tangents and its cotangents, all at once, made of its bodies by the mode that asks. */
import {
  inline,
  isFloat,
  liftInto,
  Sym,
  type Builder,
  type Control,
  type Graph,
  type Node,
  type NodeId,
} from '@adjoint/ir';
import { joined, type Cotangent } from '../rules/cotangent.ts';
import { isDifferentiable } from '../rules/rules.ts';
import { zerosIn } from '../modes/zeros.ts';
import type { MaybeCt } from './border.ts';

/** Forward mode, for the nodes of a body. */
export type Push = (
  builder: Builder,
  seeds: ReadonlyMap<NodeId, Sym>,
  outputs: readonly NodeId[],
) => ReadonlyMap<NodeId, Sym>;
/** Reverse mode, for the nodes of a body. Targets whose cotangents go onward have their masks. */
export type Pull = (
  builder: Builder,
  seeds: ReadonlyMap<NodeId, Cotangent>,
  targets: readonly NodeId[],
  onward: ReadonlySet<NodeId>,
) => ReadonlyMap<NodeId, Cotangent>;

/** A symbol, or undefined where nothing moves, or there is no path. */
export type Maybe = Sym | undefined;

/** What is asked of the arguments, one by one: whether for the cotangent, and whether that goes onward, so that its mask matters. */
export interface Asked {
  readonly wanted: readonly boolean[];
  readonly onward: readonly boolean[];
}

export interface ControlRule {
  /** The tangent of each result, from those of the arguments. */
  readonly tangents: (push: Push, node: Node, args: readonly Sym[], t: readonly Maybe[]) => Maybe[];
  /** The cotangent of each argument that is wanted, from those of the results. */
  readonly cotangents: (
    pull: Pull,
    node: Node,
    args: readonly Sym[],
    ct: readonly MaybeCt[],
    asked: Asked,
  ) => MaybeCt[];
}
export type ControlRules = { readonly [O in Control]: ControlRule };

/** The outputs of a body whose inputs are the given values, inlined in `builder`. */
export const place = (builder: Builder, body: Graph, args: readonly Sym[]): Sym[] => {
  const placed = new Map<NodeId, NodeId>();
  Object.values(body.inputs).forEach((id, i) => placed.set(id, liftInto(builder, args[i]!).id));
  const outputs = Object.values(body.outputs);
  inline(builder, body.nodes, outputs, placed);
  return outputs.map((id) => new Sym(builder, placed.get(id)!));
};

/** Which outputs of the body of a loop come to move when these inputs do: what moves of the state in one step moves in the next. */
export const movingOutputs = (body: Graph, given: readonly boolean[], carry: number): boolean[] => {
  const { nodes, inputs, outputs } = body;
  const [starts, ends] = [Object.values(inputs), Object.values(outputs)];
  const users = nodes.map((): NodeId[] => []);
  for (const node of nodes) if (isDifferentiable(node)) for (const arg of node.args) users[arg]!.push(node.id);
  // The end of a state is where it starts again.
  ends.slice(0, carry).forEach((id, i) => users[id]!.push(starts[i]!));
  const reached = new Uint8Array(nodes.length);
  const stack = starts.filter((id, i) => given[i] && isFloat(nodes[id]!.type.dtype));
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (reached[id] === 1) continue;
    reached[id] = 1;
    for (const user of users[id]!) stack.push(user);
  }
  return ends.map((id, i) => reached[id] === 1 || (i < carry && given[i]!));
};

/** Tangents of the outputs, inside a body. */
export const pushThrough = (
  push: Push,
  builder: Builder,
  args: readonly Sym[],
  t: readonly Maybe[],
  outputs: readonly Sym[],
): Maybe[] => {
  const seeds = new Map<NodeId, Sym>();
  args.forEach((arg, i) => {
    if (t[i] !== undefined) seeds.set(liftInto(builder, arg).id, liftInto(builder, t[i]));
  });
  const found = push(
    builder,
    seeds,
    outputs.map(({ id }) => id),
  );
  return outputs.map(({ id }) => found.get(id));
};

/** Cotangents of the targets, inside a body. A target that is there twice has its cotangent once, in the first place. */
export const pullThrough = (
  pull: Pull,
  builder: Builder,
  outputs: readonly Sym[],
  cts: readonly MaybeCt[],
  targets: readonly Maybe[],
  onward: readonly boolean[],
): MaybeCt[] => {
  const seeds = new Map<NodeId, Cotangent>();
  outputs.forEach(({ id, dtype }, i) => {
    const [ct, known] = [cts[i], seeds.get(id)];
    if (ct !== undefined && isFloat(dtype)) seeds.set(id, known === undefined ? ct : joined(known, ct));
  });
  const ids = targets.map((target) => target && liftInto(builder, target).id);
  const table = pull(builder, seeds, present(ids), new Set(present(marked(ids, onward))));
  return ids.map((id, i) => (id === undefined || ids.indexOf(id) < i ? undefined : table.get(id)));
};

/** What is there. */
export const present = <T>(all: readonly (T | undefined)[]): T[] => all.filter((each) => each !== undefined);

/** The items that are marked. */
export const marked = <T>(all: readonly T[], marks: readonly boolean[]): T[] => all.filter((_, i) => marks[i]);

/** The found values, in the places that are marked. */
export const spread = <T>(found: readonly T[], marks: readonly boolean[]): (T | undefined)[] => {
  let next = 0;
  return marks.map((mark) => (mark ? found[next++] : undefined));
};

export const orZeros = (builder: Builder, sym: Maybe, like: Sym): Sym => sym ?? zerosIn(builder, like.type);

/** A list of symbols as a state, and back. */
export const listed = (syms: readonly Sym[]): Readonly<Record<string, Sym>> =>
  Object.fromEntries(syms.map((sym, i) => [`s${i}`, sym]));
