/** The forms an op can have. The form of an op picks the form of every rule about it, in every package. */
import type { TensorType } from '../type/type.ts';
import type { AttrsOf, Schema } from './attrs.ts';

/** Which element types an elementwise op takes and what it gives; `signatures.ts` has a rule for each. */
export type Signature = 'float' | 'number' | 'equate' | 'compare' | 'test' | 'logic' | 'select' | 'same';

export interface Laws {
  readonly commutative?: true;
}

/** The meaning of an elementwise op on one element each, as doubles; truth values are 0 and 1. */
export type Scalar = (...x: never[]) => number;

export interface ElementwiseRow<F extends 'pointwise' | 'discrete', S extends Scalar = Scalar> {
  readonly form: F;
  readonly doc: string;
  readonly of: S;
  readonly signature: Signature;
  readonly laws: Laws;
  /** The meaning on 32-bit integers, where it is not that on doubles, wrapped. */
  readonly int?: S;
  /** The meaning on single precision, where it is not that on doubles, rounded. */
  readonly single?: S;
  readonly schema: Readonly<Record<never, never>>;
}

export type TypeRule<S> = (args: readonly TensorType[], attrs: AttrsOf<S>) => TensorType;

/** An op over whole arrays. `arity` counts its arguments; `any` means one or more. */
export interface ArrayRow<F extends string, S extends Schema, N extends number | 'any' = number | 'any'> {
  readonly form: F;
  readonly doc: string;
  readonly arity: N;
  readonly schema: S;
  readonly type: TypeRule<S>;
}

/** A value that has no arguments; its node declares its type, and the rule checks it. Throws when they disagree. */
export interface SourceRow<S extends Schema> {
  readonly form: 'source';
  readonly doc: string;
  readonly schema: S;
  readonly check: (type: TensorType, attrs: AttrsOf<S>) => void;
}
