/** What a piece of a program costs in principle: numbers that it reads, writes and computes with. */
import { spanOf } from '@adjoint/codegen';
import { indexSizes, isElementwise, parseSpec, sizeOf, type Node, type NodeId, type Op } from '@adjoint/ir';

type Count = (node: Node, nodes: readonly Node[]) => number;

/** What only places elements elsewhere. */
const nothing: Count = () => 0;
/** What takes each element of its first argument once. */
const each: Count = ({ args }, nodes) => sizeOf(nodes[args[0]!]!.type.shape);

/** Multiplications and additions of a contraction: two for each step of the loops over its indices, one where nothing is summed. */
const contraction: Count = ({ args, attrs, type }, nodes) => {
  const { operands, result } = parseSpec(attrs['spec'] as string);
  const shapes = [...args.map((arg) => nodes[arg]!.type.shape), type.shape];
  const steps = [...indexSizes([...operands, result], shapes).values()].reduce((product, size) => product * size, 1);
  return steps * (args.length - 1 + Number(steps > sizeOf(type.shape)));
};

/** Operations on numbers that compute a node of these ops. */
const COUNTS: { readonly [O in Op]?: Count } = {
  input: nothing,
  constant: nothing,
  iota: nothing,
  cast: nothing,
  broadcast: nothing,
  reshape: nothing,
  transpose: nothing,
  slice: nothing,
  pad: nothing,
  concat: nothing,
  flip: nothing,
  take: nothing,
  output: nothing,
  stopGradient: nothing,
  sum: each,
  max: each,
  min: each,
  prod: each,
  cumsum: each,
  cumprod: each,
  cummax: each,
  cummin: each,
  argmax: each,
  argmin: each,
  contract: contraction,
};

/** The same of any node, each function counted as one; undefined where nobody counts them. */
const flopsOf = (node: Node, nodes: readonly Node[]): number | undefined =>
  COUNTS[node.op]?.(node, nodes) ?? (isElementwise(node.op) ? sizeOf(node.type.shape) : undefined);

/** The same of several nodes. */
export const flopsOfAll = (ids: readonly NodeId[], nodes: readonly Node[]): number | undefined => {
  let sum = 0;
  for (const id of ids) {
    const flops = flopsOf(nodes[id]!, nodes);
    if (flops === undefined) return undefined;
    sum += flops;
  }
  return sum;
};

/**
 * What computing nodes together reads from memory, each value once, and how many of its elements. `widthOf` has the bytes of an element of each node
 * that is kept in memory, 0 for others: through those their own arguments are read, at most as many elements as the node has.
 */
export const readsOfAll = (
  ids: readonly NodeId[],
  nodes: readonly Node[],
  widthOf: (id: NodeId) => number,
): [id: NodeId, elements: number][] => {
  const seen = new Set(ids);
  const found: [id: NodeId, elements: number][] = [];
  const stack: [id: NodeId, most: number][] = ids.flatMap((id) =>
    nodes[id]!.args.map((arg): [NodeId, number] => [arg, Infinity]),
  );
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [id, most] = top;
    if (seen.has(id)) continue;
    seen.add(id);
    const node = nodes[id]!;
    const elements = Math.min(most, spanOf(node.type));
    if (widthOf(id) > 0) found.push([id, elements]);
    else for (const arg of node.args) stack.push([arg, elements]);
  }
  return found;
};

/** Bytes that computing nodes together moves: what it reads, and what of the nodes themselves is kept in memory. */
export const bytesOfAll = (ids: readonly NodeId[], nodes: readonly Node[], widthOf: (id: NodeId) => number): number => {
  let bytes = 0;
  for (const id of ids) bytes += widthOf(id) * spanOf(nodes[id]!.type);
  for (const [id, elements] of readsOfAll(ids, nodes, widthOf)) bytes += widthOf(id) * elements;
  return bytes;
};
