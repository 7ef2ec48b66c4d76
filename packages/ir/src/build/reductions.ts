/** Reductions and running sums: primitives, and composites over them that are stable in floating point. */
import { InputError } from '../error/error.ts';
import { givenOptions, type Keys, wrongOption } from '../error/guard.ts';
import { range, sizeOf, without } from '../type/shape.ts';
import { apply, axesIn, axisIn, located } from './apply.ts';
import { lift, type Value } from './lift.ts';
import {
  abs,
  add,
  and,
  div,
  eq,
  exp,
  exp2,
  floor,
  gt,
  isFinite,
  log,
  log2,
  mul,
  pow,
  sqrt,
  square,
  stopGradient,
  sub,
  where,
} from './pointwise.ts';
import { reshape } from './shaping.ts';
import type { Sym } from './symbol.ts';

/** An axis or several; all when left out. Negative ones count from the end. */
export type Axes = number | readonly number[] | undefined;
export interface Keep {
  /** Leaves the reduced axes in the shape, with size 1. */
  readonly keepDims?: boolean;
}
export interface SpreadOptions extends Keep {
  /** Divides by the count less this; 0 by default. */
  readonly ddof?: number;
}
export interface NormOptions extends Keep {
  /** 1, 2 (default), Infinity, or any p > 0. */
  readonly ord?: number;
}

const KEEP: Keys<Keep> = { keepDims: true };

type Reduction = 'sum' | 'prod' | 'max' | 'min';

const kept = (x: Sym, axes: readonly number[]): number[] => x.shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
const keep = (reduced: Sym, x: Sym, axes: readonly number[], { keepDims = false }: Keep = {}): Sym =>
  keepDims ? reshape(reduced, kept(x, axes)) : reduced;

const reduce = (op: Reduction, value: Value, over: Axes, options: Keep = {}): Sym => {
  givenOptions(op, options, KEEP);
  const x = lift(value);
  const axes = axesIn(op, x, over);
  const nothing = axes.length === 0 && x.dtype !== 'bool';
  return nothing ? x : keep(apply(op, [x], { axes }), x, axes, options);
};

/** Sum along the axes. Throws `axis`, `dtype` (bool) or `option`. */
export const sum = (x: Value, axes?: Axes, options?: Keep): Sym => reduce('sum', x, axes, options);
/** Product along the axes; its derivatives are free of division, so zeros do no harm. Throws `axis`, `dtype` (bool) or `option`. */
export const prod = (x: Value, axes?: Axes, options?: Keep): Sym => reduce('prod', x, axes, options);
/** Greatest element along the axes; equal ones share the derivative. Throws `axis` or `option`. */
export const max = (x: Value, axes?: Axes, options?: Keep): Sym => reduce('max', x, axes, options);
/** Least element along the axes; equal ones share the derivative. Throws `axis` or `option`. */
export const min = (x: Value, axes?: Axes, options?: Keep): Sym => reduce('min', x, axes, options);

const truth = (op: 'any' | 'all', by: Reduction, value: Value, axes: Axes, options: Keep = {}): Sym => {
  givenOptions(op, options, KEEP);
  const x = lift(value, 'bool');
  located(op, [x], { axes }, () => {
    if (x.dtype !== 'bool') throw new InputError('dtype', { op, got: [x.dtype], want: 'bool' });
  });
  return x.builder.within(op, () => reduce(by, x, axes, options));
};
/** Whether any of the bools along the axes holds. Throws `axis`, `dtype` or `option`. */
export const any = (x: Value, axes?: Axes, options?: Keep): Sym => truth('any', 'max', x, axes, options);
/** Whether all of the bools along the axes hold. Throws `axis`, `dtype` or `option`. */
export const all = (x: Value, axes?: Axes, options?: Keep): Sym => truth('all', 'min', x, axes, options);

const place = (op: 'argmax' | 'argmin', value: Value, axis: number | undefined, options: Keep = {}): Sym => {
  givenOptions(op, options, KEEP);
  const x = lift(value);
  if (axis !== undefined) {
    const at = axisIn(op, x, axis);
    return keep(apply(op, [x], { axis: at }), x, [at], options);
  }
  const found = apply(op, [reshape(x, [sizeOf(x.shape)])], { axis: 0 });
  return keep(found, x, range(x.shape.length), options);
};
/** Place (i32) of the greatest element along the axis, or in the flattened value; the first of ties. Throws `axis` or `option`. */
export const argmax = (x: Value, axis?: number, options?: Keep): Sym => place('argmax', x, axis, options);
/** Place (i32) of the least element along the axis, or in the flattened value; the first of ties. Throws `axis` or `option`. */
export const argmin = (x: Value, axis?: number, options?: Keep): Sym => place('argmin', x, axis, options);

/** Running sum along the axis. Throws `axis`. */
export const cumsum = (value: Value, axis: number): Sym => {
  const x = lift(value);
  return apply('cumsum', [x], { axis: axisIn('cumsum', x, axis), reverse: false });
};
/** Running product along the axis; its derivatives are free of division. Throws `axis`. */
export const cumprod = (value: Value, axis: number): Sym => {
  const x = lift(value);
  return apply('cumprod', [x], { axis: axisIn('cumprod', x, axis) });
};

