/** Batching rules of ops over windows and along an axis: lead axes are theirs already, so only the axis moves. */
import { apply, type Sym } from '@adjoint/ir';
import { batch, first, type Batchable, type BatchRule } from './batchable.ts';

type Along = 'takeAlong' | 'scatterAlong' | 'patches' | 'overlapAdd' | 'fft' | Running | 'searchSorted';
type Running = 'sort' | 'argsort' | 'argmax' | 'argmin' | 'cummax' | 'cummin' | 'cumprod' | 'cumlogsumexp';

const running =
  (op: Running) =>
  (args: readonly Batchable[], { axis }: { readonly axis: number }): Sym =>
    apply(op, [first(args)], { axis: axis + 1 });

/** A vector may be searched for a batch as it is. */
const searchSorted: BatchRule<'searchSorted'> = (args, at, size) => {
  const [sorted, values] = args as [Batchable, Batchable];
  const shared = !sorted.batched && sorted.sym.shape.length === 1;
  return apply('searchSorted', [shared ? sorted.sym : batch(sorted, size), batch(values, size)], at);
};

export const alongRules: { readonly [O in Along]: BatchRule<O> } = {
  sort: running('sort'),
  argsort: running('argsort'),
  argmax: running('argmax'),
  argmin: running('argmin'),
  cummax: running('cummax'),
  cummin: running('cummin'),
  cumprod: running('cumprod'),
  cumlogsumexp: running('cumlogsumexp'),
  searchSorted,
  patches: (args, at) => apply('patches', [first(args)], at),
  fft: (args, { axis, inverse }) => apply('fft', [first(args)], { axis: axis + 1, inverse }),
  overlapAdd: (args, at) => apply('overlapAdd', [first(args)], at),
  takeAlong: (args, { axis }, size) => {
    const batches = args.map((arg) => batch(arg, size));
    return apply('takeAlong', batches, { axis: axis + 1 });
  },
  scatterAlong: (args, { axis, size: dim }, size) => {
    const batches = args.map((arg) => batch(arg, size));
    return apply('scatterAlong', batches, { axis: axis + 1, size: dim });
  },
};
