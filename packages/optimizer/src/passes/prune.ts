/** Idle nodes: what no output needs goes. Inputs stay, for they are what the caller feeds. */
import { eachInSteps, type Graph, type Node } from '@adjoint/ir';
import { once, throughBodies, type Pass } from '../pass.ts';
import { Rebuilding } from '../renumber.ts';

const liveNodes = ({ nodes, inputs, outputs }: Graph): Uint8Array => {
  const live = new Uint8Array(nodes.length);
  for (const id of [...Object.values(inputs), ...Object.values(outputs)]) live[id] = 1;
  for (let id = nodes.length - 1; id >= 0; id--) {
    if (live[id] === 1) for (const arg of nodes[id]!.args) live[arg] = 1;
  }
  return live;
};

export const prunePass: Pass = {
  name: 'prune',
  doc: 'drops the nodes that no output needs, and their labels',
  keeps: 'bits',
  run: throughBodies(function* (graph, fired) {
    const live = liveNodes(graph);
    if (!live.includes(0)) return graph;
    const nodes: Node[] = [];
    const rebuilding = new Rebuilding(graph, nodes);
    yield* eachInSteps(graph.nodes.length, (id) => {
      const node = graph.nodes[id]!;
      rebuilding.reach(node);
      if (live[id] === 1) rebuilding.keep(node);
      else fired('drop', id);
    });
    return rebuilding.graph();
  }),
};

/** The graph without the nodes that no output needs; inputs stay, labels of what goes go too. */
export const prune = <G extends Graph>(graph: G): G => once(prunePass, graph);
