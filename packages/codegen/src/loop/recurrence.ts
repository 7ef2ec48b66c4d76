/** A loop whose body is straight-line code: one nest, in which the state stays in locals, an element in each. */
import { sizeOf, type Attrs, type NodeId } from '@adjoint/ir';
import { isSingle } from '../schedule/widths.ts';
import { Code, type Prim } from './code.ts';
import type { Body, Site } from './control.ts';
import type { Access, Nest, State } from './nest.ts';
import { keyOf } from './straight.ts';

/** What a body reads at a place of its own: a part of the state, or what stands somewhere else. */
type Source = { readonly state: number } | { readonly access: Access };
/** That of each element of an input. */
type Sources = (element: number) => Source;

const elementOf = ({ nodes, places, widths }: Site | Body, id: NodeId, element: number, step = 0): Access => ({
  base: places[id]! + element,
  width: widths[id] === 4 ? 4 : 8,
  single: isSingle(nodes[id]!.type),
  strides: [step],
});

const sizesOf = ({ graph, nodes }: Body, names: 'inputs' | 'outputs'): number[] =>
  Object.values(graph[names]).map((id) => sizeOf(nodes[id]!.type.shape));

/** For each of the sizes, the sum of those before. */
const startsOf = (sizes: readonly number[]): number[] => {
  let next = 0;
  return sizes.map((size) => (next += size) - size);
};

/** What goes to memory otherwise than to a place that is known. */
const UNPLACED: ReadonlySet<Prim> = new Set<Prim>(['accumulate', 'loadAt', 'addAt']);

/** The one nest without loops that is all work of a body. */
const straightOf = ({ work: [from, to] }: Body, work: Site['work']): Nest | undefined => {
  const only = work[from];
  if (to - from !== 1 || only === undefined || !('nest' in only)) return undefined;
  const { sizes, folds, code } = only.nest;
  return sizes.length === 0 && folds.length === 0 && !code.ops.some((op) => UNPLACED.has(op)) ? only.nest : undefined;
};

/** Writes the code of one loop. */
class Writing {
  readonly code = new Code();
  readonly accesses: Access[] = [];
  private readonly read = new Map<string, number>();

  private value(source: Source): number {
    const key = 'state' in source ? `${source.state}` : `${keyOf(source.access)}:${source.access.strides[0]}`;
    const found = this.read.get(key);
    if (found !== undefined) return found;
    const { code } = this;
    const value = 'state' in source ? code.push('state', source.state) : code.push('load', this.access(source.access));
    this.read.set(key, value);
    return value;
  }
  access(access: Access): number {
    return this.accesses.push(access) - 1;
  }
  /** Adds the code of a body that reads its inputs from `sources`; gives the values of the elements of its outputs. */
  add(body: Body, { code, accesses }: Nest, sources: readonly Sources[]): number[][] {
    const { graph, places } = body;
    const sizes = sizesOf(body, 'inputs');
    const given = new Map<string, Source>();
    Object.values(graph.inputs).forEach((id, i) => {
      if (places[id]! < 0) return;
      for (let e = 0; e < sizes[i]!; e++) given.set(keyOf(elementOf(body, id, e)), sources[i]!(e));
    });
    const sourceAt = (access: Access): Source => given.get(keyOf(access)) ?? { access: { ...access, strides: [0] } };
    const stored = new Map<string, number>();
    const values: number[] = [];
    code.ops.forEach((op, at) => {
      const [a, b, c] = [code.a[at]!, code.b[at]!, code.c[at]!];
      if (op === 'const') values[at] = this.code.number(code.numbers[a]!);
      else if (op === 'load') values[at] = this.value(sourceAt(accesses[a]!));
      else if (op === 'store') stored.set(keyOf(accesses[a]!), values[b]!);
      else {
        values[at] = this.code.push(op, values[a], values[b], values[c]);
        this.code.rounds[values[at]] = code.rounds[at]!;
      }
    });
    const kept = sizesOf(body, 'outputs');
    return Object.values(graph.outputs).map((id, i) =>
      Array.from({ length: kept[i]! }, (_, e) => {
        const access = elementOf(body, id, e);
        return stored.get(keyOf(access)) ?? this.value(sourceAt(access));
      }),
    );
  }
  /** The nest of these steps whose state begins with the first arguments of the site's node and ends in its first results. */
  nest(site: Site, steps: number, next: readonly (readonly number[])[], nodes: number): Nest {
    const starts = startsOf(next.map(({ length }) => length));
    const states = next.flatMap((values, i) =>
      values.map((value, e): State => {
        const start = { read: this.access(elementOf(site, site.node.args[i]!, e)) };
        return { start, next: value, access: this.access(elementOf(site, site.node.id, starts[i]! + e)) };
      }),
    );
    return { sizes: [steps], accesses: this.accesses, code: this.code, folds: [], states, nodes };
  }
}

const whileLoop = (site: Site, { carry }: Attrs<'whileLoop'>): Nest | undefined => {
  const [test, body] = site.bodies as readonly [Body, Body];
  const [testing, stepping] = [straightOf(test, site.work), straightOf(body, site.work)];
  if (testing === undefined || stepping === undefined) return undefined;
  const to = new Writing();
  const starts = startsOf(sizesOf(body, 'inputs'));
  const sources = site.node.args.map((arg, i): Sources => {
    return (e) => (i < carry ? { state: starts[i]! + e } : { access: elementOf(site, arg, e) });
  });
  const [verdict] = to.add(test, testing, sources);
  to.code.push('while', verdict![0]);
  const next = to.add(body, stepping, sources);
  return to.nest(site, Infinity, next, testing.nodes + stepping.nodes);
};

const scan = (site: Site, { carry, xs, length, reverse }: Attrs<'scan'>): Nest | undefined => {
  const [body] = site.bodies as readonly [Body];
  const nest = straightOf(body, site.work);
  if (nest === undefined || length === 0) return undefined;
  const { node } = site;
  const to = new Writing();
  /** The first step's elements of a stack, of so many in each step. */
  const along = (id: NodeId, start: number, size: number, e: number): Access =>
    elementOf(site, id, start + (reverse ? length - 1 : 0) * size + e, reverse ? -size : size);
  const sizes = sizesOf(body, 'inputs');
  const starts = startsOf(sizes);
  const sources = node.args.map((arg, i): Sources => {
    if (i < carry) return (e) => ({ state: starts[i]! + e });
    return (e) => ({ access: i < carry + xs ? along(arg, 0, sizes[i]!, e) : elementOf(site, arg, e) });
  });
  const values = to.add(body, nest, sources);
  const results = startsOf(values.map((each, i) => (i < carry ? 1 : length) * each.length));
  values.slice(carry).forEach((each, i) =>
    each.forEach((value, e) => {
      const stack = along(node.id, results[carry + i]!, each.length, e);
      to.code.push('store', to.access(stack), value);
    }),
  );
  return to.nest(site, length, values.slice(0, carry), nest.nodes);
};

/** The node as one nest; undefined where its body is more than straight-line code. */
export const recurrenceOf = (site: Site): Nest | undefined => {
  const { op, attrs } = site.node;
  if (op === 'scan') return scan(site, attrs as unknown as Attrs<'scan'>);
  return op === 'whileLoop' ? whileLoop(site, attrs as unknown as Attrs<'whileLoop'>) : undefined;
};
