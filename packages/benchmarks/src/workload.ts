/** What a workload is: a problem with data, our graphs of it, and for each peer how it computes the same or why it cannot. */
import type { Graph } from 'adjoint';
import type { Hand } from './peers/hand.ts';
import type { InJaxJs } from './peers/jaxjs.ts';
import type { InMathJs } from './peers/mathjs.ts';
import type { Onnx } from './peers/onnx.ts';
import type { InPython } from './peers/python.ts';
import type { InTfjs } from './peers/tfjs.ts';

export type Numbers = Float64Array | Float32Array;
export type Feeds = Readonly<Record<string, Numbers>>;

/** `full` is what limits are stated for; `tiny` shows in a moment that all works. */
export type Size = 'full' | 'tiny';

/** How each peer computes the problem; a string says why it does not. Total, so that no peer is forgotten. */
export interface Peers {
  readonly hand: Hand | string;
  readonly jaxjs: InJaxJs | string;
  readonly tfjs: InTfjs | string;
  readonly mathjs: InMathJs | string;
  readonly onnx: Onnx | string;
  readonly jax: InPython | string;
  readonly torch: InPython | string;
  readonly casadi: InPython | string;
}
export type Peer = keyof Peers;

/** How far the outputs of two may differ, over the largest of the output. */
export interface Tolerance {
  readonly within: number;
  readonly because: string;
}

export interface Problem {
  /** What is timed. */
  readonly graph: () => Graph;
  /** Its outputs in the order in which every peer gives them. */
  readonly outputs: readonly string[];
  readonly feeds: Feeds;
  readonly tolerance: Tolerance;
  readonly peers: Peers;
  /** The cost alone and what it is differentiated by, where the cost of a derivative is to be told. */
  readonly law?: { readonly cost: () => Graph; readonly of: string; readonly wrt: readonly string[] };
}

/** What is counted in a call, and in what unit it is told by the second. */
export interface Work {
  readonly unit: string;
  readonly count: number;
}

export interface Workload {
  readonly name: string;
  readonly what: string;
  /** Milliseconds a call to reach at full size, on the machine that limits were measured on. */
  readonly reach?: number;
  readonly work?: (size: Size) => Work;
  readonly problem: (size: Size) => Problem;
}
