/** Zeros and unit vectors in the graph: built only where a value is owed to the caller. */
import { broadcastTo, constantIn, sizeOf, type Builder, type Sym, type TensorType } from '@adjoint/ir';

export const zerosIn = (builder: Builder, { dtype, shape }: TensorType): Sym =>
  broadcastTo(constantIn(builder, dtype, [], [0]), shape);
export const onesIn = (builder: Builder, { dtype, shape }: TensorType): Sym =>
  broadcastTo(constantIn(builder, dtype, [], [1]), shape);

/** 1 at the row-major place `index`, 0 elsewhere. */
export const unitIn = (builder: Builder, { dtype, shape }: TensorType, index: number): Sym => {
  const data = new Array<number>(sizeOf(shape)).fill(0);
  data[index] = 1;
  return constantIn(builder, dtype, shape, data);
};
