/** What every derivative request shares: names of targets and costs, the names of what is added, and extending a graph. */
import {
  add,
  Builder,
  demandGraphLike,
  givenRecord,
  InputError,
  isFloat,
  resolve,
  sizeOf,
  wrongOption,
  type Graph,
  type Keys,
  type Node,
  type NodeId,
  type Sym,
} from '@adjoint/ir';

export type Renames = Readonly<Record<string, string>>;

/** Other names for what a request adds, by the name it would have: `{ 'd(loss)/d(w)': 'slope' }`. */
export interface Naming<N extends Renames = Renames> {
  readonly names?: N;
}

export const NAMING: Keys<Naming> = { names: true };

/** What is called `Standard`, or what `names` say instead. */
export type Called<Standard extends string, N extends Renames> = Standard extends keyof N ? N[Standard] : Standard;
/** Where no names are given. */
export type AsIs = Readonly<Record<never, string>>;

export interface Target {
  readonly name: string;
  readonly id: NodeId;
  readonly node: Node;
}

/** What a request is told by: of what, by what. */
type Role = 'of' | 'wrt';

const noName = (option: Role, got: unknown, want: string): InputError => wrongOption(option, got, want);

/** The float value that an input, output or label names. Throws `option` for no name, `name-unknown` or `not-float`. */
export const target = (graph: Graph, name: string, option: Role): Target => {
  if (typeof name !== 'string') throw noName(option, name, 'a name');
  const id = resolve(graph, name);
  const node = graph.nodes[id]!;
  const { dtype } = node.type;
  if (!isFloat(dtype)) throw new InputError('not-float', { name, dtype });
  return { name, id, node };
};

/** As `target`, for a name or a list of names. */
export const targets = (graph: Graph, names: string | readonly string[], option: Role = 'wrt'): Target[] => {
  if (typeof names !== 'string' && !Array.isArray(names)) throw noName(option, names, 'a name or a list of names');
  return [...new Set<string>(typeof names === 'string' ? [names] : names)].map((name) => target(graph, name, option));
};

/** Throws `not-scalar` unless there is one number. */
export const demandScalar = ({ name, node }: Target): void => {
  if (sizeOf(node.type.shape) !== 1) throw new InputError('not-scalar', { name, shape: node.type.shape });
};

/** Adds a tangent or cotangent to that which the value may have already. */
export const addSeed = (seeds: Map<NodeId, Sym>, id: NodeId, seed: Sym): void => {
  const known = seeds.get(id);
  seeds.set(id, known === undefined ? seed : add(known, seed));
};

/** The graph, extended: its nodes stay first and the same. `name` gives what is added its name. */
export const extend = (
  graph: Graph,
  { names = {} }: Naming,
  body: (builder: Builder, name: (standard: string) => string) => void,
): Graph => {
  demandGraphLike(graph);
  givenRecord('names', names, 'names');
  const builder = new Builder(graph);
  const used = new Set<string>();
  builder.shared(() =>
    body(builder, (standard) => {
      used.add(standard);
      return Object.hasOwn(names, standard) ? names[standard]! : standard;
    }),
  );
  const stray = Object.keys(names).find((name) => !used.has(name));
  if (stray !== undefined) throw new InputError('name-unknown', { name: stray, what: 'added name', known: [...used] });
  return builder.close();
};
