/** What repeats in a line: stretches in which each node does what the node one period before it does, with operands that move on at a steady pace. */
import type { Steps } from '@adjoint/ir';
import { WINDOW, type Line } from './line.ts';
import { extent } from './trial.ts';

/** Turns of `period` nodes each, from the place `start` of a line up to `end`. */
export interface Run {
  readonly start: number;
  readonly period: number;
  readonly end: number;
}

/** Fewer turns, or nodes in all of them, are not worth a loop. */
const [LEAST_TURNS, LEAST_NODES] = [8, 128] as const;
/** So many places at which the same ops begin are tried: where the parts of a step are alike, its period is the distance to none of the last. */
const MOST_LIKES = 16;
/** A line is gone through so many times at most: a graph may be made so that most periods fail late. */
const MOST_WORK = 16;

/** The run with the turn before it, or what the line has of that, if it is alike: its operands may come from anywhere. */
const begun = (line: Line, run: Run): Run => {
  const start = Math.max(0, run.start - run.period);
  return extent(line, start, run.period) >= run.end ? { ...run, start } : run;
};

/** How many values the run hands on to its next turn, were turns to begin at each of the places of its first turn. */
const handed = (line: Line, { start, period, end }: Run): Int32Array => {
  const life = new Int32Array(period);
  for (let i = end - period; i < end; i++) {
    for (const operand of line.nodes[i]!.args) {
      const place = line.place(operand);
      if (place < start) continue;
      const phase = (place - start) % period;
      life[phase] = Math.max(life[phase]!, i - place);
    }
  }
  const changes = new Int32Array(period + 1);
  let always = 0;
  life.forEach((length, phase) => {
    always += Math.floor(length / period);
    const past = phase + (length % period);
    changes[phase + 1]!++;
    if (past < period) changes[past + 1]!--;
    else {
      changes[0]!++;
      changes[past - period + 1]!--;
    }
  });
  let open = always;
  return changes.slice(0, period).map((change) => (open += change));
};

const lengthOf = ({ start, end }: Run): number => end - start;

/** The run with whole turns alone. */
const whole = ({ start, period, end }: Run): Run => ({ start, period, end: end - ((end - start) % period) });

/** The turns of a run before or after those of another. */
const beside = (run: Run, other: Run): Run => {
  if (run.end <= other.start || other.end <= run.start) return run;
  if (run.start < other.start) return whole({ ...run, end: other.start });
  const lost = Math.ceil((other.end - run.start) / run.period);
  return { ...run, start: run.start + lost * run.period };
};

/** The run with turns that begin where the fewest values are handed on, and with whole turns alone. */
const turned = (line: Line, run: Run): Run => {
  const counts = handed(line, run);
  const start = run.start + counts.indexOf(counts.reduce((least, count) => Math.min(least, count)));
  return whole({ ...run, start });
};

export const turnsOf = ({ start, period, end }: Run): number => Math.floor((end - start) / period);
export const isWorth = (run: Run): boolean => turnsOf(run) >= LEAST_TURNS && lengthOf(run) >= LEAST_NODES;

/** Whether some nodes of the turns that begin here are steady, the first few and others all over: where turns are not alike, most trials end here. */
const mayRepeat = (line: Line, at: number, period: number): boolean => {
  if (at + (LEAST_TURNS / 2) * period > line.nodes.length) return false;
  for (let i = 0; i < WINDOW; i++) {
    if (at + i < line.nodes.length && !line.isSteady(at + i, period)) return false;
    if (!line.isSteady(at + Math.floor((i * LEAST_TURNS * period) / (2 * WINDOW)), period)) return false;
  }
  return true;
};

/**
 * Runs of a line: periods are tried from each place to the last ones at which the same ops begin. They may overlap, for what goes round
 * within a run is found before what goes round about it.
 */
function* candidates(line: Line): Steps<Run[]> {
  const { length } = line.nodes;
  const likes = yield* line.likes();
  const tried = new Map<number, number>();
  const found: Run[] = [];
  let left = MOST_WORK * length;
  const runAt = (at: number): Run | undefined => {
    let like = likes[at]!;
    for (let count = 0; count < MOST_LIKES && like >= 0; count++, like = likes[like]!) {
      const period = at - like;
      const start = at - 2 * period;
      if (start < 0) return undefined;
      if ((tried.get(period) ?? -1) >= at || !mayRepeat(line, at, period)) continue;
      const end = extent(line, start, period);
      tried.set(period, end);
      left -= end - start;
      if (isWorth({ start, period, end })) return begun(line, { start, period, end });
    }
    return undefined;
  };
  for (let at = 0; at < length; at++) {
    const before = left;
    if (before <= 0) break;
    const run = runAt(at);
    if (left < before) yield before - left;
    if (run === undefined) continue;
    found.push(run);
    at = run.end - 1;
  }
  return found;
}

/** The runs of a line, in order; of those that overlap the longest, and what others have beside it. */
export function* runsOf(line: Line): Steps<Run[]> {
  if (line.nodes.length < LEAST_NODES) return [];
  const found = (yield* candidates(line)).map((run) => turned(line, run));
  found.sort((a, b) => lengthOf(b) - lengthOf(a) || a.start - b.start);
  const kept: Run[] = [];
  for (const run of found) {
    const rest = kept.reduce(beside, run);
    if (isWorth(rest)) kept.push(rest);
  }
  return kept.sort((a, b) => a.start - b.start);
}
