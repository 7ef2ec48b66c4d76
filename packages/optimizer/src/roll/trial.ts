/** Turns on trial: how far along a line each does what the one before it did. */
import type { NodeId } from '@adjoint/ir';
import type { Line } from './line.ts';
import { CONSTANT, SLOTS } from './lines.ts';

/** A value that is read so many turns later at most is carried that far. */
const MOST_LAG = 4;

/** What an operand did so far, if anything that binds: it moved by a step, outside of the turns, or came from within them. */
const [OUTSIDE, WITHIN] = [1, 2] as const;

/** Turns of one period from one place on. */
class Trial {
  private readonly line: Line;
  private readonly start: number;
  private readonly period: number;
  /** By phase and slot. */
  private readonly states: Uint8Array;
  private readonly steps: Int32Array;

  constructor(line: Line, start: number, period: number) {
    this.line = line;
    this.start = start;
    this.period = period;
    this.states = new Uint8Array(period * SLOTS);
    this.steps = new Int32Array(period * SLOTS);
  }

  private operand(at: number, slot: number): NodeId {
    return this.line.nodes[at]!.args[slot]!;
  }

  /** Whether an operand of the node at a place goes on as it did. */
  goesOn(at: number, slot: number): boolean {
    const cell = ((at - this.start) % this.period) * SLOTS + slot;
    const place = this.line.place(this.operand(at, slot));
    return place >= this.start ? this.within(at, slot, cell, place) : this.outside(at, slot, cell);
  }

  private within(at: number, slot: number, cell: number, place: number): boolean {
    const { start, period, states } = this;
    if (at - place > (MOST_LAG + 1) * period) return false;
    if (states[cell] === WITHIN)
      return at < start + period || this.line.place(this.operand(at - period, slot)) + period === place;
    states[cell] = WITHIN;
    // Seen for the first time, it must be of the first turn: it was not there before.
    return place < start + period;
  }

  private outside(at: number, slot: number, cell: number): boolean {
    const { start, period, states, steps, line } = this;
    if (at < start + period) return true;
    const { from, at: places } = line.places;
    const [now, before] = [this.operand(at, slot), this.operand(at - period, slot)];
    if (states[cell] === WITHIN || from[now] !== from[before]) return false;
    if (from[now] === CONSTANT) return true;
    const step = places[now]! - places[before]!;
    if (states[cell] === OUTSIDE && steps[cell] !== step) return false;
    states[cell] = OUTSIDE;
    steps[cell] = step;
    return true;
  }
}

/** Where turns of this period that begin at `start` end. */
export const extent = (line: Line, start: number, period: number): number => {
  const trial = new Trial(line, start, period);
  for (let at = start; at < line.nodes.length; at++) {
    if (at >= start + period && !line.isAlike(at, period)) return at;
    for (let slot = line.nodes[at]!.args.length - 1; slot >= 0; slot--) if (!trial.goesOn(at, slot)) return at;
  }
  return line.nodes.length;
};
