/** The seam between a target and its callers: a program is places to write, a run, and places to read. */
import type { Graph, NodeId, Steps, TypedArray } from '@adjoint/ir';
import type { gated } from './gate.ts';
import type { Frame, Kernel } from './kernels/index.ts';

/** Nodes that are computed together, of a graph or of a body in it. */
export interface Piece {
  readonly graph: Graph;
  readonly nodes: readonly NodeId[];
  /** What computes them: `1000×20`, the loops of generated code; `matmul 40×30×20`; the `kernel` of an op, or a `tape` of numbers. */
  readonly form: string;
  /** Whether it writes over what it reads, so that it may not be run twice. */
  readonly inPlace: boolean;
  /** Bytes of memory that are read and written: each value once. */
  readonly bytes: number;
  /** Operations on numbers, each function counted as one; undefined where nobody counts them. */
  readonly flops: number | undefined;
}

/** Is shown the parts of a program while they are joined, and gives what is to run in the place of each. */
export interface Watch {
  /** `kept` gives the parts of memory that it writes. */
  readonly piece?: (piece: Piece, run: Kernel, kept: () => readonly TypedArray[]) => Kernel;
  /** Of the interpreter alone: a body, in the memory of its `frame`. */
  readonly body?: (body: Graph, frame: Frame, run: Kernel) => Kernel;
}

/** A graph made runnable. The arrays are its own memory, of any class that holds the values exactly. */
export interface Program {
  /** Size of its memory. */
  readonly bytes: number;
  /** The text it was compiled to, where a target has one. */
  readonly source?: string;
  /** What makes the shortest way in and out of it, where text may become code. */
  readonly gate?: typeof gated;
  /** Where to write each input that it reads. */
  readonly inputs: ReadonlyMap<string, TypedArray>;
  /** Where each output is found after a run, until the next. */
  readonly outputs: ReadonlyMap<string, TypedArray>;
  /** Computes the outputs of what stands in the inputs. Throws `index`. */
  readonly run: () => void;
  /** Has the engine compile what it would compile in the first run, in steps; where it does not, a first run takes longer. */
  readonly begin?: () => Steps<void>;
  /** A run of the same, in the same memory, that is watched. */
  readonly watched: (watch: Watch) => () => void;
  /** A table of what it does. */
  readonly explain: () => string;
}
