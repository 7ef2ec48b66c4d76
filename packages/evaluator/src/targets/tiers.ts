/**
 * When target `auto` compiles, and how much of it in a call. A large graph of numbers starts on the interpreter's tape, as it is: that is there
 * 7 to 20 times as soon. It is optimized and compiled once it was called so often that this pays. Measured, in fresh processes, on random
 * programs of n operations:
 *
 *            n    tape, first result    compiled, first result    a call by tape, compiled    pays after
 *        1,000                  3 ms                     60 ms          4.4 µs      1.8 µs        23,000 calls
 *       10,000                 15 ms                    300 ms           87 µs      8.5 µs         3,600
 *      100,000                 60 ms                    650 ms         0.87 ms     0.09 ms           750
 *    1,000,000                220 ms                  4,000 ms           10 ms      2.3 ms           500
 *
 * which 3·10⁷ / n + 500 calls tell well enough. By then the calls have taken about as long as compiling does, so that all of it together takes
 * little more than twice what the better choice, made beforehand, would have taken.
 *
 * Loops that were unrolled are found again (`roll` in the optimizer), and compile in a tenth of that time or less: a gradient of 52,000 operations in
 * 65 ms, one of 3,000,000 in 1.6 s, warm. So after a tenth of those calls the graph is asked whether it begins with such loops; others wait for the rest.
 *
 * No call should wait for all of that: a page would stand still. So each call from then on does one step of it beside its own work on the tape,
 * and those after the last step are served by what was made. The same programs, a few processes each; "at once" is the call that compiled when one
 * did it all, "longest" the one that took longest in steps, "over" what all of the calls took more than tapes do, then and now:
 *
 *            n        at once        longest    steps    over, at once       in steps
 *        1,000    35 to 50 ms     5 to  9 ms       15     40 to  55 ms          20 ms
 *       10,000   185 to 225 ms    8 to 15 ms       82    195 to 240 ms   135 to 200 ms
 *      100,000   520 to 610 ms   22 to 35 ms      208    540 to 635 ms   520 to 640 ms
 *    1,000,000        5 to 7 s 0.25 to 0.4 s      359          6 to 7 s    6.6 to 7.6 s
 *
 * Of a million nodes the longest are steps that touch large tables for the first time, and sweeps that are a single step, such as which nodes are
 * needed. A step goes through an eighth of the nodes (of 2,048 at least and 65,536 at most) in what comes to 26 sweeps over all of them: fewer
 * steps would be longer, and more would leave the calls on the tape for longer than compiling takes. Calls and nodes are counted, nothing is
 * timed: runs stay alike.
 */
import { neededFor, spanOf } from '@adjoint/codegen';
import type { Graph, Steps } from '@adjoint/ir';

/** Compiling fewer nodes takes no longer than anybody waits for. */
const MANY = 1000;
/** A step goes through so many nodes at least and at most. */
const [LEAST, MOST] = [2 ** 11, 2 ** 16] as const;
/** Else through one in so many of all. */
const SHARE = 8;
/** How many numbers a node has on average at most: more are for loops, which compile to far more than they cost. */
const WIDE = 2;

/** A graph that is compiled later: a `step` in each call after so many, of so many nodes that a pass goes through. */
export interface Tier {
  /** How many calls it takes for what is unrolled loops. */
  readonly calls: number;
  /** How many more for what is not. */
  readonly more: number;
  readonly step: number;
}

/** Steps that do nothing, so many calls long. */
export function* idle(calls: number): Steps<void> {
  for (let call = 0; call < calls; call++) yield Infinity;
}

/** When a graph is compiled that should be interpreted at first: a large graph of numbers without loops; undefined for all others. */
export const tierOf = ({ nodes, outputs }: Graph): Tier | undefined => {
  if (nodes.length < MANY) return undefined;
  const needed = neededFor(nodes, Object.values(outputs));
  let [count, numbers] = [0, 0];
  for (const { id, args, type, bodies } of nodes) {
    if (needed[id] === 0 || args.length === 0) continue;
    if (bodies !== undefined) return undefined;
    count++;
    numbers += spanOf(type);
  }
  if (count < MANY || numbers > WIDE * count) return undefined;
  const calls = Math.ceil(3e6 / count) + 50;
  return { calls, more: 9 * calls, step: Math.min(Math.max(LEAST, Math.ceil(count / SHARE)), MOST) };
};

/** What serves the calls: `now`, until the next call changes it. */
export interface Stages<T> {
  readonly now: () => T;
  /** What serves this call. */
  readonly enter: () => T;
}

/** The first for so many calls and while `making` goes on, then what that makes; the first for ever where it makes nothing. */
export const inStages = <T>(
  first: T,
  { calls, step }: Pick<Tier, 'calls' | 'step'>,
  making: Steps<T | undefined>,
): Stages<T> => {
  let [stage, left] = [first, calls];
  let later: typeof making | undefined = making;
  const goOn = (work: typeof making): void => {
    // Nobody else has it while it goes on: a listener that is told of progress may call again, and what fails is over.
    later = undefined;
    for (let left = step; left > 0; ) {
      const { done, value } = work.next();
      if (done === true) {
        stage = value ?? stage;
        return;
      }
      left -= value;
    }
    later = work;
  };
  return {
    now: () => stage,
    enter: () => {
      if (left > 0) left--;
      else if (later !== undefined) goOn(later);
      return stage;
    },
  };
};
