/** Passes in bodies, and bodies made smaller. */
import { keepOrigin, makeNode, reachable, sealGraph, type Graph, type Node } from '@adjoint/ir';
import { Rebuilding } from './renumber.ts';

/** Graphs that are known to have no bodies: every pass asks, and a graph does not change. */
const plain = new WeakSet<Graph>();

/** Whether any node carries bodies. */
export const hasBodies = (graph: Graph): boolean => {
  if (plain.has(graph)) return false;
  for (const { bodies } of graph.nodes) if (bodies !== undefined) return true;
  plain.add(graph);
  return false;
};

/** The graph with each body replaced by what `change` makes of it; the same object when nothing changes. */
export const mapBodies = (graph: Graph, change: (body: Graph, node: Node) => Graph): Graph => {
  if (!hasBodies(graph)) return graph;
  let changed = false;
  const nodes = graph.nodes.map((node) => {
    if (node.bodies === undefined) return node;
    const bodies = node.bodies.map((body) => change(body, node));
    if (bodies.every((body, i) => body === node.bodies![i])) return node;
    changed = true;
    const made = { ...node, bodies };
    keepOrigin(node, made);
    return made;
  });
  return changed ? sealGraph({ ...graph, nodes }) : graph;
};

/** The body with the marked inputs and outputs alone; those outputs need no other inputs. */
export const narrowed = (body: Graph, inputs: readonly boolean[], outputs: readonly boolean[]): Graph => {
  const kept = Object.fromEntries(Object.entries(body.outputs).filter((_, i) => outputs[i]));
  const ids = Object.values(body.inputs).filter((_, i) => inputs[i]);
  const live = reachable(body, [...Object.values(kept), ...ids]);
  const nodes: Node[] = [];
  const rebuilding = new Rebuilding({ ...body, outputs: kept }, nodes);
  for (const node of body.nodes) {
    rebuilding.reach(node);
    if (live[node.id] === 1) rebuilding.keep(node);
  }
  return rebuilding.graph();
};

/** A node of control flow with other parts, under a new id. */
export const remade = (
  id: number,
  node: Node,
  { args, attrs, type }: Pick<Node, 'args' | 'attrs' | 'type'>,
  bodies: readonly Graph[],
): Node => {
  const made = makeNode(id, node.op, args, attrs, type, bodies);
  keepOrigin(node, made);
  return made;
};
