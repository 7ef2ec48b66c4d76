/** What rules of linear algebra are written with: on the last two axes, for each matrix of a batch. */
import { add, apply, matmul, matrixTranspose, mul, type Sym } from '@adjoint/ir';

export const T = matrixTranspose;
export const product = (first: Sym, ...rest: readonly Sym[]): Sym => rest.reduce((a, b) => matmul(a, b), first);
export const symmetric = (x: Sym): Sym => mul(add(x, T(x)), 0.5);

/** A number for each matrix of the batch that x is, beside its elements. */
export const beside = (number: Sym, x: Sym): Sym => {
  const rank = x.shape.length;
  return apply('broadcast', [number], { axes: [rank - 2, rank - 1], shape: x.shape });
};
