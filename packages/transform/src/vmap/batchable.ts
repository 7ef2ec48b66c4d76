/** What a batching rule is given, and what it says. */
import {
  apply,
  type Attrs,
  type Bilinear,
  type General,
  type Linear,
  type Opaque,
  type Result,
  type Several,
  type Sym,
} from '@adjoint/ir';

/** A value of the unbatched program: the same for the whole batch, or a batch with its members along axis 0. */
export interface Batchable {
  readonly sym: Sym;
  readonly batched: boolean;
}

export type BatchRule<O extends Linear | Bilinear | General | Several | Result | Opaque> = (
  args: readonly Batchable[],
  at: Attrs<O>,
  size: number,
) => Sym;

/** The value as a batch: repeated, if it is the same for all. */
export const batch = ({ sym, batched }: Batchable, size: number): Sym =>
  batched ? sym : apply('broadcast', [sym], { axes: [0], shape: [size, ...sym.shape] });

/** The first argument, of an op that has one: it is a batch. */
export const first = (args: readonly Batchable[]): Sym => args[0]!.sym;
