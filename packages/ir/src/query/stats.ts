/** How large a graph is: its nodes, the work of one run, and the memory of its values. */
import { demandGraphLike } from '../error/guard.ts';
import type { Graph, Node } from '../graph/graph.ts';
import type { Form, Linear, Op } from '../ops/ops.ts';
import { isLinear, OPS } from '../ops/ops.ts';
import { indexSizes, parseSpec } from '../ops/spec.ts';
import { sizeOf } from '../type/shape.ts';
import { BYTES, type Shape } from '../type/type.ts';

export interface Stats {
  readonly nodes: number;
  /** How many nodes each op has; they sum to `nodes`. */
  readonly ops: Readonly<Partial<Record<Op, number>>>;
  /** Operations on numbers that one run does, before any optimization: one for each element of an elementwise result. */
  readonly flops: number;
  /** Bytes of all values together. */
  readonly bytes: number;
}

type Work = (node: Node, args: readonly Shape[]) => number;

const none: Work = () => 0;
const inputSize: Work = (_, [x]) => sizeOf(x!);
const resultSize: Work = ({ type }) => sizeOf(type.shape);

/** Five operations for each complex number in each of log₂ n rounds, as a transform by factors of 2 does. */
const rounds: Work = ({ attrs }, [x]) =>
  (5 * sizeOf(x!) * Math.ceil(Math.log2(Math.max(1, x![attrs['axis'] as number]!)))) / 2;

/** What moves elements does no work on them. */
const linear: { readonly [O in Linear]: Work } = {
  cast: none,
  sum: inputSize,
  broadcast: none,
  reshape: none,
  transpose: none,
  flip: none,
  slice: none,
  pad: none,
  concat: none,
  cumsum: inputSize,
  take: none,
  scatterAdd: inputSize,
  takeAlong: none,
  scatterAlong: inputSize,
  patches: none,
  overlapAdd: inputSize,
  fft: rounds,
};

/** A product and a sum for each combination of indices. */
const contraction: Work = ({ attrs, type }, args) => {
  const { operands, result } = parseSpec(attrs['spec'] as string);
  const sizes = indexSizes([...operands, result], [...args, type.shape]);
  return 2 * sizeOf([...sizes.values()]);
};

const work: { readonly [F in Form]: Work } = {
  source: none,
  pointwise: resultSize,
  discrete: resultSize,
  linear: (node, args) => (isLinear(node.op) ? linear[node.op](node, args) : 0),
  bilinear: contraction,
  general: inputSize,
  opaque: inputSize,
};

/** Counts of a graph. Linear. */
export const stats = (graph: Graph): Stats => {
  demandGraphLike(graph);
  const { nodes } = graph;
  const ops: Partial<Record<Op, number>> = {};
  let flops = 0;
  let bytes = 0;
  for (const node of nodes) {
    ops[node.op] = (ops[node.op] ?? 0) + 1;
    flops += work[OPS[node.op].form](
      node,
      node.args.map((arg) => nodes[arg]!.type.shape),
    );
    bytes += sizeOf(node.type.shape) * BYTES[node.type.dtype];
  }
  return { nodes: nodes.length, ops, flops, bytes };
};
