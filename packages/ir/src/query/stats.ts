/** How large a graph is: its nodes, the work of one run, and the memory of its values. */
import { demandGraphLike } from '../error/guard.ts';
import type { Graph, Node } from '../graph/graph.ts';
import type { Form, Linear, Op } from '../ops/ops.ts';
import { isLinear, isMatrix, OPS } from '../ops/ops.ts';
import { indexSizes, parseSpec } from '../ops/spec.ts';
import { sizeOf } from '../type/shape.ts';
import { BYTES, resultTypes, type Shape, type TensorType } from '../type/type.ts';

export interface Stats {
  /** Those in bodies counted too. */
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

/** About n multiplications and additions for each element of the matrices it reads: some n³ each. */
const cubic: Work = (_, args) => 2 * args.reduce((sum, shape) => sum + sizeOf(shape) * (shape.at(-2) ?? 1), 0);

const work: { readonly [F in Form]: Work } = {
  source: none,
  pointwise: resultSize,
  discrete: resultSize,
  linear: (node, args) => (isLinear(node.op) ? linear[node.op](node, args) : 0),
  bilinear: contraction,
  general: (node, args) => (isMatrix(node.op) ? cubic : inputSize)(node, args),
  opaque: (node, args) => (node.op === 'signDet' ? cubic : inputSize)(node, args),
  several: cubic,
  control: none,
  result: none,
};

const bytesOf = (type: TensorType): number =>
  resultTypes(type).reduce((sum, { dtype, shape }) => sum + sizeOf(shape) * BYTES[dtype], 0);

/** How often a body is run by one run of its node: a scan's in each step; how often a loop's is, the graph does not say, and once counts. */
const runsOf = ({ op, attrs }: Node): number => (op === 'scan' ? (attrs['length'] as number) : 1);

/** Counts of a graph, bodies and their nodes among them. Linear. */
export const stats = (graph: Graph): Stats => {
  demandGraphLike(graph);
  const ops: Partial<Record<Op, number>> = {};
  const total = { nodes: 0, flops: 0, bytes: 0 };
  const count = ({ nodes }: Graph, runs: number): void => {
    total.nodes += nodes.length;
    for (const node of nodes) {
      ops[node.op] = (ops[node.op] ?? 0) + 1;
      const shapes = node.args.map((arg) => nodes[arg]!.type.shape);
      total.flops += runs * work[OPS[node.op].form](node, shapes);
      total.bytes += bytesOf(node.type);
      for (const body of node.bodies ?? []) count(body, runs * runsOf(node));
    }
  };
  count(graph, 1);
  return { nodes: total.nodes, ops, flops: total.flops, bytes: total.bytes };
};
