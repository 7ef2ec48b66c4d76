/** What a partial derivative may be, and how it meets a tangent or a cotangent: branches select, they never multiply by 0 or 1. */
import { mul, neg, where, type ArgsOf, type Pointwise, type Sym } from '@adjoint/ir';

/** A factor where the condition holds, and no path where it does not. */
export interface When {
  readonly when: Sym;
  readonly factor: number | Sym;
}
/** A derivative that exists and that nobody has written yet: neither zero nor undefined. */
export interface NotImplemented {
  readonly notImplemented: string;
}
/** ∂y/∂xᵢ, elementwise. */
export type Partial = number | Sym | When | NotImplemented;
/** The partial of one argument, from the result y and the arguments. */
export type PartialRule<O extends Pointwise> = (y: Sym, ...x: ArgsOf<O, Sym>) => Partial;

/** `factor` where `condition` holds: whatever the other branch is, NaN or ∞, nothing leaks from it. */
export const when = (condition: Sym, factor: number | Sym): When => ({ when: condition, factor });
export const notImplemented = (why: string): NotImplemented => ({ notImplemented: why });

export const isWhen = (partial: Partial): partial is When => typeof partial === 'object' && 'when' in partial;
export const isNotImplemented = (found: object | number): found is NotImplemented =>
  typeof found === 'object' && 'notImplemented' in found;

/** The flow times a finite or infinite factor; ±1 cost nothing. */
export const times = (flow: Sym, factor: number | Sym): Sym => {
  if (factor === 1) return flow;
  return factor === -1 ? neg(flow) : mul(flow, factor);
};

/** A tangent through an edge with this partial. */
export const throughTangent = (flow: Sym, partial: Exclude<Partial, NotImplemented>): Sym =>
  isWhen(partial) ? where(partial.when, times(flow, partial.factor), 0) : times(flow, partial);
