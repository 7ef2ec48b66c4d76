/** The value rule of elementwise ops: one function of doubles, rounded to the dtype of the result. */
import type { DType } from '../type/type.ts';
import { OPS, type Elementwise } from './ops.ts';

export type ScalarFunction = (...x: number[]) => number;

const rounded: { readonly [D in DType]: (of: ScalarFunction) => ScalarFunction } = {
  f64: (of) => of,
  f32: (of) => (a, b, c) => Math.fround(of(a, b, c)),
  i32: (of) => (a, b, c) => of(a, b, c) | 0,
  bool: (of) => of,
};

/** The op on one element each, given as doubles, with the result rounded as `dtype` rounds. */
export const scalarRule = (op: Elementwise, dtype: DType): ScalarFunction => {
  const row: { readonly of: unknown; readonly int?: unknown; readonly single?: unknown } = OPS[op];
  if (dtype === 'f32' && row.single !== undefined) return row.single as ScalarFunction;
  const of = dtype === 'i32' ? (row.int ?? row.of) : row.of;
  return rounded[dtype](of as ScalarFunction);
};

/** A double as `dtype` holds it: rounded to f32, truncated and wrapped to i32, its truth as bool. */
export const convert: { readonly [D in DType]: (x: number) => number } = {
  f64: (x) => x,
  f32: Math.fround,
  i32: (x) => Math.trunc(x) | 0,
  bool: (x) => +(x !== 0),
};
