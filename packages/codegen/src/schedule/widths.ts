/** How each value is stored: f32 in four bytes wherever loops of ours alone read and write it; kernels of the host know only doubles. */
import { isElementwise, type Graph, type Node, type NodeId, type TensorType } from '@adjoint/ir';
import type { Kind } from './kinds.ts';
import type { Refs } from './refs.ts';

/** Bytes of an element. */
export type Width = 4 | 8;

/** What is known of the elements of a value in memory. */
export interface Stored {
  readonly width: Width;
  /** Whether each of them is exact in f32. */
  readonly single: boolean;
}

/** Whether f32 holds all elements of the type, those of all its results. */
export const isSingle = (type: TensorType): boolean => holds(type) && (type.rest?.every(holds) ?? true);
const holds = ({ dtype }: TensorType): boolean => dtype === 'f32' || dtype === 'bool';

/** Sources that the host writes in either width. */
const WRITTEN: ReadonlySet<string> = new Set(['input', 'constant']);

/** Roots that the host reads or writes. */
const touched = (
  { nodes, inputs, outputs }: Graph,
  kinds: readonly (Kind | undefined)[],
  refs: Refs,
  isHosted: boolean,
): Uint8Array => {
  const marks = new Uint8Array(nodes.length);
  for (const { id, args } of nodes) {
    if (kinds[id] !== 'kernel') continue;
    marks[id] = 1;
    for (const arg of args) marks[refs.of(arg).root] = 1;
  }
  const given = isHosted ? [...Object.values(inputs), ...Object.values(outputs)] : [];
  for (const id of given) marks[refs.of(id).root] = 1;
  return marks;
};

/** The width of the elements of each root, and of each view of one. `gathers` tells the nodes whose sums go on in memory: those are doubles; the host brings the inputs of what `isHosted`, and takes its outputs. */
export const widthsOf = (
  graph: Graph,
  kinds: readonly (Kind | undefined)[],
  refs: Refs,
  gathers: (node: Node) => boolean,
  isHosted: boolean,
): Uint8Array => {
  const { nodes } = graph;
  const marks = touched(graph, kinds, refs, isHosted);
  const widths = new Uint8Array(nodes.length).fill(8);
  const narrow = (id: NodeId): boolean => widths[refs.of(id).root] === 4;
  for (const node of nodes) {
    const { id, op, type, args } = node;
    if (kinds[id] === undefined || marks[id] === 1 || (kinds[id] === 'source' && !WRITTEN.has(op))) continue;
    if (kinds[id] === 'view') {
      widths[id] = widths[refs.of(id).root]!;
      continue;
    }
    // A truth value is as wide as what it was found of, for it is used beside that.
    const isF32 = type.dtype === 'f32' && (type.rest === undefined || isSingle(type));
    const fits = isF32 || (type.dtype === 'bool' && isElementwise(op) && args.some(narrow));
    if (fits && !gathers(node)) widths[id] = 4;
  }
  return widths;
};
