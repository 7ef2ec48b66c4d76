/** What an op is, element by element, in words that no kernel shares; and the values on which that is tried. */
import {
  convert,
  sizeOf,
  tensorType,
  type Attrs,
  type DType,
  type Op,
  type PlainAttrs,
  type Shape,
  type TensorType,
} from '@adjoint/ir';
import { Tensor, tensor } from '@adjoint/evaluator';
import type { Index } from './places.ts';

/** One use of an op; without `args`, arguments of each kind of number are made. */
export interface Case {
  readonly types: readonly TensorType[];
  readonly attrs: PlainAttrs;
  readonly declared?: TensorType;
  readonly args?: readonly Tensor[];
}
/** The element at a place of the result. */
export type Element<O extends Op> = (
  args: readonly Tensor[],
  attrs: Attrs<O>,
  type: TensorType,
) => (index: Index) => number;
export interface Definition<O extends Op> {
  readonly cases: readonly Case[];
  readonly element: Element<O>;
}
export type Definitions<O extends Op> = { readonly [P in O]: Definition<P> };

export const NUMBERS: readonly DType[] = ['f64', 'f32', 'i32'];

const SPECIAL: { readonly [D in DType]: readonly number[] } = {
  f64: [0, -0, 1.5, NaN, -2.25, Infinity, 3, -Infinity, 1e300, 5e-324, -7, 0.5],
  f32: [0, -0, 1.5, NaN, -2.25, Infinity, 3, -Infinity, 2 ** 100, 2 ** -149, -7, 0.5],
  i32: [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 7, -12, 65537, 46341],
  bool: [0, 1, 1, 0, 0],
};

/** A value of the type: its dtype's special numbers, in turn; or ordinary ones. */
export const valueOf = ({ dtype, shape }: TensorType, special: boolean, phase = 0): Tensor => {
  const plain = dtype === 'bool' ? SPECIAL.bool : [1, -2, 3, 0.5, -1.5, 4, -3, 2].map(convert[dtype]);
  const from = special ? SPECIAL[dtype] : plain;
  const data = Array.from({ length: sizeOf(shape) }, (_, i) => from[(i * (1 + phase) + phase) % from.length]!);
  const arrays = { f64: Float64Array, f32: Float32Array, i32: Int32Array, bool: Uint8Array };
  return new Tensor(dtype, shape, new arrays[dtype](data));
};

export const on = (dtype: DType, ...shape: number[]): TensorType => tensorType(dtype, shape);
export const places = (...data: number[]): Tensor => tensor(data, on('i32', data.length));

/** Uses of an op of one argument: each shape and its attributes, in each dtype. */
export const cases = (dtypes: readonly DType[], shapes: readonly (readonly [Shape, PlainAttrs])[]): Case[] =>
  dtypes.flatMap((dtype) => shapes.map(([shape, attrs]) => ({ types: [tensorType(dtype, shape)], attrs })));

export const AXES: readonly (readonly [Shape, PlainAttrs])[] = [
  [[], { axes: [] }],
  [[12], { axes: [0] }],
  [[12], { axes: [] }],
  [[3, 4], { axes: [0] }],
  [[3, 4], { axes: [1] }],
  [[2, 3, 4], { axes: [1] }],
  [[2, 3, 4], { axes: [0, 2] }],
  [[5, 1, 2, 3], { axes: [0, 1, 3] }],
  [[0, 3], { axes: [0] }],
  [[0, 3], { axes: [1] }],
  [[3, 0], { axes: [0, 1] }],
];
export const AXIS: readonly (readonly [Shape, PlainAttrs])[] = [
  [[12], { axis: 0 }],
  [[3, 4], { axis: 0 }],
  [[2, 5, 3], { axis: 1 }],
  [[4, 0], { axis: 0 }],
];
