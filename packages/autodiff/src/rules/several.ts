/** What the rule of an op with several results is given, and what it owes. */
import type { Attrs, Several, Sym } from '@adjoint/ir';

export interface SeveralRule<O extends Several> {
  /** The tangent of each result from ẋ. */
  readonly jvp: (t: Sym, y: readonly Sym[], x: Sym, at: Attrs<O>) => readonly Sym[];
  /** x̄ from the cotangents of the results: undefined where nothing uses one, but not all are. */
  readonly vjp: (cts: readonly (Sym | undefined)[], y: readonly Sym[], x: Sym, at: Attrs<O>) => Sym;
}
export type SeveralRules = { readonly [O in Several]: SeveralRule<O> };
