/** A graph made ready to be linked: its steps in order, the place of each value, the loops of each step; and the same of each body. */
import { atOnce, type Graph, type Node, type NodeId, type Steps } from '@adjoint/ir';
import { aloneWork } from './alone.ts';
import type { Tabulate } from './loop/contract.ts';
import { outputsOf, type Body, type Layout } from './loop/control.ts';
import { lower } from './loop/lower.ts';
import { offsetsOf } from './loop/product.ts';
import type { Stretch } from './loop/routine.ts';
import { straightened } from './loop/straight.ts';
import { nestWork, type Work } from './loop/work.ts';
import { keptBy, type Kept } from './procedure/calls.ts';
import { inStrips } from './in-strips.ts';
import { memoryOf } from './memory/memory.ts';
import { Bodies, bodiesOf } from './schedule/bodies.ts';
import { computedBy, scheduleOf, type Limits, type Schedule, type Step } from './schedule/schedule.ts';
import type { Width } from './schedule/widths.ts';

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
export interface Unit extends Body {
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
  /** The main unit and those of all bodies. */
  readonly units: readonly Unit[];
  readonly work: readonly Work[];
  readonly tables: readonly Table[];
  /** Doubles in all, how many are in use at a time at most, and how many there would be if none were used twice. */
  readonly size: number;
  readonly peak: number;
  readonly sum: number;
}

/** Where inputs of a body stand from the first, because nothing else ever comes to stand there. */
type Given = ReadonlyMap<NodeId, Stretch>;
const NOTHING: Given = new Map();

/** The arguments that a body of the node reads where they are, by its inputs. */
const seenBy = ({ places, widths }: Layout, { op, args, attrs, bodies }: Node, index: number): Given => {
  const { carry = 0, xs = 0 } = attrs as { readonly carry?: number; readonly xs?: number };
  const seen = op === 'cond' ? args.slice(1) : args;
  const found = new Map<NodeId, Stretch>();
  Object.values(bodies![index]!.inputs).forEach((input, i) => {
    const id = seen[i]!;
    if (i >= carry + xs) found.set(input, { base: places[id]!, width: widths[id] as Width });
  });
  return found;
};

/** Plans units one after the other, each behind the last in memory. */
class Planner {
  readonly units = new Map<Graph, Unit>();
  readonly work: Work[] = [];
  /** Offsets, and their numbers by what they are of, so that each is kept once. */
  private readonly offsets: Int32Array[] = [];
  private readonly numbers = new Map<string, number>();
  /** The places of what procedures keep, by its keys. */
  private readonly kept = new Map<string, number>();
  size: number;
  peak: number;
  sum: number;
  private readonly limits: Limits;
  private readonly bodies: Bodies;

  constructor(limits: Limits, first: number) {
    this.limits = limits;
    this.size = first;
    this.peak = first;
    this.sum = first;
    this.bodies = new Bodies(limits.contracts);
  }

  /** The unit of a graph, after those of its bodies. */
  *unit(graph: Graph, isBody = false, given: Given = NOTHING): Steps<Unit> {
    const { nodes } = graph;
    const schedule = yield* scheduleOf(graph, this.limits, this.bodies);
    const { kinds, steps, widths } = schedule;
    const at = new Map(
      [...given].filter(([id, { width }]) => width === widths[id]).map(([id, { base }]) => [id, base]),
    );
    const { places, size, peak, sum } = yield* memoryOf(graph, schedule, this.size, {
      carry: this.bodies.carryOf(graph),
      given: at,
    });
    this.peak += peak - this.size;
    this.sum += sum - this.size;
    this.size = size;
    const layout = { nodes, places, widths };
    for (const node of nodes) {
      if (kinds[node.id] === undefined || node.bodies === undefined) continue;
      bodiesOf(node).forEach((body, i) => {
        if (this.units.has(body)) return;
        const own = kinds[node.id] === 'kernel' || this.bodies.isShared(body);
        this.units.set(body, atOnce(this.unit(body, true, own ? NOTHING : seenBy(layout, node, i))));
      });
    }
    const sources: NodeId[] = [];
    for (const { id, op } of nodes) if (kinds[id] === 'source' && op !== 'input' && places[id]! >= 0) sources.push(id);
    for (const node of nodes) if (kinds[node.id] === 'procedure') this.keep(keptBy(node));
    const first = this.work.length;
    const scratch = new Scratch(this.size);
    const task = (step: Step): Task => {
      if ('kernel' in step) return { kernel: step.kernel };
      const from = this.work.length;
      for (const each of this.workOf(schedule, layout, step, scratch)) this.work.push(each);
      const made = computedBy(step);
      return { work: [from, this.work.length], nodes: made, checks: made.filter((id) => schedule.checked.has(id)) };
    };
    const tasks: Task[] = [];
    for (const step of steps) {
      tasks.push(task(step));
      yield 4 * computedBy(step).length;
    }
    this.grow(scratch.size);
    const unit: Unit = { ...layout, graph, sources, tasks, work: [first, this.work.length] };
    return isBody ? this.straight(unit) : this.inStrips(unit);
  }

