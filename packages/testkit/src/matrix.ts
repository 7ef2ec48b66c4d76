/** Matrices for the tests of linear algebra: made, computed with, measured. */
import { lift, tensorType, type DType, type Shape } from '@adjoint/ir';
import { define, evaluate, type Sym, type Tensor, type TensorLike } from 'adjoint';

export type Build = (...x: Sym[]) => Sym;
/** A tensor of the data, rounded to its dtype. */
export const filled = (shape: Shape, data: ArrayLike<number>, dtype: DType = 'f64'): TensorLike => ({
  dtype,
  shape,
  data: dtype === 'f32' ? Float32Array.from(data) : Float64Array.from(data),
});
/** The value of an expression of tensors. */
export const computed = (build: Build, ...x: TensorLike[]): Tensor => {
  const types = Object.fromEntries(x.map(({ dtype, shape }, i) => [`x${i}`, tensorType(dtype, shape)]));
  const graph = define(types, (symbols) => build(...x.map((_, i) => symbols[`x${i}`]!)));
  return evaluate(graph, Object.fromEntries(x.map((value, i) => [`x${i}`, value]))).out;
};
export const matrixOf = (...rows: readonly (readonly number[])[]): TensorLike =>
  filled([rows.length, rows[0]?.length ?? 0], rows.flat());

/** Numbers in (−1, 1), the same each time (Park and Miller 1988). */
export const drawn = (seed: number, ...shape: number[]): TensorLike => {
  let state = seed;
  const data = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => {
    state = (state * 16807) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  });
  return filled(shape, data);
};
/** The greatest magnitude; NaN where one is NaN. */
export const largest = (x: ArrayLike<number>): number => Array.from(x).reduce((a, b) => Math.max(a, Math.abs(b)), 0);
/** Of each matrix of a batch. */
export const transposed = (x: Sym): Sym => x.transpose([...x.shape.slice(0, -2).map((_, i) => i), -1, -2]);
/** Of 1, in f64. */
export const ULP = 2 ** -52;
/** The identity, of the size of a square matrix. */
export const eyeLike = (x: Sym): Sym => {
  const n = x.shape.at(-1)!;
  return lift(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => +(i === j))));
};
