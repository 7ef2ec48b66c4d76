/** Bodies in the making: functions of symbols become graphs, and what they use of the definition around them becomes inputs. */
import { sealGraph, type Graph, type NodeId } from '../graph/graph.ts';
import type { PlainAttrs } from '../ops/attrs.ts';
import type { Control } from '../ops/ops.ts';
import { resultCount, type DType, type TensorType } from '../type/type.ts';
import { Builder, innermostBuilder, type Capture } from './builder.ts';
import { constantIn } from './creation.ts';
import { home, isSym, liftInto, together, type Value } from './lift.ts';
import { literal, literalData } from './literal.ts';
import { Sym } from './symbol.ts';

/** An input or output of a body. */
export interface Port {
  readonly name: string;
  readonly type: TensorType;
}

/** A body that is traced, but not closed: other bodies of its node may yet bring in more of the outside. */
export interface Traced {
  readonly builder: Builder;
  readonly syms: readonly Sym[];
}

/** A body in `parent`, with inputs of its own. */
export const openBody = (parent: Builder | undefined, ports: readonly Port[]): Traced => {
  const builder = new Builder(undefined, { parent });
  return { builder, syms: ports.map(({ name, type }) => new Sym(builder, builder.input(name, type))) };
};

/** The dtype that a value brings with it. */
export const dtypeOf = (value: Value): DType | undefined => (isSym(value) ? value.dtype : literal(value).dtype);

/** The definition that the symbols lie in; the one being written, where they lie in none. */
export const parentOf = (syms: readonly Sym[]): Builder | undefined => {
  const found = home(syms);
  return found.loose ? innermostBuilder() : found;
};

/** Names what the body gives; a plain value takes the dtype. */
export const give = ({ builder }: Traced, name: string, value: Value, dtype: DType): void => {
  const read = isSym(value) ? undefined : literal(value);
  const own = read?.dtype ?? dtype;
  const sym =
    read === undefined ? liftInto(builder, value) : constantIn(builder, own, read.shape, literalData(read, own));
  builder.output(name, sym.id);
};

const isSame = (a: Capture, b: Capture): boolean => a.from === b.from && a.id === b.id;

/** The bodies as graphs that take the same inputs: their own, and after them whatever any of them uses of the outside. */
const closeBodies = (bodies: readonly Traced[]): { graphs: Graph[]; outside: Sym[] } => {
  const all = bodies.flatMap(({ builder }) => builder.captures);
  const outside = all.filter((capture, i) => all.findIndex((other) => isSame(other, capture)) === i);
  const graphs = bodies.map(({ builder, syms }) => {
    const ids = [...syms.map(({ id }) => id), ...outside.map(({ from, id }) => builder.capture(from, id))];
    const { nodes, inputs, outputs, names, scopes = [] } = builder.close();
    const nameOf = new Map(Object.entries(inputs).map(([name, id]) => [id, name]));
    const ordered = Object.fromEntries(ids.map((id) => [nameOf.get(id)!, id]));
    return sealGraph({ nodes, inputs: ordered, outputs, names, scopes });
  });
  return { graphs, outside: outside.map(({ from, id }) => new Sym(from, id)) };
};

/** The results of a node, as symbols. */
export const resultsOf = (builder: Builder, id: NodeId): Sym[] => {
  const count = resultCount(builder.nodes[id]!.type);
  if (count === 1) return [new Sym(builder, id)];
  return Array.from({ length: count }, (_, index) => new Sym(builder, builder.push('output', [id], { index })));
};

/** A node of control flow, and its results. Throws `body`. */
export const controlNode = (
  op: Control,
  args: readonly Sym[],
  attrs: PlainAttrs,
  bodies: readonly Graph[],
  builder = args[0]!.builder,
): Sym[] =>
  resultsOf(
    builder,
    builder.push(
      op,
      args.map(({ id }) => id),
      attrs,
      undefined,
      bodies,
    ),
  );

/** The graphs of traced bodies, and the arguments of their node: the given ones and what the bodies use of the outside. */
export const closed = (
  args: readonly Sym[],
  bodies: readonly Traced[],
): { args: readonly Sym[]; graphs: readonly Graph[]; builder: Builder } => {
  const { graphs, outside } = closeBodies(bodies);
  const all = [...args, ...outside];
  const placed = together(all);
  return { args: placed, graphs, builder: placed[0]?.builder ?? new Builder(undefined, { loose: true }) };
};
