/** Where the elements of each node are read: in the memory of a root, in order or through an index map. */
import { parseSpec, sizeOf, stridesOf, type Attrs, type Node, type NodeId, type Op } from '@adjoint/ir';
import { keepsShape, type Kind } from './kinds.ts';
import { restrided } from './restride.ts';
import { viewOf } from './views.ts';

/** Elements of the memory of `root`, from `start` on; `strides` has a step for each axis, absent where they follow one another. */
export interface Ref {
  readonly root: NodeId;
  readonly start: number;
  readonly strides?: readonly number[];
}

type Move<O extends Op> = (strides: readonly number[], shape: readonly number[], attrs: Attrs<O>) => [number, number[]];

/** How each movement steps in its argument, which steps by `strides` and has `shape`: where it starts, and its own steps. */
const moves: { readonly [O in 'broadcast' | 'transpose' | 'flip' | 'slice' | 'patches']: Move<O> } = {
  broadcast: (strides, _, { axes, shape }) => {
    let next = 0;
    return [0, shape.map((_dim, axis) => (axes.includes(axis) ? 0 : strides[next++]!))];
  },
  transpose: (strides, _, { perm }) => [0, perm.map((axis) => strides[axis]!)],
  flip: (strides, shape, { axes }) => [
    axes.reduce((sum, axis) => sum + strides[axis]! * (shape[axis]! - 1), 0),
    strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride)),
  ],
  slice: (strides, _, { starts, steps }) => [
    starts.reduce((sum, at, axis) => sum + at * strides[axis]!, 0),
    strides.map((stride, axis) => stride * steps[axis]!),
  ],
  patches: (own, _, attrs) => [0, patchStrides(own, attrs)],
};

/**
 * How the axes of the patches of a value that steps by `own` step in it: lead axes as they are, windows by strides, places in a window by
 * dilation.
 */
export const patchStrides = (
  own: readonly number[],
  { strides, dilation }: Pick<Attrs<'patches'>, 'strides' | 'dilation'>,
): number[] => {
  const lead = own.length - strides.length;
  const by = (steps: readonly number[]): number[] => steps.map((step, i) => step * own[lead + i]!);
  return [...own.slice(0, lead), ...by(strides), ...by(dilation)];
};

const moved = ({ op, attrs, args }: Node, nodes: readonly Node[], from: Ref): Ref => {
  const { shape } = nodes[args[0]!]!.type;
  const move = moves[op as keyof typeof moves] as Move<Op>;
  const [start, strides] = move(from.strides ?? stridesOf(shape), shape, attrs);
  return { root: from.root, start: from.start + start, strides };
};

/** Where the operands of a contraction that sums nothing are read, along the axes of the result. */
const factorRefs = ({ args, attrs, type }: Node, nodes: readonly Node[], refs: Refs): readonly Ref[] => {
  const { operands, result } = parseSpec(attrs['spec'] as string);
  const own = stridesOf(type.shape);
  return args.map((arg, i): Ref => {
    const ref = refs.of(arg);
    const steps = ref.strides ?? stridesOf(nodes[arg]!.type.shape);
    const strides = [...result].map((letter) =>
      steps.reduce((sum, step, axis) => (operands[i]![axis] === letter ? sum + step : sum), 0),
    );
    const walks = type.shape.every((size, axis) => size === 1 || strides[axis] === own[axis]);
    return walks ? { root: ref.root, start: ref.start } : { ...ref, strides };
  });
};

/** Ops whose operands are not read along the axes that these have. */
const reads: { readonly [O in Op]?: typeof factorRefs } = { contract: factorRefs };

/** Where the operands of a node that is computed element by element are read. */
export const operandRefs = (node: Node, nodes: readonly Node[], refs: Refs): readonly Ref[] =>
  reads[node.op]?.(node, nodes, refs) ?? node.args.map((arg) => refs.of(arg));

/** Whether a view is of all elements, so that it may be read by other steps. */
const isWhole = ({ type, args }: Node, nodes: readonly Node[]): boolean => {
  const from = nodes[args[0]!]!.type;
  return from.rest === undefined && sizeOf(from.shape) === sizeOf(type.shape) && sizeOf(type.shape) > 0;
};

/** Marks what must lie in memory, in order: what is given out, what kernels, bodies and checks read, and what is viewed in part. */
const stored = (
  nodes: readonly Node[],
  kinds: readonly (Kind | undefined)[],
  roots: Iterable<NodeId>,
  checked: ReadonlySet<NodeId>,
): Uint8Array => {
  const marks = new Uint8Array(nodes.length);
  for (const id of roots) marks[id] = 1;
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id]!;
    const kind = kinds[id];
    if (checked.has(id)) marks[node.args[1]!] = 1;
    if (
      kind === 'kernel' ||
      kind === 'procedure' ||
      kind === 'control' ||
      (kind === 'view' && (marks[id] === 1 || !isWhole(node, nodes)))
    ) {
      for (const arg of node.args) marks[arg] = 1;
    }
  }
  return marks;
};

export interface Refs {
  /** Where each needed node is read. */
  readonly of: (id: NodeId) => Ref;
  /** What a movement that lies in memory is copied from; undefined for all else. */
  readonly copied: (id: NodeId) => Ref | undefined;
}

export const refsOf = (
  nodes: readonly Node[],
  kinds: readonly (Kind | undefined)[],
  roots: Iterable<NodeId>,
  checked: ReadonlySet<NodeId>,
): Refs => {
  const marks = stored(nodes, kinds, roots, checked);
  // Most nodes are read where they are: what that says is not kept.
  const read = new Map<NodeId, Ref>();
  const of = (id: NodeId): Ref => read.get(id) ?? { root: id, start: 0 };
  const copied = new Map<NodeId, Ref>();
  /** Copies the movement that a value is a view of: from here on it is read in order. */
  const copy = (viewed: NodeId): Ref => {
    let id = viewed;
    while (kinds[id] === 'view') id = nodes[id]!.args[0]!;
    copied.set(id, of(id));
    read.delete(id);
    return of(id);
  };
  const view = (node: Node): Ref => {
    const arg = node.args[0]!;
    const from = of(arg);
    const start = from.start + viewOf(node, nodes)!;
    if (from.strides === undefined || keepsShape(node, nodes)) return { ...from, start };
    const strides = restrided(nodes[arg]!.type.shape, from.strides, node.type.shape);
    return strides === undefined ? copy(arg) : { root: from.root, start, strides };
  };
  for (let id = 0; id < nodes.length; id++) {
    const node = nodes[id]!;
    const kind = kinds[id];
    if (kind === 'view') read.set(id, view(node));
    else if (kind === 'move') (marks[id] === 1 ? copied : read).set(id, moved(node, nodes, of(node.args[0]!)));
  }
  return { of, copied: (id) => copied.get(id) };
};
