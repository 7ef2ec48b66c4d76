/** Constant folding: what is known while compiling is computed then, by the very value rules that would compute it later. */
import { convert, isElementwise, scalarRule, type Graph, type Node, type NodeId } from '@adjoint/ir';
import type { Pass } from '../pass.ts';
import { rebuild } from '../renumber.ts';

/** Larger constants cost more to carry than to compute. */
const MOST = 4096;

const dataOf = (nodes: readonly Node[], id: NodeId): readonly number[] | undefined => {
  const { op, attrs } = nodes[id]!;
  return op === 'constant' ? (attrs['data'] as readonly number[]) : undefined;
};

const folded = ({ op, type }: Node, data: readonly (readonly number[])[]): readonly number[] | undefined => {
  const [first] = data;
  if (first === undefined || first.length > MOST) return undefined;
  if (op === 'reshape') return first;
  if (op === 'cast') return first.map(convert[type.dtype]);
  if (!isElementwise(op)) return undefined;
  const rule = scalarRule(op, type.dtype);
  return first.map((_, i) => rule(...data.map((numbers) => numbers[i]!)));
};

export const foldPass: Pass = {
  name: 'fold',
  doc: 'computes elementwise ops, casts and reshapes of constants',
  keeps: 'bits',
  run: (graph, fired) => {
    let count = 0;
    const after = rebuild(graph, (node, args, nodes, put) => {
      const data = args.map((arg) => dataOf(nodes, arg));
      const known = data.every((numbers) => numbers !== undefined) ? folded(node, data) : undefined;
      if (known === undefined) return put(node);
      count++;
      fired(node.op, node.id);
      return put({ ...node, op: 'constant', args: [], attrs: { data: known } });
    });
    return count === 0 ? graph : after;
  },
};

/** The graph with constants computed; every value keeps its bits. */
export const fold = <G extends Graph>(graph: G): G => foldPass.run(graph, () => {}) as G;
