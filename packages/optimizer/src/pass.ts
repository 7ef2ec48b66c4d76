/** A pass: graph → graph, with a name, a sentence, and what it keeps. */
import { demandGraphLike, type Graph, type NodeId } from '@adjoint/ir';

/** `bits`: every value stays the same double. `reals`: the same over ℝ, not in floating point. */
export type Keeps = 'bits' | 'reals';

/** A rule that was used, and the node (of the graph before the pass) that it was used on. */
export interface Firing {
  readonly rule: string;
  readonly node: NodeId;
}

export interface Pass {
  readonly name: string;
  readonly doc: string;
  readonly keeps: Keeps;
  /** The graph after the pass; the same object when there is nothing to do. */
  readonly run: (graph: Graph, fired: (rule: string, node: NodeId) => void) => Graph;
}

/** The pass on a graph that a caller gives. Throws `value` for what is no graph. */
export const once = <G extends Graph>(pass: Pass, graph: G): G => {
  demandGraphLike(graph);
  return pass.run(graph, () => {}) as G;
};
