/**
 * The short way in and out of a program: records of plain numbers and of arrays of the right class. It writes as the long way does (`feed.ts`,
 * `deliver.ts`) and tells no errors: what it does not know is left to that one, from the start.
 */
import { isRecord, sizeOf, type DType, type Shape, type TensorType, type TypedArray } from '@adjoint/ir';
import { Tensor } from './tensor.ts';

/** Things in the order of a graph, and by their names. */
export interface Named<T> {
  readonly list: readonly T[];
  readonly by: ReadonlyMap<string, T>;
}

export const named = <T extends { readonly name: string }>(list: readonly T[]): Named<T> => ({
  list,
  by: new Map(list.map((each) => [each.name, each])),
});

/** The thing of that name: most records have the order of the graph. */
const find = <T extends { readonly name: string }>(
  { list, by }: Named<T>,
  place: number,
  name: string,
): T | undefined => {
  const guess = list[place];
  return guess !== undefined && guess.name === name ? guess : by.get(name);
};

/** An array of this realm that stores the dtype. Each class is written out: engines then know which one they ask for. */
const stores = (dtype: DType, value: unknown): value is TypedArray => {
  switch (dtype) {
    case 'f64':
      return value instanceof Float64Array;
    case 'f32':
      return value instanceof Float32Array;
    case 'i32':
      return value instanceof Int32Array;
    default:
      return value instanceof Uint8Array;
  }
};

/** What the short way knows of an input or output: `view` is its place in the program, where it has one. */
export interface Plain {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: Shape;
  readonly size: number;
  readonly scalar: boolean;
  readonly view: TypedArray | undefined;
}

export const plainOf = (name: string, { dtype, shape }: TensorType): Omit<Plain, 'view'> => ({
  name,
  dtype,
  shape,
  size: sizeOf(shape),
  scalar: shape.length === 0,
});

const isArrayFor = ({ dtype, size }: Plain, value: unknown): value is TypedArray =>
  ArrayBuffer.isView(value) && stores(dtype, value) && value.length === size;

/** The array of a tensor of a run: those have the shape of the graph, the very same object. */
const arrayIn = (plain: Plain, value: unknown): TypedArray | undefined => {
  const known = value instanceof Tensor && value.shape === plain.shape && isArrayFor(plain, value.data);
  return known ? value.data : undefined;
};

const arrayFor = (plain: Plain, value: unknown): TypedArray | undefined =>
  isArrayFor(plain, value) ? value : arrayIn(plain, value);

/** A few numbers faster than `set` does. */
const copySome = (view: TypedArray, data: ArrayLike<number>, size: number): void => {
  if (size > 16) view.set(data);
  else for (let i = 0; i < size; i++) view[i] = data[i]!;
};

/** Copies so many numbers. */
export const copyTo = (view: TypedArray, data: ArrayLike<number>, size: number): void => {
  if (size === 1) view[0] = data[0]!;
  else copySome(view, data, size);
};

const write = (port: Plain, value: unknown): boolean => {
  const { dtype, view } = port;
  if (view === undefined || dtype === 'bool') return false;
  if (typeof value === 'number') {
    if (!port.scalar || dtype === 'i32') return false;
    view[0] = dtype === 'f64' ? value : Math.fround(value);
    return true;
  }
  const data = arrayFor(port, value);
  if (data === undefined) return false;
  copyTo(view, data, port.size);
  return true;
};

// Below, `Object.prototype.hasOwnProperty.call` in full: engines know that it holds of the names of a for-in, which they do not know of
// Object.hasOwn, nor of the method by another name.

/** Writes all feeds, and says whether it could. */
export const writePlain = (ports: Named<Plain>, feeds: unknown): boolean => {
  if (!isRecord(feeds)) return false;
  let count = 0;
  for (const name in feeds) {
    const port = find(ports, count++, name);
    if (port === undefined || !Object.prototype.hasOwnProperty.call(feeds, name) || !write(port, feeds[name]))
      return false;
  }
  return count === ports.list.length;
};

/** Takes all targets, and says whether it could. */
export const takePlain = (
  outlets: Named<Plain & { target: TypedArray | undefined }>,
  targets: Readonly<Record<string, unknown>>,
): boolean => {
  if (!isRecord(targets)) return false;
  let count = 0;
  for (const name in targets) {
    const outlet = find(outlets, count++, name);
    if (outlet === undefined || !Object.prototype.hasOwnProperty.call(targets, name)) return false;
    const target = arrayFor(outlet, targets[name]);
    if (target === undefined) return false;
    outlet.target = target;
  }
  return true;
};
