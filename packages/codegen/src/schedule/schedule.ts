/** The order of work: nodes that are computed element by element share loops, all others are steps of their own. */
import {
  eachInSteps,
  sameShape,
  sizeOf,
  splatOf,
  type Graph,
  type Node,
  type NodeId,
  type Shape,
  type Steps,
} from '@adjoint/ir';
import type { Bodies } from './bodies.ts';
import { isAdding, isIndexing, listOf, placesOf } from './gathers.ts';
import { isAlone, type Alone, type Kind } from './kinds.ts';
import { operandRefs, refsOf, type Ref, type Refs } from './refs.ts';
import { sumsInMemory } from './sums.ts';
import { widthsOf } from './widths.ts';

/** Nodes that share a loop over `size` elements; `shape` is fixed by the first of them that is read or reduced by axes. */
export interface Group {
  readonly size: number;
  readonly nodes: NodeId[];
  shape: Shape | undefined;
}

/** A group, one node that has loops of its own, or one that a kernel computes. */
export type Step =
  | { readonly group: Group }
  | { readonly single: NodeId; readonly kind: Alone }
  | { readonly kernel: NodeId };

export interface Schedule {
  readonly nodes: readonly Node[];
  readonly kinds: readonly (Kind | undefined)[];
  readonly refs: Refs;
  /** Bytes of an element of each root. */
  readonly widths: Uint8Array;
  /** The one number that a node is a constant of, undefined for all others: it is written into the code. */
  readonly splats: readonly (number | undefined)[];
  readonly steps: readonly Step[];
  /** Nodes whose list of places the host checks before the step that computes them. */
  readonly checked: ReadonlySet<NodeId>;
  /** The step that computes each node that is computed; −1 for all others. */
  readonly stepOf: Int32Array;
  /** Whether the elements of a node are those of the loop of a group of `size`, one by one. */
  readonly isAligned: (ref: Ref, size: number) => boolean;
}

/** What a target wants: at most so many nodes that share a loop, or stand in a row where there is none. */
export interface Limits {
  /** Whether contractions that may be matrix products are generated too; shorter ones are loops anywhere. */
  readonly contracts: boolean;
  readonly loop: number;
  readonly row: number;
}

/** The nodes that a step computes. */
export const computedBy = (step: Step): readonly NodeId[] =>
  'group' in step ? step.group.nodes : ['kernel' in step ? step.kernel : step.single];

/** What is read to compute a node. */
export const readsOf = ({ nodes, kinds, refs, splats }: Schedule, id: NodeId): readonly Ref[] => {
  const copied = refs.copied(id);
  if (copied !== undefined) return splats[id] === undefined ? [copied] : [];
  const { op, args } = nodes[id]!;
  if (kinds[id] !== 'kernel' && isIndexing(op)) {
    const [x, list] = args.map((arg) => refs.of(arg)) as [Ref, Ref];
    const from = isAdding(op) ? x : { ...x, ...placesOf(nodes[id]!, nodes, x) };
    return [from, listOf(nodes[id]!, nodes, list)].filter((_, i) => splats[args[i]!] === undefined);
  }
  const from = kinds[id] === 'fused' ? operandRefs(nodes[id]!, nodes, refs) : args.map((arg) => refs.of(arg));
  // What bodies and procedures get is read from memory, a number too.
  const all = kinds[id] === 'control' || kinds[id] === 'procedure';
  return all ? from : from.filter((_, i) => splats[args[i]!] === undefined);
};

/** Groups still open, by size: a node joins the last one of its size unless it needs something that comes later. */
class Groups {
  readonly steps: Step[] = [];
  private readonly open = new Map<number, number>();
  private readonly limits: Limits;

  constructor(limits: Limits) {
    this.limits = limits;
  }
  alone(step: Step): number {
    return this.steps.push(step) - 1;
  }
  /** The step that the node joins: at `earliest`, with loops of `shape` where that matters. */
  join(id: NodeId, size: number, shape: Shape | undefined, earliest: number): number {
    const last = this.open.get(size) ?? -1;
    const step = this.steps[last];
    if (step !== undefined && 'group' in step && last >= earliest) {
      const { group } = step;
      const fits = shape === undefined || group.shape === undefined || sameShape(shape, group.shape);
      if (fits && group.nodes.length < (size === 1 ? this.limits.row : this.limits.loop)) {
        group.nodes.push(id);
        group.shape ??= shape;
        return last;
      }
    }
    const next = this.steps.push({ group: { size, nodes: [id], shape } }) - 1;
    this.open.set(size, next);
    return next;
  }
}

const splatsOf = (nodes: readonly Node[]): (number | undefined)[] =>
  nodes.map(({ id, op }) => (op === 'constant' || op === 'broadcast' ? splatOf(nodes, id) : undefined));

/** The schedule of a graph that computes all its outputs. */
export function* scheduleOf(graph: Graph, limits: Limits, bodies: Bodies): Steps<Schedule> {
  const { nodes } = graph;
  const kinds = bodies.kinds(graph);
  yield nodes.length;
  const checked = bodies.checked(graph);
  const refs = refsOf(nodes, kinds, Object.values(graph.outputs), checked);
  yield nodes.length;
  const gathers = (node: Node): boolean => sumsInMemory(node, nodes, kinds, refs);
  const widths = widthsOf(graph, kinds, refs, gathers, bodies.isHosted(graph));
  const splats = splatsOf(nodes);
  yield nodes.length;
  const stepOf = new Int32Array(nodes.length).fill(-1);
  const isAligned = ({ root, start, strides }: Ref, size: number): boolean => {
    if (start !== 0 || (strides !== undefined && size > 1) || kinds[root] === 'fold') return false;
    const { shape, rest } = nodes[root]!.type;
    return rest === undefined && sizeOf(shape) === size;
  };
  const groups = new Groups(limits);
  const schedule = { nodes, kinds, refs, widths, splats, steps: groups.steps, checked, stepOf, isAligned };
  yield* eachInSteps(nodes.length, (id) => {
    const node = nodes[id]!;
    const kind = kinds[id];
    if (kind === 'kernel') stepOf[node.id] = groups.alone({ kernel: node.id });
    else if (isAlone(kind)) stepOf[node.id] = groups.alone({ single: node.id, kind });
    else if (kind === 'fused' || kind === 'fold' || refs.copied(node.id) !== undefined) {
      const { shape } = kind === 'fold' ? nodes[node.args[0]!]!.type : node.type;
      const size = sizeOf(shape);
      let earliest = 0;
      let byAxes = kind === 'fold';
      for (const ref of readsOf(schedule, node.id)) {
        const at = stepOf[ref.root]!;
        earliest = Math.max(earliest, isAligned(ref, size) ? at : at + 1);
        byAxes ||= ref.strides !== undefined;
      }
      if (checked.has(node.id)) earliest = Math.max(earliest, stepOf[refs.of(node.args[1]!).root]! + 1);
      stepOf[node.id] = groups.join(node.id, size, byAxes && size > 1 ? shape : undefined, earliest);
    }
  });
  return schedule;
}
