/** Pooling over windows of the last axes: windows, then one reduction. */
import { InputError } from '../error/error.ts';
import { givenList, givenOptions, wrongOption } from '../error/guard.ts';
import { range } from '../type/shape.ts';
import { isFloat, type DType } from '../type/type.ts';
import { located } from './apply.ts';
import { constantIn } from './creation.ts';
import { lift, type Value } from './lift.ts';
import { div, mul } from './pointwise.ts';
import { max, sum } from './reductions.ts';
import { reshape } from './shaping.ts';
import type { Sym } from './symbol.ts';
import {
  countsOf,
  frameOf,
  perAxis,
  WINDOW,
  windowsOf,
  type Frame,
  type PerAxis,
  type WindowOptions,
} from './windows.ts';

export interface AvgPoolOptions extends WindowOptions {
  /** Whether padding counts as zeros of the window; if not (the default), the mean is over the elements that are there. */
  readonly countPadding?: boolean;
}

/** The axes of space of [N, C, ...space], or as many last ones as the list has. */
const frameFor = (op: string, x: Sym, window: PerAxis, { strides = window, padding = 'valid' }: WindowOptions): Frame =>
  located(op, [x], { window }, () => {
    const rank = x.shape.length;
    const count = typeof window === 'number' ? rank - 2 : givenList(`${op}: window`, window, 'sizes').length;
    if (count < 1 || count > rank)
      throw new InputError('axis', { op, axis: typeof window === 'number' ? 2 : count - 1, rank });
    const space = x.shape.slice(rank - count);
    const frame = frameOf(op, space, perAxis(op, 'window', window, count), { strides, padding });
    // Then every window has an element of x, unless x has none.
    const overlaps = frame.pads.every((pair, i) => pair.every((width) => width < frame.window[i]!));
    const want = `less than the window [${frame.window.join(',')}], so that no window is all padding`;
    if (!overlaps) throw wrongOption(`${op}: padding`, padding, want);
    return frame;
  });

/** The axes of the places in a window, the last ones. */
const windowAxes = (patches: Sym, { window }: Frame): number[] =>
  range(window.length).map((i) => patches.shape.length - window.length + i);

const LEAST: { readonly [D in DType]: number } = { f64: -Infinity, f32: -Infinity, i32: -(2 ** 31), bool: 0 };

/**
 * The greatest element of each window; NaN where it has one; equal ones share the derivative. Padding is never greatest. A number as the
 * window is one for each axis of space of [N, C, ...space]; a list is for as many last axes as it has. Windows follow one another unless
 * `strides` says otherwise. Throws `option`, `axis` or `dtype`.
 */
export const maxPool = (value: Value, window: PerAxis, options: WindowOptions = {}): Sym => {
  givenOptions('maxPool', options, WINDOW);
  const x = lift(value);
  const frame = frameFor('maxPool', x, window, options);
  return x.builder.within('maxPool', () => {
    const patches = windowsOf('maxPool', x, frame, LEAST[x.dtype]);
    return max(patches, windowAxes(patches, frame));
  });
};

/** How many elements along an axis each window has that are no padding. */
const covered = (dim: number, count: number, size: number, stride: number, before: number): number[] =>
  range(count).map((i) => Math.min(i * stride - before + size, dim) - Math.max(i * stride - before, 0));

/** How many elements each window has that are no padding, to divide by. */
const divisors = (x: Sym, frame: Frame): Sym => {
  const rank = frame.window.length;
  const space = x.shape.slice(x.shape.length - rank);
  const along = countsOf(space, frame).map((count, i) => {
    const data = covered(space[i]!, count, frame.window[i]!, frame.strides[i]!, frame.pads[i]![0]);
    const found = constantIn(x.builder, x.dtype, [count], data);
    return reshape(found, [count, ...range(rank - 1 - i).map(() => 1)]);
  });
  return along.reduce((product, each) => mul(product, each));
};

/**
 * The mean of each window, over the elements that are no padding unless `countPadding`; the window and the options as for `maxPool`.
 * Throws `option`, `axis` or `dtype`.
 */
export const avgPool = (value: Value, window: PerAxis, options: AvgPoolOptions = {}): Sym => {
  const { countPadding = false, ...windows } = givenOptions('avgPool', options, { ...WINDOW, countPadding: true });
  const x = lift(value);
  if (!isFloat(x.dtype)) throw new InputError('dtype', { op: 'avgPool', got: [x.dtype], want: 'f64 or f32' });
  const frame = frameFor('avgPool', x, window, windows);
  return x.builder.within('avgPool', () => {
    const patches = windowsOf('avgPool', x, frame);
    const total = sum(patches, windowAxes(patches, frame));
    const whole = countPadding || frame.pads.every(([before, after]) => before + after === 0);
    const size = frame.window.reduce((product, dim) => product * dim, 1);
    return div(total, whole ? size : divisors(x, frame));
  });
};
