/** Shape arithmetic, all of it: so that symbolic dimensions can come later by changing this file. */
import { InputError } from '../error/error.ts';
import { wrongOption } from '../error/guard.ts';
import { sameShape, type Shape } from './type.ts';

/** Number of elements. */
export const sizeOf = (shape: Shape): number => {
  let size = 1;
  for (const dim of shape) size *= dim;
  return size;
};

export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Row-major strides in elements. */
export const stridesOf = (shape: Shape): number[] => {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
};

export const without = (shape: Shape, axes: readonly number[]): number[] =>
  shape.filter((_, axis) => !axes.includes(axis));

const noAxis = (option: string, got: unknown, want: string): InputError => wrongOption(option, got, want);

/** The axis counted from the front; negative ones count from the end. Throws `axis` when there is no such axis, `option` for no number. */
export const axisOf = (op: string, axis: number, rank: number): number => {
  if (typeof axis !== 'number') throw noAxis(`${op}: axis`, axis, 'a whole number');
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) throw new InputError('axis', { op, axis, rank });
  return axis < 0 ? axis + rank : axis;
};

/** Axes counted from the front, ascending; `undefined` means all. Throws `axis`, `axis-repeated` or `option`. */
export const axesOf = (op: string, axes: number | readonly number[] | undefined, rank: number): number[] => {
  if (axes === undefined) return range(rank);
  if (typeof axes !== 'number' && !Array.isArray(axes)) throw noAxis(`${op}: axes`, axes, 'an axis or a list of axes');
  const found = [axes].flat().map((axis) => axisOf(op, axis, rank));
  const sorted = found.sort((a, b) => a - b);
  const twice = sorted.find((axis, i) => axis === sorted[i + 1]);
  if (twice !== undefined) throw new InputError('axis-repeated', { op, axis: twice });
  return sorted;
};

/** The common shape under NumPy's rule: aligned at the last axis, a dimension of 1 stretches. Throws `broadcast`. */
export const broadcastShapes = (op: string, shapes: readonly Shape[]): Shape => {
  const [first = [], ...rest] = shapes;
  if (rest.every((shape) => sameShape(shape, first))) return first;
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return range(rank).map((axis) => {
    const dims = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    const dim = dims.find((d) => d !== 1) ?? 1;
    if (dims.some((d) => d !== 1 && d !== dim)) throw new InputError('broadcast', { op, shapes });
    return dim;
  });
};
