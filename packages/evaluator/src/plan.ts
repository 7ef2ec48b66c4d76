/** What a run computes and where: the nodes that the outputs need, each with its place in one arena. No place is written twice. */
import { InputError, nodeAt, resultTypes, sizeOf, type NodeId, type Node, type TensorType } from '@adjoint/ir';
import { FIRST } from './kernels/index.ts';
import { viewOf } from './views.ts';

export interface Plan {
  /** Whether each node is needed: 1 or 0 by id. */
  readonly needed: Uint8Array;
  /** Whether a needed node stands where its argument does. */
  readonly isView: Uint8Array;
  /** The place of the first element of each node that is needed. */
  readonly places: Int32Array;
  /** Places in all. */
  readonly size: number;
}

/** Whether each node is needed for `roots`: 1 or 0 by id. */
export const neededFor = (nodes: readonly Node[], roots: Iterable<NodeId>): Uint8Array => {
  const needed = new Uint8Array(nodes.length);
  for (const id of roots) needed[nodeAt(nodes, id).id] = 1;
  for (let id = nodes.length - 1; id >= 0; id--) {
    if (needed[id] === 0) continue;
    for (const arg of nodes[id]!.args) needed[arg] = 1;
  }
  return needed;
};

/** The places of a node: those of all its results. */
export const spanOf = (type: TensorType): number =>
  resultTypes(type).reduce((sum, { shape }) => sum + sizeOf(shape), 0);

/** The plan to compute `roots`. */
export const planFor = (nodes: readonly Node[], roots: Iterable<NodeId>): Plan => {
  const needed = neededFor(nodes, roots);
  const places = new Int32Array(nodes.length);
  const isView = new Uint8Array(nodes.length);
  let size = FIRST;
  for (let id = 0; id < nodes.length; id++) {
    if (needed[id] === 0) continue;
    const node = nodes[id]!;
    const arg = node.args[0]!;
    const start = viewOf(node, nodes);
    if (start !== undefined) {
      isView[id] = 1;
      places[id] = places[arg]! + start;
    } else {
      places[id] = size;
      size += spanOf(node.type);
    }
  }
  return { needed, isView, places, size };
};

/** Places are 32-bit integers. */
const MOST = 2 ** 31;

/** An arena of so many doubles. Throws `value` where there is no such memory. */
export const arena = (size: number): Float64Array => {
  try {
    return new Float64Array(size < MOST ? size : Infinity);
  } catch {
    throw new InputError('value', {
      got: `a graph whose values take ${size * 8} bytes`,
      want: 'values that fit in memory',
    });
  }
};
