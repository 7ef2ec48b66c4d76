/**
 * Windows that slide over the last axes of a value, and their adjoint, which adds windows up where they overlap. Convolution and pooling
 * are written with this pair (Goodfellow, Bengio, Courville 2016, §9): stride, dilation and any number of axes are attributes here, and
 * padding is `pad`.
 */
import { InputError } from '../error/error.ts';
import { sameShape } from '../type/type.ts';
import { dims } from './attrs.ts';
import { demand, demandNumeric } from './check.ts';
import { like, linear } from './linear-row.ts';

/** How many elements of an axis a window reaches over: `size` of them, `dilation` apart. */
export const windowSpan = (size: number, dilation: number): number => (size - 1) * dilation + 1;

/** How many windows of `span` fit an axis of `dim`, each `stride` after the last. */
export const windowCount = (dim: number, span: number, stride: number): number =>
  dim < span ? 0 : Math.floor((dim - span) / stride) + 1;

interface Steps {
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
}

/** Throws `attribute` unless each of the lists has a whole number ≥ 1 for each of `count` axes, of a value of `rank`. */
const demandSteps = (op: string, lists: Readonly<Record<string, readonly number[]>>, rank: number): void => {
  const all = Object.values(lists);
  const count = all[0]!.length;
  const fits = count <= rank && all.every((list) => list.length === count && list.every((step) => step >= 1));
  demand(fits, op, Object.keys(lists).join(', '), all, `numbers ≥ 1, as many in each, for at most ${rank} last axes`);
};

const counts = (space: readonly number[], window: readonly number[], { strides, dilation }: Steps): number[] =>
  space.map((dim, i) => windowCount(dim, windowSpan(window[i]!, dilation[i]!), strides[i]!));

export const WINDOWS = {
  patches: linear(
    'windows over the last axes: [...lead, ...space] becomes [...lead, ...count of windows, ...window]',
    { window: dims, strides: dims, dilation: dims },
    ([x], { window, strides, dilation }) => {
      const { shape } = x!;
      demandSteps('patches', { window, strides, dilation }, shape.length);
      const lead = shape.length - window.length;
      const found = counts(shape.slice(lead), window, { strides, dilation });
      return like(x!, [...shape.slice(0, lead), ...found, ...window]);
    },
  ),
  overlapAdd: linear(
    'windows added up where they overlap, in last axes of `shape`: the adjoint of patches',
    { shape: dims, strides: dims, dilation: dims },
    ([x], { shape, strides, dilation }) => {
      demandNumeric('overlapAdd', [x!]);
      const from = x!.shape;
      const lead = from.length - 2 * shape.length;
      const window = lead < 0 ? [] : from.slice(lead + shape.length);
      const fits = lead >= 0 && [strides, dilation].every((list) => list.length === shape.length);
      const want = `one each for the half of the axes of a value of rank ${from.length}, or fewer`;
      demand(fits, 'overlapAdd', 'shape, strides, dilation', [shape, strides, dilation], want);
      demandSteps('overlapAdd', { window, strides, dilation }, from.length);
      const wanted = [...from.slice(0, lead), ...counts(shape, window, { strides, dilation }), ...window];
      const rule = 'they must be the patches of a value with last axes of `shape`';
      if (!sameShape(from, wanted)) throw new InputError('size', { op: 'overlapAdd', from, to: wanted, rule });
      return like(x!, [...from.slice(0, lead), ...shape]);
    },
  ),
} as const;
