/** From a control node, whose bodies are all work, to a routine: a body has places of its own, values are copied into them and out of them. */
import { resultTypes, sizeOf, type Attrs, type Control, type Graph, type Node, type NodeId } from '@adjoint/ir';
import type { Width } from '../schedule/widths.ts';
import { nestWork, type Work } from './work.ts';
import { recurrenceOf } from './recurrence.ts';
import type { Copy, Routine, Statement } from './routine.ts';
import type { Part } from './straight.ts';

/** Where nodes lie. */
export interface Layout {
  readonly nodes: readonly Node[];
  /** The place of each node that lies in memory; −1 for others. */
  readonly places: Int32Array;
  /** Bytes of an element of each node that lies in memory: places are counted in these. */
  readonly widths: Uint8Array;
}

/** A graph and its work: all that there is of a body in a routine. */
export interface Body extends Layout {
  readonly graph: Graph;
  readonly work: readonly [from: number, to: number];
}

const partOf = ({ nodes, places, widths }: Layout, id: NodeId): Part | undefined => {
  const base = places[id]!;
  return base < 0 ? undefined : { base, width: widths[id] as Width, size: sizeOf(nodes[id]!.type.shape) };
};

const present = (part: Part | undefined): part is Part => part !== undefined;
const isSame = (a: Part, b: Part): boolean => a.base === b.base && a.width === b.width;

/** Where the outputs of a body are. */
export const outputsOf = (body: Body): readonly Part[] =>
  Object.values(body.graph.outputs).map((id) => partOf(body, id)!);

/** A node within its unit, and what else its routine needs. */
export interface Site extends Layout {
  readonly node: Node;
  readonly bodies: readonly Body[];
  /** That of the bodies, by its numbers. */
  readonly work: readonly Work[];
  /** The first of the doubles that are free while the routine copies, and how many there must be. */
  readonly scratch: number;
  readonly demand: (doubles: number) => void;
}

/** A copy; nothing where there is nothing to copy. */
const copied = (from: Part, to: Part, fromStep = 0, toStep = 0): Statement[] => {
  const { size } = to;
  if (size === 0 || (fromStep === 0 && toStep === 0 && isSame(from, to))) return [];
  return [{ copy: { from, to, size, fromStep, toStep } satisfies Copy }];
};

/** Everything about a node that its routine copies between. */
class Ports {
  readonly args: readonly Part[];
  readonly results: readonly Part[];
  private readonly site: Site;

  constructor(site: Site) {
    this.site = site;
    const { node, places, widths } = site;
    this.args = node.args.map((id) => partOf(site, id)!);
    let base = places[node.id]!;
    this.results = resultTypes(node.type).map(({ shape }) => {
      const size = sizeOf(shape);
      base += size;
      return { base: base - size, width: widths[node.id] as Width, size };
    });
  }

  /** The inputs of a body, undefined where it does not read them. */
  inputs(body: Body): readonly (Part | undefined)[] {
    return Object.values(body.graph.inputs).map((id) => partOf(body, id));
  }
  /** Copies arguments, from `first` on, to the inputs that stand for them. */
  enter(body: Body, args: readonly Part[], first = 0): Routine {
    return this.inputs(body).flatMap((input, i) => (input === undefined || i < first ? [] : copied(args[i]!, input)));
  }
  /** The body, once. */
  once(body: Body, args: readonly Part[]): Routine {
    const leave = outputsOf(body).flatMap((output, i) => copied(output, this.results[i]!));
    return [...this.enter(body, args), { run: body.work }, ...leave];
  }
  /** Copies each value to all its targets as if at once: what lies where another value comes to stand is set aside before. */
  move(values: readonly Part[], targets: readonly (readonly Part[])[]): Routine {
    const written = targets.flatMap((parts, i) => parts.filter((to) => !isSame(to, values[i]!)));
    const [aside, moves]: [Statement[], Statement[]] = [[], []];
    const { scratch, demand } = this.site;
    let taken = 0;
    values.forEach((value, i) => {
      const { size, width } = value;
      const inWay = written.some((to) => overlaps(value, to));
      const from = inWay ? { size, width, base: ((scratch + taken) * 8) / width } : value;
      if (inWay) taken += Math.ceil((size * width) / 8);
      aside.push(...copied(value, from));
      for (const to of targets[i]!) if (!isSame(to, value)) moves.push(...copied(from, to));
    });
    demand(taken);
    return [...aside, ...moves];
  }
}

