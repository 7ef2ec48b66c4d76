/** How the mask of a cotangent passes a linear op. */
import { max, type Attrs, type Linear, type Sym } from '@adjoint/ir';
import { adjoints, type Adjoint } from './adjoints.ts';
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

/** The adjoint of a linear op on a cotangent with a mask. */
export const throughLinear = <O extends Linear>(
  op: O,
  adjoint: Adjoint<O>,
  ct: Cotangent,
  x: readonly Sym[],
  at: Attrs<O>,
  slot: number,
): Cotangent => {
  const passage = passages[op];
  const { mask } = ct;
  if (mask === undefined || passage === 'lost') return everywhere(adjoint(settled(ct), x, at, slot));
  if (passage === 'kept') return { ...ct, value: adjoint(ct.value, x, at, slot) };
  const move = adjoints[op] as Adjoint<O>;
  if (passage === 'rearranged')
    return { ...ct, value: adjoint(ct.value, x, at, slot), mask: new Mask(() => move(mask.sym, x, at, slot)) };
  const anywhere = (): Sym => max(mask.sym, (at as Attrs<'broadcast'>).axes);
  const moved = (): Sym => move(mask.sym, x, at, slot);
  return {
    value: adjoint(settled(ct), x, at, slot),
    mask: new Mask(passage === 'any' ? anywhere : moved),
    clean: true,
  };
};
