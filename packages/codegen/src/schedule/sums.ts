/** Which sums go on in memory: the loops that gather them stand around loops over what is kept. */
import { windowSpan, type Attrs, type Node, type Op } from '@adjoint/ir';
import { factorsOf, indicesOf, widthFor } from '../loop/product.ts';
import { isGathered } from '../loop/sum.ts';
import type { Kind } from './kinds.ts';
import type { Refs } from './refs.ts';

/** Whether a loop over a dropped axis stands around one over a kept axis; axes of one element are no loops. */
export const foldsOver = (shape: readonly number[], dropped: readonly number[]): boolean => {
  const kept = shape.flatMap((dim, axis) => (dim === 1 || dropped.includes(axis) ? [] : [axis]));
  return dropped.some((axis) => shape[axis] !== 1 && axis < (kept.at(-1) ?? 0));
};

/** Whether an element can be in several windows. */
export const windowsOverlap = ({ args, attrs }: Node, nodes: readonly Node[]): boolean => {
  const { strides, dilation } = attrs as unknown as Attrs<'overlapAdd'>;
  const window = nodes[args[0]!]!.type.shape.slice(-strides.length);
  return strides.some((stride, i) => windowSpan(window[i]!, dilation[i]!) > stride);
};

type Rule = (node: Node, nodes: readonly Node[], kind: Kind | undefined, refs: Refs) => boolean;

const folded: Rule = ({ args, attrs }, nodes, kind) =>
  kind === 'fold' && foldsOver(nodes[args[0]!]!.type.shape, attrs['axes'] as readonly number[]);
const added: Rule = (_node, _nodes, kind) => kind === 'fold';

/** Ops that are sums, or products, and when parts of these are written and read again. */
const rules: { readonly [O in Op]?: Rule } = {
  sum: folded,
  prod: folded,
  scatterAdd: added,
  scatterAlong: added,
  overlapAdd: windowsOverlap,
  contract: (node, nodes, kind, refs) => {
    if (kind !== 'contraction') return false;
    const indices = indicesOf(node, nodes, refs);
    const isNest = node.args.length === 1 || factorsOf(indices, widthFor(node.type.dtype)) === undefined;
    return isNest && isGathered(indices);
  },
};

/** Whether parts of a sum of the node are written and read again. */
export const sumsInMemory = (
  node: Node,
  nodes: readonly Node[],
  kinds: readonly (Kind | undefined)[],
  refs: Refs,
): boolean => rules[node.op]?.(node, nodes, kinds[node.id], refs) ?? false;
