/** A definition: symbols for the inputs go into a function, and what it gives back are the outputs of a graph. */
import { describe, isRecord } from '../error/describe.ts';
import { InputError } from '../error/error.ts';
import { wrongOption } from '../error/guard.ts';
import type { Graph } from '../graph/graph.ts';
import { tensorType, type TensorType } from '../type/type.ts';
import { Builder, traceIn } from './builder.ts';
import { isSym, liftInto, type Value } from './lift.ts';
import { isTensorLike, typedArrayDType } from './literal.ts';
import { Sym } from './symbol.ts';

export type Symbols<I> = { readonly [K in keyof I]: Sym };
/** The names of the outputs of a definition: `out` where the body gives a single value. */
export type OutputsOf<R> = R extends Value ? 'out' : keyof R & string;

/** A plain object, as `{ loss }` is; a promise, an iterator or a Map is none. */
export const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/** Whether it is one value, not a record of values. */
export const isSingle = (value: unknown): value is Value =>
  isSym(value) ||
  Array.isArray(value) ||
  isTensorLike(value) ||
  typedArrayDType(value) !== undefined ||
  typeof value === 'number' ||
  typeof value === 'boolean';

const outputsOf = (result: unknown): Readonly<Record<string, Value>> => {
  if (isSingle(result)) return { out: result };
  if (isPlain(result)) return result as Readonly<Record<string, Value>>;
  const what =
    typeof (result as Partial<PromiseLike<unknown>> | undefined)?.then === 'function' ? 'a promise' : describe(result);
  throw new InputError('value', {
    got: `a body that returns ${what}`,
    want: 'a symbol, or a record of symbols with names, back',
  });
};

const demandArguments = (inputs: unknown, body: unknown): void => {
  const types = isPlain(inputs) && Object.values(inputs).every(isRecord);
  if (!types) throw wrongOption('the inputs of define', inputs, 'a record of types, as { x: f64(3) }');
  if (typeof body !== 'function') throw wrongOption('the body of define', body, 'a function of symbols');
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
  demandArguments(inputs, body);
  const builder = new Builder();
  const symbols: Record<string, Sym> = {};
  for (const [name, { dtype, shape }] of Object.entries(inputs)) {
    symbols[name] = new Sym(builder, builder.input(name, tensorType(dtype, shape)));
  }
  for (const [name, value] of Object.entries(outputsOf(traceIn(builder, () => body(symbols as Symbols<I>))))) {
    builder.output(name, liftInto(builder, value).id);
  }
  return builder.close();
};
