/**
 * Numbers that are computed from numbers, in lines: what goes through an array between two of them begins a new line, so that each line can be
 * computed after those before it, whatever else the graph holds.
 */
import {
  eachInSteps,
  isElementwise,
  isHosted,
  sizeOf,
  type Attrs,
  type Graph,
  type Node,
  type NodeId,
  type Steps,
} from '@adjoint/ir';

/** No elementwise op has more arguments. */
export const SLOTS = 3;

/** By value: its line or what else it comes from, and its place there. Values at equal distances can be told by one rule. */
export interface Place {
  readonly from: Int32Array;
  readonly at: Int32Array;
  /** The value that it is in another shape, or itself. */
  readonly same: Int32Array;
}

/** All constants are from one place, each value at its own: an array of them can always be made. */
export const CONSTANT = -1;

export interface Lines extends Place {
  /** The nodes of each line, in order. */
  readonly lines: readonly (readonly NodeId[])[];
  /** All other nodes, by the line before which they can be computed; but for those that are numbers in another shape. */
  readonly others: readonly (readonly NodeId[])[];
}

/** One element, in any shape. */
const isNumber = ({ type }: Node): boolean => type.rest === undefined && sizeOf(type.shape) === 1;

/** Whether the node is one number made of numbers, by an op that is generated code. */
const isInLine = (node: Node): boolean =>
  (node.op === 'cast' || (isElementwise(node.op) && !isHosted(node.op))) && isNumber(node) && node.args.length <= SLOTS;

/** The place of the first element of a slice in its array. */
const startOf = ({ attrs }: Node, { type }: Node): number => {
  const { starts } = attrs as unknown as Attrs<'slice'>;
  return type.shape.reduce((at, dim, axis) => at * dim + starts[axis]!, 0);
};

const keyOf = ({ attrs, type }: Node): string => {
  const [x] = attrs['data'] as readonly [number];
  return `${type.dtype} ${Object.is(x, -0) ? '-0' : x}`;
};

/** The number of a key, in the order in which they first came. */
const placed = (places: Map<string, number>, key: string): number => {
  const found = places.get(key) ?? places.size;
  places.set(key, found);
  return found;
};

/** From where a value comes that is in no line. */
const source = (id: NodeId): number => -2 - id;
/** The array from which a place that is in no line is. */
export const sourceOf = (from: number): NodeId => -2 - from;

export function* linesOf({ nodes }: Pick<Graph, 'nodes'>): Steps<Lines> {
  const table = (): Int32Array => new Int32Array(nodes.length);
  const [from, at, same, level] = [table(), table(), table(), table()];
  const lines: NodeId[][] = [];
  const others: NodeId[][] = [];
  const constants = new Map<string, number>();
  const isIn = (id: NodeId): boolean => from[id]! >= 0;
  yield* eachInSteps(nodes.length, (id) => {
    const node = nodes[id]!;
    const [first] = node.args;
    if (node.op === 'reshape' && isNumber(node)) {
      for (const each of [from, at, same, level]) each[id] = each[first!]!;
      return;
    }
    const inLine = isInLine(node);
    let own = 0;
    for (const arg of node.args) own = Math.max(own, level[arg]! + +(!inLine && isIn(arg)));
    while (lines.length <= own) {
      lines.push([]);
      others.push([]);
    }
    same[id] = id;
    level[id] = own;
    if (inLine) {
      from[id] = own;
      at[id] = lines[own]!.push(id) - 1;
      return;
    }
    others[own]!.push(id);
    const isElement = node.op === 'slice' && isNumber(node);
    const isConstant = node.op === 'constant' && isNumber(node);
    from[id] = isConstant ? CONSTANT : source(isElement ? first! : id);
    if (isElement) at[id] = startOf(node, nodes[first!]!);
    if (isConstant) at[id] = placed(constants, keyOf(node));
  });
  return { lines, others, from, at, same };
}
