/** Definitions of the ops that put elements in order, or look for one, along an axis. */
import { DTYPES, type TensorType } from '@adjoint/ir';
import { tensor, type Tensor } from '@adjoint/evaluator';
import { AXIS, cases, NUMBERS, on, valueOf, type Definitions } from './definition.ts';
import { along, at, before, byOrder, inserted, type Index } from './places.ts';

/** Special numbers in order along the last axis. */
const inOrder = (type: TensorType): Tensor => {
  const { dtype, shape, data } = valueOf(type, true);
  const n = shape.at(-1)!;
  const rows = Array.from({ length: data.length / n }, (_, i) => Array.from(data.subarray(i * n, (i + 1) * n)));
  return tensor(
    rows.flatMap((row) => row.sort(byOrder)),
    on(dtype, ...shape),
  );
};

/** The places along the axis, in the order of their elements; equal ones stay. */
const orderOf = (x: Tensor, axis: number, index: Index): Index[] =>
  along(index, axis, x.shape[axis]!).sort((i, j) => byOrder(at(x, i), at(x, j)));

/** Where the best along the axis stands first; NaN is best of all. */
const placeOf = (x: Tensor, axis: number, index: Index, best: (...xs: number[]) => number): number => {
  const xs = Array.from({ length: x.shape[axis]! }, (_, i) => at(x, inserted(index, axis, i)));
  return xs.some(Number.isNaN) ? xs.findIndex(Number.isNaN) : xs.indexOf(best(...xs));
};

export const orders: Definitions<'sort' | 'argsort' | 'searchSorted' | 'argmax' | 'argmin'> = {
  sort: {
    cases: cases(DTYPES, AXIS),
    element:
      ([x], { axis }) =>
      (index) =>
        at(x!, orderOf(x!, axis, index)[index[axis]!]!),
  },
  argsort: {
    cases: cases(DTYPES, AXIS),
    element:
      ([x], { axis }) =>
      (index) =>
        orderOf(x!, axis, index)[index[axis]!]![axis]!,
  },
  searchSorted: {
    cases: NUMBERS.flatMap((dtype) =>
      [true, false].flatMap((right) => [
        ...[
          [on(dtype, 12), on(dtype, 3, 4)] as const,
          [on(dtype, 2, 5), on(dtype, 2, 3)] as const,
          [on(dtype, 2, 4), on(dtype, 2)] as const,
        ].map(([sorted, values]) => ({
          types: [sorted, values],
          attrs: { right },
          args: [inOrder(sorted), valueOf(values, true, 4)],
        })),
        { types: [on(dtype, 0), on(dtype, 2)], attrs: { right } },
        { types: [on(dtype, 3), on(dtype, 0, 2)], attrs: { right } },
      ]),
    ),
    element:
      ([sorted, values], { right }) =>
      (index) => {
        const lead = index.slice(0, sorted!.shape.length - 1);
        const row = Array.from({ length: sorted!.shape.at(-1)! }, (_, i) => at(sorted!, [...lead, i]));
        const value = at(values!, index);
        return row.filter((x) => (right ? before(x, value) : !before(value, x))).length;
      },
  },
  argmax: {
    cases: cases(DTYPES, AXIS),
    element:
      ([x], { axis }) =>
      (index) =>
        placeOf(x!, axis, index, Math.max),
  },
  argmin: {
    cases: cases(DTYPES, AXIS),
    element:
      ([x], { axis }) =>
      (index) =>
        placeOf(x!, axis, index, Math.min),
  },
};
