/** What a kernel is: a closure over the arena that writes one value, each element as its dtype rounds. */
import {
  originOf,
  resultTypes,
  showNodes,
  sizeOf,
  type Attrs,
  type DType,
  type Graph,
  type Node,
  type Op,
  type Shape,
  type TensorType,
} from '@adjoint/ir';
import type { Routine } from './control.ts';

export type Kernel = () => void;
/** Every value as doubles, each in its place. */
export type Memory = Float64Array;
/** The place of a 1, which contractions of one operand multiply by. */
export const ONE = 0;
/** Places below are taken before any value. */
export const FIRST = 1;

/** All nodes, with the place of each in memory. */
export interface Frame {
  readonly memory: Memory;
  readonly nodes: readonly Node[];
  readonly places: Int32Array;
  /** A body of control flow, made runnable. */
  readonly routine: (body: Graph) => Routine;
}

/** Where a node is computed: the places of its arguments and its result, and what is known of them. */
export class Site<A = unknown> {
  private readonly frame: Frame;
  readonly node: Node;

  constructor(frame: Frame, node: Node) {
    this.frame = frame;
    this.node = node;
  }

  get memory(): Memory {
    return this.frame.memory;
  }
  get op(): Op {
    return this.node.op;
  }
  get attrs(): A {
    return this.node.attrs as A;
  }
  get type(): TensorType {
    return this.node.type;
  }
  /** The place of the result. */
  get out(): number {
    return this.frame.places[this.node.id]!;
  }
  /** The place of an argument. */
  arg(slot: number): number {
    return this.frame.places[this.node.args[slot]!]!;
  }
  get args(): readonly number[] {
    return this.node.args.map((id) => this.frame.places[id]!);
  }
  get types(): readonly TensorType[] {
    return this.node.args.map((id) => this.frame.nodes[id]!.type);
  }
  /** A body of the node, made runnable. */
  routine(index: number): Routine {
    return this.frame.routine(this.node.bodies![index]!);
  }
  /** The lines of a message about the node. */
  where(): readonly string[] {
    return showNodes(this.frame.nodes, [...this.node.args, this.node.id], originOf);
  }
}

/** A stretch of memory. */
export interface Part {
  readonly start: number;
  readonly size: number;
}

/** Where each result of a node stands, one after the other. */
export const resultsAt = (site: Site): Part[] => {
  let start = site.out;
  return resultTypes(site.type).map(({ shape }) => {
    const size = sizeOf(shape);
    start += size;
    return { start: start - size, size };
  });
};

export type Make<O extends Op> = (site: Site<Attrs<O>>) => Kernel;

export const nothing: Kernel = () => {};

/** One kernel after the other, of any number. */
export const inOrder = (kernels: readonly Kernel[]): Kernel => {
  if (kernels.length === 1) return kernels[0]!;
  return () => {
    for (let i = 0; i < kernels.length; i++) kernels[i]!();
  };
};

/** One kernel after the other, of a few. */
export const inTurn = (...kernels: Kernel[]): Kernel => {
  const all = kernels.filter((kernel) => kernel !== nothing);
  const [first = nothing, second = nothing] = all;
  if (all.length < 2) return first;
  if (all.length > 2) return inOrder(all);
  return () => {
    first();
    second();
  };
};

/** Sets `count` places from `start` to `value`. */
export const fill = (memory: Memory, start: number, count: number, value: number): Kernel => {
  if (count > 16) return () => void memory.fill(value, start, start + count);
  return () => {
    for (let i = start; i < start + count; i++) memory[i] = value;
  };
};

/** Rounds sums that were kept in double precision, once: f32 is the only dtype that needs it. */
export const roundOnce = (memory: Memory, dtype: DType, start: number, count: number): Kernel => {
  if (dtype !== 'f32') return nothing;
  return () => {
    for (let i = start; i < start + count; i++) memory[i] = Math.fround(memory[i]!);
  };
};

/** The sizes before, along and after an axis. */
export const around = (shape: Shape, axis: number): [before: number, along: number, after: number] => {
  let before = 1;
  for (let i = 0; i < axis; i++) before *= shape[i]!;
  let after = 1;
  for (let i = axis + 1; i < shape.length; i++) after *= shape[i]!;
  return [before, shape[axis]!, after];
};
