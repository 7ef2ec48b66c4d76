/**
 * Derivatives that a graph has already, under the names that they would get. What is computed for several targets at once may be other nodes than
 * what is computed for one of them alone (a scan goes back through what all of them need), and what one mode writes is not what another does. So a
 * derivative that stands is asked for again, in the ways that it may have been, in a graph to be thrown away: where that gives the very node, it is
 * the same.
 */
import { holderOf, isFloat, lookup, type Builder, type Graph, type NodeId, type Sym } from '@adjoint/ir';
import { scratchOf } from './modes/basis.ts';
import { backpropagate } from './modes/reverse.ts';
import { onesIn, zerosIn } from './modes/zeros.ts';
import { target, type Target } from './request.ts';

/** Appends the derivative by each of these targets. */
export type Way = (builder: Builder, wrt: readonly Target[]) => readonly Sym[];

/** The gradient of the sum of `of` by each of these targets; zeros where there is no path. */
export const slope =
  (of: Target): Way =>
  (builder, wrt) => {
    const found = backpropagate(
      builder,
      new Map([[of.id, onesIn(builder, of.node.type)]]),
      wrt.map(({ id }) => id),
    );
    return wrt.map(({ id, node }) => found.get(id) ?? zerosIn(builder, node.type));
  };

/** The derivatives by all of these targets at once, in a graph to be thrown away; made when one is asked for. */
const together = (graph: Graph, way: Way, list: () => readonly Target[]): ((x: Target) => NodeId | undefined) => {
  const made = (): ReadonlyMap<NodeId, Sym> => {
    const [builder, wrt] = [scratchOf(graph), list()];
    const found = builder.shared(() => way(builder, wrt));
    return new Map(wrt.map(({ id }, i) => [id, found[i]!]));
  };
  let table: ReadonlyMap<NodeId, Sym> | undefined;
  return ({ id }) => (table ??= made()).get(id)?.id;
};

/** The targets of all derivatives of `of` that have their own names. */
const named = (graph: Graph, of: string): Target[] => {
  const start = `d(${of})/d(`;
  return Object.keys(graph.outputs)
    .filter((output) => output.startsWith(start) && output.endsWith(')'))
    .map((output) => output.slice(start.length, -1))
    .filter((x) => isFloat(graph.nodes[holderOf(graph, x)?.id ?? -1]?.type.dtype ?? 'bool'))
    .map((x) => target(graph, x, 'wrt'));
};

/** The derivative of what is called `of` by each target, where it stands in the graph under the name it would get; undefined where it does not. */
export const standing = (
  graph: Graph,
  of: string,
  ways: readonly Way[],
  wrt: readonly Target[],
  nameOf: (x: Target) => string,
): (NodeId | undefined)[] => {
  const lists = [() => wrt, () => named(graph, of)];
  const tried = ways.map((way) => ({ way, atOnce: lists.map((list) => together(graph, way, list)) }));
  return wrt.map((x) => {
    const there = lookup(graph.outputs, nameOf(x));
    const is = (found: (x: Target) => NodeId | undefined): boolean => found(x) === there;
    if (there === undefined) return undefined;
    const stands = tried.some(({ way, atOnce }) => atOnce.some(is) || is(together(graph, way, () => [x])));
    return stands ? there : undefined;
  });
};
