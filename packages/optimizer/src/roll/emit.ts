/** Writes a graph in which runs are loops. */
import {
  apply,
  Builder,
  concat,
  constantIn,
  controlNode,
  broadcastTo,
  flip,
  reshape,
  sealGraph,
  slice,
  sizeOf,
  Sym,
  type DType,
  type Graph,
  type Names,
  type Node,
  type NodeId,
  type PlainAttrs,
} from '@adjoint/ir';
import { renamed } from '../renumber.ts';
import { CONSTANT, sourceOf, type Lines } from './lines.ts';
import type { Loop, Owner } from './loop.ts';
import { bodyOf, turnOf, type Wanted } from './turn.ts';

/** Where the results of a loop are. */
interface Results {
  /** By phase: the value of the last turn. */
  readonly last: ReadonlyMap<number, Sym>;
  /** By phase: the values of all turns. */
  readonly all: ReadonlyMap<number, Sym>;
  /** Whether the last turn is the first of all. */
  readonly reverse: boolean;
}

/** Numbers at equal distances in an array: the first and the step, which may be negative. */
interface Pace {
  readonly array: Sym;
  readonly first: number;
  readonly step: number;
}

/** The elements of an array at this pace. */
const taken = ({ array, first, step }: Pace, turns: number): Sym => {
  const last = first + (turns - 1) * step;
  const [low, high] = [Math.min(first, last), Math.max(first, last)];
  const isWhole = Math.abs(step) === 1 && turns === array.shape[0];
  const part = isWhole ? array : slice(array, [low, high + 1, Math.abs(step)]);
  return step > 0 ? part : flip(part, 0);
};

export class Emitting {
  private readonly graph: Graph;
  private readonly places: Lines;
  private readonly owner: Owner;
  private readonly builder = new Builder();
  private readonly moved: Int32Array;
  private readonly results = new Map<Loop, Results>();
  private readonly labels = new Map<NodeId, string[]>();

  constructor(graph: Graph, places: Lines, owner: Owner) {
    this.graph = graph;
    this.places = places;
    this.owner = owner;
    this.moved = new Int32Array(graph.nodes.length).fill(-1);
    for (const [name, id] of Object.entries(graph.names)) {
      const same = this.labels.get(id);
      if (same === undefined) this.labels.set(id, [name]);
      else same.push(name);
    }
  }

  /** A node that is in no loop. */
  keep(id: NodeId): void {
    const node = this.graph.nodes[id]!;
    this.builder.deriveFrom(node);
    this.moved[id] = this.joined(node)?.id ?? this.kept(node);
  }
  private kept(node: Node): NodeId {
    const args = node.args.map((arg) => this.value(arg).id);
    const isSame = args.every((arg, i) => arg === node.args[i]);
    return this.builder.append(renamed(node, isSame ? node.args : args, this.builder.nodes.length));
  }

  /** The value of an old node. */
  private value(id: NodeId): Sym {
    const { builder, moved, places, graph } = this;
    if (moved[id]! < 0) {
      const same = places.same[id]!;
      const number = same === id ? this.element(this.owner(id)!, id) : this.value(same);
      moved[id] = reshape(number, graph.nodes[id]!.type.shape).id;
    }
    return new Sym(builder, moved[id]!);
  }
  private number(id: NodeId): Sym {
    return reshape(this.value(id), []);
  }
  private isConstant(id: NodeId): boolean {
    return this.places.from[id] === CONSTANT;
  }
  private dataOf(id: NodeId): readonly number[] {
    return this.graph.nodes[this.places.same[id]!]!.attrs['data'] as readonly number[];
  }
  private dtypeOf(id: NodeId): DType {
    return this.graph.nodes[id]!.type.dtype;
  }

  /** Where a value is in its loop, counted as the results of that are. */
  private placeIn(loop: Loop, id: NodeId): { phase: number; turn: number; at: number } {
    const place = this.places.at[id]! - loop.start;
    const turn = Math.floor(place / loop.period);
    const at = this.results.get(loop)!.reverse ? loop.turns - 1 - turn : turn;
    return { phase: place % loop.period, turn, at };
  }
  private element(loop: Loop, id: NodeId): Sym {
    const { phase, turn, at } = this.placeIn(loop, id);
    const { last, all } = this.results.get(loop)!;
    const end = turn === loop.turns - 1 ? last.get(phase) : undefined;
    return end ?? slice(all.get(phase)!, [at, at + 1]);
  }

  /** Where values, one a turn, already stand as elements of an array; the first two tell. */
  private paceOf([first, second]: readonly NodeId[]): Pace | undefined {
    const { at, from } = this.places;
    const loop = this.owner(first!);
    if (loop !== undefined) {
      if (this.owner(second!) !== loop) return undefined;
      const [a, b] = [this.placeIn(loop, first!), this.placeIn(loop, second!)];
      if (a.phase !== b.phase || a.at === b.at) return undefined;
      return { array: this.results.get(loop)!.all.get(a.phase)!, first: a.at, step: b.at - a.at };
    }
    if (from[first!]! >= 0 || this.isConstant(first!)) return undefined;
    const array = this.value(sourceOf(from[first!]!));
    return { array: reshape(array, [sizeOf(array.shape)]), first: at[first!]!, step: at[second!]! - at[first!]! };
  }

