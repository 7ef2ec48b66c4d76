/** Parts of a value by place. */
import { InputError } from '../error/error.ts';
import { givenList, wrongOption } from '../error/guard.ts';
import { axisOf, range } from '../type/shape.ts';
import type { Shape } from '../type/type.ts';
import { indicesInto, type IndexOptions } from './outside.ts';
import { apply, axisIn, located } from './apply.ts';
import { lift, together, type Value } from './lift.ts';
import { reshape } from './shaping.ts';
import type { Sym } from './symbol.ts';

/** `[start, stop, step = 1]`: negative places count from the end, `null` is the end itself; `null` alone is the whole axis. */
export type Range = readonly [start: number | null, stop?: number | null, step?: number] | null;

const clamp = (place: number, dim: number, least: number, most: number): number =>
  Math.min(Math.max(place < 0 ? place + dim : place, least), most);

/** The elements of a range as a forward slice, and whether it runs backwards: Python's rule. */
interface Stretch {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly backwards: boolean;
}

const stretch = (axisRange: Range, dim: number): Stretch => {
  const [start, stop, step = 1] = givenList('slice: range', axisRange ?? [0, dim], 'start, stop and step');
  if (!Number.isInteger(step) || step === 0) {
    throw wrongOption('slice step', step, 'a whole number, not 0');
  }
  const stray = [start, stop].find((place) => typeof (place ?? 0) !== 'number');
  if (stray !== undefined) throw wrongOption('slice: start or stop', stray, 'a number or null');
  if (step > 0) {
    const from = clamp(start ?? 0, dim, 0, dim);
    return { start: from, stop: Math.max(from, clamp(stop ?? dim, dim, 0, dim)), step, backwards: false };
  }
  const from = clamp(start ?? dim - 1, dim, -1, dim - 1);
  const end = stop === undefined || stop === null ? -1 : clamp(stop, dim, -1, dim - 1);
  const count = Math.max(0, Math.ceil((from - end) / -step));
  const last = from + (count - 1) * step;
  return count === 0
    ? { start: 0, stop: 0, step: 1, backwards: false }
    : { start: last, stop: from + 1, step: -step, backwards: true };
};

/**
 * The elements in a range along each axis, the first axes first; the rest whole. Ranges are cut to the axis, and a negative step runs
 * backwards, as in Python. Throws `axis` or `option`.
 */
export const slice = (value: Value, ...ranges: Range[]): Sym => {
  const x = lift(value);
  const rank = x.shape.length;
  const all = located('slice', [x], {}, () => {
    if (ranges.length > rank) throw new InputError('axis', { op: 'slice', axis: ranges.length - 1, rank });
    return x.shape.map((dim, axis) => stretch(ranges[axis] ?? null, dim));
  });
  const forward = apply('slice', [x], {
    starts: all.map(({ start }) => start),
    stops: all.map(({ stop }) => stop),
    steps: all.map(({ step }) => step),
  });
  const turned = all.flatMap(({ backwards }, axis) => (backwards ? [axis] : []));
  return turned.length === 0 ? forward : apply('flip', [forward], { axes: turned });
};

/** The elements of x from a place up to, not including, another along the axis. */
export const cut = (x: Sym, axis: number, from: number, to: number): Sym => {
  const along = axisOf('slice', axis, x.shape.length);
  return apply('slice', [x], {
    starts: x.shape.map((_, i) => (i === along ? from : 0)),
    stops: x.shape.map((dim, i) => (i === along ? to : dim)),
    steps: x.shape.map(() => 1),
  });
};

const placeOn = (x: Sym, place: number, axis: number): Range => {
  const size = x.shape[axis];
  if (size === undefined) throw new InputError('axis', { op: 'at', axis, rank: x.shape.length });
  if (!Number.isInteger(place) || place < -size || place >= size)
    throw new InputError('index', { op: 'at', index: place, size });
  const from = place < 0 ? place + size : place;
  return [from, from + 1];
};

/** The element, or the slice, at a place along the first axes, dropping them. Negative places count from the end. Throws `axis` or `index`. */
export const at = (value: Value, ...index: number[]): Sym => {
  const x = lift(value);
  const ranges = located('at', [x], { index }, () => index.map((place, axis) => placeOn(x, place, axis)));
  return reshape(slice(x, ...ranges), x.shape.slice(index.length));
};

/** Nobody means more parts than this of an axis that has fewer elements. */
const MANY = 1024;

const equalParts = (count: number, dim: number): number[] =>
  count >= 1 && count <= Math.max(dim, MANY) ? range(count).map(() => dim / count) : [];

const sizesOf = (countOrSizes: number | readonly number[], dim: number): readonly number[] => {
  const sizes =
    typeof countOrSizes === 'number' ? equalParts(countOrSizes, dim) : givenList('split: sizes', countOrSizes, 'sizes');
  const whole = sizes.every((size) => Number.isInteger(size) && size >= 0);
  if (!whole || sizes.reduce((total, size) => total + size, 0) !== dim) {
    throw wrongOption('split', countOrSizes, `a divisor of ${dim}, or sizes that add up to it`);
  }
  return sizes;
};

/** Parts along the axis: so many equal ones, or of the given sizes. Throws `axis` or `option`. */
export const parts = (value: Value, countOrSizes: number | readonly number[], axis = 0): Sym[] => {
  const x = lift(value);
  const along = axisIn('split', x, axis);
  const sizes = located('split', [x], { parts: countOrSizes, axis }, () => sizesOf(countOrSizes, x.shape[along]!));
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return cut(x, along, start - size, start);
  });
};

/**
 * The slices of x along the axis at i32 `indices`, whose shape takes the place of the axis. An index out of range is an error at run time,
 * unless `outside` says otherwise. Throws `axis`, `dtype` or `option`.
 */
export const take = (value: Value, indices: Value, axis = 0, options: IndexOptions = {}): Sym => {
  const [x, given] = together([value, indices], ['common', 'i32']) as [Sym, Sym];
  const along = axisIn('take', x, axis);
  const { places, kept } = indicesInto('take', given, x.shape[along]!, options);
  return kept(apply('take', [x, places], { axis: along }), along);
};

/**
 * Zeros of `shape`, with `updates` added in along the axis at i32 `indices`; equal places add up. An index out of range is an error at run
 * time, unless `outside` says otherwise. Throws `axis`, `size`, `dtype` or `option`.
 */
export const scatterAdd = (shape: Shape, indices: Value, updates: Value, axis = 0, options: IndexOptions = {}): Sym => {
  givenList('scatterAdd: shape', shape, 'dimensions');
  const [given, x] = together([indices, updates], ['i32', 'common']) as [Sym, Sym];
  const along = located('scatterAdd', [x, given], { axis, shape }, () => axisOf('scatterAdd', axis, shape.length));
  const { places, kept } = indicesInto('scatterAdd', given, shape[along]!, options);
  return apply('scatterAdd', [kept(x, along), places], { axis: along, shape });
};
