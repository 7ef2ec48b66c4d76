/** Derivatives of the general ops, both modes in graph code. */
import {
  apply,
  cast,
  cumprod,
  div,
  flip,
  lt,
  mul,
  not,
  reshape,
  sum,
  transpose,
  where,
  type ArityOf,
  type Attrs,
  type General,
  type Sym,
} from '@adjoint/ir';
import { inverse } from './adjoints.ts';
import { matrices } from './matrices.ts';
import { delayed, recurrence } from './recurrence.ts';
import { running } from './running.ts';

/** The rule of an argument, where `X` is what it is told of: the argument, or all of them where there are more. */
export interface GeneralRule<O extends General, X = Sym> {
  /** ẏ from ẋ. */
  readonly jvp: (t: Sym, y: Sym, x: X, at: Attrs<O>) => Sym;
  /** x̄ from ȳ. */
  readonly vjp: (ct: Sym, y: Sym, x: X, at: Attrs<O>) => Sym;
}
type SlotRule<O extends General> = GeneralRule<O, readonly Sym[]>;
/** One rule for each argument. */
export type GeneralRules = {
  readonly [O in General]: ArityOf<O> extends 1 ? GeneralRule<O> : readonly [a: SlotRule<O>, b: SlotRule<O>];
};

type Reduced = { readonly axes: readonly number[] };
const spread = (y: Sym, x: Sym, { axes }: Reduced): Sym => apply('broadcast', [y], { axes, shape: x.shape });

/** The elements that attain the extreme; where it is NaN no comparison holds, and all do. They share the derivative equally. */
const extreme = (misses: (x: Sym, y: Sym) => Sym): GeneralRule<'max' | 'min'> => {
  const attained = (y: Sym, x: Sym, at: Reduced): Sym => not(misses(x, spread(y, x, at)));
  const count = (mask: Sym, x: Sym, { axes }: Reduced): Sym => sum(cast(mask, x.dtype), axes);
  return {
    jvp: (t, y, x, at) => {
      const mask = attained(y, x, at);
      return div(sum(where(mask, t, 0), at.axes), count(mask, x, at));
    },
    vjp: (ct, y, x, at) => {
      const mask = attained(y, x, at);
      return where(mask, spread(div(ct, count(mask, x, at)), x, at), 0);
    },
  };
};

/** For each element the product of all the others along the axes, by running products from both ends: no division, so zeros do no harm. */
const productOfOthers = (x: Sym, { axes }: Reduced): Sym => {
  const rest = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const perm = [...rest, ...axes];
  const moved = transpose(x, perm);
  const lined = reshape(moved, [
    ...rest.map((axis) => x.shape[axis]!),
    axes.reduce((size, axis) => size * x.shape[axis]!, 1),
  ]);
  const last = lined.shape.length - 1;
  const before = delayed(cumprod(lined, last), 1, last);
  const after = flip(delayed(cumprod(flip(lined, last), last), 1, last), last);
  return transpose(reshape(mul(before, after), moved.shape), inverse(perm));
};

export const general: GeneralRules = {
  max: extreme(lt),
  min: extreme((x, y) => lt(y, x)),
  prod: {
    jvp: (t, _y, x, at) => sum(mul(t, productOfOthers(x, at)), at.axes),
    vjp: (ct, _y, x, at) => mul(spread(ct, x, at), productOfOthers(x, at)),
  },
  ...running,
  ...matrices,
  /** yₖ = xₖ·yₖ₋₁, so ẏₖ = xₖ·ẏₖ₋₁ + yₖ₋₁·ẋₖ; and with rₖ = ȳₖ + xₖ₊₁·rₖ₊₁, x̄ₖ = yₖ₋₁·rₖ. No division. */
  cumprod: {
    jvp: (t, y, x, { axis }) => recurrence(x, mul(delayed(y, 1, axis), t), axis),
    vjp: (ct, y, x, { axis }) => {
      const next = delayed(flip(x, axis), 1, axis);
      return mul(delayed(y, 1, axis), flip(recurrence(next, flip(ct, axis), axis), axis));
    },
  },
};
