/** Graphs with derivatives of their own. */
import {
  controlNode,
  demandFunctions,
  demandGraphLike,
  givenOptions,
  givenRecord,
  InputError,
  isFloat,
  isSingle,
  liftInto,
  mul,
  add,
  openBody,
  sealGraph,
  sameType,
  showType,
  Sym,
  traceIn,
  Builder,
  wrongOption,
  type Graph,
  type NodeId,
  type TensorType,
  type Value,
} from '@adjoint/ir';
import { pullBack } from './modes/reverse.ts';
import { zerosIn } from './modes/zeros.ts';
import { everywhere } from './rules/cotangent.ts';
import { place, pullThrough } from './control/rule.ts';

export type Syms<N extends string = string> = Readonly<Record<N, Sym>>;

/** A rule of one's own: one of the three, or both modes. What a rule leaves out is zero; a single value is that of the only name. */
export interface CustomRules<I extends string = string, O extends string = string> {
  /** The tangents of the outputs, linear in those of the f64 and f32 inputs. */
  readonly jvp?: (x: Syms<I>, t: Syms<I>, y: Syms<O>) => Value | { readonly [N in O]?: Value };
  /** The cotangents of the inputs, linear in those of the f64 and f32 outputs. */
  readonly vjp?: (x: Syms<I>, ct: Syms<O>, y: Syms<O>) => Value | { readonly [N in I]?: Value };
  /** ∂y/∂x, element by element, of each output with respect to each input: for graphs that are elementwise. */
  readonly partials?: (x: Syms<I>, y: Syms<O>) => { readonly [N in O]?: { readonly [M in I]?: Value } };
}

/** Partials by output and input. */
type Table = ReturnType<NonNullable<CustomRules['partials']>>;

interface Ports {
  readonly names: readonly string[];
  readonly types: readonly TensorType[];
}

const portsOf = ({ nodes }: Graph, names: Readonly<Record<string, NodeId>>): Ports => ({
  names: Object.keys(names),
  types: Object.values(names).map((id) => nodes[id]!.type),
});

/** Those that have derivatives. */
const moving = ({ names, types }: Ports): Ports => {
  const floats = types.map(({ dtype }) => isFloat(dtype));
  return { names: names.filter((_, i) => floats[i]), types: types.filter((_, i) => floats[i]) };
};

const record = ({ names }: Ports, syms: readonly Sym[]): Record<string, Sym> =>
  Object.fromEntries(names.map((name, i) => [name, syms[i]!]));

/** A record by name; a single value is that of the only port. */
const byName = ({ names }: Ports, found: unknown): Readonly<Record<string, Value>> =>
  isSingle(found) && names.length === 1 ? { [names[0]!]: found } : (found as Readonly<Record<string, Value>>);

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** The record as it is. Throws `option` unless it is one, and `name-unknown` unless its names are those of the ports. */
const givenNames = <T>(what: string, { names }: Ports, found: Readonly<Record<string, T>>) => {
  const stray = Object.keys(givenRecord(what, found, 'derivatives')).find((name) => !names.includes(name));
  if (stray !== undefined)
    throw new InputError('name-unknown', { name: stray, what: `derivative in ${what}`, known: names });
  return found;
};

/** The values that a rule gives, one for each port, zeros where it gives none. Throws `option`, `name-unknown` or `feed`. */
const settle = (builder: Builder, what: string, found: unknown, ports: Ports): Sym[] => {
  const given = givenNames(what, ports, byName(ports, found));
  return ports.names.map((name, i) => {
    const type = ports.types[i]!;
    const value = own(given, name);
    const sym = value === undefined ? zerosIn(builder, type) : liftInto(builder, value);
    if (!sameType(sym.type, type))
      throw new InputError('feed', { name: `${what}: ${name}`, got: showType(sym.type), want: showType(type) });
    return sym;
  });
};

type Rule = (builder: Builder, x: readonly Sym[], y: readonly Sym[], along: readonly Sym[]) => readonly Sym[];

/** A rule as a body: of the inputs, the outputs, and what comes in along some of them. */
const ruleBody = (x: Ports, y: Ports, along: Ports, rule: Rule): Graph => {
  const types = [...x.types, ...y.types, ...along.types];
  const { builder, syms } = openBody(
    undefined,
    types.map((type, i) => ({ name: `in${i}`, type })),
  );
  const [count, end] = [x.types.length, x.types.length + y.types.length];
  const found = builder.shared(() => rule(builder, syms.slice(0, count), syms.slice(count, end), syms.slice(end)));
  found.forEach(({ id }, i) => builder.output(`out${i}`, id));
  return sealGraph(builder.close());
};

/**
 * The other mode of a rule that is linear in what comes in: its transpose. The rule stands in a body of its own, called with zeros,
 * for where it is taken does not matter; reverse mode through it is the transpose.
 */
const transposed = (body: Graph, x: Ports, y: Ports, along: Ports): Rule => {
  const rest = x.types.length + y.types.length;
  return (builder, xs, ys, back) => {
    const inner = openBody(
      builder,
      [...xs, ...ys, ...back]
        .map(({ type }, i) => ({ name: `in${i}`, type }))
        .concat(along.types.map((type, i) => ({ name: `at${i}`, type }))),
    );
    const [seen, seeds, at] = [
      inner.syms.slice(0, rest),
      inner.syms.slice(rest, rest + back.length),
      inner.syms.slice(rest + back.length),
    ];
    const found = traceIn(inner.builder, () =>
      pullThrough(pullBack, inner.builder, place(inner.builder, body, [...seen, ...at]), seeds.map(everywhere), at, []),
    );
    found.forEach((ct, i) =>
      inner.builder.output(`out${i}`, (ct?.value ?? zerosIn(inner.builder, along.types[i]!)).id),
    );
    const graph = sealGraph(inner.builder.close());
    const zeros = along.types.map((type) => zerosIn(builder, type));
    return place(builder, graph, [...xs, ...ys, ...back, ...zeros]);
  };
};

