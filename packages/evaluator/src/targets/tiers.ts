/**
 * When target `auto` compiles. A large graph of numbers starts on the interpreter's tape, as it is: that is there 7 to 20 times as soon. It is
 * optimized and compiled once it was called so often that this pays. Measured, in fresh processes, on random programs of n operations:
 *
 *            n    tape, first result    compiled, first result    a call by tape, compiled    pays after
 *        1,000                  3 ms                     60 ms          4.4 µs      1.8 µs        23,000 calls
 *       10,000                 15 ms                    300 ms           87 µs      8.5 µs         3,600
 *      100,000                 60 ms                    650 ms         0.87 ms     0.09 ms           750
 *    1,000,000                220 ms                  4,000 ms           10 ms      2.3 ms           500
 *
 * which 3·10⁷ / n + 500 calls tell well enough. By then the calls have taken about as long as compiling does, so that all of it together takes
 * no more than twice what the better choice, made beforehand, would have taken. Calls are counted, not timed: runs stay alike.
 */
import { neededFor, spanOf } from '@adjoint/codegen';
import type { Graph } from '@adjoint/ir';

/** Compiling fewer nodes takes no longer than anybody waits for. */
const MANY = 1000;
/** How many numbers a node has on average at most: more are for loops, which compile to far more than they cost. */
const WIDE = 2;

/** The calls that a graph should be interpreted for before it is compiled: none, but for large graphs of numbers without loops. */
export const callsOnTape = ({ nodes, outputs }: Graph): number => {
  if (nodes.length < MANY) return 0;
  const needed = neededFor(nodes, Object.values(outputs));
  let [count, numbers] = [0, 0];
  for (const { id, args, type, bodies } of nodes) {
    if (needed[id] === 0 || args.length === 0) continue;
    if (bodies !== undefined) return 0;
    count++;
    numbers += spanOf(type);
  }
  return count < MANY || numbers > WIDE * count ? 0 : Math.ceil(3e7 / count) + 500;
};

/** What serves the calls: `now`, until the next call changes it. */
export interface Stages<T> {
  readonly now: () => T;
  /** What serves this call. */
  readonly enter: () => T;
}

/** The first for so many calls, then what `next` makes; the first for ever where that makes nothing. */
export const inTurn = <T>(first: T, calls: number, next: () => T | undefined): Stages<T> => {
  let [stage, left] = [first, calls];
  return {
    now: () => stage,
    enter: () => {
      if (left >= 0 && left-- === 0) stage = next() ?? stage;
      return stage;
    },
  };
};
