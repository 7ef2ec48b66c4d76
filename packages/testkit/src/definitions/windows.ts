/** Definitions of the ops of windows over the last axes. */
import { DTYPES } from '@adjoint/ir';
import { cases, NUMBERS, type Definitions } from './definition.ts';
import { at, indicesOf, totalAt, type Index } from './places.ts';

/** Where a place in a window, [...lead, ...window, ...place in it], lies in the value. */
const windowPlace = (
  index: Index,
  { strides, dilation }: { strides: readonly number[]; dilation: readonly number[] },
): Index => {
  const lead = index.length - 2 * strides.length;
  const inside = strides.map(
    (stride, i) => index[lead + i]! * stride + index[lead + strides.length + i]! * dilation[i]!,
  );
  return [...index.slice(0, lead), ...inside];
};

export const windows: Definitions<'patches' | 'overlapAdd'> = {
  patches: {
    cases: cases(DTYPES, [
      [[9], { window: [3], strides: [2], dilation: [1] }],
      [[2, 9], { window: [3], strides: [3], dilation: [2] }],
      [[2, 4, 5], { window: [2, 3], strides: [1, 1], dilation: [2, 1] }],
      [[2, 3, 4], { window: [1, 1], strides: [1, 1], dilation: [1, 1] }],
      [[5, 2], { window: [1, 1], strides: [2, 1], dilation: [1, 1] }],
      [[4], { window: [5], strides: [1], dilation: [1] }],
      [[0, 4], { window: [2], strides: [1], dilation: [1] }],
      [[3], { window: [], strides: [], dilation: [] }],
    ]),
    element:
      ([x], steps) =>
      (index) =>
        at(x!, windowPlace(index, steps)),
  },
  overlapAdd: {
    cases: cases(NUMBERS, [
      [[4, 3], { shape: [9], strides: [2], dilation: [1] }],
      [[4, 3], { shape: [10], strides: [2], dilation: [1] }],
      [[2, 2, 3], { shape: [9], strides: [3], dilation: [2] }],
      [[2, 2, 3, 2, 3], { shape: [4, 5], strides: [1, 1], dilation: [2, 1] }],
      [[2, 0, 5], { shape: [4], strides: [1], dilation: [1] }],
      [[0, 3, 2], { shape: [4], strides: [1], dilation: [1] }],
      [[3], { shape: [], strides: [], dilation: [] }],
    ]),
    element:
      ([x], steps) =>
      (index) =>
        totalAt(
          x!,
          indicesOf(x!.shape).filter((place) => String(windowPlace(place, steps)) === String(index)),
        ),
  },
};
