/** A graph made ready to be linked: its steps in order, the place of each value, the loops of each group; and the same of each body. */
import type { Graph, Node, NodeId } from '@adjoint/ir';
import { lower } from './loop/lower.ts';
import type { Nest } from './loop/nest.ts';
import { memoryOf } from './memory/memory.ts';
import { scheduleOf, type Limits } from './schedule/schedule.ts';

/** Loops by their numbers in the plan; or a node that a kernel of the host computes. */
export type Task = { readonly nests: readonly [from: number, to: number] } | { readonly kernel: NodeId };

/** A graph within a plan: the whole program, or a body of control flow. */
export interface Unit {
  readonly nodes: readonly Node[];
  /** The place of each node that lies in memory; −1 for others. */
  readonly places: Int32Array;
  /** Nodes without arguments that lie in memory and are no inputs: they are computed once, before any run. */
  readonly sources: readonly NodeId[];
  readonly tasks: readonly Task[];
}

/** All that a target needs: units share one memory, and each has its own part of it. */
export interface CodePlan {
  readonly main: Unit;
  readonly unitOf: (body: Graph) => Unit;
  readonly nests: readonly Nest[];
  /** Places in all, and how many there would be if none were used twice. */
  readonly size: number;
  readonly sum: number;
}

/** The plan of a graph, in a memory whose places from `first` on are free. */
export const planOf = (graph: Graph, limits: Limits, first: number): CodePlan => {
  const units = new Map<Graph, Unit>();
  const nests: Nest[] = [];
  let [size, sum] = [first, first];
  const unit = (of: Graph): Unit => {
    const schedule = scheduleOf(of, limits);
    const memory = memoryOf(of, schedule, size);
    sum += memory.sum - size;
    size = memory.size;
    const { places } = memory;
    const tasks = schedule.steps.map((step): Task => {
      if ('kernel' in step) return { kernel: step.kernel };
      const from = nests.length;
      nests.push(...lower(schedule, places, step.group));
      return { nests: [from, nests.length] };
    });
    const { nodes } = of;
    const sources = nodes.flatMap(({ id, op }) => {
      return schedule.kinds[id] === 'source' && op !== 'input' && places[id]! >= 0 ? [id] : [];
    });
    nodes.forEach(({ id, bodies }) => {
      if (schedule.kinds[id] === undefined) return;
      for (const body of bodies ?? []) if (!units.has(body)) units.set(body, unit(body));
    });
    return { nodes, places, sources, tasks };
  };
  const main = unit(graph);
  return { main, unitOf: (body) => units.get(body)!, nests, size, sum };
};
