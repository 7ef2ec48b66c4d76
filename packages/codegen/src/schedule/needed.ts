/** What a run must compute, and how many places a value takes. */
import { nodeAt, resultTypes, sizeOf, type Node, type NodeId, type TensorType } from '@adjoint/ir';

/** What came of `startsOf`: each of the results asks. */
const starts = new WeakMap<TensorType, readonly number[]>();

/** Where each result of a node begins, from where the first does. */
export const startsOf = (type: TensorType): readonly number[] => {
  const known = starts.get(type);
  if (known !== undefined) return known;
  let next = 0;
  const found = resultTypes(type).map(({ shape }) => (next += sizeOf(shape)) - sizeOf(shape));
  starts.set(type, found);
  return found;
};

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
  type.rest === undefined ? sizeOf(type.shape) : resultTypes(type).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