/** The partials that there are, by output and input. Throws `option` or `name-unknown`. */
const tableOf = (found: Table, dx: Ports, dy: Ports): Table => {
  for (const [out, row] of Object.entries(givenNames('partials', dy, found)))
    if (row !== undefined) givenNames(`partials of ${out}`, dx, row);
  return found;
};

const partialIn = (rows: Table, out: string, name: string): Value | undefined => {
  const row = own(rows, out);
  return row && own(row, name);
};

const fromPartials = (x: Ports, y: Ports, partials: NonNullable<CustomRules['partials']>): { jvp: Rule; vjp: Rule } => {
  const [dx, dy] = [moving(x), moving(y)];
  const table = (xs: readonly Sym[], ys: readonly Sym[]): Table =>
    tableOf(partials(record(x, xs), record(y, ys)), dx, dy);
  const sums = (builder: Builder, ports: Ports, terms: (name: string) => readonly (Sym | undefined)[]): Sym[] => {
    const found = ports.names.map((name) => [name, total(terms(name))]);
    return settle(builder, 'partials', Object.fromEntries(found), ports);
  };
  return {
    jvp: (builder, xs, ys, t) => {
      const rows = table(xs, ys);
      return sums(builder, dy, (out) => dx.names.map((name, i) => product(partialIn(rows, out, name), t[i]!)));
    },
    vjp: (builder, xs, ys, ct) => {
      const rows = table(xs, ys);
      return sums(builder, dx, (name) => dy.names.map((out, i) => product(partialIn(rows, out, name), ct[i]!)));
    },
  };
};

/** The sum of those that there are. */
const total = (terms: readonly (Sym | undefined)[]): Sym | undefined => {
  const [first, ...others] = terms.filter((term) => term !== undefined);
  return first && others.reduce((sum, term) => add(sum, term), first);
};

const product = (partial: Value | undefined, along: Sym): Sym | undefined =>
  partial === undefined ? undefined : mul(along, partial);

const bodiesOf = (x: Ports, y: Ports, rules: CustomRules): [jvp: Graph, vjp: Graph] => {
  const [dx, dy] = [moving(x), moving(y)];
  const { jvp, vjp, partials } = rules;
  const pushed =
    jvp &&
    ruleBody(x, y, dx, (builder, xs, ys, t) =>
      settle(builder, 'jvp', jvp(record(x, xs), record(dx, t), record(y, ys)), dy),
    );
  const pulled =
    vjp &&
    ruleBody(x, y, dy, (builder, xs, ys, ct) =>
      settle(builder, 'vjp', vjp(record(x, xs), record(dy, ct), record(y, ys)), dx),
    );
  if (pushed !== undefined) return [pushed, pulled ?? ruleBody(x, y, dy, transposed(pushed, x, y, dx))];
  if (pulled !== undefined) return [ruleBody(x, y, dx, transposed(pulled, x, y, dy)), pulled];
  if (partials === undefined)
    throw wrongOption('the rules of custom', rules, '{ jvp }, { vjp }, both, or { partials }');
  const both = fromPartials(x, y, partials);
  return [ruleBody(x, y, dx, both.jvp), ruleBody(x, y, dy, both.vjp)];
};

/** A graph of one node that takes the inputs of `graph` and gives its outputs. */
const wrapped = (graph: Graph, op: 'call' | 'custom', rules: readonly Graph[]): Graph => {
  const builder = new Builder();
  const { nodes, inputs, outputs, scopes = [] } = graph;
  const args = Object.entries(inputs).map(([name, id]) => new Sym(builder, builder.input(name, nodes[id]!.type)));
  const body = sealGraph({ nodes, inputs, outputs, names: {}, scopes });
  const found = controlNode(op, args, {}, [body, ...rules], builder);
  Object.keys(outputs).forEach((name, i) => builder.output(name, found[i]!.id));
  return builder.close();
};

/**
 * The graph as one node with derivatives of its own: `call` it in definitions, or differentiate it as it is. Rules are functions of
 * symbols, records by name: of the inputs x, the tangents t or cotangents ct, and the outputs y. One mode is made from the other by
 * transposition; rules are differentiated in their turn. Throws `option`, `name-unknown` or `feed`.
 */
export const custom = <I extends string, O extends string>(
  graph: Graph<I, O>,
  rules: CustomRules<I, O>,
): Graph<I, O> => {
  const given: CustomRules = givenOptions('custom', rules as CustomRules, { jvp: true, vjp: true, partials: true });
  const functions = Object.values(given).filter((rule) => rule !== undefined);
  demandFunctions('a rule of custom', ...functions);
  demandGraphLike(graph);
  const [x, y] = [portsOf(graph, graph.inputs), portsOf(graph, graph.outputs)];
  return wrapped(graph, 'custom', bodiesOf(x, y, given));
};

/** The graph as one node whose derivatives compute it again, so that a gradient keeps nothing of it but its inputs. */
export const checkpoint = <I extends string, O extends string>(graph: Graph<I, O>): Graph<I, O> => {
  demandGraphLike(graph);
  return wrapped(graph, 'call', []);
};
