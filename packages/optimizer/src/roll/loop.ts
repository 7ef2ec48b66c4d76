/** A run as a loop: what its turns hand on is the state of a scan, what they read at a steady pace are its stacks, what all of them read stays fixed. */
import type { Node, NodeId } from '@adjoint/ir';
import { CONSTANT, type Lines } from './lines.ts';
import type { Line } from './line.ts';
import { isWorth, turnsOf, type Run } from './runs.ts';

/** The value of a phase, `lag` turns before; in the first turns these. */
export interface State {
  readonly phase: number;
  readonly lag: number;
  readonly starts: readonly NodeId[];
}

/** What a node of the body reads: a phase of the same turn, a state, an element of a stack, or what is the same in all turns; each by its number. */
export interface Operand {
  readonly of: 'phases' | 'states' | 'stacks' | 'fixed';
  readonly at: number;
}

export interface Loop extends Run {
  readonly line: Line;
  readonly turns: number;
  /** The nodes of the first turn, and what each reads. */
  readonly body: readonly { readonly node: Node; readonly operands: readonly Operand[] }[];
  readonly states: readonly State[];
  /** The values that each stack is made of, by turn. */
  readonly stacks: readonly (readonly NodeId[])[];
  readonly fixed: readonly NodeId[];
}

/** Which loop computes a value; undefined where none does. */
export type Owner = (id: NodeId) => Loop | undefined;

/** The place of each key, in the order in which they were first asked for. */
class Registered<T> {
  readonly all: T[] = [];
  private readonly places = new Map<string, number>();
  at(key: string, value: () => T): number {
    const found = this.places.get(key) ?? this.all.push(value()) - 1;
    this.places.set(key, found);
    return found;
  }
}

/** Reads the operands of a run. */
class Reading {
  readonly run: Run;
  readonly turns: number;
  readonly line: Line;

  constructor(line: Line, run: Run) {
    this.line = line;
    this.run = run;
    this.turns = turnsOf(run);
  }
  operand(phase: number, slot: number, turn: number): NodeId {
    const { start, period } = this.run;
    return this.line.nodes[start + turn * period + phase]!.args[slot]!;
  }
  /** The place in the run of the operand in the last turn, in nodes from its start; negative where it is from outside. */
  private last(phase: number, slot: number): number {
    const place = this.line.place(this.operand(phase, slot, this.turns - 1));
    return place < this.run.start ? -1 : place - this.run.start;
  }
  isOutside(phase: number, slot: number): boolean {
    return this.last(phase, slot) < 0;
  }
  /** Where the operand is from: its phase, and how many turns before. */
  within(phase: number, slot: number): { phase: number; lag: number } {
    const place = this.last(phase, slot);
    const { period } = this.run;
    return { phase: place % period, lag: this.turns - 1 - Math.floor(place / period) };
  }
  byTurn(phase: number, slot: number): NodeId[] {
    return Array.from({ length: this.turns }, (_, turn) => this.operand(phase, slot, turn));
  }
}

/** The turns between which no operand comes from another loop than before, or from none: the longest stretch of them. */
const trimmed = (line: Line, run: Run, places: Lines, owner: Owner): Run => {
  const reading = new Reading(line, run);
  const { turns } = reading;
  const breaks = new Uint8Array(turns);
  for (let phase = 0; phase < run.period; phase++) {
    line.nodes[run.start + phase]!.args.forEach((_, slot) => {
      if (!reading.isOutside(phase, slot)) return;
      let before = owner(reading.operand(phase, slot, 0));
      for (let turn = 1; turn < turns; turn++) {
        const now = owner(reading.operand(phase, slot, turn));
        if (now !== before) breaks[turn] = 1;
        before = now;
      }
    });
  }
  let [from, best, length] = [0, 0, 0];
  for (let turn = 1; turn <= turns; turn++) {
    if (turn < turns && breaks[turn] === 0) continue;
    if (turn - from > length) [best, length] = [from, turn - from];
    from = turn;
  }
  const start = run.start + best * run.period;
  return { start, period: run.period, end: start + length * run.period };
};

/** The loop of a run; undefined where too little is left of it, or to bring its operands together is as much work. */
export const loopOf = (line: Line, whole: Run, places: Lines, owner: Owner): Loop | undefined => {
  const run = trimmed(line, whole, places, owner);
  if (!isWorth(run)) return undefined;
  const reading = new Reading(line, run);
  const { from, at, same } = places;
  const states = new Registered<State>();
  const stacks = new Registered<readonly NodeId[]>();
  const fixed = new Registered<NodeId>();
  const outside = (phase: number, slot: number): Operand => {
    const values = reading.byTurn(phase, slot).map((id) => same[id]!);
    const [first, second] = values as [NodeId, NodeId];
    const isSteady = from[first] !== CONSTANT;
    const isFixed = isSteady ? at[first] === at[second] : values.every((id) => at[id] === at[first]);
    if (isFixed) return { of: 'fixed', at: fixed.at(`${from[first]} ${at[first]}`, () => first) };
    const pace = isSteady ? at[second]! - at[first]! : values.map((id) => at[id]!).join();
    return { of: 'stacks', at: stacks.at(`${from[first]} ${at[first]} ${pace}`, () => values) };
  };
  const operandAt = (phase: number, slot: number): Operand => {
    if (reading.isOutside(phase, slot)) return outside(phase, slot);
    const { lag, phase: read } = reading.within(phase, slot);
    if (lag === 0) return { of: 'phases', at: read };
    const starts = Array.from({ length: lag }, (_, turn) => reading.operand(phase, slot, turn));
    return { of: 'states', at: states.at(`${read} ${starts.join()}`, () => ({ phase: read, lag, starts })) };
  };
  const body = line.nodes.slice(run.start, run.start + run.period).map((node, phase) => ({
    node,
    operands: node.args.map((_, slot) => operandAt(phase, slot)),
  }));
  // Where they stand in no array they are brought together one by one.
  const loose = stacks.all.filter(([first]) => from[first!]! >= 0 && owner(first!) === undefined);
  if (2 * loose.length > run.period) return undefined;
  return {
    ...run,
    line,
    turns: reading.turns,
    body,
    states: states.all,
    stacks: stacks.all,
    fixed: fixed.all,
  };
};
