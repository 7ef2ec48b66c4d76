/** Which work of a program threads share, and the memory that takes: each thread packs the operands of products in a place of its own. */
import { cutOf, partName, runWithin, scratchOf, spareOf, type CodePlan, type Cut, type Work } from '@adjoint/codegen';
import type { Kernel } from '../kernels/index.ts';

/** Computes work from one step of its outermost loop to another, and packs operands from a byte on. */
export type PartKernel = (from: number, to: number, spare: number) => void;

/** Work in parts, computed here from one step of its outermost loop to another. */
export interface Shared {
  readonly work: number;
  readonly size: number;
  /** Parts begin at multiples of so many steps, none has fewer, and there are at most so many parts. */
  readonly step: number;
  readonly parts: number;
  readonly compute: (from: number, to: number) => void;
}

/** How a program has its work done. */
export type Share = (shared: Shared) => void;

/** What threads share of a plan. */
export interface Sharing {
  /** How each of the work is cut; undefined for that which one thread does. */
  readonly cuts: readonly (Cut | undefined)[];
  /** Doubles of memory in all. */
  readonly size: number;
  /** For each thread, the byte from which on it packs operands; the first goes where the plan says. */
  readonly spare: readonly number[];
  /** The work of that number, which is cut, as a function. */
  readonly kernel: (at: number, exports: Readonly<Record<string, PartKernel>>, share: Share) => Kernel;
}

/** Nanoseconds of work that two threads do sooner than one: to wake a thread that sleeps takes 10,000 to 35,000. */
const LEAST_NS = 1e5;

/**
 * Parts of a job for each thread: the more there are, the less is waited for a thread that is held up. But each part of a product packs an operand
 * anew: of 512³ in f64, 4 parts take 5 % longer than one, and 8 parts 12 %.
 */
const PARTS = { nest: 4, product: 2 } as const;

const worth = (cut: Cut | undefined): Cut | undefined =>
  cut !== undefined && cut.ns >= LEAST_NS && cut.size >= 2 * cut.step ? cut : undefined;

/** What is run by other work is not cut: routines call their work themselves, and so do strips that are cut. */
const cutsOf = (work: readonly Work[]): (Cut | undefined)[] => {
  const within = runWithin(work);
  const cuts = work.map((each, at) => (within.has(at) ? undefined : worth(cutOf(each))));
  work.forEach((each, at) => {
    if ('strip' in each && cuts[at] !== undefined)
      for (const member of each.strip.members) cuts[member.work] = undefined;
  });
  return cuts;
};

/** Undefined where one thread does all. */
export const sharingOf = ({ work, size }: CodePlan, threads: number): Sharing | undefined => {
  const cuts = threads === 1 ? [] : cutsOf(work);
  if (!cuts.some(Boolean)) return undefined;
  const packed = work.reduce((most, each) => ('product' in each ? Math.max(most, scratchOf(each.product)) : most), 0);
  const first = size + (size % 2);
  return {
    cuts,
    size: first + (threads - 1) * packed,
    spare: Array.from({ length: threads }, (_, own) => (own === 0 ? 0 : 8 * (first + (own - 1) * packed))),
    kernel: (at, exports, share) => {
      const { size: steps, step } = cuts[at]!;
      const spare = spareOf(work[at]!);
      const part = exports[partName(at)]!;
      const parts = threads * PARTS['nest' in work[at]! ? 'nest' : 'product'];
      const compute = (from: number, to: number): void => part(from, to, spare);
      const shared = { work: at, size: steps, step, parts, compute };
      return () => share(shared);
    },
  };
};