  private keep(kept: Kept | undefined): void {
    if (kept === undefined || this.kept.has(kept.key)) return;
    this.kept.set(kept.key, this.size);
    this.grow(kept.size);
  }
  /** Takes doubles behind all that is taken. */
  private grow(doubles: number): void {
    this.size += doubles;
    this.peak += doubles;
    this.sum += doubles;
  }

  /** A body whose loops are all short becomes one piece of work without any. */
  private straight(unit: Unit): Unit {
    const [first, until] = unit.work;
    const nests = this.work.slice(first).flatMap((each) => ('nest' in each ? [each.nest] : []));
    const isAll =
      nests.length === until - first && unit.tasks.every((task) => 'work' in task && task.checks.length === 0);
    const nest = isAll ? straightened(nests, outputsOf(unit), 2 * this.limits.row) : undefined;
    if (nest === undefined || nests.length === 0) return unit;
    this.work.splice(first, Infinity, nestWork(nest));
    const work = [first, first + 1] as const;
    const nodes = unit.tasks.flatMap((task) => ('work' in task ? task.nodes : []));
    return { ...unit, tasks: [{ work, nodes, checks: [] }], work };
  }

  private inStrips(unit: Unit): Unit {
    const [first] = unit.work;
    const made = inStrips(unit, this.work.slice(first), this.size);
    if (made.unit === unit) return unit;
    this.work.length = first;
    for (const each of made.work) this.work.push(each);
    this.grow(made.doubles);
    return made.unit;
  }

  private workOf(
    schedule: Schedule,
    layout: Layout,
    step: Exclude<Step, { kernel: NodeId }>,
    scratch: Scratch,
  ): readonly Work[] {
    if ('group' in step) return lower(schedule, layout.places, step.group).map(nestWork);
    return aloneWork(step.kind, step.single, {
      schedule,
      layout,
      scratch: scratch.from,
      demand: scratch.demand,
      tabulate: this.tabulate,
      kept: this.kept,
      unitOf: (body) => this.units.get(body)!,
      work: this.work,
    });
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
      this.grow(Math.ceil(offsets.length / 2));
      return { place, offsets };
    });
  }
}

/** Doubles behind those of a unit and its bodies that one of its pieces of work at a time may use. */
class Scratch {
  readonly from: number;
  size = 0;

  constructor(from: number) {
    this.from = from;
  }
  readonly demand = (doubles: number): void => {
    this.size = Math.max(this.size, doubles);
  };
}

/** The plan of a graph, in a memory whose places from `first` on are free, in steps. */
export function* planInSteps(graph: Graph, limits: Limits, first: number): Steps<CodePlan> {
  const planner = new Planner(limits, first);
  const main = yield* planner.unit(graph);
  const tables = planner.tables();
  const { units, work, size, peak, sum } = planner;
  return {
    main,
    unitOf: (body) => units.get(body)!,
    units: [main, ...units.values()],
    work,
    tables,
    size,
    peak,
    sum,
  };
}

/** The same at once. */
export const planOf = (graph: Graph, limits: Limits, first: number): CodePlan =>
  atOnce(planInSteps(graph, limits, first));
