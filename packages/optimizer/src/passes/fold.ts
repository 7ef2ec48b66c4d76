/** Constant folding: what is known while compiling is computed then, by the very value rules that would compute it later. */
import {
  convert,
  eachInSteps,
  isElementwise,
  keepOrigin,
  makeNode,
  scalarRule,
  sealGraph,
  type Graph,
  type Node,
} from '@adjoint/ir';
import { once, throughBodies, type Pass } from '../pass.ts';

/** Larger constants cost more to carry than to compute. */
const MOST = 4096;

const knownArgs = (nodes: readonly Node[], { args }: Node): (readonly number[])[] | undefined => {
  for (let i = 0; i < args.length; i++) if (nodes[args[i]!]!.op !== 'constant') return undefined;
  return args.length === 0 ? undefined : args.map((arg) => nodes[arg]!.attrs['data'] as readonly number[]);
};

const folded = (node: Node, nodes: readonly Node[]): readonly number[] | undefined => {
  const { op, type } = node;
  const data = knownArgs(nodes, node);
  const first = data?.[0];
  if (data === undefined || first === undefined || first.length > MOST) return undefined;
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
  run: throughBodies(function* (graph, fired) {
    let nodes: Node[] | undefined;
    yield* eachInSteps(graph.nodes.length, (id) => {
      const node = graph.nodes[id]!;
      const known = folded(node, nodes ?? graph.nodes);
      if (known === undefined) return;
      nodes ??= Array.from(graph.nodes);
      const constant = makeNode(id, 'constant', [], { data: known }, node.type);
      nodes[id] = constant;
      fired(node.op, id);
      keepOrigin(node, constant);
    });
    return nodes === undefined ? graph : sealGraph({ ...graph, nodes });
  }),
};

/** The graph with constants computed; every value keeps its bits. */
export const fold = <G extends Graph>(graph: G): G => once(foldPass, graph);
