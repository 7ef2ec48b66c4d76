/** Which work of a program threads share, and the memory that takes: each thread packs the operands of products in a place of its own. */
import {
  cutOf,
  HOST,
  MEMORY,
  partName,
  scratchOf,
  spareOf,
  type CodePlan,
  type Cut,
  type Work,
} from '@adjoint/codegen';
import { describe, InputError } from '@adjoint/ir';
import type { Kernel } from '../kernels/index.ts';
import type { Share, ThreadPool } from '../threads/pool.ts';
import type { Host, PartKernel } from './host.ts';

export interface Sharing {
  readonly pool: ThreadPool | undefined;
  /** How each of the work is cut; undefined for that which one thread does. */
  readonly cuts: readonly (Cut | undefined)[];
  /** Doubles of memory in all. */
  readonly size: number;
  /** For each thread, the byte from which on it packs operands; the first goes where the plan says. */
  readonly spare: readonly number[];
}

/** Nanoseconds of work that two threads do sooner than one: to wake a thread that sleeps takes 10,000 to 35,000. */
const LEAST_NS = 1e5;

/**
 * Parts of a job for each thread: the more there are, the less is waited for a thread that is held up. But each part of a product packs an operand
 * anew: of 512³ in f64, 4 parts take 5 % longer than one, and 8 parts 12 %.
 */
const PARTS = { nest: 4, product: 2 } as const;

const isPool = (pool: unknown): boolean => typeof (pool as { readonly enlist?: unknown } | null)?.enlist === 'function';

/** Throws `option` for a pool that is none. */
export const sharingOf = ({ work, size }: CodePlan, pool: ThreadPool | undefined): Sharing => {
  if (pool !== undefined && !isPool(pool))
    throw new InputError('option', { option: 'pool', got: describe(pool), want: 'what threadPool() gives' });
  const isAlone = pool === undefined || pool.threads === 1;
  const cuts = isAlone ? [] : work.map((each) => worth(cutOf(each)));
  if (pool === undefined || !cuts.some(Boolean)) return { pool: undefined, cuts: [], size, spare: [] };
  const packed = work.map((each) => ('product' in each ? scratchOf(each.product) : 0)).reduce((x, y) => Math.max(x, y));
  const first = size + (size % 2);
  const spare = Array.from({ length: pool.threads }, (_, own) => (own === 0 ? 0 : 8 * (first + (own - 1) * packed)));
  return { pool, cuts, size: first + (pool.threads - 1) * packed, spare };
};

const worth = (cut: Cut | undefined): Cut | undefined =>
  cut !== undefined && cut.ns >= LEAST_NS && cut.size >= 2 * cut.step ? cut : undefined;

/** How the threads of a pool do the work of a module; undefined where one thread does all. */
export const shareOf = ({ pool, spare }: Sharing, { imports }: Host, module: object): Share | undefined => {
  const memory = imports[HOST]![MEMORY] as object;
  return pool?.enlist({ module, memory, host: HOST, name: MEMORY, spare });
};

/** Work as a function that threads share: `own` is its number in the module. */
export const sharedKernel = (
  work: Work,
  own: number,
  { size, step }: Cut,
  { spare: { length } }: Sharing,
  exports: Readonly<Record<string, PartKernel>>,
  share: Share,
): Kernel => {
  const spare = spareOf(work);
  const part = exports[partName(own)]!;
  const parts = length * PARTS['nest' in work ? 'nest' : 'product'];
  const shared = { work: own, size, step, parts, compute: (from: number, to: number) => part(from, to, spare) };
  return () => share(shared);
};
