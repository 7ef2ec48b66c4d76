/** Common subexpressions: of equal nodes the first stays. Linear time, on integers (`NodeTable`). */
import { NodeTable, type Graph } from '@adjoint/ir';
import type { Pass } from '../pass.ts';
import { rebuild } from '../renumber.ts';

export const csePass: Pass = {
  name: 'cse',
  doc: 'merges nodes with the same op, attributes and arguments, in either order where the op commutes',
  keeps: 'bits',
  run: (graph, fired) => {
    let table: NodeTable | undefined;
    let merged = 0;
    const after = rebuild(graph, (node, args, nodes, put) => {
      table ??= new NodeTable(nodes);
      const known = table.find({ op: node.op, args, attrs: node.attrs, type: node.type });
      if (known !== undefined) {
        merged++;
        fired('merge', node.id);
        return known;
      }
      const id = put(node);
      table.add(id);
      return id;
    });
    return merged === 0 ? graph : after;
  },
};

/** The graph with equal nodes merged; every value keeps its bits. */
export const cse = <G extends Graph>(graph: G): G => csePass.run(graph, () => {}) as G;
