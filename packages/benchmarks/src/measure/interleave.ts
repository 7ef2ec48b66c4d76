/** Times several side by side: a batch of each in turn, round after round, so that what disturbs one disturbs all. */
import type { Ready } from '../contender.ts';

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

/** Milliseconds a call, a list of rounds for each. One that has used twice its share of the time sits out after three rounds. */
export const interleave = async (ready: readonly Ready[], { totalMs, rounds }: Effort): Promise<number[][]> => {
  const share = totalMs / ready.length;
  const calls: number[] = [];
  for (const each of ready) calls.push(await callsFor(each, share / (rounds + 4)));
  const times = ready.map((): number[] => []);
  const spent = ready.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < ready.length; turn++) {
      const i = (turn + round) % ready.length;
      if (round >= LEAST_ROUNDS && spent[i]! > 2 * share) continue;
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
