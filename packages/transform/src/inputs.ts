/** Values that stand in for the inputs of a graph, checked against their types. */
import {
  constantIn,
  demandGraphLike,
  InputError,
  isSym,
  liftInto,
  literal,
  literalData,
  sameType,
  showType,
  sizeOf,
  type Builder,
  type Graph,
  type Numeric,
  type Sym,
  type TensorType,
  type Value,
} from '@adjoint/ir';

/** Throws `name-unknown` unless each name is an input of the graph. */
export const demandInputs = (graph: Graph, given: readonly string[]): void => {
  demandGraphLike(graph);
  const stray = given.find((name) => !Object.hasOwn(graph.inputs, name));
  if (stray !== undefined)
    throw new InputError('name-unknown', { name: stray, what: 'input', known: Object.keys(graph.inputs) });
};

const plainAs = (builder: Builder, name: string, type: TensorType, value: Numeric): Sym => {
  const misfit = (got: string): InputError => new InputError('feed', { name, got, want: showType(type) });
  try {
    const read = literal(value);
    const fits = (read.dtype === undefined || read.dtype === type.dtype) && sizeOf(read.shape) === sizeOf(type.shape);
    if (!fits) throw misfit(showType({ dtype: read.dtype ?? type.dtype, shape: read.shape }));
    return constantIn(builder, type.dtype, type.shape, literalData(read, type.dtype));
  } catch (error) {
    // What is no value, or none of the dtype, is told with the name that it is for.
    if (error instanceof InputError && error.code !== 'feed') throw misfit(error.message.split('\n')[0]!);
    throw error;
  }
};

/** A value as the input `name` of type `type` takes it: plain ones take its dtype. Throws `feed`. */
export const valueFor = (builder: Builder, name: string, type: TensorType, value: Value): Sym => {
  if (!isSym(value)) return plainAs(builder, name, type, value);
  const sym = liftInto(builder, value);
  if (!sameType(sym.type, type)) throw new InputError('feed', { name, got: showType(sym.type), want: showType(type) });
  return sym;
};
