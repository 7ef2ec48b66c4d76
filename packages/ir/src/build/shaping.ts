/** Operations that move elements without changing them. */
import { InputError } from '../error/error.ts';
import { givenList, wrongOption } from '../error/guard.ts';
import { axisOf, range, sizeOf, without } from '../type/shape.ts';
import { isDType, sameShape, type DType } from '../type/type.ts';
import { apply, axesIn, axisIn, broadcastTo as stretch, located } from './apply.ts';
import { constantIn, iotaIn } from './creation.ts';
import { lift, together, type Value } from './lift.ts';
import { add, ge, le, where } from './pointwise.ts';
import type { Axes } from './reductions.ts';
import type { Sym } from './symbol.ts';

/** Dimensions one by one or as a list: `reshape(2, 3)` or `reshape([2, 3])`. */
export type Dims = readonly (number | readonly number[])[];

/** x in another dtype: to i32 truncates and wraps, to bool tells x ≠ 0. Throws `option`. */
export const cast = (value: Value, dtype: DType): Sym => {
  if (!isDType(dtype)) throw wrongOption('dtype', dtype, 'f64, f32, i32 or bool');
  const x = lift(value);
  return x.dtype === dtype ? x : apply('cast', [x], { dtype });
};

/** The dimensions with one −1 worked out from the size. */
const inferred = (x: Sym, dims: readonly number[]): readonly number[] => {
  const unknown = dims.indexOf(-1);
  if (unknown < 0) return dims;
  const rest = sizeOf(without(dims, [unknown]));
  return dims.map((dim, axis) => (axis === unknown ? sizeOf(x.shape) / rest : dim));
};

/** The same elements, row major, in another shape; one dimension may be −1. Throws `size` or `shape`. */
export const reshape = (value: Value, ...dims: Dims): Sym => {
  const x = lift(value);
  const shape = inferred(x, dims.flat());
  return sameShape(x.shape, shape) ? x : apply('reshape', [x], { shape });
};

/** Axes in another order (reversed when left out): axis i of the result is axis `perm[i]` of x. Throws `axis` or `attribute`. */
export const transpose = (value: Value, ...perm: Dims): Sym => {
  const x = lift(value);
  const rank = x.shape.length;
  const order = perm.flat();
  const given = located('transpose', [x], { perm: order }, () => order.map((axis) => axisOf('transpose', axis, rank)));
  return apply('transpose', [x], { perm: perm.length === 0 ? range(rank).reverse() : given });
};

/** x repeated to the shape, under NumPy's rule. Throws `broadcast`. */
export const broadcastTo = (x: Value, ...dims: Dims): Sym => stretch(x, dims.flat());

/** A new axis of size 1 before `axis`; −1 puts it last. Throws `axis`. */
export const expandDims = (value: Value, axis: number): Sym => {
  const x = lift(value);
  const at = axisIn('expandDims', x, axis, x.shape.length + 1);
  return reshape(x, [...x.shape.slice(0, at), 1, ...x.shape.slice(at)]);
};

/** Without the given axes of size 1, or without all such. Throws `axis` or `size`. */
export const squeeze = (value: Value, axes?: Axes): Sym => {
  const x = lift(value);
  const ones = range(x.shape.length).filter((axis) => x.shape[axis] === 1);
  return reshape(x, without(x.shape, axes === undefined ? ones : axesIn('squeeze', x, axes)));
};

/** x backwards along the axes, all when left out. Throws `axis`. */
export const flip = (value: Value, over?: Axes): Sym => {
  const x = lift(value);
  return apply('flip', [x], { axes: axesIn('flip', x, over) });
};

/** x repeated along each axis, under NumPy's rule: missing counts are 1, at the front. Throws `shape`. */
export const tile = (value: Value, reps: number | readonly number[]): Sym => {
  const x = lift(value);
  const counts = typeof reps === 'number' ? [reps] : givenList('tile: reps', reps, 'counts');
  const rank = Math.max(counts.length, x.shape.length);
  const repeat = range(rank).map((axis) => counts[axis - rank + counts.length] ?? 1);
  const shape = range(rank).map((axis) => x.shape[axis - rank + x.shape.length] ?? 1);
  const interleaved = range(rank).flatMap((axis) => [repeat[axis]!, shape[axis]!]);
  const spread = apply('broadcast', [reshape(x, shape)], {
    axes: range(rank).map((axis) => 2 * axis),
    shape: interleaved,
  });
  return reshape(
    spread,
    shape.map((dim, axis) => dim * repeat[axis]!),
  );
};

/** The values one after the other along the axis. Throws `axis`, `size`, `dtype` or `arity`. */
export const concat = (values: readonly Value[], axis = 0): Sym => {
  givenList('concat', values, 'values');
  if (values.length === 0) throw new InputError('arity', { op: 'concat', got: 0, want: 'at least 1' });
  const xs = together(values);
  const along = located('concat', xs, { axis }, () => axisOf('concat', axis, xs[0]!.shape.length));
  return apply('concat', xs, { axis: along });
};

/** Values of one shape along a new axis. Throws `axis`, `size`, `dtype` or `arity`. */
export const stack = (values: readonly Value[], axis = 0): Sym =>
  concat(
    together(givenList('stack', values, 'values')).map((x) => expandDims(x, axis)),
    axis,
  );

const padded = (x: Sym, low: readonly number[], high: readonly number[]): Sym =>
  apply('pad', [x], { low, high, interior: low.map(() => 0) });

/** x with `[before, after]` elements of `fill` added along each axis. Throws `attribute` or `dtype`. */
export const pad = (value: Value, widths: readonly (readonly [number, number])[], fill: Value = 0): Sym => {
  const x = lift(value);
  givenList('pad: widths', widths, '[before, after] pairs').forEach((pair) =>
    givenList('pad: widths', pair, 'two numbers'),
  );
  const low = widths.map(([before]) => before);
  const high = widths.map(([, after]) => after);
  const zeros = padded(x, low, high);
  if (fill === 0) return zeros;
  const inside = stretch(constantIn(x.builder, 'bool', [], [1]), x.shape);
  return where(padded(inside, low, high), zeros, fill);
};

const triangle = (name: 'tril' | 'triu', value: Value, offset: number): Sym => {
  const x = lift(value);
  axisIn(name, x, -2);
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  return x.builder.within(name, () => {
    const row = reshape(iotaIn(x.builder, rows), [rows, 1]);
    const column = iotaIn(x.builder, columns);
    const edge = add(row, offset);
    return where(name === 'tril' ? le(column, edge) : ge(column, edge), x, x.dtype === 'bool' ? false : 0);
  });
};

/** The lower triangle of the last two axes, with the diagonal `offset` (0 the main one) its last; zeros above. Throws `axis`. */
export const tril = (x: Value, offset = 0): Sym => triangle('tril', x, offset);
/** The upper triangle of the last two axes, with the diagonal `offset` (0 the main one) its first; zeros below. Throws `axis`. */
export const triu = (x: Value, offset = 0): Sym => triangle('triu', x, offset);
