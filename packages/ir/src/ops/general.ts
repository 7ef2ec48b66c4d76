/** Ops whose derivatives take more than a partial or an adjoint: each owes a jvp and a vjp in graph code. */
import { without } from '../type/shape.ts';
import { tensorType, type TensorType } from '../type/type.ts';
import { axis, dims, type Schema } from './attrs.ts';
import { demandAxes, demandAxis, demandNumeric } from './check.ts';
import { MATRICES } from './matrices.ts';
import type { ArrayRow, TypeRule } from './row.ts';
import { RUNNING } from './running.ts';

const general = <S extends Schema>(doc: string, schema: S, type: TypeRule<S>): ArrayRow<'general', S, 1> => ({
  form: 'general',
  doc,
  arity: 1,
  schema,
  type,
});

const dropping =
  (op: string) =>
  ([x]: readonly TensorType[], { axes }: { readonly axes: readonly number[] }): TensorType => {
    demandAxes(op, axes, x!.shape.length);
    return tensorType(x!.dtype, without(x!.shape, axes));
  };

export const GENERAL = {
  max: general(
    'greatest element along `axes`; −∞ (least i32, false) of none; NaN if any is',
    { axes: dims },
    dropping('max'),
  ),
  min: general(
    'least element along `axes`; ∞ (greatest i32, true) of none; NaN if any is',
    { axes: dims },
    dropping('min'),
  ),
  prod: general('product along `axes`; 1 of none', { axes: dims }, (args, at) => {
    demandNumeric('prod', args);
    return dropping('prod')(args, at);
  }),
  cumprod: general('running product along `axis`', { axis }, ([x], at) => {
    demandNumeric('cumprod', [x!]);
    demandAxis('cumprod', at.axis, x!.shape.length);
    return x!;
  }),
  ...RUNNING,
  ...MATRICES,
} as const;
