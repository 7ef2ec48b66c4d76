/** What may stand where a symbol is expected: numbers, arrays and tensors, read as flat numbers with a shape. */
import { describe, isRecord, showNumber } from '../error/describe.ts';
import { InputError } from '../error/error.ts';
import { SAME_COUNT } from '../error/faults.ts';
import { sizeOf } from '../type/shape.ts';
import { DTYPES, isDType, tensorType, type DType, type Shape } from '../type/type.ts';
import { convert } from '../ops/scalar.ts';

export type TypedArray = Float64Array | Float32Array | Int32Array | Uint8Array;
export type NestedArray = readonly (number | boolean | NestedArray)[];
/** A value with its type, row major: what a Tensor is, whichever copy of the class made it. */
export interface TensorLike {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly data: TypedArray;
}
/** Any plain value. A typed array keeps its dtype (`Uint8Array` is bool); numbers and nested arrays take that of what they meet. */
export type Numeric = number | boolean | NestedArray | TypedArray | TensorLike;

/** A plain value read. `dtype` is undefined where it takes that of what it meets. */
export interface Literal {
  readonly shape: Shape;
  readonly data: ArrayLike<number>;
  readonly dtype: DType | undefined;
}

/** The class that stores each dtype: truth values are bytes. */
export const ARRAYS: { readonly [D in DType]: new (from: ArrayLike<number>) => TypedArray } = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  bool: Uint8Array,
};
const dtypes: ReadonlyMap<string, DType> = new Map(DTYPES.map((dtype) => [ARRAYS[dtype].name, dtype]));

const MAX_RANK = 32;
const WANT =
  'a symbol, a number, a boolean, a nested array of them, a Float64Array, Float32Array, Int32Array or Uint8Array, or a Tensor';

/** What a value is: of an object its class, for none of that class is one. */
const kindOf = (value: unknown): string => {
  if (isRecord(value)) return `an object of class ${value.constructor?.name ?? 'Object'}`;
  return value === undefined ? 'undefined' : describe(value);
};
const noValue = (value: unknown): InputError => new InputError('value', { got: kindOf(value), want: WANT });

/** The dtype of a typed array, from its name: arrays of another realm count too. Undefined for anything else. */
export const typedArrayDType = (value: unknown): DType | undefined =>
  ArrayBuffer.isView(value) ? dtypes.get(Object.prototype.toString.call(value).slice(8, -1)) : undefined;

export const isTensorLike = (value: unknown): value is TensorLike =>
  typeof value === 'object' &&
  value !== null &&
  isDType((value as TensorLike).dtype) &&
  Array.isArray((value as TensorLike).shape) &&
  typedArrayDType((value as TensorLike).data) !== undefined;

const shapeOfNested = (value: NestedArray): number[] => {
  const shape: number[] = [];
  for (let level: unknown = value; Array.isArray(level); level = level[0]) {
    shape.push(level.length);
    if (shape.length > MAX_RANK)
      throw new InputError('value', { got: `an array nested over ${MAX_RANK} deep`, want: WANT });
  }
  return shape;
};

const flatten = (value: unknown, shape: Shape, depth: number, into: (number | boolean)[]): void => {
  if (depth === shape.length) {
    if (typeof value !== 'number' && typeof value !== 'boolean') throw noValue(value);
    into.push(value);
    return;
  }
  if (!Array.isArray(value) || value.length !== shape[depth]) {
    const got = Array.isArray(value) ? `a row of ${value.length}` : kindOf(value);
    throw new InputError('value', { got: `${got} among rows of ${shape[depth]}`, want: 'rows of one length' });
  }
  for (const item of value) flatten(item, shape, depth + 1, into);
};

const nested = (value: NestedArray): Literal => {
  const shape = shapeOfNested(value);
  const data: (number | boolean)[] = [];
  flatten(value, shape, 0, data);
  const truths = data.filter((item) => typeof item === 'boolean').length;
  if (truths > 0 && truths < data.length)
    throw new InputError('value', { got: 'an array of numbers and booleans', want: 'one kind of them' });
  return { shape, data: data.map(Number), dtype: truths > 0 ? 'bool' : undefined };
};

/** Reads a plain value. Throws `value`, with what it got. */
export const literal = (value: Numeric): Literal => {
  if (typeof value === 'number') return { shape: [], data: [value], dtype: undefined };
  if (typeof value === 'boolean') return { shape: [], data: [+value], dtype: 'bool' };
  if (Array.isArray(value)) return nested(value as NestedArray);
  const dtype = typedArrayDType(value);
  if (dtype !== undefined) return { shape: [(value as TypedArray).length], data: value as TypedArray, dtype };
  if (!isTensorLike(value)) throw noValue(value);
  const { shape } = tensorType(value.dtype, value.shape);
  if (sizeOf(shape) !== value.data.length)
    throw new InputError('size', { op: 'tensor', from: [value.data.length], to: shape, rule: SAME_COUNT });
  return { shape, data: value.data, dtype: value.dtype };
};

/** Whether a plain number is one of the dtype. */
export const fits: { readonly [D in DType]: (x: number) => boolean } = {
  f64: () => true,
  f32: () => true,
  i32: (x) => x === (x | 0),
  bool: () => false,
};

/** The literal's numbers as `dtype` holds them. Throws `literal-dtype` for 2.5 as i32, or a number as bool. */
export const literalData = ({ data, dtype: own }: Literal, dtype: DType): number[] => {
  const [fit, to] = [fits[dtype], convert[dtype]];
  const numbers: number[] = [];
  for (let i = 0; i < data.length; i++) {
    const x = data[i]!;
    if (own === undefined && !fit(x)) throw new InputError('literal-dtype', { value: showNumber(x), dtype });
    numbers.push(to(x));
  }
  return numbers;
};
