/** How rows of linear ops are written: linear in the first argument, and in all of them or with a list of places as the second. */
import { tensorType, type Shape, type TensorType } from '../type/type.ts';
import type { Schema } from './attrs.ts';
import { demandDType } from './check.ts';
import type { ArrayRow, TypeRule } from './row.ts';

export const linear = <S extends Schema>(doc: string, schema: S, type: TypeRule<S>): ArrayRow<'linear', S, 1> => ({
  form: 'linear',
  doc,
  arity: 1,
  schema,
  type,
});

/** Linear in its first argument; the second is a list of places. */
export const indexed = <S extends Schema>(doc: string, schema: S, type: TypeRule<S>): ArrayRow<'linear', S, 2> => ({
  ...linear(doc, schema, type),
  arity: 2,
});

/** The type of x in another shape. */
export const like = (x: TensorType, shape: Shape): TensorType => tensorType(x.dtype, shape);

/** Throws `dtype` unless the places are i32. */
export const demandIndices = (op: string, indices: TensorType): void =>
  demandDType(op, [indices], (d) => d === 'i32', 'i32 indices');
