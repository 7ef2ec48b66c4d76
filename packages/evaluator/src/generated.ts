/** Targets that generate code: loops where the graph has them, the interpreter's kernels for all else, over one memory. */
import { jsModule, planOf, printNest, type CodePlan, type Work, type Task, type Unit } from '@adjoint/codegen';
import { InputError, showNode, sizeOf, type Graph, type Names, type NodeId } from '@adjoint/ir';
import { bytesOf, kernelsIn, wasmMemory, wasmOf } from './host.ts';
import { FIRST, kernelOf, ONE, Site, type Frame, type Kernel, type Part, type Routine } from './kernels/index.ts';
import { arena } from './plan.ts';
import type { Program } from './program.ts';

/** Work made runnable. */
interface Machine {
  readonly memory: Float64Array;
  readonly work: readonly Kernel[];
  readonly source?: string;
}

const inOrder = (kernels: readonly Kernel[]): Kernel => {
  if (kernels.length === 1) return kernels[0]!;
  return () => {
    for (let i = 0; i < kernels.length; i++) kernels[i]!();
  };
};

/** Joins units to a machine: each body is a routine that all nodes that carry it share. */
class Linker {
  private readonly plan: CodePlan;
  private readonly machine: Machine;
  private readonly routines = new Map<Graph, Routine>();

  constructor(plan: CodePlan, machine: Machine) {
    this.plan = plan;
    this.machine = machine;
  }

  /** The work of a unit. Its sources are written here, once. */
  run(unit: Unit): Kernel {
    const { memory, work } = this.machine;
    const { nodes, places } = unit;
    const frame: Frame = { memory, nodes, places, routine: this.routine };
    const kernel = (id: NodeId): Kernel => kernelOf(new Site(frame, nodes[id]!));
    for (const id of unit.sources) kernel(id)();
    return inOrder(unit.tasks.flatMap((task) => ('kernel' in task ? [kernel(task.kernel)] : work.slice(...task.work))));
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
      run: this.run(unit),
    };
    this.routines.set(body, made);
    return made;
  };
}

const partsOf = (memory: Float64Array, { nodes, places }: Unit, names: Names): Map<string, Float64Array> => {
  const parts = new Map<string, Float64Array>();
  for (const [name, id] of Object.entries(names)) {
    const start = places[id]!;
    if (start >= 0) parts.set(name, memory.subarray(start, start + sizeOf(nodes[id]!.type.shape)));
  }
  return parts;
};

const MOST = 12;

const showWork = (work: Work): string => {
  if ('product' in work) {
    const { around, m, n, k } = work.product;
    return `matmul ${m.size}×${k.size}×${n.size}${around.map(({ size }) => `, ${size} times`).join('')}`;
  }
  const { sizes, nodes } = work.nest;
  return `${nodes} nodes over ${sizes.length === 0 ? '1' : sizes.join('×')}`;
};

const taskLine = ({ main, work }: CodePlan, task: Task): string =>
  'kernel' in task
    ? `kernel  ${showNode(main.nodes[task.kernel]!).slice(0, 100)}`
    : `code    ${work
        .slice(...task.work)
        .map(showWork)
        .join('; ')}`;

const explain = (target: string, plan: CodePlan): string => {
  const { main, work, size, sum } = plan;
  const { tasks, nodes } = main;
  const kernels = tasks.filter((task) => 'kernel' in task).length;
  const nests = work.flatMap((each) => ('nest' in each ? [each.nest] : []));
  const fused = nests.reduce((count, nest) => count + nest.nodes, work.length - nests.length);
  return [
    `${target}: ${nodes.length} nodes, ${fused} of them in ${work.length} pieces of code, ${kernels} by kernels; ${8 * size} bytes, ${8 * sum} if no place were used twice`,
    ...tasks.slice(0, MOST).map((task) => taskLine(plan, task)),
    ...(tasks.length > MOST ? [`and ${tasks.length - MOST} steps more`] : []),
    ...nests.slice(0, 3).map((nest, i) => `loop ${i}\n${printNest(nest).split('\n').slice(0, 40).join('\n')}`),
  ].join('\n');
};

/** The program of a plan on a machine. */
const linked = (target: string, graph: Graph, plan: CodePlan, machine: Machine): Program => {
  const { memory, source } = machine;
  memory.fill(1, ONE, FIRST);
  const run = new Linker(plan, machine).run(plan.main);
  return {
    bytes: memory.byteLength,
    ...(source !== undefined && { source }),
    inputs: partsOf(memory, plan.main, graph.inputs),
    outputs: partsOf(memory, plan.main, graph.outputs),
    run,
    explain: () => explain(target, plan),
  };
};

/** At most so many nodes in a function: past some thousand operations the engine would not optimize it. */
const JS_LIMITS = { contracts: false, loop: 120, row: 250 };

/** The graph as JavaScript. Throws `value` when the values do not fit in memory. */
export const js = (graph: Graph): Program => {
  const plan = planOf(graph, JS_LIMITS, FIRST);
  const memory = arena(plan.size);
  const source = jsModule(plan.work);
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is ours: places and numbers, and no word of a user
  const make = new Function('m', source) as (m: Float64Array) => Kernel[];
  return linked('js', graph, plan, { memory, work: make(memory), source });
};

const WASM_LIMITS = { contracts: true, loop: 120, row: 1000 };

/** The graph as WebAssembly. Throws `value` when the values do not fit in memory, `option` where the engine has no WebAssembly. */
export const wasm = (graph: Graph): Program => {
  const engine = wasmOf();
  if (engine === undefined)
    throw new InputError('option', { option: 'target', got: 'wasm', want: 'another: this engine has no WebAssembly' });
  const plan = planOf(graph, WASM_LIMITS, FIRST);
  const { memory, imports } = wasmMemory(engine, plan.size);
  const module = new engine.Module(bytesOf(plan.work, plan.size));
  return linked('wasm', graph, plan, { memory, work: kernelsIn(engine, module, imports, plan.work.length) });
};
