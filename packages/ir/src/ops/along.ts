/** Places that differ from row to row: elements of x along one axis, each where a list beside it says; and the adjoint of that. */
import { InputError } from '../error/error.ts';
import { without } from '../type/shape.ts';
import { sameShape } from '../type/type.ts';
import { axis } from './attrs.ts';
import { demandAxis, demandNumeric, withDim } from './check.ts';
import { demandIndices, indexed, like } from './linear-row.ts';

export const ALONG = {
  takeAlong: indexed(
    'along `axis`, the elements of x at the places in the second argument, which has the other axes of x',
    { axis },
    ([x, places], at) => {
      demandIndices('takeAlong', places!);
      demandAxis('takeAlong', at.axis, x!.shape.length);
      const fits = places!.shape.length === x!.shape.length;
      const to = fits ? withDim(x!.shape, at.axis, places!.shape[at.axis]!) : x!.shape;
      const rule = `places and x must have the same axes, all equal but axis ${at.axis}`;
      if (!fits || !sameShape(without(to, [at.axis]), without(places!.shape, [at.axis])))
        throw new InputError('size', { op: 'takeAlong', from: places!.shape, to, rule });
      return like(x!, places!.shape);
    },
  ),
  scatterAlong: indexed(
    'zeros, `size` of them along `axis`, the first argument added in at the places in the second: adjoint of takeAlong',
    { axis, size: axis },
    ([updates, places], at) => {
      demandIndices('scatterAlong', places!);
      demandNumeric('scatterAlong', [updates!]);
      demandAxis('scatterAlong', at.axis, updates!.shape.length);
      const rule = 'there must be a place for each element';
      if (!sameShape(updates!.shape, places!.shape))
        throw new InputError('size', { op: 'scatterAlong', from: places!.shape, to: updates!.shape, rule });
      return like(updates!, withDim(updates!.shape, at.axis, at.size));
    },
  ),
} as const;
