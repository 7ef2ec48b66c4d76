/** The reference target: a closure for each node, or a tape for a row of numbers, over one arena of doubles. It generates no code, so it runs under any security policy. */
import { spanOf } from '@adjoint/codegen';
import { showNode, sizeOf, type Graph, type Names, type Node, type NodeId } from '@adjoint/ir';
import {
  FIRST,
  inOrder,
  kernelOf,
  ONE,
  Site,
  type Frame,
  type Kernel,
  type Part,
  TapeWriter,
} from './kernels/index.ts';
import { arena, planFor, type Plan } from './plan.ts';
import type { Program, Watch } from './program.ts';
import { kernelPiece } from './targets/pieces.ts';

/** The nodes that have a place of their own, in order. */
function* computed(nodes: readonly Node[], { needed, isView }: Plan): Generator<Node> {
  for (const node of nodes) if (needed[node.id] === 1 && isView[node.id] === 0) yield node;
}

/** The kernels of a plan: scalars that follow one another share a tape. Sources are written here, once. */
const kernelsOf = (graph: Graph, frame: Frame, { needed, isView }: Plan, { piece }: Watch): Kernel[] => {
  const { nodes, memory, places } = frame;
  const tape = new TapeWriter(memory, places);
  const kernels: Kernel[] = [];
  const add = (kernel: Kernel, ids: readonly NodeId[], form: 'kernel' | 'tape'): void => {
    kernels.push(piece === undefined ? kernel : piece(kernelPiece(graph, ids, form), kernel, () => []));
  };
  let onTape: NodeId[] = [];
  const played = (): void => {
    const kernel = tape.take();
    if (kernel !== undefined) add(kernel, onTape, 'tape');
    onTape = [];
  };
  for (let id = 0; id < nodes.length; id++) {
    const node = nodes[id]!;
    if (needed[id] === 0 || isView[id] === 1) continue;
    if (tape.write(node)) {
      if (piece !== undefined) onTape.push(id);
      continue;
    }
    const kernel = kernelOf(new Site(frame, node));
    if (node.args.length === 0) kernel();
    else {
      played();
      add(kernel, [id], 'kernel');
    }
  }
  played();
  return kernels;
};

const MOST = 5;
const cell = (value: number): string => String(value).padStart(10);

const explain = (nodes: readonly Node[], plan: Plan, kernels: number): string => {
  const own = [...computed(nodes, plan)];
  const counts = new Map<string, number>();
  for (const { op } of own) counts.set(op, (counts.get(op) ?? 0) + 1);
  const ops = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const bytes = (node: Node): number => 8 * spanOf(node.type);
  const biggest = own.sort((a, b) => bytes(b) - bytes(a) || a.id - b.id).slice(0, MOST);
  const needed = plan.needed.reduce((sum, mark) => sum + mark, 0);
  return [
    `interpreter: ${needed} of ${nodes.length} nodes needed, ${needed - own.length} of them views; ${kernels} kernels over ${8 * plan.size} bytes`,
    'nodes computed, by op',
    ...ops.map(([op, count]) => `${cell(count)}  ${op}`),
    'biggest values, in bytes',
    ...biggest.map((node) => `${cell(bytes(node))}  ${showNode(node).slice(0, 100)}`),
  ].join('\n');
};

/** The parts of memory that hold the named nodes; those that are not needed have none. */
const partsOf = ({ memory, nodes, places }: Frame, { needed }: Plan, names: Names): Map<string, Float64Array> => {
  const parts = new Map<string, Float64Array>();
  for (const [name, id] of Object.entries(names)) {
    if (needed[id] === 0) continue;
    const start = places[id]!;
    parts.set(name, memory.subarray(start, start + sizeOf(nodes[id]!.type.shape)));
  }
  return parts;
};

/** A graph with a memory of its own. */
export interface Planned {
  readonly graph: Graph;
  readonly plan: Plan;
  readonly memory: Float64Array;
}

/** Throws `value` when the values do not fit in memory. */
export const planned = (graph: Graph): Planned => {
  const plan = planFor(graph.nodes, Object.values(graph.outputs));
  const memory = arena(plan.size);
  memory.fill(1, ONE, FIRST);
  return { graph, plan, memory };
};

/** What makes bodies runnable, each in a memory of its own: of so many bytes as `taken` is told. */
export const routines = (watch: Watch, taken: (bytes: number) => void): Frame['routine'] => {
  return (body) => {
    const { plan, memory } = planned(body);
    taken(memory.byteLength);
    const { nodes } = body;
    const { places, needed } = plan;
    const frame = { memory, nodes, places, routine: routines(watch, taken) };
    const part = (id: NodeId): Part => ({ start: places[id]!, size: sizeOf(nodes[id]!.type.shape) });
    const run = inOrder(kernelsOf(body, frame, plan, watch));
    return {
      memory,
      inputs: Object.values(body.inputs).map((id) => (needed[id] === 1 ? part(id) : undefined)),
      outputs: Object.values(body.outputs).map(part),
      run: watch.body?.(body, frame, run) ?? run,
    };
  };
};

const UNWATCHED: Watch = {};

/** The program of a graph in memory. */
export const interpreted = ({ graph, plan, memory }: Planned): Program => {
  const { nodes, inputs, outputs } = graph;
  let bytes = memory.byteLength;
  const frameFor = (watch: Watch, taken: (bytes: number) => void): Frame => {
    return { memory, nodes, places: plan.places, routine: routines(watch, taken) };
  };
  const frame = frameFor(UNWATCHED, (more) => (bytes += more));
  const kernels = kernelsOf(graph, frame, plan, UNWATCHED);
  return {
    bytes,
    inputs: partsOf(frame, plan, inputs),
    outputs: partsOf(frame, plan, outputs),
    run: inOrder(kernels),
    watched: (watch) =>
      inOrder(
        kernelsOf(
          graph,
          frameFor(watch, () => {}),
          plan,
          watch,
        ),
      ),
    explain: () => explain(nodes, plan, kernels.length),
  };
};

/** The graph as a program that computes all its outputs. Throws `value` when the values do not fit in memory. */
export const interpreter = (graph: Graph): Program => interpreted(planned(graph));
