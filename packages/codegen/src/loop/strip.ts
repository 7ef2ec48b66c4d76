/**
 * Nests and products over the same rows as one piece of work: block by block of rows, each of them in its turn. So what one writes or reads is near
 * when the next reads it. Each of their elements is computed by the same instructions in the same order as without.
 */
import { isHostFunction } from './functions.ts';
import type { Access, Nest } from './nest.ts';
import { cutLoop } from './product.ts';
import { rangeOf, usesOf } from './reach.ts';
import type { WorkOf } from './work.ts';

export type RowWork = WorkOf<'nest' | 'product'>;

/** A member of a strip: the number of its function, which takes parts, and how many steps of its outermost loop a step of the strip is. */
export interface Member {
  readonly own: RowWork;
  readonly work: number;
  readonly times: number;
}

export interface Strip {
  /** Its steps. */
  readonly size: number;
  /** How many of them each member goes at a time, or more in the last block. */
  readonly block: number;
  readonly members: readonly Member[];
}

/** What an access touches in all, and in the first of so many steps, in bytes; and how far the next step is. */
interface Touch {
  readonly whole: readonly [from: number, to: number];
  readonly first: readonly [from: number, to: number];
  readonly step: number;
  readonly isWritten: boolean;
}

const touchesOf = (nest: Nest, steps: number): Touch[] => {
  const { written, read } = usesOf(nest);
  const { sizes } = nest;
  const times = sizes.length === 0 ? 1 : sizes[0]! / steps;
  const inStep = [times, ...sizes.slice(1)];
  return [...new Set([...written, ...read])].map((access: Access) => ({
    whole: rangeOf(access, sizes),
    first: rangeOf(access, inStep),
    step: Math.abs((access.strides[0] ?? 0) * times * access.width),
    isWritten: written.has(access),
  }));
};

const overlap = (x: Touch, y: Touch): boolean => x.whole[0] < y.whole[1] && y.whole[0] < x.whole[1];
/** Whether what one touches in a step, the other touches in no other step. */
const isAligned = (x: Touch, y: Touch): boolean =>
  x.step === y.step && Math.max(x.first[1], y.first[1]) - Math.min(x.first[0], y.first[0]) <= x.step;

/** Whether it matters which of the nests comes first. */
export const areOrdered = (x: Nest, y: Nest): boolean => {
  const others = touchesOf(y, 1);
  return touchesOf(x, 1).some((a) => others.some((b) => (a.isWritten || b.isWritten) && overlap(a, b)));
};

/** Whether all places that a nest comes to are known. */
export const isKnown = ({ accesses }: Nest): boolean => accesses.every(({ by }) => by === undefined);

/**
 * Whether work may go on later, from a step on, with what it left. The sum of a single loop is gathered on lanes: it would be another where the loop
 * is cut. A product that packs its operands would pack them in each block.
 */
export const mayPause = (own: RowWork): boolean => {
  if ('product' in own) return own.product.tables === undefined && cutLoop(own.product) !== 'n';
  const { sizes, folds, states, code } = own.nest;
  if (sizes.length === 0 || sizes.includes(Infinity) || !isKnown(own.nest) || code.ops.some(isHostFunction))
    return false;
  return sizes.length > 1 || (folds.length === 0 && states === undefined);
};

/** The most steps that are steps of both. */
export const commonSteps = (x: number, y: number): number | undefined => {
  const [least, most] = [Math.min(x, y), Math.max(x, y)];
  return most % least === 0 ? least : undefined;
};

/** Whether a nest may take so many steps each after those of other nests, and touches something that they touch in the same step. */
export const mayFollow = (nest: Nest, others: readonly Nest[], steps: number): boolean => {
  const own = touchesOf(nest, steps);
  let isNear = false;
  for (const other of others) {
    for (const x of touchesOf(other, steps)) {
      for (const y of own) {
        if (!overlap(x, y)) continue;
        if (isAligned(x, y)) isNear = true;
        else if (x.isWritten || y.isWritten) return false;
      }
    }
  }
  return isNear;
};

/** Bytes that nests touch in each of so many steps, and how many of those more than one of them does. */
export const bytesOfStep = (
  nests: readonly Nest[],
  steps: number,
): { readonly all: number; readonly again: number } => {
  const seen = new Map<number, { step: number; last: Nest }>();
  let [all, again] = [0, 0];
  for (const nest of nests) {
    for (const { whole, step } of touchesOf(nest, steps)) {
      const known = seen.get(whole[0]);
      if (known === undefined) all += step;
      else if (known.last !== nest) again += Math.min(step, known.step);
      seen.set(whole[0], { step, last: nest });
    }
  }
  return { all, again };
};

/** The strip as text: its members by their numbers in the plan, from which step to which. */
export const printStrip = ({ size, block, members }: Strip): string => {
  const step = (times: number, at: string): string => (times === 1 ? at : `${times}·${at}`);
  return [
    `for i < ${size} by ${block}`,
    ...members.map(({ work, times }) => `  loop ${work} from ${step(times, 'i')} to ${step(times, 'j')}`),
  ].join('\n');
};