  /** An array of numbers, where some of them stand in arrays: those are taken together. Undefined where none do, or it is none. */
  private joined({ op, args, type }: Node): Sym | undefined {
    if (op !== 'concat' || type.shape.length !== 1) return undefined;
    if (!args.some((id) => this.owner(id) !== undefined)) return undefined;
    const parts: Sym[] = [];
    for (let from = 0; from < args.length; ) {
      const until = this.paced(args, from);
      const isPart = until - from > 1;
      parts.push(isPart ? taken(this.paceOf(args.slice(from, until))!, until - from) : this.value(args[from]!));
      from = until;
    }
    return parts.length === 1 ? parts[0]! : concat(parts);
  }
  /** Up to where, from a place on, the values stand in one array of a loop at one pace; the next place where the first does not. */
  private paced(values: readonly NodeId[], from: number): number {
    const { at } = this.places;
    const loop = this.owner(values[from]!);
    const step = at[values[from + 1]!]! - at[values[from]!]!;
    if (loop === undefined || step === 0 || step % loop.period !== 0) return from + 1;
    const expected = (to: number): number => at[values[from]!]! + (to - from) * step;
    let until = from + 1;
    while (this.owner(values[until] ?? -1) === loop && at[values[until]!] === expected(until)) until++;
    return until;
  }

  /** An array of the values of the turns, the last first for a loop that goes backward. */
  private stack(values: readonly NodeId[], reverse: boolean): Sym {
    const ordered = reverse ? [...values].reverse() : values;
    const pace = this.paceOf(ordered);
    if (pace !== undefined) return taken(pace, ordered.length);
    if (!ordered.every((id) => this.isConstant(id))) return concat(ordered.map((id) => reshape(this.value(id), [1])));
    const data = ordered.flatMap((id) => this.dataOf(id));
    return constantIn(this.builder, this.dtypeOf(ordered[0]!), [data.length], data);
  }

  /** The run as a loop. */
  roll(loop: Loop, wanted: Wanted): void {
    this.builder.deriveFrom(loop.body[0]!.node);
    const make = (): Results => (loop.states.length === 0 ? this.spread(loop, wanted) : this.scan(loop, wanted));
    this.results.set(loop, this.builder.shared(make));
  }

  /** A run whose turns hand nothing on is elementwise work on arrays with an element a turn. */
  private spread(loop: Loop, wanted: Wanted): Results {
    const values = {
      phases: [] as Sym[],
      states: [],
      stacks: loop.stacks.map((each) => this.stack(each, false)),
      fixed: loop.fixed.map((id) => broadcastTo(this.number(id), [loop.turns])),
    };
    for (const { node, operands } of loop.body) {
      this.builder.deriveFrom(node);
      const args = operands.map(({ of, at }) => values[of][at]!);
      values.phases.push(apply(node.op, args, node.attrs));
    }
    const all = new Map([...wanted.keys()].map((phase) => [phase, values.phases[phase]!]));
    return { last: new Map(), all, reverse: false };
  }

  private scan(loop: Loop, wanted: Wanted): Results {
    const { builder } = this;
    const steps = loop.stacks.map((values) => Math.sign(this.paceOf(values)?.step ?? 0));
    // Where most stacks are read from their ends the loop goes backward, and reads them as they are.
    const reverse = steps.reduce((sum, step) => sum + step, 0) < 0;
    const turn = turnOf(loop, wanted, (id) => this.isConstant(id));
    const { links, kept, fixed } = turn;
    const starts = links.map(({ phase, start }) =>
      start === undefined ? constantIn(builder, loop.body[phase]!.node.type.dtype, [], [0]) : this.number(start),
    );
    const stacks = loop.stacks.map((values) => this.stack(values, reverse));
    const args = [...starts, ...stacks, ...fixed.map((id) => this.number(id))];
    const body = bodyOf(
      loop,
      turn,
      (id) => this.dtypeOf(id),
      (id) => this.dataOf(id),
      (id) => this.labels.get(id) ?? [],
    );
    const attrs: PlainAttrs = { carry: links.length, xs: stacks.length, length: loop.turns, reverse };
    const results = controlNode('scan', args, attrs, [body], builder);
    const last = new Map(links.flatMap(({ phase, lag }, i) => (lag === 1 ? [[phase, results[i]!] as const] : [])));
    const all = new Map(kept.map((phase, i) => [phase, results[links.length + i]!]));
    return { last, all, reverse };
  }

  /** The new graph. Labels of what is computed in loops are gone, but for those of the first turn in the body of a scan. */
  close(): Graph {
    const { graph, moved, builder } = this;
    const at = (names: Names): Record<string, NodeId> =>
      Object.fromEntries(Object.entries(names).map(([name, id]) => [name, this.value(id).id]));
    const names = Object.fromEntries(Object.entries(graph.names).filter(([, id]) => moved[id]! >= 0));
    const [inputs, outputs] = [at(graph.inputs), at(graph.outputs)];
    return sealGraph({ nodes: builder.nodes, inputs, outputs, names: at(names), scopes: [] });
  }
}
