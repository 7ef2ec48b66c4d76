/** vmap: a graph of one becomes a graph of many. */
import {
  givenOptions,
  givenRecord,
  axisOf,
  Builder,
  isDim,
  lookup,
  range,
  Sym,
  transpose,
  wrongOption,
  type Graph,
  type NodeId,
  type TensorType,
} from '@adjoint/ir';
import { demandInputs } from '../inputs.ts';
import { carryBatch } from './batch.ts';
import { batch, type Batchable } from './batchable.ts';

export interface VmapOptions<I extends string = string> {
  /** For each input the place of the batch axis in its new shape, or null where all members share it, as they share inputs left out. */
  readonly axes: { readonly [K in I]?: number | null };
  /** The number of members; owed where an input has a batch axis. */
  readonly size?: number;
}

type Axes = Readonly<Record<string, number | null | undefined>>;

/** Whether it is the place of an axis, be it a wrong one. */
const isGiven = (axis: number | null | undefined): axis is number => axis !== undefined && axis !== null;

const demandSize = (size: number | undefined): number => {
  if (!isDim(size)) {
    const want = 'the number of members of the batch, a whole number ≥ 0';
    throw wrongOption('vmap: size', size, want);
  }
  return size;
};

/** The input with a batch axis at `axis`, as a batch. */
const batchedInput = (builder: Builder, name: string, type: TensorType, axis: number, size: number): Batchable => {
  const rank = type.shape.length + 1;
  const at = axisOf('vmap', axis, rank);
  const shape = [...type.shape.slice(0, at), size, ...type.shape.slice(at)];
  const x = new Sym(builder, builder.input(name, { dtype: type.dtype, shape }));
  const sym = at === 0 ? x : transpose(x, [at, ...range(rank).filter((i) => i !== at)]);
  return { sym, batched: true };
};

/**
 * The graph on `size` members at once: inputs with an axis have a batch axis there, every output has one as its axis 0 (one
 * that is the input of its own name stays that input). The number of nodes does not depend on `size`. Throws `name-unknown`, `axis` or `option`.
 */
export const vmap = <I extends string, O extends string>(graph: Graph<I, O>, options: VmapOptions<I>): Graph<I, O> => {
  const given = givenOptions('vmap', options, { axes: true, size: true });
  const axes: Axes = givenRecord('vmap: axes', given.axes, 'axes, by input');
  demandInputs(graph, Object.keys(axes));
  const mapped = Object.values(axes).some(isGiven);
  const size = mapped || options.size !== undefined ? demandSize(options.size) : 1;
  const builder = new Builder();
  const placed = new Map<NodeId, Batchable>();
  for (const [name, id] of Object.entries<NodeId>(graph.inputs)) {
    const { type } = graph.nodes[id]!;
    const axis = Object.hasOwn(axes, name) ? axes[name] : null;
    placed.set(
      id,
      isGiven(axis)
        ? batchedInput(builder, name, type, axis, size)
        : { sym: new Sym(builder, builder.input(name, type)), batched: false },
    );
  }
  const outputs = Object.entries<NodeId>(graph.outputs);
  const found = carryBatch(
    builder,
    graph.nodes,
    outputs.map(([, id]) => id),
    placed,
    size,
  );
  outputs.forEach(([name], i) => {
    const own = lookup(builder.inputs, name);
    if (own !== undefined) return builder.output(name, own);
    return builder.output(name, batch(found[i]!, size).id);
  });
  for (const [name, id] of Object.entries<NodeId>(graph.names)) {
    const at = placed.get(id);
    if (at !== undefined && lookup(builder.inputs, name) === undefined && lookup(builder.outputs, name) === undefined) {
      builder.label(name, at.sym.id);
    }
  }
  return builder.close();
};
