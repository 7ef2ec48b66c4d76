/** What an index outside its axis does: an error at run time, the nearest one inside, or nothing. */
import { givenOptions, wrongOption } from '../error/guard.ts';
import { range } from '../type/shape.ts';
import { broadcastTo } from './apply.ts';
import { constantIn } from './creation.ts';
import { and, ge, lt, maximum, minimum, where } from './pointwise.ts';
import { reshape } from './shaping.ts';
import type { Sym } from './symbol.ts';

export interface IndexOptions {
  /**
   * What an index below 0, or not below the size of its axis, does. `error` (the default): the run stops and says which. `clip`: it is
   * the nearest one inside. `drop`: zeros are taken, and updates are not added.
   */
  readonly outside?: 'error' | 'clip' | 'drop';
}

/** The indices that are asked for; `kept` gives a value that is indexed by them, [..., ...indices, ...], with zeros where they are dropped. */
export interface Indices {
  readonly places: Sym;
  readonly kept: (value: Sym, axis: number) => Sym;
}

const asIs = (places: Sym): Indices => ({ places, kept: (value) => value });

/** Indices into an axis of the given size. Throws `option`. */
export const indicesInto = (op: string, places: Sym, size: number, options: IndexOptions = {}): Indices => {
  const { outside = 'error' } = givenOptions(op, options, { outside: true });
  if (outside === 'error') return asIs(places);
  if (outside !== 'clip' && outside !== 'drop')
    throw wrongOption(`${op}: outside`, outside, `'error', 'clip' or 'drop'`);
  const clipped = minimum(maximum(places, 0), Math.max(size - 1, 0));
  if (outside === 'clip') return asIs(clipped);
  const inside = and(ge(places, 0), lt(places, size));
  return {
    places: clipped,
    kept: (value, axis) => {
      const { builder, dtype, shape } = value;
      const after = shape.length - axis - places.shape.length;
      const mask = reshape(inside, [...places.shape, ...range(after).map(() => 1)]);
      return where(broadcastTo(mask, shape), value, constantIn(builder, dtype, [], [0]));
    },
  };
};
