/** Fourier transforms. A complex value is a pair of real ones, so derivatives are those of real numbers and need no convention. */
import { InputError } from '../error/error.ts';
import { wrongOption } from '../error/guard.ts';
import { axisOf, broadcastShapes } from '../type/shape.ts';
import { apply, broadcastTo, located } from './apply.ts';
import { cut } from './indexing.ts';
import { isSym, lift, together, type Value } from './lift.ts';
import { div, neg } from './pointwise.ts';
import { concat, expandDims, flip, reshape, stack } from './shaping.ts';
import type { Sym } from './symbol.ts';

/** A complex value: its real and its imaginary part. */
export interface Pair<V = Sym> {
  readonly re: V;
  readonly im: V;
}

const isPair = (x: Value | Pair<Value>): x is Pair<Value> =>
  typeof x === 'object' && x !== null && !isSym(x) && Object.hasOwn(x, 're') && Object.hasOwn(x, 'im');

/** The parts, in one definition and of one shape; a real value has one. Throws `broadcast`. */
const partsOf = (op: string, x: Value | Pair<Value>): readonly [Sym, ...Sym[]] => {
  if (!isPair(x)) return [lift(x)];
  const parts = together([x.re, x.im]) as [Sym, Sym];
  const shapes = parts.map((part) => part.shape);
  const shape = located(op, parts, {}, () => broadcastShapes(op, shapes));
  return [broadcastTo(parts[0], shape), broadcastTo(parts[1], shape)];
};

/** Both parts along a new last axis; a real value has zeros beside it. */
const joined = (parts: readonly [Sym, ...Sym[]]): Sym => {
  if (parts.length > 1) return stack(parts, -1);
  const real = expandDims(parts[0], -1);
  const none = real.shape.map(() => 0);
  return apply('pad', [real], { low: none, high: [...none.slice(1), 1], interior: none });
};

const parted = (x: Sym): Pair => {
  const part = (place: number): Sym => reshape(cut(x, -1, place, place + 1), x.shape.slice(0, -1));
  return { re: part(0), im: part(1) };
};

/** Where a length goes, which NumPy and JAX have in the place of the axis. */
const lengthOf = (op: string, n: number): string =>
  op === 'irfft' ? `a length comes after the axis: irfft(y, -1, ${n})` : 'pad or slice before for another length';

/** The axis counted from the front. Throws `axis`, which tells of lengths where it may have been one. */
const axisIn = (op: string, x: Sym, axis: number): number =>
  located(op, [x], { axis }, () => {
    const rank = x.shape.length;
    if (Number.isInteger(axis) && axis >= rank)
      throw new InputError('axis', { op, axis, rank, more: `; ${lengthOf(op, axis)}` });
    return axisOf(op, axis, rank);
  });

const forward = (op: 'fft' | 'rfft', parts: readonly [Sym, ...Sym[]], axis: number): Pair => {
  const along = axisIn(op, parts[0], axis);
  const half = Math.floor(parts[0].shape[along]! / 2) + 1;
  return parts[0].builder.within(op, () => {
    const y = apply('fft', [joined(parts)], { axis: along, inverse: false });
    return parted(op === 'rfft' ? cut(y, along, 0, half) : y);
  });
};

/**
 * yₖ = Σⱼ xⱼ·e^(−2πi·jk/n) along the axis, of a real value or a pair, of any length n, in O(n log n). Throws `axis`, `dtype` or
 * `broadcast`.
 */
export const fft = (x: Value | Pair<Value>, axis = -1): Pair => forward('fft', partsOf('fft', x), axis);

/**
 * The first ⌊n/2⌋ + 1 numbers of the transform of a real value along the axis: the others are their conjugates. Throws `axis` or `dtype`.
 */
export const rfft = (x: Value, axis = -1): Pair => forward('rfft', [lift(x)], axis);

const inverse = (parts: readonly [Sym, ...Sym[]], axis: number): Sym => {
  const y = apply('fft', [joined(parts)], { axis, inverse: true });
  return div(y, parts[0].shape[axis]!);
};

/** xⱼ = 1/n·Σₖ yₖ·e^(+2πi·jk/n) along the axis, of a real value or a pair: undoes `fft`. Throws `axis`, `dtype` or `broadcast`. */
export const ifft = (y: Value | Pair<Value>, axis = -1): Pair => {
  const parts = partsOf('ifft', y);
  const along = axisIn('ifft', parts[0], axis);
  return parts[0].builder.within('ifft', () => parted(inverse(parts, along)));
};

/**
 * The real value along the axis whose `rfft` is y: of 2·(m − 1) elements where y has m, or as `size` says, that or one more. Imaginary
 * parts that a real value cannot have, of the first and for an even size the last number, count for nothing. The axis comes first, unlike
 * NumPy's n. Throws `axis`, `dtype`, `broadcast` or `option`.
 */
export const irfft = (y: Value | Pair<Value>, axis = -1, size?: number): Sym => {
  const [re, im] = partsOf('irfft', y);
  const along = axisIn('irfft', re, axis);
  const given = re.shape[along]!;
  const n = size ?? 2 * (given - 1);
  located('irfft', [re], { axis, ...(size === undefined ? {} : { size }) }, () => {
    const want = `${2 * given - 2} or ${2 * given - 1}, and not 0, for an axis of ${given}`;
    if (!Number.isInteger(n) || n < 1 || Math.floor(n / 2) + 1 !== given) throw wrongOption('irfft: size', n, want);
  });
  return re.builder.within('irfft', () => {
    // y of n − k is the conjugate of y of k.
    const mirrored = (part: Sym): Sym => flip(cut(part, along, 1, n - given + 1), along);
    const wholeOf = (part: Sym, rest: Sym): Sym => concat([part, rest], along);
    const whole = wholeOf(re, mirrored(re));
    const parts: readonly [Sym, ...Sym[]] = im === undefined ? [whole] : [whole, wholeOf(im, neg(mirrored(im)))];
    return parted(inverse(parts, along)).re;
  });
};
