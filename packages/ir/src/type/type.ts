/** The type of a value: an element type and a shape. Types are plain data; two are equal when their fields are. */
import { describe } from '../error/describe.ts';
import { InputError } from '../error/error.ts';

export type DType = 'f64' | 'f32' | 'i32' | 'bool';
export type FloatType = 'f64' | 'f32';
export type Shape = readonly number[];

export interface TensorType {
  readonly dtype: DType;
  readonly shape: Shape;
  /** The further results of a node that has several: only `output` reads such a node. */
  readonly rest?: readonly TensorType[];
}

export const DTYPES: readonly DType[] = ['f64', 'f32', 'i32', 'bool'];
/** Bytes of one element as it is stored outside: `bool` is one byte. */
export const BYTES: { readonly [D in DType]: number } = { f64: 8, f32: 4, i32: 4, bool: 1 };

export const isDType = (value: unknown): value is DType => DTYPES.includes(value as DType);
export const isFloat = (dtype: DType): dtype is FloatType => dtype === 'f64' || dtype === 'f32';

/** No value has more axes: so work on a shape is bounded, whoever wrote it. */
export const MAX_RANK = 64;

export const isDim = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isShape = (value: unknown): value is Shape => {
  if (!Array.isArray(value) || value.length > MAX_RANK) return false;
  let size = 1;
  for (const dim of value) {
    if (!isDim(dim)) return false;
    size *= dim;
  }
  return Number.isSafeInteger(size);
};

const isSingle = (value: unknown): value is TensorType =>
  typeof value === 'object' &&
  value !== null &&
  isDType((value as TensorType).dtype) &&
  isShape((value as TensorType).shape);

/** Whether plain data from anywhere is a type, of one result or of several. */
export const isType = (value: unknown): value is TensorType => {
  if (!isSingle(value)) return false;
  const { rest } = value;
  return (
    rest === undefined ||
    (Array.isArray(rest) && rest.length > 0 && rest.every((type) => isSingle(type) && type.rest === undefined))
  );
};

const showShape = (shape: unknown): string => {
  if (!Array.isArray(shape)) return `[${typeof shape}]`;
  return `[${shape.slice(0, MAX_RANK).map(describe).join(',')}${shape.length > MAX_RANK ? ',…' : ''}]`;
};

/** A checked type; throws `shape` unless every dimension is a whole number ≥ 0 and the size is a safe integer. */
export const tensorType = (dtype: DType, shape: Shape): TensorType => {
  if (!isDType(dtype) || !isShape(shape))
    throw new InputError('shape', { what: `${isDType(dtype) ? dtype : describe(dtype)}${showShape(shape)}` });
  return Object.freeze({ dtype, shape: Object.freeze([...shape]) });
};

/** Double precision numbers of the given shape; `f64()` is a scalar. */
export const f64 = (...dims: number[]): TensorType => tensorType('f64', dims);
/** Single precision numbers of the given shape; `f32()` is a scalar. */
export const f32 = (...dims: number[]): TensorType => tensorType('f32', dims);
/** 32-bit signed integers of the given shape: arithmetic wraps, and there is no gradient. */
export const i32 = (...dims: number[]): TensorType => tensorType('i32', dims);
/** Truth values of the given shape. */
export const bool = (...dims: number[]): TensorType => tensorType('bool', dims);

export const sameShape = (a: Shape, b: Shape): boolean =>
  a === b || (a.length === b.length && a.every((dim, axis) => dim === b[axis]));

export const sameTypes = (a: readonly TensorType[], b: readonly TensorType[]): boolean =>
  a === b || (a.length === b.length && a.every((type, i) => sameType(type, b[i]!)));

const NONE: readonly TensorType[] = [];

export const sameType = (a: TensorType, b: TensorType): boolean =>
  a === b || (a.dtype === b.dtype && sameShape(a.shape, b.shape) && sameTypes(a.rest ?? NONE, b.rest ?? NONE));

/** The type of a node that has these results: one, or several. */
export const resultsType = (types: readonly TensorType[]): TensorType => {
  const [first, ...rest] = types as readonly [TensorType, ...TensorType[]];
  return rest.length === 0 ? first : Object.freeze({ ...first, rest: Object.freeze(rest) });
};

/** The types of the results of a node, in order. */
export const resultTypes = (type: TensorType): readonly TensorType[] => {
  const { dtype, shape, rest } = type;
  return rest === undefined ? [type] : [{ dtype, shape }, ...rest];
};

/** How many results a node of the type has. */
export const resultCount = ({ rest }: TensorType): number => 1 + (rest?.length ?? 0);

/** The type of one of the results of a node; undefined if there are not so many. */
export const resultType = (type: TensorType, index: number): TensorType | undefined => {
  const { dtype, shape, rest } = type;
  if (index > 0) return rest?.[index - 1];
  return rest === undefined ? type : { dtype, shape };
};

/** `f64[2,3]`, or `f64[2], i32[]` of several results: how a type is written in printed graphs and in messages. */
export const showType = ({ dtype, shape, rest }: TensorType): string => {
  const own = `${dtype}[${shape.join(',')}]`;
  return rest === undefined ? own : [own, ...rest.map(showType)].join(', ');
};
