/** Times several side by side: a batch of each in turn, round after round, so that what disturbs one disturbs all. */
import type { Ready } from '../contender.ts';
import { draws } from '../workloads/data.ts';

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

export interface Effort {
  /** Milliseconds to spend on all of them together, about. */
  readonly totalMs: number;
  readonly rounds: number;
}

const LEAST_ROUNDS = 3;

/** Calls that take about so long, found by doubling, which warms up too. */
const callsFor = async ({ batch }: Ready, ms: number): Promise<number> => {
  let calls = 1;
  for (let spent = 0; ; calls *= 2) {
    const took = await batch(calls);
    spent += took;
    if (took >= ms || spent >= 4 * ms) return Math.max(1, Math.round((calls * ms) / Math.max(took, 1e-6)));
  }
};

/** Fisher and Yates, as Durstenfeld (1964) has it. */
const shuffle = (items: number[], draw: () => number): void => {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(((draw() + 1) / 2) * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
};

/** Milliseconds a call, a list of rounds for each. One that has used twice its share of the time sits out after three rounds; eight times, after the first. */
export const interleave = async (ready: readonly Ready[], { totalMs, rounds }: Effort): Promise<number[][]> => {
  const share = totalMs / ready.length;
  const calls: number[] = [];
  for (const each of ready) {
    each.settle?.();
    calls.push(await callsFor(each, share / (rounds + 4)));
  }
  const times = ready.map((): number[] => []);
  const spent = ready.map(() => 0);
  const draw = draws(rounds);
  const order = ready.map((_, i) => i);
  for (let round = 0; round < rounds; round++) {
    shuffle(order, draw);
    for (const i of order) {
      if (round > 0 && spent[i]! > (round < LEAST_ROUNDS ? 8 : 2) * share) continue;
      // Who was before it is not to matter: it has its data in the cache again.
      if (calls[i]! > 1) await ready[i]!.batch(1);
      const took = await ready[i]!.batch(calls[i]!);
      spent[i] = spent[i]! + took;
      times[i]!.push(took / calls[i]!);
    }
  }
  return times;
};

/** The median over rounds of how many times as long the first took as the second. */
export const ratioOf = (a: readonly number[], b: readonly number[]): number =>
  median(a.slice(0, b.length).map((time, round) => time / b[round]!));
