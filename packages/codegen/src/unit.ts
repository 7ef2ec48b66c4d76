/** A graph made ready to be linked: its steps in order, the place of each value, the loops of each step; and the same of each body. */
import type { Graph, Node, NodeId } from '@adjoint/ir';
import { contract, type Tabulate, type Work } from './loop/contract.ts';
import { lower } from './loop/lower.ts';
import { place } from './loop/place.ts';
import { offsetsOf, scratchOf } from './loop/product.ts';
import { rowsOf, running } from './loop/running.ts';
import { memoryOf } from './memory/memory.ts';
import { computedBy, scheduleOf, type Limits, type Schedule, type Step } from './schedule/schedule.ts';

/**
 * Work by its numbers in the plan, the nodes that it computes, and those whose list of places the host checks before; or a node that a kernel
 * of the host computes.
 */
export type Task =
  | {
      readonly work: readonly [from: number, to: number];
      readonly nodes: readonly NodeId[];
      readonly checks: readonly NodeId[];
    }
  | { readonly kernel: NodeId };

/** A graph within a plan: the whole program, or a body of control flow. */
export interface Unit {
  readonly nodes: readonly Node[];
  /** The place of each node that lies in memory; −1 for others. */
  readonly places: Int32Array;
  /** Bytes of an element of each node that lies in memory: places are counted in these. */
  readonly widths: Uint8Array;
  /** Nodes without arguments that lie in memory and are no inputs: they are computed once, before any run. */
  readonly sources: readonly NodeId[];
  readonly tasks: readonly Task[];
}

/** Offsets that products read, from the double `place` on. They are written once, before any run. */
export interface Table {
  readonly place: number;
  readonly offsets: Int32Array;
}

/** All that a target needs: units share one memory, and each has its own part of it. */
export interface CodePlan {
  readonly main: Unit;
  readonly unitOf: (body: Graph) => Unit;
  readonly work: readonly Work[];
  readonly tables: readonly Table[];
  /** Doubles in all, how many are in use at a time at most, and how many there would be if none were used twice. */
  readonly size: number;
  readonly peak: number;
  readonly sum: number;
}

/** Plans units one after the other, each behind the last in memory. */
class Planner {
  readonly units = new Map<Graph, Unit>();
  readonly work: Work[] = [];
  /** Offsets, and their numbers by what they are of, so that each is kept once. */
  private readonly offsets: Int32Array[] = [];
  private readonly numbers = new Map<string, number>();
  size: number;
  peak: number;
  sum: number;
  private readonly limits: Limits;

  constructor(limits: Limits, first: number) {
    this.limits = limits;
    this.size = first;
    this.peak = first;
    this.sum = first;
  }

  unit(of: Graph, isBody: boolean): Unit {
    const schedule = scheduleOf(of, this.limits, isBody);
    const { kinds, steps, widths, checked } = schedule;
    const { places, size, peak, sum } = memoryOf(of, schedule, this.size);
    this.peak += peak - this.size;
    this.sum += sum - this.size;
    this.size = size;
    let scratch = 0;
    const tasks = steps.map((step): Task => {
      if ('kernel' in step) return { kernel: step.kernel };
      const from = this.work.length;
      if ('single' in step) scratch = Math.max(scratch, rowsOf(of.nodes[step.single]!, schedule));
      for (const each of workOf(schedule, places, step, size, this.tabulate)) {
        if ('product' in each) scratch = Math.max(scratch, scratchOf(each.product));
        this.work.push(each);
      }
      const made = computedBy(step);
      return { work: [from, this.work.length], nodes: made, checks: made.filter((id) => checked.has(id)) };
    });
    this.size += scratch;
    this.peak += scratch;
    this.sum += scratch;
    const { nodes } = of;
    const sources: NodeId[] = [];
    for (const { id, op, bodies } of nodes) {
      if (kinds[id] === 'source' && op !== 'input' && places[id]! >= 0) sources.push(id);
      if (kinds[id] === undefined || bodies === undefined) continue;
      for (const body of bodies) if (!this.units.has(body)) this.units.set(body, this.unit(body, true));
    }
    return { nodes, places, widths, sources, tasks };
  }

  private readonly tabulate: Tabulate = (indices, slot, width) => {
    const key = [width, ...indices.flatMap((index) => [index.size, index[slot]])].join();
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.offsets.push(offsetsOf(indices, slot, width)) - 1;
    this.numbers.set(key, number);
    return number;
  };

  /** All tables, behind all units. */
  tables(): Table[] {
    return this.offsets.map((offsets) => {
      const place = this.size;
      const taken = Math.ceil(offsets.length / 2);
      this.size += taken;
      this.peak += taken;
      this.sum += taken;
      return { place, offsets };
    });
  }
}

const workOf = (schedule: Schedule, places: Int32Array, step: Step, scratch: number, tabulate: Tabulate): Work[] => {
  if ('kernel' in step) return [];
  if ('single' in step && schedule.kinds[step.single] === 'contract')
    return contract(schedule, places, step.single, scratch, tabulate);
  const nests =
    'group' in step
      ? lower(schedule, places, step.group)
      : schedule.kinds[step.single] === 'running'
        ? running(schedule, places, step.single, scratch)
        : place(schedule, places, step.single);
  return nests.map((nest) => ({ nest }));
};

/** The plan of a graph, in a memory whose places from `first` on are free. */
export const planOf = (graph: Graph, limits: Limits, first: number): CodePlan => {
  const planner = new Planner(limits, first);
  const main = planner.unit(graph, false);
  const tables = planner.tables();
  const { units, work, size, peak, sum } = planner;
  return { main, unitOf: (body) => units.get(body)!, work, tables, size, peak, sum };
};
