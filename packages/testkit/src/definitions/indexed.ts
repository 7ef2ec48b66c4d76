/** Definitions of the ops that read from another value where to go. */
import { DTYPES } from '@adjoint/ir';
import { Tensor, tensor } from '@adjoint/evaluator';
import { NUMBERS, on, places, valueOf, type Definitions } from './definition.ts';
import { along, at, moved, totalAt } from './places.ts';

export const indexed: Definitions<'take' | 'scatterAdd' | 'takeAlong' | 'scatterAlong'> = {
  take: {
    cases: [
      {
        types: [on('f64', 3, 4), on('i32', 3)],
        attrs: { axis: 1 },
        args: [valueOf(on('f64', 3, 4), true), places(3, 0, 3)],
      },
      {
        types: [on('bool', 2, 3), on('i32', 0)],
        attrs: { axis: 0 },
        args: [valueOf(on('bool', 2, 3), true), places()],
      },
      {
        types: [on('f32', 5), on('i32')],
        attrs: { axis: 0 },
        args: [valueOf(on('f32', 5), true), tensor(4, on('i32'))],
      },
      {
        types: [on('i32', 2, 5, 2), on('i32', 2, 3)],
        attrs: { axis: 1 },
        args: [valueOf(on('i32', 2, 5, 2), true), tensor([4, 0, 1, 1, 3, 2], on('i32', 2, 3))],
      },
    ],
    element:
      ([x, indices], { axis }) =>
      (index) => {
        const rank = indices!.shape.length;
        const place = at(indices!, index.slice(axis, axis + rank));
        return at(x!, [...index.slice(0, axis), place, ...index.slice(axis + rank)]);
      },
  },
  scatterAdd: {
    cases: NUMBERS.flatMap((dtype) => [
      {
        types: [on(dtype, 2, 4, 2), on('i32', 4)],
        attrs: { axis: 1, shape: [2, 3, 2] },
        args: [valueOf(on(dtype, 2, 4, 2), true), places(2, 0, 2, 2)],
      },
      {
        types: [on(dtype, 0), on('i32', 0)],
        attrs: { axis: 0, shape: [3] },
        args: [valueOf(on(dtype, 0), true), places()],
      },
    ]),
    element:
      ([x, indices], { axis }) =>
      (index) => {
        const hits = [...indices!.data.keys()].filter((i) => indices!.data[i] === index[axis]);
        return totalAt(
          x!,
          hits.map((i) => moved(index, axis, i)),
        );
      },
  },
  takeAlong: {
    cases: [
      ...DTYPES.map((dtype) => ({
        types: [on(dtype, 4), on('i32', 6)],
        attrs: { axis: 0 },
        args: [valueOf(on(dtype, 4), true), places(3, 0, 3, 1, 2, 0)],
      })),
      {
        types: [on('f64', 2, 3, 2), on('i32', 2, 2, 2)],
        attrs: { axis: 1 },
        args: [valueOf(on('f64', 2, 3, 2), true), tensor([2, 0, 1, 1, 0, 2, 2, 2], on('i32', 2, 2, 2))],
      },
      {
        types: [on('f64', 2, 3), on('i32', 2, 0)],
        attrs: { axis: 1 },
        args: [valueOf(on('f64', 2, 3), true), new Tensor('i32', [2, 0], new Int32Array(0))],
      },
    ],
    element:
      ([x, indices], { axis }) =>
      (index) =>
        at(x!, moved(index, axis, at(indices!, index))),
  },
  scatterAlong: {
    cases: NUMBERS.flatMap((dtype) => [
      {
        types: [on(dtype, 6), on('i32', 6)],
        attrs: { axis: 0, size: 5 },
        args: [valueOf(on(dtype, 6), true), places(3, 0, 3, 1, 3, 0)],
      },
      {
        types: [on(dtype, 2, 2, 2), on('i32', 2, 2, 2)],
        attrs: { axis: 1, size: 3 },
        args: [valueOf(on(dtype, 2, 2, 2), true), tensor([2, 0, 2, 1, 0, 2, 0, 2], on('i32', 2, 2, 2))],
      },
      {
        types: [on(dtype, 0), on('i32', 0)],
        attrs: { axis: 0, size: 2 },
        args: [valueOf(on(dtype, 0), true), places()],
      },
    ]),
    element:
      ([x, indices], { axis }) =>
      (index) =>
        totalAt(
          x!,
          along(index, axis, x!.shape[axis]!).filter((place) => at(indices!, place) === index[axis]),
        ),
  },
};
