/** A pass: graph → graph, with a name, a sentence, and what it keeps. */
import type { Graph, NodeId } from '@adjoint/ir';

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
