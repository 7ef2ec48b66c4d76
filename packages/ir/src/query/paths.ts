/** Who depends on whom. Ids are in topological order, so one sweep over them answers, at any depth. */
import type { Graph, NodeId } from '../graph/graph.ts';

type Nodes = Pick<Graph, 'nodes'>;

const marked = ({ nodes }: Nodes, ids: readonly NodeId[]): Uint8Array => {
  const marks = new Uint8Array(nodes.length);
  for (const id of ids) marks[id] = 1;
  return marks;
};

/** 1 for every node that some of the given ones need, themselves among them; 0 for the rest. */
export const reachable = (graph: Nodes, from: readonly NodeId[]): Uint8Array => {
  const marks = marked(graph, from);
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    if (marks[id] === 1) for (const arg of graph.nodes[id]!.args) marks[arg] = 1;
  }
  return marks;
};

/** 1 for every node that needs some of the given ones, themselves among them; 0 for the rest. */
export const dependents = (graph: Nodes, from: readonly NodeId[]): Uint8Array => {
  const marks = marked(graph, from);
  for (const { id, args } of graph.nodes) {
    for (const arg of args) if (marks[arg] === 1) marks[id] = 1;
  }
  return marks;
};

/** The nodes on some path from one of `from` to one of `to`, ends included, ascending. */
export const between = (graph: Nodes, from: readonly NodeId[], to: readonly NodeId[]): NodeId[] => {
  const needed = reachable(graph, to);
  const found: NodeId[] = [];
  dependents(graph, from).forEach((mark, id) => {
    if (mark === 1 && needed[id] === 1) found.push(id);
  });
  return found;
};

/** A shortest path from one node to another that needs it, ends included; undefined when there is none. */
export const pathBetween = ({ nodes }: Nodes, from: NodeId, to: NodeId): NodeId[] | undefined => {
  const next = new Map<NodeId, NodeId>();
  const queue = [to];
  for (let head = 0; head < queue.length && queue[head] !== from; head++) {
    const id = queue[head]!;
    for (const arg of nodes[id]!.args) {
      if (arg < from || next.has(arg)) continue;
      next.set(arg, id);
      queue.push(arg);
    }
  }
  if (from !== to && !next.has(from)) return undefined;
  const path = [from];
  for (let id = from; id !== to; path.push(id)) id = next.get(id)!;
  return path;
};
