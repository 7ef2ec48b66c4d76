/** The seam between a target and its callers: a program is places to write, a run, and places to read. */
import type { TypedArray } from '@adjoint/ir';

/** A graph made runnable. The arrays are its own memory, of any class that holds the values exactly. */
export interface Program {
  /** Size of its memory. */
  readonly bytes: number;
  /** The text it was compiled to, where a target has one. */
  readonly source?: string;
  /** Where to write each input that it reads. */
  readonly inputs: ReadonlyMap<string, TypedArray>;
  /** Where each output is found after a run, until the next. */
  readonly outputs: ReadonlyMap<string, TypedArray>;
  /** Computes the outputs of what stands in the inputs. Throws `index`. */
  readonly run: () => void;
  /** A table of what it does. */
  readonly explain: () => string;
}
