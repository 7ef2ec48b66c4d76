/** A pass: graph → graph, with a name, a sentence, and what it keeps. */
import { demandGraphLike, type Control, type Graph, type NodeId } from '@adjoint/ir';
import { hasBodies, mapBodies } from './bodies.ts';

/** `bits`: every value stays the same double. `reals`: the same over ℝ, not in floating point. */
export type Keeps = 'bits' | 'reals';

/** A rule that was used, and the node (of the graph before the pass) that it was used on. */
export interface Firing {
  readonly rule: string;
  readonly node: NodeId;
}

type Fired = (rule: string, node: NodeId) => void;
/** The graph after the pass; the same object when there is nothing to do. */
type Run = (graph: Graph, fired: Fired) => Graph;

export interface Pass {
  readonly name: string;
  readonly doc: string;
  readonly keeps: Keeps;
  readonly run: Run;
}

/** A run that does its work in bodies first, the innermost before those around them; a firing in a body is told of the node around it. */
export const throughBodies = (run: Run): Run => {
  const through: Run = (graph, fired) =>
    run(
      mapBodies(graph, (body, node) => through(body, (rule) => fired(rule, node.id))),
      fired,
    );
  return through;
};

/** The same for what is about these ops of control flow alone: a graph without any stays as it is. */
export const amongBodies = (runs: { readonly [O in Control]?: Run }): Run => {
  const through = throughBodies((graph, fired) => {
    const first = graph.nodes.find(({ op }) => Object.hasOwn(runs, op));
    return first === undefined ? graph : runs[first.op as Control]!(graph, fired);
  });
  return (graph, fired) => (hasBodies(graph) ? through(graph, fired) : graph);
};

/** The pass on a graph that a caller gives. Throws `value` for what is no graph. */
export const once = <G extends Graph>(pass: Pass, graph: G): G => {
  demandGraphLike(graph);
  return pass.run(graph, () => {}) as G;
};
