/**
 * When target `auto` compiles. A large graph of numbers starts as the interpreter's tape of the graph as it is, which is there 5 to 20 times as
 * soon, and is optimized and compiled once it was called so often that this pays. Measured on chains and random programs of 1,000 to 1,000,000
 * operations: passes, WebAssembly and the engine's own warm-up take about 70 ms and 3 µs a node; what they give saves 7 ns a node in each
 * call. So compiling pays after 10⁷ / n + 400 calls of n nodes: 10,400 of 1,000, 1,400 of 10,000, 410 of 1,000,000. By then the calls took
 * as long as compiling does, so that all of it never takes more than twice the time of the better choice made beforehand.
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
  return count < MANY || numbers > WIDE * count ? 0 : Math.ceil(1e7 / count) + 400;
};

/** What serves the calls: `now`, until the next call changes it. */
export interface Stages<T> {
  readonly now: () => T;
  /** What serves this call. */
  readonly enter: () => T;
}

export const only = <T>(stage: T): Stages<T> => ({ now: () => stage, enter: () => stage });

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
