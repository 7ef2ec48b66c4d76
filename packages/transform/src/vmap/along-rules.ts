/** Batching rules of ops over windows and along an axis: lead axes are theirs already, so only the axis moves. */
import { apply } from '@adjoint/ir';
import { batch, first, type BatchRule } from './batchable.ts';

type Along = 'takeAlong' | 'scatterAlong' | 'patches' | 'overlapAdd';

export const alongRules: { readonly [O in Along]: BatchRule<O> } = {
  patches: (args, at) => apply('patches', [first(args)], at),
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
