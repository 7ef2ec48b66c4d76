/** Places of elements, and what stands at them: the words in which ops are defined. */
import { convert, stridesOf, type DType, type Shape } from '@adjoint/ir';
import type { Tensor } from '@adjoint/evaluator';

export type Index = readonly number[];

/** All places of a shape, in row-major order. */
export const indicesOf = (shape: Shape): Index[] =>
  shape.reduce<Index[]>(
    (all, dim) => all.flatMap((index) => Array.from({ length: dim }, (_, i) => [...index, i])),
    [[]],
  );
/** How many elements stand before a place. */
export const offsetOf = (shape: Shape, index: Index): number =>
  stridesOf(shape).reduce((sum, stride, axis) => sum + stride * index[axis]!, 0);
export const at = (x: Tensor, index: Index): number => x.data[offsetOf(x.shape, index)]!;

/** The place with another number on the axis. */
export const moved = (index: Index, axis: number, place: number): Index =>
  index.map((own, k) => (k === axis ? place : own));
/** The place with one axis more. */
export const inserted = (index: Index, axis: number, place: number): Index => [
  ...index.slice(0, axis),
  place,
  ...index.slice(axis),
];
/** The first places of the line through `index` along the axis. */
export const along = (index: Index, axis: number, count: number): Index[] =>
  Array.from({ length: count }, (_, i) => moved(index, axis, i));

/** All elements of x whose index, without `axes`, is `index`; in row-major order. */
export const fibre = (x: Tensor, axes: readonly number[], index: Index): number[] =>
  indicesOf(x.shape)
    .filter((place) => place.filter((_, axis) => !axes.includes(axis)).every((i, k) => i === index[k]))
    .map((place) => at(x, place));

export const times = (dtype: DType, a: number, b: number): number => (dtype === 'i32' ? Math.imul(a, b) : a * b);
/** The sum in order, rounded once; whole numbers wrap. */
export const total = (dtype: DType, xs: readonly number[]): number =>
  convert[dtype](xs.reduce((sum, x) => (dtype === 'i32' ? (sum + x) | 0 : sum + x), 0));
/** The sum of the elements at places. */
export const totalAt = (x: Tensor, places: readonly Index[]): number =>
  total(
    x.dtype,
    places.map((place) => at(x, place)),
  );
export const product = (dtype: DType, xs: readonly number[]): number =>
  convert[dtype](xs.reduce((p, x) => times(dtype, p, x), 1));

/** Before or equal, NaN last: the order of sort. */
export const before = (a: number, b: number): boolean => a <= b || Number.isNaN(b);
export const byOrder = (a: number, b: number): number => +!before(a, b) - +!before(b, a);
