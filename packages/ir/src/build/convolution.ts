/** Convolution over any number of axes: windows, then one contraction. So every derivative of it is one of those. */
import { InputError } from '../error/error.ts';
import { givenOptions, type Keys, wrongOption } from '../error/guard.ts';
import { windowSpan } from '../ops/windows.ts';
import { sameShape } from '../type/type.ts';
import { apply, located } from './apply.ts';
import { contract } from './contraction.ts';
import { slice } from './indexing.ts';
import { together, type Value } from './lift.ts';
import { reshape } from './shaping.ts';
import type { Sym } from './symbol.ts';
import {
  countsOf,
  frameOf,
  padsOf,
  WINDOW,
  windowsOf,
  type Frame,
  type PerAxis,
  type WindowOptions,
} from './windows.ts';

export interface ConvOptions extends WindowOptions {
  /** Steps between the elements of x that neighbours in the kernel meet. */
  readonly dilation?: PerAxis;
  /** Channels, in and out, fall into so many parts that do not meet; with as many as channels it is a depthwise convolution. */
  readonly groups?: number;
}
export interface ConvTransposeOptions extends ConvOptions {
  /** The sizes of the result's space, where strides leave a choice; the least by default, and size · stride with padding 'same'. */
  readonly space?: readonly number[];
}

const CONV: Keys<ConvOptions> = { ...WINDOW, dilation: true, groups: true };

/** The kernel [groups · filters, channels, ...window]. */
interface Sizes {
  readonly groups: number;
  readonly filters: number;
  readonly channels: number;
  readonly window: readonly number[];
}

/** As many axes as there are letters for. */
const MOST = 20;
const AXES = 'abdehijklmopqrstuvwxyzABDEHIJKLMOPQRSTUVWXYZ';

/** The sizes, for an x that has the channels which the kernel takes (`in`) or gives (`out`). Throws `size` or `option`. */
const sizesOf = (op: string, x: Sym, kernel: Sym, side: 'in' | 'out', groups: number): Sizes => {
  const [filters = 0, channels = 0, ...window] = kernel.shape;
  const rank = x.shape.length;
  const axes = `x is [N, C, ...space], the kernel [O, C / groups, ...space], both of 3 to ${MOST} axes`;
  if (rank < 3 || rank > MOST || kernel.shape.length !== rank)
    throw new InputError('size', { op, from: kernel.shape, to: x.shape, rule: axes });
  const whole = Number.isSafeInteger(groups) && groups >= 1 && filters % groups === 0;
  const want = `a whole number that divides the ${filters} filters of the kernel`;
  if (!whole) throw wrongOption(`${op}: groups`, groups, want);
  const owed = side === 'in' ? channels * groups : filters;
  const rule = `in ${groups === 1 ? 'one group' : `${groups} groups`} the kernel [${kernel.shape.join(',')}] takes ${owed} channels`;
  if (x.shape[1] !== owed)
    throw new InputError('size', { op, from: x.shape, to: [x.shape[0]!, owed, ...x.shape.slice(2)], rule });
  return { groups, filters: filters / groups, channels, window };
};

/** How the parts are contracted: n batch, g groups, c channels, f filters, then the axes of the windows and of a window. */
const partsOf = (kernel: Sym, { groups, filters, channels, window }: Sizes) => {
  const rank = window.length;
  const [out, within, g] = [AXES.slice(0, rank), AXES.slice(rank, 2 * rank), groups === 1 ? '' : 'g'];
  return {
    patches: `n${g}c${out}${within}`,
    kernel: `${g}fc${within}`,
    result: `n${g}f${out}`,
    weights: groups === 1 ? kernel : reshape(kernel, [groups, filters, channels, ...window]),
    /** The axis of channels in groups. */
    grouped: (x: Sym): Sym => {
      const [batch = 0, all = 0, ...rest] = x.shape;
      return groups === 1 ? x : reshape(x, [batch, groups, all / groups, ...rest]);
    },
  };
};

