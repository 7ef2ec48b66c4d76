/** Elements by places that differ from row to row. */
import { broadcastShapes, range } from '../type/shape.ts';
import { apply, axisIn, broadcastTo, located } from './apply.ts';
import { indicesInto, type IndexOptions } from './outside.ts';
import { together, type Value } from './lift.ts';
import type { Sym } from './symbol.ts';

/** Both with one shape but for the axis: size 1 stretches. Throws `broadcast`. */
const aligned = (op: string, x: Sym, places: Sym, axis: number): [Sym, Sym] => {
  const one = (shape: readonly number[]): number[] => shape.map((dim, i) => (i === axis ? 1 : dim));
  const fits = places.shape.length === x.shape.length;
  if (!fits) return [x, places];
  const shape = located(op, [x, places], { axis }, () => broadcastShapes(op, [one(x.shape), one(places.shape)]));
  const stretched = (sym: Sym): Sym =>
    broadcastTo(
      sym,
      range(shape.length).map((i) => (i === axis ? sym.shape[i]! : shape[i]!)),
    );
  return [stretched(x), stretched(places)];
};

/**
 * Along the axis, the element of x at each of the i32 `indices`, which have the rank of x: out[i][j] = x[i][indices[i][j]] for the last
 * axis. Other axes broadcast. An index out of range is an error at run time, unless `outside` says otherwise. Throws `axis`, `size`,
 * `broadcast`, `dtype` or `option`.
 */
export const takeAlong = (value: Value, indices: Value, axis = -1, options: IndexOptions = {}): Sym => {
  const [x, given] = together([value, indices], ['common', 'i32']) as [Sym, Sym];
  const along = axisIn('takeAlong', x, axis);
  const [all, wanted] = aligned('takeAlong', x, given, along);
  const { places, kept } = indicesInto('takeAlong', wanted, x.shape[along]!, options);
  return kept(apply('takeAlong', [all, places], { axis: along }), 0);
};

/**
 * Zeros, `size` of them along the axis, with `updates` added in at the i32 `indices` beside them; equal places add up. Other axes
 * broadcast. An index out of range is an error at run time, unless `outside` says otherwise. Throws `axis`, `size`, `broadcast`, `dtype` or
 * `option`.
 */
export const scatterAlong = (
  size: number,
  indices: Value,
  updates: Value,
  axis = -1,
  options: IndexOptions = {},
): Sym => {
  const [given, x] = together([indices, updates], ['i32', 'common']) as [Sym, Sym];
  const along = axisIn('scatterAlong', x, axis);
  const [all, wanted] = aligned('scatterAlong', x, given, along);
  const { places, kept } = indicesInto('scatterAlong', wanted, size, options);
  return apply('scatterAlong', [kept(all, 0), places], { axis: along, size });
};
