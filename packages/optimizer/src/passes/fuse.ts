/**
 * Scans that step alike: of two over the same arguments whose states are computed alike, one that gives the results of both is enough.
 * A gradient runs a scan again to keep its states; here the two runs become one.
 */
import {
  keepOrigin,
  makeNode,
  NodeTable,
  resultsType,
  resultTypes,
  sealGraph,
  type Graph,
  type Node,
  type NodeId,
  type TensorType,
} from '@adjoint/ir';
import { remade } from '../bodies.ts';
import { amongBodies, once, type Fired, type Pass } from '../pass.ts';
import { Rebuilding } from '../renumber.ts';

const carryOf = ({ attrs }: Node): number => attrs['carry'] as number;

/** Bodies of scans over the same arguments, as one: equal nodes once, in the order they come. */
class Union {
  readonly leader: Node;
  private readonly nodes: Node[];
  private readonly table: NodeTable;
  private readonly inputs: readonly NodeId[];
  private readonly state: readonly NodeId[];
  /** What each step gives after its state, and its type stacked. */
  private readonly outs: NodeId[] = [];
  private readonly stacks: TensorType[] = [];
  private all: readonly TensorType[] | undefined;
  /** Where the results of each scan are among those of the union. */
  readonly places = new Map<NodeId, readonly number[]>();

  constructor(leader: Node) {
    const body = leader.bodies![0]!;
    this.leader = leader;
    this.inputs = Object.values(body.inputs).map((_, i) => i);
    this.nodes = Object.values(body.inputs).map((id, i) => makeNode(i, 'input', [], {}, body.nodes[id]!.type));
    this.table = new NodeTable(this.nodes);
    const found = this.number(body);
    this.state = found.slice(0, carryOf(leader));
    this.take(leader, found);
  }

  /** Takes in a scan over the same arguments, if it steps alike. */
  add(scan: Node): boolean {
    const found = this.number(scan.bodies![0]!);
    if (!this.state.every((id, i) => found[i] === id)) return false;
    this.take(scan, found);
    return true;
  }

  /** The scan that gives all results. */
  node(id: NodeId, args: readonly NodeId[]): Node {
    const { nodes, inputs, state, outs, leader } = this;
    const named = (name: string, ids: readonly NodeId[]): Record<string, NodeId> =>
      Object.fromEntries(ids.map((at, i) => [`${name}.${i}`, at]));
    const outputs = { ...named('next', state), ...named('out', outs) };
    const body = sealGraph({ nodes, inputs: named('in', inputs), outputs, names: {}, scopes: [] });
    return remade(id, leader, { args, attrs: leader.attrs, type: resultsType(this.types()) }, [body]);
  }

  /** The types of all results, once every scan is in. */
  types(): readonly TensorType[] {
    this.all ??= [...resultTypes(this.leader.type).slice(0, carryOf(this.leader)), ...this.stacks];
    return this.all;
  }

  private number(body: Graph): NodeId[] {
    const at = new Map<NodeId, NodeId>(Object.values(body.inputs).map((id, i) => [id, this.inputs[i]!]));
    for (const { id, op, args, attrs, type, bodies } of body.nodes) {
      if (op === 'input') continue;
      const next = this.nodes.length;
      const moved = args.map((arg) => at.get(arg)!);
      const node = makeNode(next, op, moved, attrs, type, bodies);
      const place = this.table.intern(node, next);
      if (place === next) this.nodes.push(node);
      at.set(id, place);
    }
    return Object.values(body.outputs).map((id) => at.get(id)!);
  }

  private take(scan: Node, found: readonly NodeId[]): void {
    const carry = carryOf(scan);
    const types = resultTypes(scan.type);
    const places = found.map((id, i) => {
      if (i < carry) return i;
      const known = this.outs.indexOf(id);
      if (known >= 0) return carry + known;
      this.stacks.push(types[i]!);
      return carry + this.outs.push(id) - 1;
    });
    this.places.set(scan.id, places);
  }
}

/** The scans that steps of others do for them, each with the union it is in. */
const unionsOf = ({ nodes }: Graph): Map<NodeId, Union> => {
  const alike = new Map<string, Union[]>();
  const found = new Map<NodeId, Union>();
  for (const node of nodes) {
    if (node.op !== 'scan') continue;
    const key = JSON.stringify([node.args, node.attrs]);
    const known = alike.get(key) ?? [];
    const union = known.find((each) => each.add(node));
    if (union === undefined) alike.set(key, [...known, new Union(node)]);
    else [union.leader.id, node.id].forEach((id) => found.set(id, union));
  }
  return found;
};

const fused = (graph: Graph, fired: Fired): Graph => {
  const unions = unionsOf(graph);
  if (unions.size === 0) return graph;
  const nodes: Node[] = [];
  const rebuilding = new Rebuilding(graph, nodes);
  const placed = new Map<Union, NodeId>();
  const push = (node: Node): NodeId => nodes.push(node) - 1;
  const pick = (union: Union, place: number, of: Node): NodeId => {
    const at = placed.get(union)!;
    const types = union.types();
    if (types.length === 1) return at;
    const node = makeNode(nodes.length, 'output', [at], { index: place }, types[place]!);
    keepOrigin(of, node);
    return push(node);
  };
  for (const node of graph.nodes) {
    rebuilding.reach(node);
    const union = unions.get(node.id);
    const from = node.op === 'output' ? unions.get(node.args[0]!) : undefined;
    if (union !== undefined) {
      if (union.leader === node) placed.set(union, push(union.node(nodes.length, rebuilding.args(node))));
      else fired('fuse', node.id);
      const single = node.type.rest === undefined;
      rebuilding.move(node, single ? pick(union, union.places.get(node.id)![0]!, node) : placed.get(union)!);
    } else if (from !== undefined) {
      const places = from.places.get(node.args[0]!)!;
      rebuilding.move(node, pick(from, places[node.attrs['index'] as number]!, node));
    } else rebuilding.keep(node);
  }
  return rebuilding.graph();
};

const runs = { scan: fused } as const;

export const fusePass: Pass = {
  name: 'fuse',
  doc: 'makes one scan of scans over the same arguments whose states are computed alike',
  keeps: 'bits',
  run: amongBodies(runs),
};

/** The graph with scans that step alike made one; every value keeps its bits. */
export const fuse = <G extends Graph>(graph: G): G => once(fusePass, graph);
