/** Definitions of the ops that make or move elements. */
import { convert, DTYPES } from '@adjoint/ir';
import { cases, NUMBERS, on, type Definitions } from './definition.ts';
import { at, indicesOf, moved, offsetOf } from './places.ts';

export const moves: Definitions<
  'constant' | 'iota' | 'cast' | 'broadcast' | 'reshape' | 'transpose' | 'flip' | 'slice' | 'pad' | 'concat'
> = {
  constant: {
    cases: [
      { types: [], attrs: { data: [NaN, -0, 2] }, declared: on('f64', 3) },
      { types: [], attrs: { data: [] }, declared: on('bool', 0, 2) },
    ],
    element: (_, { data }, { shape }) => {
      const all = indicesOf(shape).map(String);
      return (index) => data[all.indexOf(String(index))]!;
    },
  },
  iota: {
    cases: NUMBERS.flatMap((dtype) => [0, 1, 9].map((n) => ({ types: [], attrs: {}, declared: on(dtype, n) }))),
    element:
      () =>
      ([i]) =>
        i!,
  },
  cast: {
    cases: DTYPES.flatMap((to) =>
      cases(DTYPES, [
        [[12], { dtype: to }],
        [[], { dtype: to }],
        [[0], { dtype: to }],
      ]),
    ),
    element:
      ([x], { dtype }) =>
      (index) =>
        convert[dtype](at(x!, index)),
  },
  broadcast: {
    cases: cases(DTYPES, [
      [[], { axes: [0], shape: [5] }],
      [[3], { axes: [0], shape: [2, 3] }],
      [[3], { axes: [1, 2], shape: [3, 2, 4] }],
      [[2, 3], { axes: [], shape: [2, 3] }],
      [[3], { axes: [0], shape: [0, 3] }],
      [[3], { axes: [0], shape: [1, 3] }],
    ]),
    element:
      ([x], { axes }) =>
      (index) =>
        at(
          x!,
          index.filter((_, axis) => !axes.includes(axis)),
        ),
  },
  reshape: {
    cases: cases(DTYPES, [
      [[2, 6], { shape: [3, 4] }],
      [[1], { shape: [] }],
      [[0, 3], { shape: [5, 0] }],
    ]),
    element:
      ([x], _, { shape }) =>
      (index) =>
        x!.data[offsetOf(shape, index)]!,
  },
  transpose: {
    cases: cases(DTYPES, [
      [[3, 4], { perm: [1, 0] }],
      [[2, 3, 4], { perm: [2, 0, 1] }],
      [[1, 3, 1, 2], { perm: [1, 0, 3, 2] }],
      [[2, 1, 3], { perm: [2, 1, 0] }],
      [[0, 3], { perm: [1, 0] }],
      [[], { perm: [] }],
    ]),
    element:
      ([x], { perm }) =>
      (index) =>
        at(
          x!,
          x!.shape.map((_, axis) => index[perm.indexOf(axis)]!),
        ),
  },
  flip: {
    cases: cases(DTYPES, [
      [[4], { axes: [0] }],
      [[2, 3, 4], { axes: [0, 2] }],
      [[2, 3], { axes: [] }],
      [[0, 2], { axes: [0, 1] }],
    ]),
    element:
      ([x], { axes }) =>
      (index) =>
        at(
          x!,
          index.map((i, axis) => (axes.includes(axis) ? x!.shape[axis]! - 1 - i : i)),
        ),
  },
  slice: {
    cases: cases(DTYPES, [
      [[10], { starts: [1], stops: [9], steps: [3] }],
      [[4, 5], { starts: [1, 0], stops: [3, 5], steps: [1, 1] }],
      [[4, 5], { starts: [0, 2], stops: [4, 4], steps: [2, 1] }],
      [[4, 5], { starts: [1, 1], stops: [3, 4], steps: [1, 1] }],
      [[3, 4, 5], { starts: [2, 1, 0], stops: [3, 3, 5], steps: [1, 1, 1] }],
      [[3, 4], { starts: [1, 2], stops: [2, 3], steps: [7, 7] }],
      [[3, 4], { starts: [3, 0], stops: [3, 4], steps: [1, 1] }],
    ]),
    element:
      ([x], { starts, steps }) =>
      (index) =>
        at(
          x!,
          index.map((i, axis) => starts[axis]! + i * steps[axis]!),
        ),
  },
  pad: {
    cases: cases(DTYPES, [
      [[3], { low: [1], high: [2], interior: [2] }],
      [[2, 3], { low: [0, 1], high: [1, 0], interior: [1, 0] }],
      [[0, 2], { low: [1, 0], high: [1, 1], interior: [3, 1] }],
      [[], { low: [], high: [], interior: [] }],
    ]),
    element:
      ([x], { low, interior }) =>
      (index) => {
        const from = index.map((i, axis) => (i - low[axis]!) / (interior[axis]! + 1));
        return from.every((i, axis) => Number.isInteger(i) && i >= 0 && i < x!.shape[axis]!) ? at(x!, from) : 0;
      },
  },
  concat: {
    cases: DTYPES.flatMap((dtype) => [
      { types: [on(dtype, 2, 3), on(dtype, 2, 0), on(dtype, 2, 2)], attrs: { axis: 1 } },
      { types: [on(dtype, 2, 3), on(dtype, 1, 3)], attrs: { axis: 0 } },
      { types: [on(dtype, 4)], attrs: { axis: 0 } },
    ]),
    element:
      (args, { axis }) =>
      (index) => {
        let place = index[axis]!;
        const part = args.find((x) => place < x.shape[axis]! || ((place -= x.shape[axis]!), false))!;
        return at(part, moved(index, axis, place));
      },
  },
};