/**
 * The convolution of networks, which is a cross-correlation: out[n, o, p] = Σ x[n, c, p · stride + k · dilation] · kernel[o, c, k] over k
 * and over the channels c of the group of o. x is [N, C, ...space], kernel [O, C / groups, ...space], the result [N, O, ...space].
 * Throws `size`, `option` or `dtype`.
 */
export const conv = (value: Value, weights: Value, options: ConvOptions = {}): Sym => {
  givenOptions('conv', options, CONV);
  const [x, kernel] = together([value, weights]) as [Sym, Sym];
  const space = x.shape.slice(2);
  const [sizes, frame] = located('conv', [x, kernel], {}, () => {
    const found = sizesOf('conv', x, kernel, 'in', options.groups ?? 1);
    return [found, frameOf('conv', space, found.window, options, options.dilation)] as const;
  });
  return x.builder.within('conv', () => {
    const parts = partsOf(kernel, sizes);
    const patches = parts.grouped(windowsOf('conv', x, frame));
    const out = contract([parts.patches, parts.kernel], parts.result, [patches, parts.weights]);
    return reshape(out, [x.shape[0]!, kernel.shape[0]!, ...countsOf(space, frame)]);
  });
};

/** The least space that has as many windows as there are places. */
const leastSpace = (
  places: readonly number[],
  { window, strides, dilation }: Omit<Frame, 'pads'>,
  pads: Frame['pads'],
): number[] =>
  places.map((dim, i) => {
    const [before, after] = pads[i]!;
    return Math.max(0, (dim - 1) * strides[i]! + windowSpan(window[i]!, dilation[i]!) - before - after);
  });

/** The windows of the convolution whose transpose is asked for, and the space that it takes to `places`. Throws `option`. */
const transposed = (places: readonly number[], window: readonly number[], options: ConvTransposeOptions) => {
  const op = 'convTranspose';
  const { padding = 'valid', dilation = 1 } = options;
  const steps = frameOf(op, places, window, { ...options, padding: 'valid' }, dilation);
  const least = (): number[] =>
    padding === 'same'
      ? places.map((dim, i) => dim * steps.strides[i]!)
      : leastSpace(places, steps, padsOf(op, padding, places, steps));
  const space = options.space ?? least();
  const sized = space.length === places.length && space.every((dim) => Number.isSafeInteger(dim) && dim >= 0);
  const frame = { ...steps, pads: sized ? padsOf(op, padding, space, steps) : steps.pads };
  if (sized && sameShape(countsOf(space, frame), places)) return { space, frame };
  const want = `sizes that conv with these options takes to [${places.join(',')}]`;
  throw wrongOption(`${op}: space`, space, want);
};

/**
 * The transpose of `conv` with the same kernel and options: ⟨conv(a, kernel), b⟩ = ⟨a, convTranspose(b, kernel)⟩. x is [N, O, ...space],
 * kernel [O, C / groups, ...space], the result [N, C, ...space]: strides make it larger. Throws `size`, `option` or `dtype`.
 */
export const convTranspose = (value: Value, weights: Value, options: ConvTransposeOptions = {}): Sym => {
  givenOptions('convTranspose', options, { ...CONV, space: true });
  const [x, kernel] = together([value, weights]) as [Sym, Sym];
  const [batch = 0, , ...places] = x.shape;
  const { sizes, space, frame } = located('convTranspose', [x, kernel], {}, () => {
    const found = sizesOf('convTranspose', x, kernel, 'out', options.groups ?? 1);
    return { sizes: found, ...transposed(places, found.window, options) };
  });
  return x.builder.within('convTranspose', () => {
    const parts = partsOf(kernel, sizes);
    const spread = contract([parts.result, parts.kernel], parts.patches, [parts.grouped(x), parts.weights]);
    const { window, strides, dilation, pads } = frame;
    const patches = reshape(spread, [batch, sizes.groups * sizes.channels, ...places, ...window]);
    const shape = space.map((dim, i) => dim + pads[i]![0] + pads[i]![1]);
    const added = apply('overlapAdd', [patches], { shape, strides, dilation });
    if (sameShape(shape, space)) return added;
    return slice(added, null, null, ...space.map((dim, i) => [pads[i]![0], pads[i]![0] + dim] as const));
  });
};
