/** Constant folding: what is known while compiling is computed then, by the very value rules that would compute it later. */
import {
  convert,
  isElementwise,
  keepOrigin,
  scalarRule,
  sealGraph,
  type Graph,
  type Node,
  type NodeId,
} from '@adjoint/ir';
import { once, throughBodies, type Pass } from '../pass.ts';

/** Larger constants cost more to carry than to compute. */
const MOST = 4096;

const dataOf = (nodes: readonly Node[], id: NodeId): readonly number[] | undefined => {
  const { op, attrs } = nodes[id]!;
  return op === 'constant' ? (attrs['data'] as readonly number[]) : undefined;
};

const knownArgs = (nodes: readonly Node[], { args }: Node): (readonly number[])[] | undefined => {
  const found: (readonly number[])[] = [];
  for (const arg of args) {
    const data = dataOf(nodes, arg);
    if (data === undefined) return undefined;
    found.push(data);
  }
  return found.length === 0 ? undefined : found;
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
  run: throughBodies((graph, fired) => {
    const nodes: Node[] = [];
    let after: Node[] | undefined;
    for (const node of graph.nodes) {
      const data = knownArgs(nodes, node);
      const known = data && folded(node, data);
      nodes.push(known === undefined ? node : { ...node, op: 'constant', args: [], attrs: { data: known } });
      if (known === undefined) continue;
      fired(node.op, node.id);
      keepOrigin(node, nodes[node.id]!);
      after = nodes;
    }
    return after === undefined ? graph : sealGraph({ ...graph, nodes: after });
  }),
};

/** The graph with constants computed; every value keeps its bits. */
export const fold = <G extends Graph>(graph: G): G => once(foldPass, graph);
