/** Which work of a program becomes strips: of neighbours, what shares more than a cache keeps from one to the next; and long products, even alone. */
import type { Nest } from './nest.ts';
import { multiplications, rowsOfTile, SOON } from './product.ts';
import { productNest } from './product-nest.ts';
import { areOrdered, bytesOfStep, commonSteps, isKnown, mayFollow, mayPause, type RowWork } from './strip.ts';
import type { Work } from './work.ts';

/** Bytes that more than one nest touches, at least. */
const LEAST_AGAIN = 1 << 18;
/** Bytes that a block touches; one of the fewest steps may touch more. */
const [BLOCK, LONGEST_BLOCK] = [1 << 17, 1 << 19] as const;
/** Steps of a block, at least: vectors and rows that go together take so many at once. Longer blocks are multiples of it. */
const LEAST_BLOCK = 4;
const MOST_MEMBERS = 24;
/** What has more accesses than this is straight-line code. */
const MOST_ACCESSES = 64;

/** Work, and the loops that it is: those of a product are around a sum. */
interface Rows {
  readonly own: RowWork;
  readonly loops: Nest;
}

/** A strip that is not closed yet, and short work that goes before it or after. */
interface Draft {
  readonly steps: number;
  readonly before: readonly Rows[];
  readonly members: readonly Rows[];
  readonly after: readonly Rows[];
}

const rowsOf = (work: Work): Rows | undefined => {
  if ('nest' in work) return { own: work, loops: work.nest };
  return 'product' in work ? { own: work, loops: productNest(work.product) } : undefined;
};

const loopsOf = (rows: readonly Rows[]): Nest[] => rows.map(({ loops }) => loops);

const elementsOf = ({ sizes }: Nest): number => sizes.reduce((product, size) => product * size, 1);

const begun = (rows: Rows): Draft | undefined => {
  const { own, loops } = rows;
  if (!mayPause(own)) return undefined;
  const steps = loops.sizes[0]!;
  const { all } = bytesOfStep([loops], steps);
  const isWorth = steps >= 2 * LEAST_BLOCK && all * steps >= LEAST_AGAIN && LEAST_BLOCK * all <= LONGEST_BLOCK;
  return isWorth ? { steps, before: [], members: [rows], after: [] } : undefined;
};

const isShort = ({ loops }: Rows, { steps }: Draft): boolean => elementsOf(loops) <= steps;

/** The draft with more work; undefined where that neither joins nor can go out of the way. */
const extended = (draft: Draft, rows: Rows): Draft | undefined => {
  const { steps, before, members, after } = draft;
  const { own, loops } = rows;
  if (loops.accesses.length > MOST_ACCESSES || !isKnown(loops)) return undefined;
  const common = mayPause(own) ? commonSteps(steps, loops.sizes[0]!) : undefined;
  const isFree = !after.some((other) => areOrdered(other.loops, loops));
  if (common !== undefined && isFree && members.length < MOST_MEMBERS && mayFollow(loops, loopsOf(members), common)) {
    const all = [...members, rows];
    if (common >= 2 * LEAST_BLOCK && LEAST_BLOCK * bytesOfStep(loopsOf(all), common).all <= LONGEST_BLOCK)
      return { ...draft, steps: common, members: all };
  }
  if (!isShort(rows, draft)) return undefined;
  const isFirst = isFree && !members.some((other) => areOrdered(other.loops, loops));
  return isFirst ? { ...draft, before: [...before, rows] } : { ...draft, after: [...after, rows] };
};

const joining = (draft: Draft | undefined, rows: Rows): Draft | undefined => draft && extended(draft, rows);

/** What some work begins; short work before the first member, as zeros that it adds to, stays there. */
const begunBy = (all: readonly Rows[]): Draft | undefined => {
  const at = all.findIndex((rows) => begun(rows) !== undefined);
  const draft = at < 0 ? undefined : begun(all[at]!)!;
  const before = all.slice(0, at);
  return draft === undefined || !before.every((rows) => isShort(rows, draft))
    ? undefined
    : all.slice(at + 1).reduce<Draft | undefined>(joining, { ...draft, before });
};

/** The draft with all of some work. */
const withAll = (draft: Draft | undefined, work: readonly Work[]): Draft | undefined => {
  const all = work.flatMap((each) => rowsOf(each) ?? []);
  if (all.length < work.length) return undefined;
  return draft === undefined ? begunBy(all) : all.reduce<Draft | undefined>(joining, draft);
};

/** Rows of a tile go together too. */
const leastBlockOf = ({ own }: Rows): number => ('product' in own ? rowsOfTile(own.product) : LEAST_BLOCK);

/** Whether a product is faster by blocks even alone: each of them is a call, which has the engine's best code as soon as that is there. */
const isLong = ({ own }: Rows): boolean => 'product' in own && multiplications(own.product) > SOON;

const blockOf = ({ steps, members }: Draft): number | undefined => {
  const { all, again } = bytesOfStep(loopsOf(members), steps);
  const least = Math.max(...members.map(leastBlockOf));
  const block = least * Math.max(1, Math.floor(BLOCK / all / least));
  return (again * steps >= LEAST_AGAIN || members.some(isLong)) && steps >= 2 * block ? block : undefined;
};

/** Work that goes by blocks of some of the steps of all, and what is short before and after it. */
export interface Chosen extends Draft {
  readonly block: number;
}

/** What the tasks from one on make together, given as the work of each: so many of them. Undefined where they are as fast one after the other. */
export const chosen = (
  tasks: readonly (readonly Work[] | undefined)[],
  from: number,
): (Chosen & { readonly count: number }) | undefined => {
  let draft: Draft | undefined;
  let count = 0;
  for (let work = tasks[from]; work !== undefined; work = tasks[from + count]) {
    const next = withAll(draft, work);
    if (next === undefined) break;
    draft = next;
    count++;
  }
  const block = draft && blockOf(draft);
  return draft === undefined || block === undefined ? undefined : { ...draft, block, count };
};
