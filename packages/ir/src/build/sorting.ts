/** Orders along an axis. NaN comes after all numbers, and equal ones keep their order: as in NumPy. */
import { givenOptions, wrongOption } from '../error/guard.ts';
import { apply, axisIn, located } from './apply.ts';
import { takeAlong } from './along.ts';
import { cut } from './indexing.ts';
import { lift, together, type Value } from './lift.ts';
import { sub } from './pointwise.ts';
import { flip } from './shaping.ts';
import type { Sym } from './symbol.ts';

/** x in ascending order along the axis; its derivative follows the elements. Throws `axis`. */
export const sort = (value: Value, axis = -1): Sym => {
  const x = lift(value);
  return apply('sort', [x], { axis: axisIn('sort', x, axis) });
};

/** The places (i32) of x in ascending order along the axis: `takeAlong(x, argsort(x))` is `sort(x)`. Throws `axis`. */
export const argsort = (value: Value, axis = -1): Sym => {
  const x = lift(value);
  return apply('argsort', [x], { axis: axisIn('argsort', x, axis) });
};

/**
 * The k greatest elements along the axis, the greatest first, and their places (i32): the first of equal ones comes first, and NaN before
 * all numbers, as in `lax.top_k`. The derivative follows the elements. Throws `axis` or `option`.
 */
export const topK = (value: Value, k: number, axis = -1): { readonly values: Sym; readonly indices: Sym } => {
  const x = lift(value);
  const along = axisIn('topK', x, axis);
  const dim = x.shape[along]!;
  located('topK', [x], { axis }, () => {
    const want = `a whole number from 0 to ${dim}, the size of axis ${along}`;
    if (!Number.isInteger(k) || k < 0 || k > dim) throw wrongOption('topK: k', k, want);
  });
  return x.builder.within('topK', () => {
    // Ascending from behind, read from behind: descending, with equal ones in order.
    const descending = sub(dim - 1, flip(argsort(flip(x, along), along), along));
    const indices = cut(descending, along, 0, k);
    return { values: takeAlong(x, indices, along), indices };
  });
};

/** On which side of equal elements a value goes. */
export interface SearchOptions {
  /** `left` (the default): before them; `right`: after. */
  readonly side?: 'left' | 'right';
}

/**
 * How many elements of `sorted` come before each of the values (i32): where each would go to keep the order. `sorted` ascends along its
 * last axis, and the values have its other axes first: with a vector, values of any shape. What is not sorted gives some number.
 * Throws `size`, `axis`, `dtype` or `option`.
 */
export const searchSorted = (sorted: Value, values: Value, options: SearchOptions = {}): Sym => {
  const { side = 'left' } = givenOptions('searchSorted', options, { side: true });
  if (side !== 'left' && side !== 'right') throw wrongOption('searchSorted: side', side, `'left' or 'right'`);
  const [row, x] = together([sorted, values]) as [Sym, Sym];
  axisIn('searchSorted', row, -1);
  return apply('searchSorted', [row, x], { right: side === 'right' });
};
