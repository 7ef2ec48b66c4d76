/** What a node of control flow owes: its tangents and its cotangents, all at once, made of its bodies by the mode that asks. */
import {
  add,
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
import { reachedFrom } from '../modes/flow.ts';
import { zerosIn } from '../modes/zeros.ts';

/** Forward mode, for the nodes of a body. */
export type Push = (
  builder: Builder,
  seeds: ReadonlyMap<NodeId, Sym>,
  outputs: readonly NodeId[],
) => ReadonlyMap<NodeId, Sym>;
/** Reverse mode, for the nodes of a body. */
export type Pull = (
  builder: Builder,
  seeds: ReadonlyMap<NodeId, Sym>,
  targets: readonly NodeId[],
) => ReadonlyMap<NodeId, Sym>;

/** A symbol, or undefined where nothing moves, or there is no path. */
export type Maybe = Sym | undefined;

export interface ControlRule {
  /** The tangent of each result, from those of the arguments. */
  readonly tangents: (push: Push, node: Node, args: readonly Sym[], t: readonly Maybe[]) => Maybe[];
  /** The cotangent of each argument that is wanted, from those of the results. */
  readonly cotangents: (
    pull: Pull,
    node: Node,
    args: readonly Sym[],
    ct: readonly Maybe[],
    wanted: readonly boolean[],
  ) => Maybe[];
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

/** Which outputs of a body move when these inputs do. */
export const movedBy = ({ nodes, inputs, outputs }: Graph, moving: readonly boolean[]): boolean[] => {
  const ids = Object.values(outputs);
  const targets = Object.values(inputs).filter((id, i) => moving[i] && isFloat(nodes[id]!.type.dtype));
  const reached = reachedFrom(nodes, targets, nodes.length - 1);
  return ids.map((id) => targets.length > 0 && reached.has(id));
};

/** Which parts of the state of a loop come to move when these arguments do: what moves in one step moves in the next. */
export const movingState = (body: Graph, given: readonly boolean[], carry: number): boolean[] => {
  const moving = given.slice();
  for (;;) {
    const found = movedBy(body, moving).slice(0, carry);
    const more = found.findIndex((moves, i) => moves && !moving[i]);
    if (more < 0) return moving.slice(0, carry);
    found.forEach((moves, i) => (moving[i] ||= moves));
  }
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
  ct: readonly Maybe[],
  targets: readonly Maybe[],
): Maybe[] => {
  const seeds = new Map<NodeId, Sym>();
  outputs.forEach(({ id, dtype }, i) => {
    if (ct[i] === undefined || !isFloat(dtype)) return;
    const own = liftInto(builder, ct[i]);
    const known = seeds.get(id);
    seeds.set(id, known === undefined ? own : add(known, own));
  });
  const ids = targets.map((target) => target && liftInto(builder, target).id);
  const table = pull(
    builder,
    seeds,
    ids.filter((id) => id !== undefined),
  );
  return ids.map((id, i) => (id === undefined || ids.indexOf(id) < i ? undefined : table.get(id)));
};

/** The values that are there. */
export const present = (all: readonly Maybe[]): Sym[] => all.filter((sym) => sym !== undefined);

/** The items that are marked. */
export const marked = <T>(all: readonly T[], marks: readonly boolean[]): T[] => all.filter((_, i) => marks[i]);

/** The found values, in the places that are marked. */
export const spread = (found: readonly Sym[], marks: readonly boolean[]): Maybe[] => {
  let next = 0;
  return marks.map((mark) => (mark ? found[next++] : undefined));
};

export const orZeros = (builder: Builder, sym: Maybe, like: Sym): Sym => sym ?? zerosIn(builder, like.type);

/** A list of symbols as a state, and back. */
export const listed = (syms: readonly Sym[]): Readonly<Record<string, Sym>> =>
  Object.fromEntries(syms.map((sym, i) => [`s${i}`, sym]));
