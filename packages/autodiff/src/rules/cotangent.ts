/**
 * A cotangent, and where it may be other than zero. The branch that a select did not take hands on a zero, and zero times an infinite
 * partial is NaN: d/dx where(x < 1, x, √x) at 0 would be. So the select waits: the mask travels with the cotangent, through every
 * factor, and is applied where cotangents are added up, contracted or handed out.
 */
import { add, and, or, where, type Sym } from '@adjoint/ir';
import { isWhen, times, type NotImplemented, type Partial } from './partial.ts';

/** A bool symbol, made when it is asked for: most masks never are. */
export class Mask {
  private made: Sym | undefined;
  private readonly make: () => Sym;

  constructor(make: () => Sym) {
    this.make = make;
  }
  get sym(): Sym {
    this.made ??= this.make();
    return this.made;
  }
  /** Whether both are one symbol, as far as is known without making them. */
  same(other: Mask): boolean {
    return this === other || (this.made !== undefined && this.made.id === other.made?.id);
  }
  static of(sym: Sym): Mask {
    const mask = new Mask(() => sym);
    mask.made = sym;
    return mask;
  }
}

export interface Cotangent {
  readonly value: Sym;
  /** Outside it the cotangent is zero; everywhere if undefined. */
  readonly mask: Mask | undefined;
  /** Whether `value` itself is zero outside the mask. */
  readonly clean: boolean;
}

export const everywhere = (value: Sym): Cotangent => ({ value, mask: undefined, clean: true });

/** The cotangent as a symbol, its mask applied. */
export const settled = ({ value, mask, clean }: Cotangent): Sym =>
  mask === undefined || clean ? value : where(mask.sym, value, 0);

const both = (a: Mask | undefined, b: Mask): Mask => (a === undefined ? b : new Mask(() => and(a.sym, b.sym)));

/** The cotangent through an edge with this partial. A factor that is a symbol may be infinite, where the mask does not hold too. */
export const throughPartial = (ct: Cotangent, partial: Exclude<Partial, NotImplemented>): Cotangent => {
  const factor = isWhen(partial) ? partial.factor : partial;
  const mask = isWhen(partial) ? both(ct.mask, Mask.of(partial.when)) : ct.mask;
  const clean = ct.clean && !isWhen(partial) && typeof factor === 'number';
  return { value: times(ct.value, factor), mask, clean: clean || mask === undefined };
};

/** The sum of two cotangents of one node. */
export const joined = (a: Cotangent, b: Cotangent): Cotangent => {
  const [m, n] = [a.mask, b.mask];
  if (m === undefined || n === undefined) return everywhere(add(settled(a), settled(b)));
  if (m.same(n)) return { value: add(a.value, b.value), mask: m, clean: a.clean && b.clean };
  return { value: add(settled(a), settled(b)), mask: new Mask(() => or(m.sym, n.sym)), clean: true };
};
