/** What holds of ops by their attributes: moves of elements that undo or continue each other, contractions of repeated ones. All hold exactly. */
import {
  isElementwise,
  sameAttrs,
  sameShape,
  type Bilinear,
  type Builder,
  type Linear,
  type Node,
  type NodeId,
} from '@adjoint/ir';
import { contractBeforeBroadcast } from './contraction.ts';

type Move = (builder: Builder, node: Node, from: Node) => NodeId | undefined;

const identity = (node: Node, from: Node): NodeId | undefined =>
  sameShape(node.type.shape, from.type.shape) ? from.id : undefined;
const dims = (node: Node, name: string): readonly number[] => node.attrs[name] as readonly number[];

/** One number repeated, in another shape. */
const numberReshaped: Move = (builder, { type }, from) => {
  const [x] = from.args;
  if (from.op !== 'broadcast' || builder.nodes[x!]!.type.shape.length > 0) return undefined;
  const { shape } = type;
  return shape.length === 0 ? x : builder.push('broadcast', [x!], { axes: shape.map((_, axis) => axis), shape });
};

/** Fewer of the same: where only axes are cut along which the value is repeated. */
const fewerRepeated: Move = (builder, { type }, from) => {
  const { shape } = type;
  if (from.op !== 'broadcast') return undefined;
  const axes = dims(from, 'axes');
  const isCut = from.type.shape.some((dim, axis) => dim !== shape[axis] && !axes.includes(axis));
  return isCut ? undefined : builder.push('broadcast', from.args, { axes, shape });
};

/** Each gives the node to stand for `node`, whose first argument is `from`. */
export const moves: { readonly [O in Linear | Bilinear]?: { readonly name: string; readonly of: Move } } = {
  reshape: {
    name: 'reshape-reshape',
    of: (builder, node, from) =>
      identity(node, from) ??
      (from.op === 'reshape'
        ? (identity(node, builder.nodes[from.args[0]!]!) ?? builder.push('reshape', from.args, node.attrs))
        : numberReshaped(builder, node, from)),
  },
  transpose: {
    name: 'transpose-transpose',
    of: (builder, node, from) => {
      const perm = dims(node, 'perm');
      if (perm.every((axis, i) => axis === i)) return from.id;
      if (from.op !== 'transpose') return undefined;
      const joined = perm.map((axis) => dims(from, 'perm')[axis]!);
      return joined.every((axis, i) => axis === i)
        ? from.args[0]
        : builder.push('transpose', from.args, { perm: joined });
    },
  },
  flip: {
    name: 'flip-flip',
    of: (_, node, from) => {
      if (dims(node, 'axes').length === 0) return from.id;
      return from.op === 'flip' && sameShape(dims(node, 'axes'), dims(from, 'axes')) ? from.args[0] : undefined;
    },
  },
  sum: { name: 'sum-of-nothing', of: (_, node, from) => (dims(node, 'axes').length === 0 ? from.id : undefined) },
  broadcast: {
    name: 'broadcast-nowhere',
    of: (_, node, from) => (dims(node, 'axes').length === 0 ? from.id : undefined),
  },
  slice: {
    name: 'slice-of-alike',
    of: (builder, node, from) => identity(node, from) ?? fewerRepeated(builder, node, from),
  },
  pad: { name: 'pad-nothing', of: (_, node, from) => identity(node, from) },
  contract: { name: 'contract-before-broadcast', of: contractBeforeBroadcast },
  concat: { name: 'concat-one', of: (_, node, from) => (node.args.length === 1 ? from.id : undefined) },
};

/** An op on values that are each one value repeated alike is the op on those, repeated. */
export const beforeBroadcast = (builder: Builder, node: Node): NodeId | undefined => {
  const [lead] = node.args;
  const first = lead === undefined ? undefined : builder.nodes[lead];
  if (first?.op !== 'broadcast' || !isElementwise(node.op)) return undefined;
  const from = node.args.map((arg) => builder.nodes[arg]!);
  if (!from.every(({ op, attrs }) => op === 'broadcast' && sameAttrs(attrs, first.attrs))) return undefined;
  const narrow = builder.push(
    node.op,
    from.map(({ args }) => args[0]!),
  );
  return builder.push('broadcast', [narrow], first.attrs);
};
