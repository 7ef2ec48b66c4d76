/** What repeats in a line: stretches in which each node does what the node one period before it does, with operands that move on at a steady pace. */
import { OPS, sameAttrs, type Node, type Steps } from '@adjoint/ir';
import { CONSTANT, SLOTS, type Lines } from './lines.ts';

/** Turns of `period` nodes each, from the place `start` of a line up to `end`. */
export interface Run {
  readonly start: number;
  readonly period: number;
  readonly end: number;
}

/** Fewer turns, or nodes in all of them, are not worth a loop. */
const [LEAST_TURNS, LEAST_NODES] = [8, 128] as const;
/** A value that is read so many turns later at most is carried that far. */
const MOST_LAG = 4;
/** Nodes in a row that must be alike before a period is tried. */
const WINDOW = 16;
/** So many places at which the same ops begin are tried: where the parts of a step are alike, its period is the distance to none of the last. */
const MOST_LIKES = 16;
/** A line is gone through so many times at most: a graph may be made so that most periods fail late. */
const MOST_WORK = 16;

const CODES = new Map(Object.keys(OPS).map((op, code) => [op, code + 1]));

/** What an operand did so far, if anything that binds: it moved by a step, outside of the run, or came from within it. */
const [OUTSIDE, WITHIN] = [1, 2] as const;

/** The line's nodes and where operands are. */
export class Line {
  readonly nodes: readonly Node[];
  private readonly number: number;
  private readonly places: Lines;

  constructor(all: readonly Node[], places: Lines, number: number) {
    this.nodes = places.lines[number]!.map((id) => all[id]!);
    this.places = places;
    this.number = number;
  }

  /** The place of an operand in the line; −1 where it is from elsewhere. */
  place(operand: number): number {
    return this.places.from[operand] === this.number ? this.places.at[operand]! : -1;
  }

  private isAlike(at: number, period: number): boolean {
    const [a, b] = [this.nodes[at]!, this.nodes[at - period]!];
    return a.op === b.op && a.type.dtype === b.type.dtype && sameAttrs(a.attrs, b.attrs);
  }

  /** Where turns of this period that begin at `start` end. */
  extent(start: number, period: number): number {
    const { nodes, places } = this;
    const { from, at } = places;
    const state = new Uint8Array(period * SLOTS);
    const steps = new Int32Array(period * SLOTS);
    for (let i = start; i < nodes.length; i++) {
      const first = i < start + period;
      if (!first && !this.isAlike(i, period)) return i;
      const { args } = nodes[i]!;
      for (let slot = 0; slot < args.length; slot++) {
        const cell = ((i - start) % period) * SLOTS + slot;
        const operand = args[slot]!;
        const place = this.place(operand);
        if (place >= start) {
          const expected = state[cell] === WITHIN ? this.place(nodes[i - period]!.args[slot]!) + period : undefined;
          // Seen for the first time, it must be of the first turn: it was not there before.
          const fits = first || (expected ?? -1) === place || (expected === undefined && place < start + period);
          if (!fits || i - place > (MOST_LAG + 1) * period) return i;
          state[cell] = WITHIN;
        } else if (!first) {
          const before = nodes[i - period]!.args[slot]!;
          if (state[cell] === WITHIN || from[operand] !== from[before]) return i;
          if (from[operand] === CONSTANT) continue;
          const step = at[operand]! - at[before]!;
          if (state[cell] === OUTSIDE && steps[cell] !== step) return i;
          state[cell] = OUTSIDE;
          steps[cell] = step;
        }
      }
    }
    return nodes.length;
  }

  /** The run with the turn before it, or what the line has of that, if it is alike: its operands may come from anywhere. */
  begun(run: Run): Run {
    const start = Math.max(0, run.start - run.period);
    return this.extent(start, run.period) >= run.end ? { ...run, start } : run;
  }

  /** How many values the run hands on to its next turn, were turns to begin at each of the places of its first turn. */
  handed({ start, period, end }: Run): Int32Array {
    const life = new Int32Array(period);
    for (let i = end - period; i < end; i++) {
      for (const operand of this.nodes[i]!.args) {
        const place = this.place(operand);
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
  }

  /** Whether the node at this place and those one and two periods before it are alike, with operands that move on by equal steps. */
  isSteady(at: number, period: number): boolean {
    if (!this.isAlike(at, period) || !this.isAlike(at - period, period)) return false;
    const { from, at: places } = this.places;
    const [a, b, c] = [this.nodes[at - 2 * period]!.args, this.nodes[at - period]!.args, this.nodes[at]!.args];
    for (let slot = 0; slot < c.length; slot++) {
      const [first, second, third] = [a[slot]!, b[slot]!, c[slot]!];
      if (from[first] !== from[second] || from[second] !== from[third]) return false;
      if (from[third] === CONSTANT) continue;
      if (places[third]! - places[second]! !== places[second]! - places[first]!) return false;
    }
    return true;
  }

  /** The last place before each at which the same ops begin; −1 where there is none. */
  *likes(): Steps<Int32Array> {
    const { nodes } = this;
    const found = new Int32Array(nodes.length).fill(-1);
    const last = new Map<number, number>();
    const codes = Int32Array.from(nodes, ({ op }) => CODES.get(op)!);
    yield nodes.length;
    // A polynomial of the codes in the window, modulo 2³².
    const base = 0x01000193;
    let power = 1;
    for (let i = 0; i < WINDOW; i++) power = Math.imul(power, base);
    let hash = 0;
    for (let i = 0; i < nodes.length; i++) {
      const gone = i < WINDOW ? 0 : Math.imul(codes[i - WINDOW]!, power);
      hash = (Math.imul(hash, base) + codes[i]! - gone) | 0;
      const begin = i - WINDOW + 1;
      if (begin < 0) continue;
      found[begin] = last.get(hash) ?? -1;
      last.set(hash, begin);
    }
    yield nodes.length;
    return found;
  }
}

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
  const handed = line.handed(run);
  const start = run.start + handed.indexOf(handed.reduce((least, count) => Math.min(least, count)));
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
      const end = line.extent(start, period);
      tried.set(period, end);
      left -= end - start;
      if (isWorth({ start, period, end })) return line.begun({ start, period, end });
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
