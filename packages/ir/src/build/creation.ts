/** Values made from nothing. They belong to no definition yet, and are copied into the one that uses them. */
import { isRecord } from '../error/describe.ts';
import { InputError } from '../error/error.ts';
import { wrongOption } from '../error/guard.ts';
import { NO_ATTRS } from '../graph/graph.ts';
import { tensorType, type DType, type Shape, type TensorType } from '../type/type.ts';
import { broadcastTo } from './apply.ts';
import { Builder } from './builder.ts';
import { lift } from './lift.ts';
import { literal, literalData, type Numeric } from './literal.ts';
import { eq } from './pointwise.ts';
import { cast, reshape } from './shaping.ts';
import { Sym } from './symbol.ts';

const loose = (): Builder => new Builder(undefined, { loose: true });

/** Numbers that are known while a graph is built, in the definition of `builder`. */
export const constantIn = (builder: Builder, dtype: DType, shape: Shape, data: readonly number[]): Sym =>
  new Sym(builder, builder.push('constant', [], { data }, tensorType(dtype, shape)));
/** 0, 1 … n − 1 in the definition of `builder`. */
export const iotaIn = (builder: Builder, n: number, dtype: DType = 'i32'): Sym =>
  new Sym(builder, builder.push('iota', [], NO_ATTRS, tensorType(dtype, [n])));

/** 0, 1 … n − 1. Throws `shape` or `dtype`. */
export const iota = (n: number, dtype: DType = 'i32'): Sym => iotaIn(loose(), n, dtype);

/** A plain value as a symbol, of `type` if given. Throws `value`, `size` or `literal-dtype`. */
export const constant = (value: Numeric, type?: TensorType): Sym => {
  if (type === undefined) return lift(value);
  const read = literal(value);
  const data = literalData(read, type.dtype);
  const found = constantIn(loose(), type.dtype, read.shape, data);
  return read.shape.length === 0 ? broadcastTo(found, type.shape) : reshape(found, type.shape);
};

/** One number repeated to `shape`. Throws `shape` or `literal-dtype`. */
export const full = (
  shape: Shape,
  value: number | boolean,
  dtype: DType = typeof value === 'boolean' ? 'bool' : 'f64',
): Sym => constant(value, tensorType(dtype, shape));

type SizeArgs = readonly [TensorType] | readonly [Shape, DType?] | readonly number[];

const sizeArgs = (args: SizeArgs): TensorType => {
  const [first, second] = args;
  if (Array.isArray(first)) return tensorType((second as DType | undefined) ?? 'f64', first);
  if (isRecord(first)) return tensorType((first as TensorType).dtype, (first as TensorType).shape);
  return tensorType('f64', args as readonly number[]);
};

/** Zeros: `zeros(2, 3)` and `zeros([2, 3])` are f64; `zeros([2, 3], 'f32')` or `zeros(f32(2, 3))` say another dtype. Throws `shape`. */
export const zeros = (...args: SizeArgs): Sym => {
  const { dtype, shape } = sizeArgs(args);
  return full(shape, dtype === 'bool' ? false : 0, dtype);
};
/** Ones, sized as for `zeros`. Throws `shape`. */
export const ones = (...args: SizeArgs): Sym => {
  const { dtype, shape } = sizeArgs(args);
  return full(shape, dtype === 'bool' ? true : 1, dtype);
};

/** The identity matrix in the definition of `builder`. */
export const eyeIn = (builder: Builder, n: number, m: number, dtype: DType): Sym =>
  builder.within('eye', () => cast(eq(reshape(iotaIn(builder, n), [n, 1]), iotaIn(builder, m)), dtype));

/** The identity matrix of n rows and m columns (n when left out), f64 unless the last argument says otherwise. Throws `shape` or `option`. */
export const eye = (n: number, m: number | DType = n, dtype: DType = 'f64'): Sym => {
  if (typeof m === 'string') return eyeIn(loose(), n, n, m);
  if (typeof m === 'number') return eyeIn(loose(), n, m, dtype);
  const want = "how many columns it has, or its dtype, as in eye(3, 'f32')";
  throw wrongOption('eye: the second argument', m, want);
};

/** 1 at each index along a new last axis of `depth`, 0 elsewhere; an index out of range gives zeros. Throws `dtype`. */
export const oneHot = (indices: Sym | Numeric, depth: number, dtype: DType = 'f32'): Sym => {
  const at = lift(indices, 'i32');
  if (at.dtype !== 'i32') throw new InputError('dtype', { op: 'oneHot', got: [at.dtype], want: 'i32 indices' });
  return at.builder.within('oneHot', () => cast(eq(reshape(at, [...at.shape, 1]), iotaIn(at.builder, depth)), dtype));
};
