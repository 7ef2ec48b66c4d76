/** Which nests of a program become strips: of neighbours, those that share more than a cache keeps from one to the next. */
import type { Work } from './contract.ts';
import type { Nest } from './nest.ts';
import { areOrdered, bytesOfStep, commonSteps, isKnown, mayFollow, mayPause } from './strip.ts';

/** Bytes that more than one nest touches, at least. */
const LEAST_AGAIN = 1 << 18;
/** Bytes that a block touches; one of the fewest steps may touch more. */
const [BLOCK, LONGEST_BLOCK] = [1 << 17, 1 << 19] as const;
/** Steps of a block, at least: vectors and rows that go together take so many at once. Longer blocks are multiples of it. */
const LEAST_BLOCK = 4;
const MOST_MEMBERS = 24;
/** What has more accesses than this is straight-line code. */
const MOST_ACCESSES = 64;

/** A strip that is not closed yet, and short nests that go before it or after. */
interface Draft {
  readonly steps: number;
  readonly before: readonly Nest[];
  readonly members: readonly Nest[];
  readonly after: readonly Nest[];
}

const elementsOf = ({ sizes }: Nest): number => sizes.reduce((product, size) => product * size, 1);

const begun = (nest: Nest): Draft | undefined => {
  if (!mayPause(nest)) return undefined;
  const steps = nest.sizes[0]!;
  const { all } = bytesOfStep([nest], steps);
  const isWorth = steps >= 2 * LEAST_BLOCK && all * steps >= LEAST_AGAIN && LEAST_BLOCK * all <= LONGEST_BLOCK;
  return isWorth ? { steps, before: [], members: [nest], after: [] } : undefined;
};

const isShort = (nest: Nest, { steps }: Draft): boolean => elementsOf(nest) <= steps;

/** The draft with one nest more; undefined where that neither joins nor can go out of the way. */
const extended = (draft: Draft, nest: Nest): Draft | undefined => {
  const { steps, before, members, after } = draft;
  if (nest.accesses.length > MOST_ACCESSES || !isKnown(nest)) return undefined;
  const common = mayPause(nest) ? commonSteps(steps, nest.sizes[0]!) : undefined;
  const isFree = !after.some((other) => areOrdered(other, nest));
  if (common !== undefined && isFree && members.length < MOST_MEMBERS && mayFollow(nest, members, common)) {
    const all = [...members, nest];
    if (common >= 2 * LEAST_BLOCK && LEAST_BLOCK * bytesOfStep(all, common).all <= LONGEST_BLOCK)
      return { ...draft, steps: common, members: all };
  }
  if (!isShort(nest, draft)) return undefined;
  if (isFree && !members.some((other) => areOrdered(other, nest))) return { ...draft, before: [...before, nest] };
  return { ...draft, after: [...after, nest] };
};

const joining = (draft: Draft | undefined, nest: Nest): Draft | undefined => draft && extended(draft, nest);

/** What some work begins; short nests before the first member, as zeros that it adds to, stay there. */
const begunBy = (work: readonly Nest[]): Draft | undefined => {
  const at = work.findIndex((nest) => begun(nest) !== undefined);
  const draft = at < 0 ? undefined : begun(work[at]!)!;
  const before = work.slice(0, at);
  return draft === undefined || !before.every((nest) => isShort(nest, draft))
    ? undefined
    : work.slice(at + 1).reduce<Draft | undefined>(joining, { ...draft, before });
};

/** The draft with all nests of some work. */
const withAll = (draft: Draft | undefined, work: readonly Work[]): Draft | undefined => {
  const nests = work.flatMap((each) => ('nest' in each ? [each.nest] : []));
  if (nests.length < work.length) return undefined;
  return draft === undefined ? begunBy(nests) : nests.reduce<Draft | undefined>(joining, draft);
};

const blockOf = ({ steps, members }: Draft): number | undefined => {
  if (members.length < 2) return undefined;
  const { all, again } = bytesOfStep(members, steps);
  const block = LEAST_BLOCK * Math.max(1, Math.floor(BLOCK / all / LEAST_BLOCK));
  return again * steps >= LEAST_AGAIN && steps >= 2 * block ? block : undefined;
};

/** Nests that go by blocks of some of the steps of all, and short ones before and after them. */
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