const endOf = ({ base, width, size }: Part): number => (base + size) * width;
const overlaps = (a: Part, b: Part): boolean => a.base * a.width < endOf(b) && b.base * b.width < endOf(a);

type Write<O extends Control> = (site: Site, ports: Ports, attrs: Attrs<O>) => Routine;

const once: Write<'call' | 'custom'> = ({ bodies }, ports) => ports.once(bodies[0]!, ports.args);

const cond: Write<'cond'> = ({ bodies }, ports) => {
  const [choice, ...args] = ports.args as [Part, ...Part[]];
  return [{ choice, yes: ports.once(bodies[0]!, args), no: ports.once(bodies[1]!, args) }];
};

/** Where each part of a state is between steps: in the inputs that read it, or where the result is to stand. */
const homesOf = (inputs: readonly (readonly (Part | undefined)[])[], results: readonly Part[]): Part[][] =>
  results.map((result, i) => {
    const found = inputs.map((each) => each[i]).filter(present);
    return found.length === 0 ? [result] : found;
  });

const begin = (args: readonly Part[], homes: readonly (readonly Part[])[]): Routine =>
  homes.flatMap((parts, i) => parts.flatMap((to) => copied(args[i]!, to)));
const finish = (homes: readonly (readonly Part[])[], results: readonly Part[]): Routine =>
  homes.flatMap(([home], i) => copied(home!, results[i]!));

const whileLoop: Write<'whileLoop'> = ({ bodies }, ports, { carry }) => {
  const [test, body] = bodies as [Body, Body];
  const { args, results } = ports;
  const homes = homesOf([ports.inputs(body), ports.inputs(test)], results);
  return [
    ...ports.enter(test, args, carry),
    ...ports.enter(body, args, carry),
    ...begin(args, homes),
    {
      test: [{ run: test.work }],
      verdict: outputsOf(test)[0]!,
      each: [{ run: body.work }, ...ports.move(outputsOf(body), homes)],
    },
    ...finish(homes, results),
  ];
};

const scan: Write<'scan'> = ({ bodies }, ports, { carry, xs, length, reverse }) => {
  const [body] = bodies as [Body];
  const { args, results } = ports;
  const [inputs, outputs] = [ports.inputs(body), outputsOf(body)];
  const homes = homesOf([inputs], results.slice(0, carry));
  /** Where a part along axis 0 begins, and by how many elements it moves at a step. */
  const along = (whole: Part, size: number): [Part, number] =>
    reverse ? [{ ...whole, base: whole.base + (length - 1) * size, size }, -size] : [{ ...whole, size }, size];
  const slices = inputs.slice(carry, carry + xs).flatMap((slice, i) => {
    if (slice === undefined) return [];
    const [from, step] = along(args[carry + i]!, slice.size);
    return copied(from, slice, step, 0);
  });
  const stacks = outputs.slice(carry).flatMap((output, i) => {
    const [to, step] = along(results[carry + i]!, output.size);
    return copied(output, to, 0, step);
  });
  const each = [...slices, { run: body.work }, ...stacks, ...ports.move(outputs.slice(0, carry), homes)];
  return [
    ...ports.enter(body, args, carry + xs),
    ...begin(args, homes),
    ...(length === 0 ? [] : [{ times: length, each }]),
    ...finish(homes, results),
  ];
};

const write: { readonly [O in Control]: Write<O> } = { call: once, custom: once, cond, whileLoop, scan };

/** What the node does: one nest where that can be, else a routine. */
export const controlOf = (site: Site): Work => {
  const nest = recurrenceOf(site);
  if (nest !== undefined) return nestWork(nest);
  const { op, attrs } = site.node;
  const routine = (write[op as Control] as Write<Control>)(site, new Ports(site), attrs);
  return { kind: 'routine', routine };
};
