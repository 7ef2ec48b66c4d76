/**
 * Gradients that a graph has already, under the names that they would get. What is computed for several targets at once may be other nodes than what
 * is computed for one of them alone: a scan goes back through what all of them need. So a gradient that stands is asked for again, in the ways that
 * it may have been, in a graph to be thrown away: where that gives the very node, it is the same.
 */
import { holderOf, isFloat, lookup, type Builder, type Graph, type NodeId, type Sym } from '@adjoint/ir';
import { scratchOf } from './modes/basis.ts';
import { backpropagate } from './modes/reverse.ts';
import { zerosIn } from './modes/zeros.ts';
import { target, type Target } from './request.ts';

type Gradients = (x: Target) => NodeId;

/** The gradients for all of these targets at once, in a graph to be thrown away; made when one is asked for. */
const together = (
  graph: Graph,
  cost: Target,
  seed: (builder: Builder) => Sym,
  wrt: () => readonly Target[],
): Gradients => {
  const builder = scratchOf(graph);
  let table: ReadonlyMap<NodeId, Sym> | undefined;
  const made = (): ReadonlyMap<NodeId, Sym> =>
    backpropagate(
      builder,
      new Map([[cost.id, seed(builder)]]),
      wrt().map(({ id }) => id),
    );
  return ({ id, node }) => builder.shared(() => ((table ??= made()).get(id) ?? zerosIn(builder, node.type)).id);
};

/** The targets of all gradients of the cost that have their own names. */
const named = (graph: Graph, { name }: Target): Target[] => {
  const start = `d(${name})/d(`;
  return Object.keys(graph.outputs)
    .filter((output) => output.startsWith(start) && output.endsWith(')'))
    .map((output) => output.slice(start.length, -1))
    .filter((x) => isFloat(graph.nodes[holderOf(graph, x)?.id ?? -1]?.type.dtype ?? 'bool'))
    .map((x) => target(graph, x));
};

/** The gradient of the cost for each target where it stands in the graph under the name it would get; undefined where it does not. */
export const standing = (
  graph: Graph,
  cost: Target,
  seed: (builder: Builder) => Sym,
  wrt: readonly Target[],
  nameOf: (x: Target) => string,
): (NodeId | undefined)[] => {
  const [all, any] = [() => wrt, () => named(graph, cost)].map((list) => together(graph, cost, seed, list));
  return wrt.map((x) => {
    const there = lookup(graph.outputs, nameOf(x));
    const is = (way: Gradients): boolean => way(x) === there;
    if (there === undefined) return undefined;
    return is(all!) || is(any!) || is(together(graph, cost, seed, () => [x])) ? there : undefined;
  });
};
