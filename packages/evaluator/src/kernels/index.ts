/** The kernel of every op: total tables by form, so that an op without a kernel does not compile. */
import type { Procedural } from '@adjoint/codegen';
import { isElementwise, type Bilinear, type Elementwise, type Linear, type Op } from '@adjoint/ir';
import { along } from './along.ts';
import { control } from './control.ts';
import { elementwise } from './elementwise.ts';
import { general, opaque } from './general.ts';
import { indexed } from './indexed.ts';
import { nothing, type Kernel, type Make, type Site } from './kernel.ts';
import { moves } from './moves.ts';
import { procedures } from './procedural.ts';
import { source } from './source.ts';
import { sums } from './sums.ts';
import { windows } from './windows.ts';

const linear: { readonly [O in Exclude<Linear | Bilinear, Procedural>]: Make<O> } = {
  ...moves,
  ...sums,
  ...indexed,
  ...along,
  ...windows,
};

const table: { readonly [O in Exclude<Op, Elementwise>]: Make<O> } = {
  ...source,
  ...linear,
  ...general,
  ...procedures,
  ...opaque,
  ...control,
  output: () => nothing,
};

/** The kernel that computes the node at `site`. */
export const kernelOf = (site: Site): Kernel => {
  const { op } = site.node;
  if (isElementwise(op)) return elementwise(op, site);
  const make = table[op] as (site: Site) => Kernel;
  return make(site);
};

export type { Routine } from './control.ts';
export { FIRST, inOrder, ONE, Site, type Frame, type Kernel, type Part } from './kernel.ts';
export { checkPlaces } from './indexed.ts';
export { roomOf } from './procedural.ts';
export { TapeWriter } from './tape.ts';
