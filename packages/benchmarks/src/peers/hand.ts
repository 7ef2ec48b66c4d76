/** What a person would write in JavaScript who knows the derivative. */
import { batchOf, type Contender, type Result } from '../contender.ts';
import type { Feeds } from '../workload.ts';

/** From the data a function that computes, and gives arrays that it writes again the next time. */
export type Hand = (feeds: Feeds) => () => readonly Result[];

export const byHand = (hand: Hand, feeds: Feeds): Contender => ({
  name: 'JavaScript by hand',
  make: () => {
    const run = hand(feeds);
    let last: readonly Result[] = [];
    return { batch: batchOf(() => void (last = run())), results: () => last };
  },
});
