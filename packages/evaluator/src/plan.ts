/** What a run computes and where: the nodes that the outputs need, each with its place in one arena. No place is written twice. */
import { neededFor, spanOf, viewOf } from '@adjoint/codegen';
import { InputError, type NodeId, type Node } from '@adjoint/ir';
import { FIRST, roomOf } from './kernels/index.ts';

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
      size += spanOf(node.type) + roomOf(node, nodes);
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
