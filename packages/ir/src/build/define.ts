/** A definition: symbols for the inputs go into a function, and what it gives back are the outputs of a graph. */
import { InputError } from '../error/error.ts';
import type { Graph } from '../graph/graph.ts';
import { tensorType, type TensorType } from '../type/type.ts';
import { Builder } from './builder.ts';
import { isSym, liftInto, type Value } from './lift.ts';
import { isTensorLike, typedArrayDType } from './literal.ts';
import { Sym } from './symbol.ts';

export type Symbols<I> = { readonly [K in keyof I]: Sym };
/** The names of the outputs of a definition: `out` where the body gives a single value. */
export type OutputsOf<R> = R extends Value ? 'out' : keyof R & string;

const isRecord = (value: unknown): value is Readonly<Record<string, Value>> =>
  typeof value === 'object' &&
  value !== null &&
  !isSym(value) &&
  !Array.isArray(value) &&
  !isTensorLike(value) &&
  typedArrayDType(value) === undefined;

const outputsOf = (result: unknown): Readonly<Record<string, Value>> => {
  if (result === undefined || result === null || typeof result === 'function') {
    throw new InputError('value', {
      got: `a body that returns ${String(result)}`,
      want: 'a symbol, or a record of symbols, back',
    });
  }
  return isRecord(result) ? result : { out: result as Value };
};

/**
 * The graph of a function of symbols: `define({ x: f64(3) }, ({ x }) => x.sum())`. A single value is the output `out`; a record names
 * its outputs. Throws `shape`, `name`, `name-taken`, and what the operations of the body throw.
 */
export const define = <
  const I extends Readonly<Record<string, TensorType>>,
  R extends Value | Readonly<Record<string, Value>>,
>(
  inputs: I,
  body: (symbols: Symbols<I>) => R,
): Graph<keyof I & string, OutputsOf<R>> => {
  const builder = new Builder();
  const symbols: Record<string, Sym> = {};
  for (const [name, { dtype, shape }] of Object.entries(inputs)) {
    symbols[name] = new Sym(builder, builder.input(name, tensorType(dtype, shape)));
  }
  for (const [name, value] of Object.entries(outputsOf(body(symbols as Symbols<I>)))) {
    builder.output(name, liftInto(builder, value).id);
  }
  return builder.close();
};
