/** A loop over numbers whose body is straight-line code: one nest, in which the state stays in locals. */
import { sizeOf, type Attrs, type NodeId } from '@adjoint/ir';
import { isSingle } from '../schedule/widths.ts';
import { Code } from './code.ts';
import type { Body, Site } from './control.ts';
import type { Access, Nest, State } from './nest.ts';
import type { Stretch } from './routine.ts';

/** What a body reads at a place of its own: a part of the state, or what stands somewhere else. */
type Source = { readonly state: number } | { readonly access: Access };

const keyOf = ({ base, width }: Stretch): string => `${width}:${base}`;

const accessOf = ({ nodes, places, widths }: Site | Body, id: NodeId, start = 0, step = 0): Access => ({
  base: places[id]! + start,
  width: widths[id] === 4 ? 4 : 8,
  single: isSingle(nodes[id]!.type),
  strides: [step],
});

/** The one nest without loops that is all work of a body. */
const straightOf = ({ work: [from, to] }: Body, work: Site['work']): Nest | undefined => {
  const only = work[from];
  if (to - from !== 1 || only === undefined || !('nest' in only)) return undefined;
  const { sizes, folds, code } = only.nest;
  return sizes.length === 0 && folds.length === 0 && !code.ops.includes('accumulate') ? only.nest : undefined;
};

const isNumbers = ({ graph: { nodes, inputs, outputs } }: Body): boolean =>
  [...Object.values(inputs), ...Object.values(outputs)].every((id) => sizeOf(nodes[id]!.type.shape) === 1);

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
  /** Adds the code of a body that reads its inputs from `sources`; gives the values of its outputs. */
  add(body: Body, { code, accesses }: Nest, sources: readonly Source[]): number[] {
    const { graph, places } = body;
    const given = new Map<string, Source>();
    Object.values(graph.inputs).forEach((id, i) => {
      if (places[id]! >= 0) given.set(keyOf(accessOf(body, id)), sources[i]!);
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
    return Object.values(graph.outputs).map((id) => {
      const access = accessOf(body, id);
      return stored.get(keyOf(access)) ?? this.value(sourceAt(access));
    });
  }
}

/** The parts of the state: from the arguments, to the results. */
const statesOf = (site: Site, to: Writing, carry: number, next: readonly number[]): State[] =>
  next.slice(0, carry).map((value, i) => ({
    start: to.access(accessOf(site, site.node.args[i]!)),
    next: value,
    access: to.access(accessOf(site, site.node.id, i)),
  }));

const whileLoop = (site: Site, attrs: Attrs<'whileLoop'>): Nest | undefined => {
  const { carry } = attrs;
  const [test, body] = site.bodies as readonly [Body, Body];
  const [testing, stepping] = [straightOf(test, site.work), straightOf(body, site.work)];
  if (testing === undefined || stepping === undefined || !isNumbers(test) || !isNumbers(body)) return undefined;
  const to = new Writing();
  const sources = site.node.args.map((arg, i): Source => (i < carry ? { state: i } : { access: accessOf(site, arg) }));
  const [verdict] = to.add(test, testing, sources);
  to.code.push('while', verdict);
  const next = to.add(body, stepping, sources);
  const states = statesOf(site, to, carry, next);
  return {
    sizes: [Infinity],
    accesses: to.accesses,
    code: to.code,
    folds: [],
    states,
    nodes: testing.nodes + stepping.nodes,
  };
};

const scan = (site: Site, attrs: Attrs<'scan'>): Nest | undefined => {
  const { carry, xs, length, reverse } = attrs;
  const [body] = site.bodies as readonly [Body];
  const nest = straightOf(body, site.work);
  if (nest === undefined || length === 0 || !isNumbers(body)) return undefined;
  const to = new Writing();
  const [first, step] = reverse ? [length - 1, -1] : [0, 1];
  const sources = site.node.args.map((arg, i): Source => {
    if (i < carry) return { state: i };
    return { access: i < carry + xs ? accessOf(site, arg, first, step) : accessOf(site, arg) };
  });
  const values = to.add(body, nest, sources);
  values.slice(carry).forEach((value, i) => {
    const stack = accessOf(site, site.node.id, carry + i * length + first, step);
    to.code.push('store', to.access(stack), value);
  });
  const states = statesOf(site, to, carry, values);
  return { sizes: [length], accesses: to.accesses, code: to.code, folds: [], states, nodes: nest.nodes };
};

/** The node as one nest; undefined where its body is more than straight-line code on numbers. */
export const recurrenceOf = (site: Site): Nest | undefined => {
  const { op, attrs } = site.node;
  if (op === 'scan') return scan(site, attrs as unknown as Attrs<'scan'>);
  return op === 'whileLoop' ? whileLoop(site, attrs as unknown as Attrs<'whileLoop'>) : undefined;
};