type Running = 'cummax' | 'cummin' | 'cumlogsumexp';
const running = (op: Running, value: Value, axis: number): Sym => {
  const x = lift(value);
  return apply(op, [x], { axis: axisIn(op, x, axis) });
};

/** Greatest element so far along the axis, NaN from the first NaN on; the first that attains it has the derivative. Throws `axis` or `dtype`. */
export const cummax = (x: Value, axis: number): Sym => running('cummax', x, axis);
/** Least element so far along the axis, NaN from the first NaN on; the first that attains it has the derivative. Throws `axis` or `dtype`. */
export const cummin = (x: Value, axis: number): Sym => running('cummin', x, axis);
/** log Σ eˣ so far along the axis, without overflow; −∞ while all are. Throws `axis` or `dtype`. */
export const cumlogsumexp = (x: Value, axis: number): Sym => running('cumlogsumexp', x, axis);

const countOf = (x: Sym, axes: readonly number[]): number => sizeOf(axes.map((axis) => x.shape[axis]!));

/** Mean along the axes; NaN of none. Throws `axis`, `dtype` or `option`. */
export const mean = (value: Value, over?: Axes, options: Keep = {}): Sym => {
  givenOptions('mean', options, KEEP);
  const x = lift(value);
  const axes = axesIn('mean', x, over);
  return x.builder.within('mean', () => div(sum(x, axes, options), countOf(x, axes)));
};

const SPREAD: Keys<SpreadOptions> = { keepDims: true, ddof: true };

/** Mean squared distance from the mean along the axes, over the count less `ddof`, NaN or ∞ where that is none. Throws `axis`, `dtype` or `option`. */
export const variance = (value: Value, over?: Axes, options: SpreadOptions = {}): Sym => {
  const { ddof = 0, ...keeping } = givenOptions('variance', options, SPREAD);
  if (!(ddof >= 0)) throw wrongOption('ddof', ddof, 'a number ≥ 0');
  const x = lift(value);
  const axes = axesIn('variance', x, over);
  return x.builder.within('variance', () => {
    const centred = sub(x, mean(x, axes, { keepDims: true }));
    return div(sum(square(centred), axes, keeping), Math.max(0, countOf(x, axes) - ddof));
  });
};

/** √x of a sum of squares, with derivative 0 where all of them are 0, instead of ∞ · 0. */
const rootOfSquares = (x: Sym): Sym => {
  const none = eq(x, 0);
  return where(none, 0, sqrt(where(none, 1, x)));
};

/** Standard deviation along the axes, over the count less `ddof`; its derivative is 0 where all are equal. Throws `axis`, `dtype` or `option`. */
export const std = (value: Value, over?: Axes, options: SpreadOptions = {}): Sym => {
  givenOptions('std', options, SPREAD);
  const x = lift(value);
  const axes = axesIn('std', x, over);
  return x.builder.within('std', () => rootOfSquares(variance(x, axes, options)));
};

/** √Σx² of x over a power of two near its greatest |x|: squares neither overflow nor vanish, and no bit is lost in the scaling. */
const euclidean = (x: Sym, axes: readonly number[], options: Keep): Sym => {
  const top = stopGradient(max(abs(x), axes, { keepDims: true }));
  const scale = exp2(floor(log2(where(and(gt(top, 0), isFinite(top)), top, 1))));
  const found = mul(rootOfSquares(sum(square(div(x, scale)), axes, { keepDims: true })), scale);
  return options.keepDims ? found : reshape(found, without(x.shape, axes));
};

const powerNorm = (x: Sym, ord: number, axes: readonly number[], options: Keep): Sym => {
  const total = sum(pow(abs(x), ord), axes, options);
  const none = eq(total, 0);
  return where(none, 0, pow(where(none, 1, total), 1 / ord));
};

/** (Σ|x|^ord)^(1/ord) along the axes; the greatest |x| for Infinity. Its derivative at 0 is 0. Throws `axis`, `dtype` or `option`. */
export const norm = (value: Value, over?: Axes, options: NormOptions = {}): Sym => {
  const { ord = 2, ...keeping } = givenOptions('norm', options, { keepDims: true, ord: true });
  if (!(ord > 0)) throw wrongOption('ord', ord, 'greater than 0');
  const x = lift(value);
  const axes = axesIn('norm', x, over);
  return x.builder.within('norm', () => {
    if (ord === 1) return sum(abs(x), axes, keeping);
    if (ord === 2) return euclidean(x, axes, keeping);
    return ord === Infinity ? max(abs(x), axes, keeping) : powerNorm(x, ord, axes, keeping);
  });
};

/** log Σ eˣ along the axes, without overflow; −∞ of none, or where all are −∞, with derivatives 0. Throws `axis`, `dtype` or `option`. */
export const logSumExp = (value: Value, over?: Axes, options: Keep = {}): Sym => {
  const { keepDims = false } = givenOptions('logSumExp', options, KEEP);
  const x = lift(value);
  const axes = axesIn('logSumExp', x, over);
  return x.builder.within('logSumExp', () => {
    const top = stopGradient(max(x, axes, { keepDims: true }));
    const shift = where(isFinite(top), top, 0);
    const total = sum(exp(sub(x, shift)), axes, { keepDims: true });
    const none = eq(total, 0);
    const found = add(log(where(none, 1, total)), where(none, top, shift));
    return keepDims ? found : reshape(found, without(x.shape, axes));
  });
};
