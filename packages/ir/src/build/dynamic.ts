/** Parts of a value at a place that is known at run time only; the place is moved inside, as in XLA, so that the part always fits. */
import { InputError } from '../error/error.ts';
import { givenList, wrongOption } from '../error/guard.ts';
import { range } from '../type/shape.ts';
import { located } from './apply.ts';
import { iotaIn } from './creation.ts';
import { at, take } from './indexing.ts';
import { together, type Value } from './lift.ts';
import { add, and, clip, ge, lt, sub, where } from './pointwise.ts';
import { reshape } from './shaping.ts';
import type { Sym } from './symbol.ts';

/** Throws `size` unless there is one start for each axis, and `option` unless the part fits. */
const demandPart = (op: string, x: Sym, starts: Sym, what: string, sizes: readonly number[]): void =>
  located(op, [x, starts], { sizes }, () => {
    givenList(`${op}: ${what}`, sizes, 'sizes');
    const rank = x.shape.length;
    const rule = 'there must be one start (i32) for each axis';
    if (starts.shape.length !== 1 || starts.shape[0] !== rank)
      throw new InputError('size', { op, from: starts.shape, to: [rank], rule });
    if (starts.dtype !== 'i32') throw new InputError('dtype', { op, got: [starts.dtype], want: 'i32 starts' });
    const fits =
      sizes.length === rank && sizes.every((size, i) => Number.isInteger(size) && size >= 0 && size <= x.shape[i]!);
    const want = `whole numbers from 0 to those of [${x.shape.join(',')}]`;
    if (!fits) throw wrongOption(`${op}: ${what}`, sizes, want);
  });

/** The start along an axis, moved to where the part fits. */
const startAt = (x: Sym, starts: Sym, size: number, axis: number): Sym =>
  clip(at(starts, axis), 0, x.shape[axis]! - size);

/**
 * The part of x of the given sizes that begins at the i32 `starts`, one for each axis. A start too small or too great is moved to the
 * nearest that fits. Throws `size`, `option` or `dtype`.
 */
export const dynamicSlice = (value: Value, starts: Value, sizes: readonly number[]): Sym => {
  const [x, from] = together([value, starts], ['common', 'i32']) as [Sym, Sym];
  demandPart('dynamicSlice', x, from, 'sizes', sizes);
  return x.builder.within('dynamicSlice', () =>
    range(sizes.length).reduce((part, axis) => {
      const size = sizes[axis]!;
      if (size === x.shape[axis]) return part;
      return take(part, add(startAt(x, from, size, axis), iotaIn(x.builder, size)), axis);
    }, x),
  );
};

/**
 * x with the part that begins at the i32 `starts` replaced by `update`, whose sizes are at most those of x; starts as for `dynamicSlice`.
 * Throws `size`, `option` or `dtype`.
 */
export const dynamicUpdate = (value: Value, update: Value, starts: Value): Sym => {
  const [x, part, from] = together([value, update, starts], ['common', 'common', 'i32']) as [Sym, Sym, Sym];
  demandPart('dynamicUpdate', x, from, 'the shape of update', part.shape);
  if (part.shape.includes(0)) return x;
  return x.builder.within('dynamicUpdate', () => {
    let inside: Sym | undefined;
    let placed = part;
    for (const axis of range(x.shape.length)) {
      const [dim, size] = [x.shape[axis]!, part.shape[axis]!];
      if (size === dim) continue;
      // The place in the part of each place in x; outside the part, any.
      const place = sub(iotaIn(x.builder, dim), startAt(x, from, size, axis));
      const column = [dim, ...range(x.shape.length - axis - 1).map(() => 1)];
      const within = reshape(and(ge(place, 0), lt(place, size)), column);
      inside = inside === undefined ? within : and(inside, within);
      placed = take(placed, clip(place, 0, size - 1), axis);
    }
    return inside === undefined ? part : where(inside, placed, x);
  });
};
