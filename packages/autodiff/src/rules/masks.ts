/** How the mask of a cotangent passes a linear op. */
import { max, type Attrs, type Linear, type Sym } from '@adjoint/ir';
import { adjoints, type Adjoint, type Backward } from './adjoints.ts';
import { everywhere, Mask, settled, type Cotangent } from './cotangent.ts';

/**
 * `kept`: elements stay where they are. `rearranged`: they move, one to one. `moved`: they move, some to none or to many. `any`: they are
 * added up, and the sum may be other than zero where any was. `lost`: the mask is applied, and what follows knows of none.
 */
type Passage = 'kept' | 'rearranged' | 'moved' | 'any' | 'lost';

const passages: { readonly [O in Linear]: Passage } = {
  cast: 'kept',
  reshape: 'rearranged',
  transpose: 'rearranged',
  flip: 'rearranged',
  sum: 'moved',
  slice: 'moved',
  pad: 'moved',
  concat: 'moved',
  overlapAdd: 'moved',
  scatterAlong: 'moved',
  broadcast: 'any',
  cumsum: 'lost',
  take: 'lost',
  scatterAdd: 'lost',
  patches: 'lost',
  takeAlong: 'lost',
  fft: 'lost',
};

const inSlots = (found: Backward): ((slot: number) => Sym) => (typeof found === 'function' ? found : () => found);

/** The adjoint of a linear op on a cotangent with a mask: what it hands on to each argument, by slot. */
export const throughLinear = <O extends Linear>(
  op: O,
  adjoint: Adjoint<O>,
  ct: Cotangent,
  x: readonly Sym[],
  at: Attrs<O>,
): ((slot: number) => Cotangent) => {
  const { mask } = ct;
  const passage = mask === undefined ? 'lost' : passages[op];
  const travels = passage === 'kept' || passage === 'rearranged';
  const value = inSlots(adjoint(travels ? ct.value : settled(ct), x, at));
  if (mask === undefined || passage === 'lost') return (slot) => everywhere(value(slot));
  if (passage === 'kept') return (slot) => ({ ...ct, value: value(slot) });
  if (passage === 'any') {
    const anywhere = new Mask(() => max(mask.sym, (at as Attrs<'broadcast'>).axes));
    return (slot) => ({ value: value(slot), mask: anywhere, clean: true });
  }
  const move = adjoints[op] as Adjoint<O>;
  let moved: ((slot: number) => Sym) | undefined;
  const movedTo = (slot: number): Sym => (moved ??= inSlots(move(mask.sym, x, at)))(slot);
  return (slot) => ({ value: value(slot), mask: new Mask(() => movedTo(slot)), clean: !travels || ct.clean });
};
