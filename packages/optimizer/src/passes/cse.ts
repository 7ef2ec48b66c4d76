/** Common subexpressions: of equal nodes the first stays. Linear time, on integers (`NodeTable`). */
import { eachInSteps, firstInSteps, NodeTable, type Graph, type Node, type NodeId, type Steps } from '@adjoint/ir';
import { once, throughBodies, type Pass } from '../pass.ts';
import { Rebuilding, renamed } from '../renumber.ts';

/** The first node that is equal to an earlier one; −1 where none is. */
const firstEqual = ({ nodes }: Graph): Steps<NodeId> => {
  const table = new NodeTable(nodes, nodes.length);
  return firstInSteps(nodes.length, (id) => table.intern(nodes[id]!, id) !== id);
};

export const csePass: Pass = {
  name: 'cse',
  doc: 'merges nodes with the same op, attributes and arguments, in either order where the op commutes',
  keeps: 'bits',
  run: throughBodies(function* (graph, fired) {
    if ((yield* firstEqual(graph)) < 0) return graph;
    const nodes: Node[] = [];
    const rebuilding = new Rebuilding(graph, nodes);
    const table = new NodeTable(nodes, graph.nodes.length);
    yield* eachInSteps(graph.nodes.length, (old) => {
      const node = graph.nodes[old]!;
      rebuilding.reach(node);
      const next = nodes.length;
      const placed = renamed(node, rebuilding.args(node), next);
      const id = table.intern(placed, next);
      rebuilding.move(node, id);
      if (id === next) nodes.push(placed);
      else fired('merge', old);
    });
    return rebuilding.graph();
  }),
};

/** The graph with equal nodes merged; every value keeps its bits. */
export const cse = <G extends Graph>(graph: G): G => once(csePass, graph);
