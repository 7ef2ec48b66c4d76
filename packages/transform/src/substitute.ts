/** A graph with inputs replaced, or with only some of its outputs. */
import {
  demandGraphLike,
  givenList,
  givenRecord,
  isRecord,
  Builder,
  inline,
  InputError,
  lookup,
  type Graph,
  type NodeId,
  type Numeric,
  Sym,
} from '@adjoint/ir';
import { demandInputs, valueFor } from './inputs.ts';

const isGraph = (value: Numeric | Graph): value is Graph => isRecord(value) && 'nodes' in value && 'outputs' in value;

/** The one output of a graph that stands for an input; its own inputs become inputs, shared by name. Throws `option` or `name-taken`. */
const inlined = (builder: Builder, name: string, graph: Graph): Sym => {
  const outputs = Object.values<NodeId>(graph.outputs);
  if (outputs.length !== 1)
    throw new InputError('option', {
      option: `the graph for ${name}`,
      got: `one with ${outputs.length} outputs`,
      want: 'one with one output',
    });
  const placed = new Map<NodeId, NodeId>();
  for (const [input, id] of Object.entries<NodeId>(graph.inputs))
    placed.set(id, builder.inputOnce(input, graph.nodes[id]!.type));
  inline(builder, graph.nodes, outputs, placed);
  return new Sym(builder, placed.get(outputs[0]!)!);
};

const carryNames = (builder: Builder, graph: Graph, placed: ReadonlyMap<NodeId, NodeId>): void => {
  for (const [name, id] of Object.entries<NodeId>(graph.outputs)) builder.output(name, placed.get(id)!);
  for (const [name, id] of Object.entries<NodeId>(graph.names)) {
    const at = placed.get(id);
    if (at !== undefined && lookup(builder.inputs, name) === undefined) builder.label(name, at);
  }
};

/** Plain values leave the other inputs; graphs may bring any. */
type Remaining<I extends string, V> = V[keyof V] extends Numeric ? Exclude<I, keyof V> : string;

/**
 * The graph with inputs replaced by plain values, or by the single output of other graphs, whose inputs become inputs.
 * Throws `name-unknown`, `feed`, `option` or `name-taken`.
 */
export const substitute = <I extends string, O extends string, const V extends { readonly [K in I]?: Numeric | Graph }>(
  graph: Graph<I, O>,
  replacements: V,
): Graph<Remaining<I, V>, O> => {
  demandInputs(graph, Object.keys(givenRecord('substitute: the values', replacements, 'values or graphs, by input')));
  const builder = new Builder();
  const placed = new Map<NodeId, NodeId>();
  for (const [name, id] of Object.entries<NodeId>(graph.inputs)) {
    if (!Object.hasOwn(replacements, name)) placed.set(id, builder.input(name, graph.nodes[id]!.type));
  }
  for (const [name, value] of Object.entries<Numeric | Graph>(
    replacements as Readonly<Record<string, Numeric | Graph>>,
  )) {
    const id = lookup(graph.inputs, name)!;
    const made = isGraph(value) ? inlined(builder, name, value) : value;
    placed.set(id, valueFor(builder, name, graph.nodes[id]!.type, made).id);
  }
  inline(builder, graph.nodes, [...Object.values<NodeId>(graph.outputs), ...Object.values(graph.names)], placed);
  carryNames(builder, graph, placed);
  return builder.close();
};

/** The graph with only the given outputs, which may be outputs or labels; its nodes stay as they are (`prune` drops the idle ones). Throws `name-unknown`. */
export const pick = <I extends string, O extends string, const P extends string>(
  graph: Graph<I, O>,
  outputs: readonly P[],
): Graph<I, P> => {
  demandGraphLike(graph);
  const chosen: Record<string, NodeId> = {};
  for (const name of givenList('pick: outputs', outputs, 'names')) {
    const id = typeof name === 'string' ? (lookup(graph.outputs, name) ?? lookup(graph.names, name)) : undefined;
    if (id === undefined) {
      throw new InputError('name-unknown', {
        name,
        what: 'output or label',
        known: [...Object.keys(graph.outputs), ...Object.keys(graph.names)],
      });
    }
    chosen[name] = id;
  }
  return Object.freeze({ ...graph, outputs: Object.freeze(chosen) }) as Graph<I, P>;
};
