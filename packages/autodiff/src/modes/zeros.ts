/** Zeros and ones in the graph: built only where a value is owed to the caller. */
import { broadcastTo, constantIn, type Builder, type Sym, type TensorType } from '@adjoint/ir';

export const zerosIn = (builder: Builder, { dtype, shape }: TensorType): Sym =>
  broadcastTo(constantIn(builder, dtype, [], [0]), shape);
export const onesIn = (builder: Builder, { dtype, shape }: TensorType): Sym =>
  broadcastTo(constantIn(builder, dtype, [], [1]), shape);
