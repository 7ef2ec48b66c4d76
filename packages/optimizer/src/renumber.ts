/** A graph in the rebuilding: nodes move, and names and scopes follow them. */
import {
  keepOrigin,
  makeNode,
  sealGraph,
  type Graph,
  type Names,
  type Node,
  type NodeId,
  type Scope,
} from '@adjoint/ir';

const GONE = -1;

/** Where each node of the old graph went. */
export class Rebuilding {
  /** The new nodes. */
  private readonly nodes: Node[];
  private readonly old: Graph;
  private readonly moved: Int32Array;
  /** How many new nodes there were when the old one's turn came. */
  private readonly starts: Int32Array;

  constructor(old: Graph, nodes: Node[]) {
    this.old = old;
    this.nodes = nodes;
    this.moved = new Int32Array(old.nodes.length).fill(GONE);
    this.starts = new Int32Array(old.nodes.length + 1);
  }

  /** The old node's turn: what is new from now on comes of it. */
  reach(node: Node): void {
    this.starts[node.id] = this.nodes.length;
  }

  /** The old node is now `to`. */
  move(node: Node, to: NodeId): void {
    this.moved[node.id] = to;
  }

  /** The old node stays as it is, at the end of the new ones. */
  keep(node: Node): void {
    this.move(node, this.nodes.push(renamed(node, this.args(node), this.nodes.length)) - 1);
  }
  /** The arguments of an old node, as they are called now. */
  args(node: Node): readonly NodeId[] {
    const { moved } = this;
    const { args } = node;
    for (let i = 0; i < args.length; i++) if (moved[args[i]!] !== args[i]) return args.map((id) => moved[id]!);
    return args;
  }

  /** The new graph: names of nodes that are gone are gone too. */
  graph(): Graph {
    const { old, nodes, starts } = this;
    starts[old.nodes.length] = nodes.length;
    const scopes = (old.scopes ?? [])
      .map(({ name, from, to }): Scope => ({ name, from: starts[from]!, to: starts[to]! }))
      .filter(({ from, to }) => from < to);
    return sealGraph({
      nodes,
      inputs: this.names(old.inputs),
      outputs: this.names(old.outputs),
      names: this.names(old.names),
      scopes,
    });
  }

  private names(names: Names): Record<string, NodeId> {
    const found: Record<string, NodeId> = {};
    for (const [name, id] of Object.entries(names)) if (this.moved[id] !== GONE) found[name] = this.moved[id]!;
    return found;
  }
}

/** The node under a new id; the very same object where nothing changed. */
export const renamed = (node: Node, args: readonly NodeId[], id: NodeId): Node => {
  if (id === node.id && args === node.args) return node;
  const placed = makeNode(id, node.op, args, node.attrs, node.type, node.bodies);
  keepOrigin(node, placed);
  return placed;
};
