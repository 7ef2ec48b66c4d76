/** Common subexpressions: of equal nodes the first stays. Linear time, on integers (`NodeTable`). */
import { NodeTable, type Graph, type Node, type NodeId } from '@adjoint/ir';
import { once, throughBodies, type Pass } from '../pass.ts';
import { Rebuilding, renamed } from '../renumber.ts';

/** The first node that is equal to an earlier one; −1 where none is. */
const firstEqual = ({ nodes }: Graph): NodeId => {
  const table = new NodeTable(nodes, nodes.length);
  for (let id = 0; id < nodes.length; id++) if (table.intern(nodes[id]!, id) !== id) return id;
  return -1;
};

export const csePass: Pass = {
  name: 'cse',
  doc: 'merges nodes with the same op, attributes and arguments, in either order where the op commutes',
  keeps: 'bits',
  run: throughBodies((graph, fired) => {
    if (firstEqual(graph) < 0) return graph;
    const nodes: Node[] = [];
    const rebuilding = new Rebuilding(graph, nodes);
    const table = new NodeTable(nodes, graph.nodes.length);
    for (const node of graph.nodes) {
      rebuilding.reach(node);
      const next = nodes.length;
      const placed = renamed(node, rebuilding.args(node), next);
      const id = table.intern(placed, next);
      rebuilding.move(node, id);
      if (id === next) nodes.push(placed);
      else fired('merge', node.id);
    }
    return rebuilding.graph();
  }),
};

/** The graph with equal nodes merged; every value keeps its bits. */
export const cse = <G extends Graph>(graph: G): G => once(csePass, graph);
