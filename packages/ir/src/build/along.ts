/** Elements by places that differ from row to row. */
import { broadcastShapes, range } from '../type/shape.ts';
import { apply, axisIn, broadcastTo, located } from './apply.ts';
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
 * axis. Other axes broadcast. An index out of range is an error at run time. Throws `axis`, `size`, `broadcast` or `dtype`.
 */
export const takeAlong = (value: Value, indices: Value, axis = -1): Sym => {
  const [x, places] = together([value, indices], ['common', 'i32']) as [Sym, Sym];
  const along = axisIn('takeAlong', x, axis);
  return apply('takeAlong', aligned('takeAlong', x, places, along), { axis: along });
};

/**
 * Zeros, `size` of them along the axis, with `updates` added in at the i32 `indices` beside them; equal places add up. Other axes
 * broadcast. An index out of range is an error at run time. Throws `axis`, `size`, `broadcast` or `dtype`.
 */
export const scatterAlong = (size: number, indices: Value, updates: Value, axis = -1): Sym => {
  const [places, x] = together([indices, updates], ['i32', 'common']) as [Sym, Sym];
  const along = axisIn('scatterAlong', x, axis);
  return apply('scatterAlong', aligned('scatterAlong', x, places, along), { axis: along, size });
};
