/** Array ops without derivatives; `autodiff` states the reason for each. */
import { without } from '../type/shape.ts';
import { tensorType, type TensorType } from '../type/type.ts';
import { axis } from './attrs.ts';
import { demand, demandAxis } from './check.ts';
import { RANDOM } from './random.ts';
import { DETERMINANTS } from './matrices.ts';
import type { ArrayRow } from './row.ts';
import { ORDERS } from './running.ts';

const place = (op: string, doc: string): ArrayRow<'opaque', { axis: typeof axis }, 1> => ({
  form: 'opaque',
  doc,
  arity: 1,
  schema: { axis },
  type: ([x]: readonly TensorType[], at) => {
    demandAxis(op, at.axis, x!.shape.length);
    demand(x!.shape[at.axis]! > 0, op, 'axis', at.axis, 'an axis that is not empty');
    return tensorType('i32', without(x!.shape, [at.axis]));
  },
});

export const OPAQUE = {
  argmax: place('argmax', 'place of the greatest element along `axis`, the first of ties, or of the first NaN'),
  argmin: place('argmin', 'place of the least element along `axis`, the first of ties, or of the first NaN'),
  ...DETERMINANTS,
  ...ORDERS,
  ...RANDOM,
} as const;
