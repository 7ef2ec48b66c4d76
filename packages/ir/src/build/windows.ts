/**
 * How windows lie on the last axes of a value: strides, dilation and padding as a user writes them, checked, and as the primitives take
 * them. Shared by convolution and pooling.
 */
import { InputError } from '../error/error.ts';
import { wrongOption } from '../error/guard.ts';
import type { Keys } from '../error/guard.ts';
import { windowCount, windowSpan } from '../ops/windows.ts';
import { range } from '../type/shape.ts';
import { apply, located } from './apply.ts';
import { pad } from './shaping.ts';
import type { Sym } from './symbol.ts';

/** One number for every axis of space, or a list with one for each. */
export type PerAxis = number | readonly number[];
/** Nothing; as much as keeps ⌈size / stride⌉ windows, the odd one behind; or `[before, after]` for each axis of space. */
export type Padding = 'valid' | 'same' | readonly (readonly [before: number, after: number])[];

export interface WindowOptions {
  /** Steps from window to window. */
  readonly strides?: PerAxis;
  readonly padding?: Padding;
}

/** Windows over `window.length` last axes, each with its step, dilation and padding. */
export interface Frame {
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
  readonly pads: readonly (readonly [number, number])[];
}

export const WINDOW: Keys<WindowOptions> = { strides: true, padding: true };

const isWhole = (least: number) => (value: unknown) => Number.isSafeInteger(value) && (value as number) >= least;

const fault = (op: string, option: string, got: unknown, want: string): InputError =>
  wrongOption(`${op}: ${option}`, got, want);

/** The option as a list with a whole number ≥ 1 for each of `count` axes. Throws `option`. */
export const perAxis = (op: string, option: string, value: PerAxis, count: number): readonly number[] => {
  const list = typeof value === 'number' ? range(count).map(() => value) : value;
  if (Array.isArray(list) && list.length === count && list.every(isWhole(1))) return list;
  throw fault(op, option, value, `a whole number ≥ 1, or a list of ${count}, one for each axis of space`);
};

/** What must be added for ⌈size / stride⌉ windows, the odd one behind, as TensorFlow and JAX have it. */
const samePads = (dim: number, span: number, stride: number): readonly [number, number] => {
  const total = Math.max(0, (Math.ceil(dim / stride) - 1) * stride + span - dim);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
};

/** The padding as a pair for each axis. Throws `option`. */
export const padsOf = (
  op: string,
  padding: Padding,
  space: readonly number[],
  { window, strides, dilation }: Omit<Frame, 'pads'>,
): Frame['pads'] => {
  if (padding === 'valid') return space.map(() => [0, 0]);
  if (padding === 'same')
    return space.map((dim, i) => samePads(dim, windowSpan(window[i]!, dilation[i]!), strides[i]!));
  const isPair = (pair: unknown): boolean => Array.isArray(pair) && pair.length === 2 && pair.every(isWhole(0));
  if (Array.isArray(padding) && padding.length === space.length && padding.every(isPair)) return padding;
  throw fault(op, 'padding', padding, `'valid', 'same', or a list of ${space.length} pairs [before, after] ≥ 0`);
};

/** The options as the primitives take them. Throws `option`. */
export const frameOf = (
  op: string,
  space: readonly number[],
  window: readonly number[],
  { strides = 1, padding = 'valid' }: WindowOptions,
  dilated: PerAxis = 1,
): Frame => {
  const steps = {
    window,
    strides: perAxis(op, 'strides', strides, space.length),
    dilation: perAxis(op, 'dilation', dilated, space.length),
  };
  return { ...steps, pads: padsOf(op, padding, space, steps) };
};

/** How many windows there are along each axis of space. */
export const countsOf = (space: readonly number[], { window, strides, dilation, pads }: Frame): number[] =>
  space.map((dim, i) =>
    windowCount(dim + pads[i]![0] + pads[i]![1], windowSpan(window[i]!, dilation[i]!), strides[i]!),
  );

/** All windows of x: [...lead, ...count, ...window]; `fill` stands where there is padding. */
export const windowsOf = (op: string, x: Sym, { window, strides, dilation, pads }: Frame, fill = 0): Sym =>
  located(op, [x], { window, strides, dilation }, () => {
    const lead = range(x.shape.length - window.length).map((): [number, number] => [0, 0]);
    const none = pads.every(([before, after]) => before + after === 0);
    const padded = none ? x : pad(x, [...lead, ...pads], fill);
    return apply('patches', [padded], { window, strides, dilation });
  });
