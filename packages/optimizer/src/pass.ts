/** A pass: graph → graph, with a name, a sentence, and what it keeps. */
import { atOnce, demandGraphLike, type Control, type Graph, type NodeId, type Steps } from '@adjoint/ir';
import { hasBodies, mapBodies } from './bodies.ts';

/** `bits`: every value stays the same double. `reals`: the same over ℝ, not in floating point. */
export type Keeps = 'bits' | 'reals';

/** A rule that was used, and the node (of the graph before the pass) that it was used on. */
export interface Firing {
  readonly rule: string;
  readonly node: NodeId;
}

/** Told of each rule that is used. */
export type Fired = (rule: string, node: NodeId) => void;

/** The graph after the pass; the same object when there is nothing to do. */
export interface Run {
  (graph: Graph, fired: Fired): Graph;
  /** The same in steps, where it takes long enough for that to matter. */
  readonly steps?: (graph: Graph, fired: Fired) => Steps<Graph>;
}

export interface Pass {
  readonly name: string;
  readonly doc: string;
  readonly keeps: Keeps;
  readonly run: Run;
}

/** Work that is written in steps. */
export const inSteps = (steps: (graph: Graph, fired: Fired) => Steps<Graph>): Run =>
  Object.assign((graph: Graph, fired: Fired) => atOnce(steps(graph, fired)), { steps });

/** The steps of a pass: one where it has no others. */
export function* stepsOf({ run }: Pass, graph: Graph, fired: Fired): Steps<Graph> {
  return run.steps === undefined ? run(graph, fired) : yield* run.steps(graph, fired);
}

/** Work that is done in bodies first, the innermost before those around them; a firing in a body is told of the node around it. */
export const throughBodies = (work: (graph: Graph, fired: Fired) => Steps<Graph>): Run => {
  const run = inSteps((graph, fired) =>
    work(
      mapBodies(graph, (body, node) => run(body, (rule) => fired(rule, node.id))),
      fired,
    ),
  );
  return run;
};

/** The same for what is about these ops of control flow alone: a graph without any stays as it is. */
export const amongBodies = (runs: { readonly [O in Control]?: Run }): Run => {
  const through: Run = (graph, fired) => {
    const inside = mapBodies(graph, (body, node) => through(body, (rule) => fired(rule, node.id)));
    const first = inside.nodes.find(({ op }) => Object.hasOwn(runs, op));
    return first === undefined ? inside : runs[first.op as Control]!(inside, fired);
  };
  return (graph, fired) => (hasBodies(graph) ? through(graph, fired) : graph);
};

/** The pass on a graph that a caller gives. Throws `value` for what is no graph. */
export const once = <G extends Graph>(pass: Pass, graph: G): G => {
  demandGraphLike(graph);
  return pass.run(graph, () => {}) as G;
};
