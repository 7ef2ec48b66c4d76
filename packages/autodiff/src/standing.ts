/**
 * Gradients that a graph has already, under the names that they would get. What is computed for several targets at once may be other nodes than what
 * is computed for one of them alone: a scan goes back through what all of them need. So a gradient that stands is asked for again, in the ways that
 * it may have been, in a graph to be thrown away: where that gives the very node, it is the same.
 */
import { Builder, isFloat, lookup, type Graph, type NodeId, type Sym } from '@adjoint/ir';
import { backpropagate } from './modes/reverse.ts';
import { zerosIn } from './modes/zeros.ts';
import { target, type Target } from './request.ts';

type Gradients = (x: Target) => NodeId;

/** The gradients for all of these targets at once, in a graph to be thrown away. */
const together = (
  { nodes }: Graph,
  cost: Target,
  seed: (builder: Builder) => Sym,
  wrt: readonly Target[],
): Gradients => {
  const builder = new Builder({ nodes, inputs: {}, outputs: {}, names: {} });
  const ids = wrt.map(({ id }) => id);
  const table = builder.shared(() => backpropagate(builder, new Map([[cost.id, seed(builder)]]), ids));
  return ({ id, node }) => (table.get(id) ?? builder.shared(() => zerosIn(builder, node.type))).id;
};

/** The targets of all gradients of the cost that have their own names. */
const named = (graph: Graph, { name }: Target): Target[] => {
  const start = `d(${name})/d(`;
  return Object.keys(graph.outputs)
    .filter((output) => output.startsWith(start) && output.endsWith(')'))
    .map((output) => output.slice(start.length, -1))
    .flatMap((x) => {
      const id = [graph.inputs, graph.outputs, graph.names]
        .map((names) => lookup(names, x))
        .find((at) => at !== undefined);
      return id !== undefined && isFloat(graph.nodes[id]!.type.dtype) ? [target(graph, x)] : [];
    });
};

/** The gradient of the cost for each target where it stands in the graph under the name it would get; undefined where it does not. */
export const standing = (
  graph: Graph,
  cost: Target,
  seed: (builder: Builder) => Sym,
  wrt: readonly Target[],
  nameOf: (x: Target) => string,
): (NodeId | undefined)[] => {
  const there = wrt.map((x) => lookup(graph.outputs, nameOf(x)));
  if (there.every((id) => id === undefined)) return there;
  const [all, any] = [together(graph, cost, seed, wrt), together(graph, cost, seed, named(graph, cost))];
  return wrt.map((x, i) => {
    const ways = [all, any, together(graph, cost, seed, [x])];
    return ways.some((way) => way(x) === there[i]) ? there[i] : undefined;
  });
};
