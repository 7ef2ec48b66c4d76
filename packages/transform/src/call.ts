/** One graph inlined in the definition of another. */
import {
  givenOptions,
  givenRecord,
  Builder,
  inline,
  InputError,
  isSym,
  NO_ATTRS,
  resultsOf,
  sealGraph,
  Sym,
  together,
  type Graph,
  type NodeId,
  type Value,
} from '@adjoint/ir';
import { demandInputs, valueFor } from './inputs.ts';

const home = (values: readonly Value[]): Builder => {
  const syms = values.filter(isSym);
  return syms.length === 0 ? new Builder(undefined, { loose: true }) : together(syms)[0]!.builder;
};

export interface CallOptions {
  /** One node `call` that has the graph for its body, in place of the nodes of the graph: its derivatives compute them again. */
  readonly keep?: boolean;
}

/** A node that calls the graph, and its results by name. */
const kept = (builder: Builder, graph: Graph, placed: ReadonlyMap<NodeId, NodeId>): Record<string, Sym> => {
  const args = Object.values(graph.inputs).map((id) => placed.get(id)!);
  const { nodes, inputs, outputs, scopes = [] } = graph;
  const body = sealGraph({ nodes, inputs, outputs, names: {}, scopes });
  const found = resultsOf(builder, builder.push('call', args, NO_ATTRS, undefined, [body]));
  return Object.fromEntries(Object.keys(outputs).map((name, i) => [name, found[i]!]));
};

/**
 * Inlines `graph` where its inputs are the given values, and gives its outputs as symbols of that definition; its labels stay behind.
 * Throws `name-unknown` for an input that is missing or not there, `feed` for a value of another type, `option`.
 */
export const call = <I extends string, O extends string>(
  graph: Graph<I, O>,
  values: Readonly<Record<I, Value>>,
  options: CallOptions = {},
): { readonly [K in O]: Sym } => {
  const { keep = false } = givenOptions('call', options, { keep: true });
  demandInputs(graph, Object.keys(givenRecord('call: the values', values, 'values, one for each input')));
  const builder = home(Object.values<Value>(values));
  const placed = new Map<NodeId, NodeId>();
  for (const [name, id] of Object.entries<NodeId>(graph.inputs)) {
    if (!Object.hasOwn(values, name))
      throw new InputError('name-unknown', { name, what: 'value for input', known: Object.keys(values) });
    placed.set(id, valueFor(builder, name, graph.nodes[id]!.type, values[name as I]).id);
  }
  const outputs = Object.entries<NodeId>(graph.outputs);
  if (keep) return kept(builder, graph, placed) as { readonly [K in O]: Sym };
  builder.within('call', () =>
    inline(
      builder,
      graph.nodes,
      outputs.map(([, id]) => id),
      placed,
    ),
  );
  const found: Record<string, Sym> = {};
  for (const [name, id] of outputs) found[name] = new Sym(builder, placed.get(id)!);
  return found as { readonly [K in O]: Sym };
};
