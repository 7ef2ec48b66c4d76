/** Checks that type rules share. A graph from outside passes here too, so nothing is assumed of attributes but their kind. */
import { inFull } from '../error/describe.ts';
import { InputError } from '../error/error.ts';
import type { DType, Shape, TensorType } from '../type/type.ts';

/** Throws `attribute` unless `holds`. */
export const demand = (holds: boolean, op: string, attribute: string, got: unknown, want: string): void => {
  if (!holds) throw new InputError('attribute', { op, attribute, got: inFull(got), want });
};

/** Throws `dtype` unless every argument has one of the dtypes. */
export const demandDType = (
  op: string,
  args: readonly TensorType[],
  is: (dtype: DType) => boolean,
  want: string,
): void => {
  if (!args.every((arg) => is(arg.dtype))) throw new InputError('dtype', { op, got: args.map((a) => a.dtype), want });
};

export const isNumeric = (dtype: DType): boolean => dtype !== 'bool';
export const isSame =
  (first: TensorType) =>
  (dtype: DType): boolean =>
    dtype === first.dtype;

export const FLOATS = 'f64 or f32';
export const NUMBERS = 'f64, f32 or i32';
export const ALIKE = 'values of one dtype';
export const demandNumeric = (op: string, args: readonly TensorType[]): void =>
  demandDType(op, args, isNumeric, NUMBERS);

/** Throws `attribute` unless `axes` is ascending, without repetition, and within the rank. */
export const demandAxes = (op: string, axes: readonly number[], rank: number): void => {
  const ascending = axes.every((axis, i) => i === 0 || axis > axes[i - 1]!);
  demand(ascending && axes.every((axis) => axis < rank), op, 'axes', axes, `ascending axes of a rank-${rank} value`);
};

/** Throws `attribute` unless `axis` is one of `rank` axes. */
export const demandAxis = (op: string, axis: number, rank: number): void =>
  demand(axis < rank, op, 'axis', axis, `an axis of a rank-${rank} value`);

export const isPermutation = (perm: readonly number[], rank: number): boolean =>
  perm.length === rank && new Set(perm).size === rank && perm.every((axis) => axis < rank);

export const withDim = (shape: Shape, axis: number, dim: number): number[] =>
  shape.map((d, i) => (i === axis ? dim : d));
