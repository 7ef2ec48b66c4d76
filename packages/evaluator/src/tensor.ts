/** Values: a typed array with a shape, row major. A tensor holds exactly as many elements as its shape says, of its dtype. */
import {
  ARRAYS,
  DTYPES,
  InputError,
  literal,
  literalData,
  SAME_COUNT,
  sizeOf,
  tensorType,
  typedArrayDType,
  type DType,
  type Numeric,
  type Shape,
  type TensorLike,
  type TensorType,
  type TypedArray,
} from '@adjoint/ir';

/** Nested rows of numbers, or of booleans; a scalar is the element itself. */
export type Nested = number | boolean | readonly Nested[];

/** The numbers, copied into an array of the class that stores `dtype`. */
export const typedArray = (dtype: DType, from: ArrayLike<number>): TypedArray => new ARRAYS[dtype](from);

const dtypes: ReadonlyMap<unknown, DType> = new Map(DTYPES.map((dtype) => [ARRAYS[dtype], dtype]));

/** The dtype that a typed array stores, undefined for anything else: `typedArrayDType`, quick for arrays of this realm. */
export const storedDType = (value: unknown): DType | undefined =>
  ArrayBuffer.isView(value) ? (dtypes.get(value.constructor) ?? typedArrayDType(value)) : undefined;

const shown: { readonly [D in DType]: (x: number) => number | boolean } = {
  f64: (x) => x,
  f32: (x) => x,
  i32: (x) => x,
  bool: (x) => x !== 0,
};

/** The rows of one axis more: `items` cut into `count` rows. */
const rows = (items: readonly Nested[], count: number): Nested[] => {
  const width = count === 0 ? 0 : items.length / count;
  return Array.from({ length: count }, (_, i) => items.slice(i * width, (i + 1) * width));
};

/** A value: `dtype`, `shape`, and `data` in row-major order. Throws `size` or `dtype` where `data` is not what they say. */
export class Tensor implements TensorLike {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly data: TypedArray;

  constructor(dtype: DType, shape: Shape, data: TypedArray) {
    const own = storedDType(data);
    if (own !== dtype) throw new InputError('dtype', { op: 'tensor', got: [own ?? 'no typed array'], want: dtype });
    if (data.length !== sizeOf(shape))
      throw new InputError('size', { op: 'tensor', from: [data.length], to: shape, rule: SAME_COUNT });
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
  }

  /** The element of a tensor that has one, as a number; truth values are 0 and 1. Throws `size`. */
  item(): number {
    if (this.data.length !== 1)
      throw new InputError('size', {
        op: 'item',
        from: this.shape,
        to: [],
        rule: 'only a value of one element is a number',
      });
    return this.data[0]!;
  }

  /** The elements as nested arrays, of booleans where the dtype is bool; a scalar is the element itself. */
  toArray(): Nested {
    let items: readonly Nested[] = Array.from(this.data as ArrayLike<number>, shown[this.dtype]);
    for (let axis = this.shape.length - 1; axis > 0; axis--) {
      items = rows(items, sizeOf(this.shape.slice(0, axis)));
    }
    return this.shape.length === 0 ? items[0]! : items;
  }
}

/**
 * A tensor of a copy of the data: of `type` if given, else of the dtype and shape that the data has (plain numbers are f64). Data of the
 * right size feeds any shape. Throws `value`, `size`, `shape`, or `literal-dtype` for a plain number that the dtype cannot hold.
 */
export const tensor = (data: Numeric, type?: TensorType): Tensor => {
  const read = literal(data);
  const { dtype, shape } = type ?? { dtype: read.dtype ?? 'f64', shape: read.shape };
  const checked = tensorType(dtype, shape);
  if (read.data.length !== sizeOf(shape))
    throw new InputError('size', { op: 'tensor', from: read.shape, to: shape, rule: SAME_COUNT });
  const own = read.dtype;
  const numbers = own === dtype && own !== 'bool' ? read.data : literalData(read, dtype);
  return new Tensor(dtype, checked.shape, typedArray(dtype, numbers));
};
