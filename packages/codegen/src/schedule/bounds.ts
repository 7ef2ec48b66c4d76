/** Between which numbers whole numbers lie, as far as the graph tells: places that cannot be outside need no check at run time. */
import { sizeOf, type Attrs, type Node, type Op } from '@adjoint/ir';

type Bounds = readonly [low: number, high: number];

const ANY: Bounds = [-(2 ** 31), 2 ** 31 - 1];
/** Longer constants are not looked through. */
const MOST = 1 << 16;

/** Of a number that may wrap at 32 bits. */
const wrapping = (low: number, high: number): Bounds => (low < ANY[0] || high > ANY[1] ? ANY : [low, high]);
const joined = (all: readonly Bounds[]): Bounds =>
  all.reduce(([low, high], [least, most]) => [Math.min(low, least), Math.max(high, most)]);
const first = (_: Node, [x]: readonly Bounds[]): Bounds => x!;

/** Along an axis of its argument. */
const place = (node: Node, _: readonly Bounds[], nodes: readonly Node[]): Bounds => {
  const { axis } = node.attrs as unknown as Attrs<'argmax'>;
  return [0, Math.max(0, nodes[node.args[0]!]!.type.shape[axis]! - 1)];
};

type Rule = (node: Node, args: readonly Bounds[], nodes: readonly Node[]) => Bounds;

/** An op without a row may give any. */
const rules: { readonly [O in Op]?: Rule } = {
  constant: ({ attrs }) => {
    const { data } = attrs as unknown as Attrs<'constant'>;
    return data.length === 0 || data.length > MOST ? ANY : joined(data.map((x): Bounds => [x, x]));
  },
  iota: ({ type }) => [0, Math.max(0, sizeOf(type.shape) - 1)],
  reshape: first,
  broadcast: first,
  transpose: first,
  flip: first,
  slice: first,
  stopGradient: first,
  sort: first,
  take: first,
  takeAlong: first,
  concat: (_, args) => joined(args),
  pad: (_, [x]) => joined([x!, [0, 0]]),
  where: (_, [, a, b]) => joined([a!, b!]),
  maximum: (_, [a, b]) => [Math.max(a![0], b![0]), Math.max(a![1], b![1])],
  minimum: (_, [a, b]) => [Math.min(a![0], b![0]), Math.min(a![1], b![1])],
  clip: (_, [x, lo, hi]) => [Math.min(Math.max(x![0], lo![0]), hi![0]), Math.min(Math.max(x![1], lo![1]), hi![1])],
  add: (_, [a, b]) => wrapping(a![0] + b![0], a![1] + b![1]),
  sub: (_, [a, b]) => wrapping(a![0] - b![1], a![1] - b![0]),
  neg: (_, [x]) => wrapping(-x![1], -x![0]),
  argmax: place,
  argmin: place,
  argsort: place,
};

/** The least and the greatest that each i32 node may be; undefined for all others. */
export const boundsOf = (nodes: readonly Node[]): (Bounds | undefined)[] => {
  const found: (Bounds | undefined)[] = [];
  for (const node of nodes) {
    const args = node.args.map((arg) => found[arg] ?? ANY);
    found.push(node.type.dtype === 'i32' ? (rules[node.op]?.(node, args, nodes) ?? ANY) : undefined);
  }
  return found;
};
