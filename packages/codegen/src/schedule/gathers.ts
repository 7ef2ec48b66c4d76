/** Ops that go to places that another value lists: where the lists and the elements stand, by steps for each axis of a loop over all that is moved. */
import { sizeOf, stridesOf, type Attrs, type Node, type NodeId, type Op } from '@adjoint/ir';
import { boundsOf } from './bounds.ts';
import type { Ref } from './refs.ts';

/** What takes elements, and what adds them up; each has a list of places as its second argument. */
type Taking = 'take' | 'takeAlong';
type Adding = 'scatterAdd' | 'scatterAlong';
export type Indexed = Taking | Adding;
const TAKING: ReadonlySet<string> = new Set<Taking>(['take', 'takeAlong']);
const ADDING: ReadonlySet<string> = new Set<Adding>(['scatterAdd', 'scatterAlong']);
export const isTaking = (op: Op): op is Taking => TAKING.has(op);
export const isAdding = (op: Op): op is Adding => ADDING.has(op);

/** Whether the op goes to places that another value lists. */
export const isIndexing = (op: Op): op is Indexed => isTaking(op) || isAdding(op);

/** Sums of more whole numbers of 32 bits might not be exact as doubles. */
export const MOST_SUMMED = 2 ** 21;

/** Whether the elements of the first argument can be added up in doubles: whole numbers, as few as sums stay exact of until they wrap. */
export const isExact = ({ args, type }: Node, nodes: readonly Node[]): boolean =>
  type.dtype !== 'i32' || sizeOf(nodes[args[0]!]!.type.shape) <= MOST_SUMMED;

/** Whether loops of ours compute it: nothing is empty, and sums are exact. */
export const isIndexed = (node: Node, nodes: readonly Node[]): boolean =>
  isIndexing(node.op) && sizeOf(nodes[node.args[0]!]!.type.shape) > 0 && (isTaking(node.op) || isExact(node, nodes));

/** The indexed value, by a place for each index: its start, its steps along the axes of what is moved, and its step for each place. */
export interface Places {
  readonly start: number;
  readonly strides: readonly number[];
  readonly by: number;
}

interface Rule {
  /** The indexed axis. */
  readonly axis: number;
  /** How many axes the places take the place of it with. */
  readonly rank: number;
  /** How many places there are to go to. */
  readonly size: number;
  /** Whether there is a place for each element of what is moved. */
  readonly each: boolean;
}

const ruleOf = ({ op, args, attrs, type }: Node, nodes: readonly Node[]): Rule => {
  const { axis } = attrs as unknown as Attrs<Indexed>;
  const { shape } = isAdding(op) ? type : nodes[args[0]!]!.type;
  const each = op === 'takeAlong' || op === 'scatterAlong';
  return { axis, each, size: shape[axis]!, rank: each ? 1 : nodes[args[1]!]!.type.shape.length };
};

/** How many places there are to go to: those outside are errors. */
export const placesIn = (node: Node, nodes: readonly Node[]): number => ruleOf(node, nodes).size;

/** Where the indexed value goes, of the memory that it is read by or written to. */
export const placesOf = (node: Node, nodes: readonly Node[], { start, strides: own }: Ref): Places => {
  const { axis, rank } = ruleOf(node, nodes);
  const { shape } = isAdding(node.op) ? node.type : nodes[node.args[0]!]!.type;
  const strides = own ?? stridesOf(shape);
  const none = Array.from({ length: rank }, () => 0);
  return { start, strides: [...strides.slice(0, axis), ...none, ...strides.slice(axis + 1)], by: strides[axis]! };
};

/** The list of places, read along the axes of what is moved. */
export const listOf = (node: Node, nodes: readonly Node[], list: Ref): Ref => {
  const { axis, rank, each } = ruleOf(node, nodes);
  const { shape } = nodes[node.args[isAdding(node.op) ? 0 : 1]!]!.type;
  const moved = isAdding(node.op) ? shape.length : node.type.shape.length;
  // A list that has the axes of what is moved is read in order.
  if (each || rank === moved) return list;
  const own = list.strides ?? stridesOf(nodes[node.args[1]!]!.type.shape);
  const none = (count: number): number[] => Array.from({ length: count }, () => 0);
  return { ...list, strides: [...none(axis), ...own, ...none(moved - axis - rank)] };
};

/** The nodes of which some place may be outside: the host holds the list against the axis before anything goes there. */
export const checkedOf = (nodes: readonly Node[], isComputed: (id: NodeId) => boolean): ReadonlySet<NodeId> => {
  const indexed = nodes.filter((node) => isComputed(node.id) && isIndexing(node.op));
  if (indexed.length === 0) return new Set();
  const bounds = boundsOf(nodes);
  const isInside = (node: Node): boolean => {
    const [low, high] = bounds[node.args[1]!]!;
    return low >= 0 && high < placesIn(node, nodes);
  };
  return new Set(indexed.filter((node) => !isInside(node)).map(({ id }) => id));
};
