/** Derivatives of orders and running results along an axis, both modes in graph code. */
import {
  and,
  apply,
  argsort,
  cummax,
  eq,
  exp,
  flip,
  ge,
  iotaIn,
  isNaN,
  le,
  mul,
  not,
  reshape,
  broadcastTo,
  sub,
  where,
  type Sym,
} from '@adjoint/ir';
import type { GeneralRules } from './general.ts';
import { delayed, recurrence } from './recurrence.ts';

type Along = { readonly axis: number };

/** What comes from one place each of a row goes back there. */
const fromPlaces = (places: (y: Sym, x: Sym, axis: number) => Sym): GeneralRules['sort' | 'cummax' | 'cummin'] => ({
  jvp: (t, y, x, { axis }: Along) => apply('takeAlong', [t, places(y, x, axis)], { axis }),
  vjp: (ct, y, x, { axis }: Along) => apply('scatterAlong', [ct, places(y, x, axis)], { axis, size: x.shape[axis]! }),
});

/**
 * Where each running extreme was attained first: the last place so far that passed what was before it. The first NaN does, nothing after
 * it. (JAX halves the derivative at each tie of its tree of maxima; here the first of equal ones has it all.)
 */
const attained =
  (stays: (x: Sym, y: Sym) => Sym) =>
  (y: Sym, x: Sym, axis: number): Sym => {
    const column = x.shape.map((dim, i) => (i === axis ? dim : 1));
    const places = broadcastTo(reshape(iotaIn(x.builder, x.shape[axis]!), column), x.shape);
    const before = delayed(y, 0, axis);
    const passes = and(not(stays(x, before)), not(isNaN(before)));
    return cummax(where(passes, places, 0), axis);
  };

/** e^(x − y), where both are −∞ too: nothing has no part of nothing. */
const part = (x: Sym, y: Sym): Sym => exp(sub(x, where(eq(y, -Infinity), 0, y)));

export const running: Pick<GeneralRules, 'sort' | 'cummax' | 'cummin' | 'cumlogsumexp'> = {
  sort: fromPlaces((_, x, axis) => argsort(x, axis)),
  cummax: fromPlaces(attained(le)),
  cummin: fromPlaces(attained(ge)),
  /** e^yₖ = e^yₖ₋₁ + e^xₖ, so ẏₖ = e^(yₖ₋₁−yₖ)·ẏₖ₋₁ + e^(xₖ−yₖ)·ẋₖ; and with rₖ = ȳₖ + e^(yₖ−yₖ₊₁)·rₖ₊₁, x̄ₖ = e^(xₖ−yₖ)·rₖ. */
  cumlogsumexp: {
    jvp: (t, y, x, { axis }) => recurrence(part(delayed(y, -Infinity, axis), y), mul(part(x, y), t), axis),
    vjp: (ct, y, x, { axis }) => {
      const next = delayed(flip(part(delayed(y, -Infinity, axis), y), axis), 0, axis);
      return mul(part(x, y), flip(recurrence(next, flip(ct, axis), axis), axis));
    },
  },
};
