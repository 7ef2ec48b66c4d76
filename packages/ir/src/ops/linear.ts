/** Linear ops: each has an adjoint that is linear too, and the pair is the rule (`autodiff/rules/adjoints.ts`). */
import { InputError } from '../error/error.ts';
import { SAME_COUNT } from '../error/faults.ts';
import { sizeOf, without } from '../type/shape.ts';
import { sameShape, tensorType, type TensorType } from '../type/type.ts';
import { ALONG } from './along.ts';
import { axis, dims, dtype, flag } from './attrs.ts';
import {
  ALIKE,
  demand,
  demandAxes,
  demandAxis,
  demandDType,
  demandNumeric,
  isPermutation,
  isSame,
  withDim,
} from './check.ts';
import { FOURIER } from './fourier.ts';
import { demandIndices, indexed, like, linear } from './linear-row.ts';
import type { ArrayRow } from './row.ts';
import { WINDOWS } from './windows.ts';

type Args = readonly TensorType[];

const slicedDim = (start: number, stop: number, step: number): number => Math.max(0, Math.ceil((stop - start) / step));
const paddedDim = (dim: number, low: number, high: number, interior: number): number =>
  low + dim + Math.max(0, dim - 1) * interior + high;

const concatenated = (args: Args, at: { axis: number }): TensorType => {
  const first = args[0]!;
  demandDType('concat', args, isSame(first), ALIKE);
  demandAxis('concat', at.axis, first.shape.length);
  const rest = without(first.shape, [at.axis]);
  for (const { shape } of args) {
    const fits = shape.length === first.shape.length && sameShape(without(shape, [at.axis]), rest);
    if (!fits)
      throw new InputError('size', {
        op: 'concat',
        from: shape,
        to: first.shape,
        rule: `all must agree on every axis but ${at.axis}`,
      });
  }
  const total = args.reduce((sum, { shape }) => sum + shape[at.axis]!, 0);
  return like(first, withDim(first.shape, at.axis, total));
};

export const LINEAR = {
  cast: linear('x in another dtype: to i32 truncates, to bool tells x ≠ 0', { dtype }, ([x], at) =>
    tensorType(at.dtype, x!.shape),
  ),
  sum: linear('sum along `axes`, dropping them', { axes: dims }, ([x], { axes }) => {
    demandNumeric('sum', [x!]);
    demandAxes('sum', axes, x!.shape.length);
    return like(x!, without(x!.shape, axes));
  }),
  broadcast: linear(
    'x repeated along new `axes`, up to `shape`',
    { axes: dims, shape: dims },
    ([x], { axes, shape }) => {
      demandAxes('broadcast', axes, shape.length);
      if (!sameShape(without(shape, axes), x!.shape)) {
        throw new InputError('size', {
          op: 'broadcast',
          from: x!.shape,
          to: without(shape, axes),
          rule: 'the new shape without the new axes must be that of the value',
        });
      }
      return like(x!, shape);
    },
  ),
  reshape: linear('the same elements, row major, as `shape`', { shape: dims }, ([x], { shape }) => {
    if (sizeOf(shape) !== sizeOf(x!.shape))
      throw new InputError('size', { op: 'reshape', from: x!.shape, to: shape, rule: SAME_COUNT });
    return like(x!, shape);
  }),
  transpose: linear('axis i of the result is axis `perm[i]` of x', { perm: dims }, ([x], { perm }) => {
    const rank = x!.shape.length;
    demand(isPermutation(perm, rank), 'transpose', 'perm', perm, `a permutation of the axes of a rank-${rank} value`);
    return like(
      x!,
      perm.map((axis) => x!.shape[axis]!),
    );
  }),
  flip: linear('x backwards along `axes`', { axes: dims }, ([x], { axes }) => {
    demandAxes('flip', axes, x!.shape.length);
    return x!;
  }),
  slice: linear(
    'along each axis, every `steps`-th element from `starts` up to, not including, `stops`',
    { starts: dims, stops: dims, steps: dims },
    ([x], { starts, stops, steps }) => {
      const shape = x!.shape;
      const fits = (list: readonly number[]): boolean => list.length === shape.length;
      demand(
        fits(starts) && fits(stops) && fits(steps),
        'slice',
        'starts, stops, steps',
        [starts, stops, steps],
        `one each for ${shape.length} axes`,
      );
      shape.forEach((dim, i) => {
        const [start, stop, step] = [starts[i]!, stops[i]!, steps[i]!];
        demand(
          start <= stop && stop <= dim && step > 0,
          'slice',
          'range',
          [start, stop, step],
          `within 0 to ${dim}, step > 0`,
        );
      });
      return like(
        x!,
        shape.map((_, i) => slicedDim(starts[i]!, stops[i]!, steps[i]!)),
      );
    },
  ),
  pad: linear(
    'zeros along each axis: `low` before, `high` after, `interior` between elements',
    { low: dims, high: dims, interior: dims },
    ([x], { low, high, interior }) => {
      const rank = x!.shape.length;
      const fits = [low, high, interior].every((list) => list.length === rank);
      demand(fits, 'pad', 'low, high, interior', [low, high, interior], `one each for ${rank} axes`);
      return like(
        x!,
        x!.shape.map((dim, i) => paddedDim(dim, low[i]!, high[i]!, interior[i]!)),
      );
    },
  ),
  concat: {
    ...linear('the arguments one after the other along `axis`', { axis }, concatenated),
    arity: 'any',
  } as ArrayRow<'linear', { axis: typeof axis }, 'any'>,
  cumsum: linear('running sum along `axis`, from its end if `reverse`', { axis, reverse: flag }, ([x], at) => {
    demandNumeric('cumsum', [x!]);
    demandAxis('cumsum', at.axis, x!.shape.length);
    return x!;
  }),
  take: indexed(
    'the slices of x along `axis` at the places that the second argument lists',
    { axis },
    ([x, indices], at) => {
      demandIndices('take', indices!);
      demandAxis('take', at.axis, x!.shape.length);
      return like(x!, [...x!.shape.slice(0, at.axis), ...indices!.shape, ...x!.shape.slice(at.axis + 1)]);
    },
  ),
  scatterAdd: indexed(
    'zeros of `shape`, the first argument added in along `axis` at the places that the second lists',
    { axis, shape: dims },
    ([updates, indices], at) => {
      demandIndices('scatterAdd', indices!);
      demandNumeric('scatterAdd', [updates!]);
      demandAxis('scatterAdd', at.axis, at.shape.length);
      const want = [...at.shape.slice(0, at.axis), ...indices!.shape, ...at.shape.slice(at.axis + 1)];
      if (!sameShape(updates!.shape, want)) {
        throw new InputError('size', {
          op: 'scatterAdd',
          from: updates!.shape,
          to: want,
          rule: 'the indices take the place of the axis',
        });
      }
      return like(updates!, at.shape);
    },
  ),
  ...ALONG,
  ...WINDOWS,
  ...FOURIER,
} as const;
