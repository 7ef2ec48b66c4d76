/** Joins generated code and the interpreter's kernels into a program, over one memory. */
import { instructionsIn, isStraight, placesIn, type CodePlan, type Task, type Unit } from '@adjoint/codegen';
import { sizeOf, type Graph, type Names, type NodeId, type Steps, type TypedArray } from '@adjoint/ir';
import { gated } from '../gate.ts';
import {
  checkPlaces,
  FIRST,
  kernelOf,
  inOrder,
  ONE,
  Site,
  type Frame,
  type Kernel,
  type Part,
  type Routine,
} from '../kernels/index.ts';
import type { Program, Watch } from '../program.ts';
import { explain } from './explain.ts';
import { nodesOf, taskPiece } from './pieces.ts';

/** The same memory as singles. */
export const singlesOf = ({ buffer, byteOffset, length }: Float64Array): Float32Array =>
  new Float32Array(buffer, byteOffset, 2 * length);

/** Work made runnable. */
export interface Machine {
  readonly memory: Float64Array;
  readonly work: readonly Kernel[];
  readonly source?: string;
}

const frameOf = ({ memory }: Machine, { nodes, places }: Unit, routine: Frame['routine']): Frame => ({
  memory,
  nodes,
  places,
  routine,
});

/** Writes the sources of a unit. */
const writeSources = (machine: Machine, unit: Unit): void => {
  const frame = frameOf(machine, unit, () => {
    throw new RangeError('a source has no body');
  });
  for (const id of unit.sources) {
    // Kernels know only doubles; a constant is the one source that lies as singles.
    if (unit.widths[id] === 8) kernelOf(new Site(frame, unit.nodes[id]!))();
    else partOf(machine.memory, unit, id).set(unit.nodes[id]!.attrs['data'] as readonly number[]);
  }
};

/** Joins units to a machine: each body is a routine that all nodes that carry it share. */
class Linker {
  private readonly plan: CodePlan;
  private readonly machine: Machine;
  private readonly watch: Watch;
  private readonly routines = new Map<Graph, Routine>();

  constructor(plan: CodePlan, machine: Machine, watch: Watch) {
    this.plan = plan;
    this.machine = machine;
    this.watch = watch;
  }

  /** The work of a unit, which is that of a graph. */
  run(graph: Graph, unit: Unit): Kernel {
    const { work } = this.machine;
    const { nodes } = unit;
    const frame = frameOf(this.machine, unit, this.routine);
    const kernel = (id: NodeId): Kernel => kernelOf(new Site(frame, nodes[id]!));
    const check = (id: NodeId): Kernel => checkPlaces(new Site(frame, nodes[id]!), placesIn(nodes[id]!, nodes));
    const kernels = (task: Task): readonly Kernel[] =>
      'kernel' in task ? [kernel(task.kernel)] : [...task.checks.map(check), ...work.slice(...task.work)];
    const { piece } = this.watch;
    if (piece === undefined) return inOrder(unit.tasks.flatMap(kernels));
    return inOrder(
      unit.tasks.map((task) => {
        const kept = (): TypedArray[] =>
          nodesOf(task)
            .filter((id) => unit.places[id]! >= 0)
            .map((id) => partOf(this.machine.memory, unit, id));
        return piece(taskPiece(graph, unit, task, this.plan.work), inOrder(kernels(task)), kept);
      }),
    );
  }

  private readonly routine = (body: Graph): Routine => {
    const known = this.routines.get(body);
    if (known !== undefined) return known;
    const unit = this.plan.unitOf(body);
    const part = (id: NodeId): Part | undefined => {
      const start = unit.places[id]!;
      return start < 0 ? undefined : { start, size: sizeOf(unit.nodes[id]!.type.shape) };
    };
    const made: Routine = {
      memory: this.machine.memory,
      inputs: Object.values(body.inputs).map(part),
      outputs: Object.values(body.outputs).map((id) => part(id)!),
      run: this.run(body, unit),
    };
    this.routines.set(body, made);
    return made;
  };
}

/** The elements of a node in memory, of the class that is as wide as they are. */
const partOf = (memory: Float64Array, { nodes, places, widths }: Unit, id: NodeId): TypedArray => {
  const start = places[id]!;
  const all = widths[id] === 4 ? singlesOf(memory) : memory;
  return all.subarray(start, start + sizeOf(nodes[id]!.type.shape));
};

const partsOf = (memory: Float64Array, unit: Unit, names: Names): Map<string, TypedArray> =>
  new Map(
    Object.entries(names)
      .filter(([, id]) => unit.places[id]! >= 0)
      .map(([name, id]) => [name, partOf(memory, unit, id)]),
  );

/** Calls each straight-line function once, on whatever lies in memory: engines compile functions when they are called first. */
function* begun(plan: CodePlan, { work }: Machine): Steps<void> {
  for (const [i, each] of plan.work.entries()) {
    if (!isStraight(each)) continue;
    work[i]!();
    yield instructionsIn(each);
  }
}

/** The program of a plan on a machine. */
export const linked = (target: string, graph: Graph, plan: CodePlan, machine: Machine): Program => {
  const { memory, source } = machine;
  memory.fill(1, ONE, FIRST);
  for (const { place, offsets } of plan.tables) new Int32Array(memory.buffer, 8 * place).set(offsets);
  for (const unit of plan.units) writeSources(machine, unit);
  const run = (watch: Watch): Kernel => new Linker(plan, machine, watch).run(graph, plan.main);
  return {
    bytes: memory.byteLength,
    ...(source !== undefined && { source, gate: gated }),
    inputs: partsOf(memory, plan.main, graph.inputs),
    outputs: partsOf(memory, plan.main, graph.outputs),
    run: run({}),
    begin: () => begun(plan, machine),
    watched: run,
    explain: () => explain(target, graph, plan),
  };
};
