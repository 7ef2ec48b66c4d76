/** A graph is an immutable value: nodes in topological order, and names for some of them. No transformation changes a node. */
import type { PlainAttrs } from '../ops/attrs.ts';
import type { Op } from '../ops/ops.ts';
import type { TensorType } from '../type/type.ts';

/** The place of a node in its graph. */
export type NodeId = number;

/** One symbol: `id` is its index, every argument has a smaller one. Plain data. */
export interface Node {
  readonly id: NodeId;
  readonly op: Op;
  readonly args: readonly NodeId[];
  readonly attrs: PlainAttrs;
  readonly type: TensorType;
  /** The graphs that a node of control flow runs: their inputs and outputs have an order, that of the records. */
  readonly bodies?: readonly Graph[];
}

/** The nodes from `from` up to, not including, `to` were written as one composite, such as softmax: a printed graph can fold them. */
export interface Scope {
  readonly name: string;
  readonly from: NodeId;
  readonly to: NodeId;
}

export type Names<N extends string = string> = Readonly<Record<N, NodeId>>;

/** Nodes, the names of those that are fed (`inputs`) and given (`outputs`), and labels (`names`). `I` and `O` are names known to types. */
export interface Graph<I extends string = string, O extends string = string> {
  readonly nodes: readonly Node[];
  readonly inputs: Names<I>;
  readonly outputs: Names<O>;
  readonly names: Names;
  readonly scopes?: readonly Scope[];
}

export type InputNames<G> = G extends Graph<infer I> ? I : never;
export type OutputNames<G> = G extends Graph<string, infer O> ? O : never;

/** A node; one without bodies has no field for them, so that a million nodes have one form. */
export const makeNode = (
  id: NodeId,
  op: Op,
  args: readonly NodeId[],
  attrs: PlainAttrs,
  type: TensorType,
  bodies?: readonly Graph[],
): Node => (bodies === undefined ? { id, op, args, attrs, type } : { id, op, args, attrs, type, bodies });

/** Attributes of an op that has none: one object, so that a million nodes share it. */
export const NO_ATTRS: PlainAttrs = Object.freeze({});

/** The graph, its list and records frozen. Nodes are not, one by one: that would double what a million of them cost to make. */
export const sealGraph = <I extends string, O extends string>(graph: Graph<I, O>): Graph<I, O> => {
  Object.freeze(graph.nodes);
  Object.freeze(graph.inputs);
  Object.freeze(graph.outputs);
  Object.freeze(graph.names);
  Object.freeze(graph.scopes);
  return Object.freeze(graph);
};
