/** A graph in the rebuilding: nodes move, and names and scopes follow them. */
import { keepOrigin, sealGraph, type Graph, type Names, type Node, type NodeId, type Scope } from '@adjoint/ir';

const GONE = -1;

const movedNames = (names: Names, moved: Int32Array): Record<string, NodeId> => {
  const found: Record<string, NodeId> = {};
  for (const [name, id] of Object.entries(names)) if (moved[id] !== GONE) found[name] = moved[id]!;
  return found;
};

/** Where each node of the old graph went, and how many new nodes there were when its turn came. */
export class Renumbering {
  private readonly moved: Int32Array;
  private readonly starts: Int32Array;

  constructor(size: number) {
    this.moved = new Int32Array(size).fill(GONE);
    this.starts = new Int32Array(size + 1);
  }

  /** The old node's turn has come, with so many new nodes before it. */
  reach(id: NodeId, count: number): void {
    this.starts[id] = count;
  }

  move(id: NodeId, to: NodeId): void {
    this.moved[id] = to;
  }

  args(node: Node): readonly NodeId[] {
    return node.args.every((arg) => this.moved[arg] === arg) ? node.args : node.args.map((arg) => this.moved[arg]!);
  }

  /** The node under its new id; the very same object where nothing changed. */
  place(node: Node, args: readonly NodeId[], id: NodeId): Node {
    if (id === node.id && args === node.args) return node;
    const placed: Node = { id, op: node.op, args, attrs: node.attrs, type: node.type };
    keepOrigin(node, placed);
    return placed;
  }

  /** The new graph: names of nodes that are gone are gone too. */
  graph(old: Graph, nodes: readonly Node[]): Graph {
    this.starts[old.nodes.length] = nodes.length;
    const { moved, starts } = this;
    const scopes = (old.scopes ?? [])
      .map(({ name, from, to }): Scope => ({ name, from: starts[from]!, to: starts[to]! }))
      .filter(({ from, to }) => from < to);
    return sealGraph({
      nodes,
      inputs: movedNames(old.inputs, moved),
      outputs: movedNames(old.outputs, moved),
      names: movedNames(old.names, moved),
      scopes,
    });
  }
}

/** Visits the nodes in order; `visit` gives what each becomes, appending to `nodes` what is new. */
export const rebuild = (graph: Graph, visit: (node: Node, args: readonly NodeId[], nodes: Node[], put: (node: Node) => NodeId) => NodeId | undefined): Graph => {
  const nodes: Node[] = [];
  const renumbering = new Renumbering(graph.nodes.length);
  const put = (node: Node): NodeId => nodes.push(renumbering.place(node, renumbering.args(node), nodes.length)) - 1;
  for (const node of graph.nodes) {
    renumbering.reach(node.id, nodes.length);
    const id = visit(node, renumbering.args(node), nodes, put);
    if (id !== undefined) renumbering.move(node.id, id);
  }
  return renumbering.graph(graph, nodes);
};
