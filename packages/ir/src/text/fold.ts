/** Composites as single lines: what goes into a scope and what is used of it. For reading; the graph itself is unchanged. */
import type { Graph, NodeId, Scope } from '../graph/graph.ts';
import { outermost } from '../graph/scopes.ts';
import { showType } from '../type/type.ts';
import { COLUMN, showName } from './line.ts';

/** A scope seen from outside. */
export interface Fold extends Scope {
  /** Nodes outside that are used inside. */
  readonly args: readonly NodeId[];
  /** Nodes inside that are used outside, named, or given. */
  readonly results: readonly NodeId[];
}

const NONE = -1;

/** For each node the place of its scope among `scopes`, or −1. */
const scopeOfNodes = (graph: Graph, scopes: readonly Scope[]): Int32Array => {
  const owner = new Int32Array(graph.nodes.length).fill(NONE);
  scopes.forEach(({ from, to }, place) => owner.fill(place, from, to));
  return owner;
};

/** The outermost scopes of a graph with their arguments and results. Linear. */
export const folds = (graph: Graph): Fold[] => {
  const scopes = outermost(graph.scopes ?? []);
  const owner = scopeOfNodes(graph, scopes);
  const args = scopes.map(() => new Set<NodeId>());
  const results = scopes.map(() => new Set<NodeId>());
  const show = (id: NodeId): void => void results[owner[id]!]?.add(id);
  for (const node of graph.nodes) {
    for (const arg of node.args) {
      if (owner[arg] === owner[node.id]) continue;
      args[owner[node.id]!]?.add(arg);
      show(arg);
    }
  }
  for (const names of [graph.inputs, graph.outputs, graph.names]) Object.values(names).forEach(show);
  const sorted = (ids: ReadonlySet<NodeId>): NodeId[] => [...ids].sort((a, b) => a - b);
  return scopes.map((scope, i) => ({ ...scope, args: sorted(args[i]!), results: sorted(results[i]!) }));
};

const ids = (list: readonly NodeId[]): string => list.map((id) => `%${id}`).join(', ');

/** `%4, %9 = softmax %3 : f64[2], f64[]   (5 nodes)`; `()` where nothing of it is used. */
export const foldedLine = (
  graph: Graph,
  fold: Fold,
  labels: ReadonlyMap<NodeId, readonly string[]>,
  types: boolean,
): string => {
  const { name, from, to, args, results } = fold;
  const call = [`${ids(results) || '()'} = ${showName(name)}`, ...args.map((id) => `%${id}`)].join(' ');
  const written =
    types && results.length > 0 ? ` : ${results.map((id) => showType(graph.nodes[id]!.type)).join(', ')}` : '';
  const named = results.flatMap((id) => labels.get(id) ?? []).map(showName);
  const count = to - from === 1 ? '1 node' : `${to - from} nodes`;
  return `${call.padEnd(written === '' ? 0 : COLUMN)}${written}${named.length === 0 ? '' : ` as ${named.join(', ')}`}   (${count})`;
};
