/** Orders and running results along an axis: what each row comes to, from its start to each of its elements. */
import { InputError } from '../error/error.ts';
import { isFloat, sameShape, tensorType, type TensorType } from '../type/type.ts';
import { axis, flag } from './attrs.ts';
import { ALIKE, demandAxis, demandDType, demandNumeric, FLOATS, isSame } from './check.ts';
import type { ArrayRow } from './row.ts';

type Check = (x: TensorType) => void;
const anything: Check = () => {};

const alongAxis = <F extends 'general' | 'opaque'>(
  form: F,
  op: string,
  doc: string,
  check: Check,
  dtype?: 'i32',
): ArrayRow<F, { axis: typeof axis }, 1> => ({
  form,
  doc,
  arity: 1,
  schema: { axis },
  type: ([x], at) => {
    check(x!);
    demandAxis(op, at.axis, x!.shape.length);
    return dtype === undefined ? x! : tensorType(dtype, x!.shape);
  },
});

const running = (op: string, doc: string, check: Check = (x) => demandNumeric(op, [x])) =>
  alongAxis('general', op, doc, check);

export const RUNNING = {
  sort: running('sort', 'x in ascending order along `axis`; equal ones keep their order, NaN comes last', anything),
  cummax: running('cummax', 'greatest so far along `axis`; NaN from the first NaN on'),
  cummin: running('cummin', 'least so far along `axis`; NaN from the first NaN on'),
  cumlogsumexp: running('cumlogsumexp', 'logarithm of the running sum of eˣ along `axis`, without overflow', (x) =>
    demandDType('cumlogsumexp', [x], isFloat, FLOATS),
  ),
} as const;

const schema = { right: flag };

const searchSorted: ArrayRow<'opaque', typeof schema, 2> = {
  form: 'opaque',
  doc: 'how many of `sorted` come before each of `values`, equal ones too if `right`; NaN comes last',
  arity: 2,
  schema,
  type: ([sorted, values]) => {
    demandNumeric('searchSorted', [sorted!, values!]);
    demandDType('searchSorted', [values!], isSame(sorted!), ALIKE);
    const [row, places] = [sorted!.shape, values!.shape];
    demandAxis('searchSorted', 0, row.length);
    const lead = row.slice(0, -1);
    const rule = 'values must have the leading axes of sorted, all but its last';
    if (!sameShape(lead, places.slice(0, lead.length)))
      throw new InputError('size', { op: 'searchSorted', from: places, to: row, rule });
    return tensorType('i32', places);
  },
};

/** Without derivatives. */
export const ORDERS = {
  argsort: alongAxis(
    'opaque',
    'argsort',
    'places of x in ascending order along `axis`; equal ones keep their order, NaN comes last',
    anything,
    'i32',
  ),
  searchSorted,
} as const;
