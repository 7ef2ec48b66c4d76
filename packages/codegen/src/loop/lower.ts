/** From a group of the schedule, with places for what it keeps, to loops. */
import { isElementwise, sizeOf, stridesOf, type DType, type Node, type NodeId, type Shape } from '@adjoint/ir';
import { isAdding, isTaking, listOf, placesOf } from '../schedule/gathers.ts';
import { operandRefs, type Ref } from '../schedule/refs.ts';
import type { Group, Schedule } from '../schedule/schedule.ts';
import { foldsOver } from '../schedule/sums.ts';
import { isSingle, type Stored, type Width } from '../schedule/widths.ts';
import { Code, COMBINES, type Combine } from './code.ts';
import { castTo, elementwise } from './expand.ts';
import { joined, type Access, type Fold, type Nest } from './nest.ts';
import { sums } from './product.ts';

const COMBINE: { readonly [op: string]: Combine } = { sum: 'add', max: 'max', min: 'min', prod: 'mul' };
/** What folds start with. */
export const STARTS: { readonly [C in Combine]: { readonly [D in DType]: number } } = {
  add: { f64: 0, f32: 0, i32: 0, bool: 0 },
  mul: { f64: 1, f32: 1, i32: 1, bool: 1 },
  max: { f64: -Infinity, f32: -Infinity, i32: -(2 ** 31), bool: 0 },
  min: { f64: Infinity, f32: Infinity, i32: 2 ** 31 - 1, bool: 1 },
};

/** How the elements of a root are stored. */
export const storedAs = ({ nodes, widths }: Schedule, root: NodeId): Stored => ({
  width: widths[root] as Width,
  single: isSingle(nodes[root]!.type),
});

/** Sets so many places from `start` on to a number. */
export const filling = (start: number, size: number, stored: Stored, x: number): Nest =>
  overPlaces(start, size, stored, (fill) => fill.number(x));
/** How sums in doubles become numbers of a dtype. */
const ROUNDS: { readonly [D in DType]?: 'fround' | 'wrap' } = { f32: 'fround', i32: 'wrap' };
/** Rounds so many sums from `start` on, doubles, as that dtype does: no loop where it keeps doubles. */
export const roundings = (start: number, size: number, dtype: DType): Nest[] => {
  const by = ROUNDS[dtype];
  if (by === undefined) return [];
  return [overPlaces(start, size, { width: 8, single: false }, (round) => round.push(by, round.push('load', 0)))];
};

/** A nest of one loop over so many places from `start` on. */
const overPlaces = (start: number, size: number, stored: Stored, write: (code: Code) => number): Nest => {
  const code = new Code();
  code.push('store', 0, write(code));
  const sizes = size === 1 ? [] : [size];
  return { sizes, accesses: [{ ...stored, base: start, strides: sizes.map(() => 1) }], code, folds: [], nodes: 0 };
};

/** Other ops that are computed element by element, of what they are of. */
const alike: { readonly [O in 'cast' | 'contract']: (code: Code, node: Node, x: readonly number[]) => number } = {
  cast: (code, { type }, [x]) => castTo[type.dtype](code, x!),
  contract: (code, node, factors) => {
    const product = elementwise(code, 'mul', node.type.dtype, factors);
    return sums(node) ? code.push('add', product, code.number(0)) : product;
  },
};

/** Writes the code of one group. */
class Lowering {
  private readonly schedule: Schedule;
  private readonly places: Int32Array;
  private readonly group: Group;
  /** The loops: the axes of the group that are longer than 1. */
  private readonly axes: readonly number[];
  private readonly shape: Shape;
  private readonly code = new Code();
  private readonly accesses: Access[] = [];
  private readonly folds: Fold[] = [];
  private readonly values = new Map<NodeId, number>();
  private readonly loads = new Map<string | number, number>();
  private readonly before: Nest[] = [];
  private readonly after: Nest[] = [];

  constructor(schedule: Schedule, places: Int32Array, group: Group) {
    this.schedule = schedule;
    this.places = places;
    this.group = group;
    this.shape = group.shape ?? (group.size === 1 ? [] : [group.size]);
    this.axes = this.shape.flatMap((dim, axis) => (dim === 1 ? [] : [axis]));
  }

  nests(): Nest[] {
    for (const id of this.group.nodes) this.node(this.schedule.nodes[id]!);
    const { axes, code, accesses, folds } = this;
    const sizes = axes.map((axis) => this.shape[axis]!);
    return [...this.before, joined({ sizes, accesses, code, folds, nodes: this.group.nodes.length }), ...this.after];
  }

  private node(node: Node): void {
    const { schedule, code } = this;
    const { id, op, args, type } = node;
    const kind = schedule.kinds[id];
    if (isAdding(op)) return this.scatter(node);
    if (kind === 'fold') return this.fold(node);
    const copied = schedule.refs.copied(id);
    const value =
      copied !== undefined
        ? this.valueOf(id, copied)
        : isTaking(op)
          ? this.taken(node)
          : isElementwise(op)
            ? elementwise(code, op, type.dtype, args.map(this.arg))
            : alike[op as keyof typeof alike](code, node, this.operands(node));
    this.values.set(id, value);
    const place = this.places[id]!;
    if (place >= 0) code.push('store', this.access(id, place, stridesOf(this.shape)), value);
  }

  private readonly arg = (id: NodeId): number => this.valueOf(id, this.schedule.refs.of(id));

  private operands(node: Node): number[] {
    const refs = operandRefs(node, this.schedule.nodes, this.schedule.refs);
    return refs.map((ref, i) => this.valueOf(node.args[i]!, ref));
  }

  /** A number, or what is read. */
  private valueOf(id: NodeId, from: Ref): number {
    const number = this.schedule.splats[id];
    return number === undefined ? this.read(from) : this.code.number(number);
  }

  private read(ref: Ref): number {
    const { group, schedule } = this;
    const own = this.values.get(ref.root);
    if (own !== undefined && schedule.isAligned(ref, group.size)) return own;
    const base = this.places[ref.root]! + ref.start;
    const strides = group.size === 1 ? [] : (ref.strides ?? stridesOf(this.shape));
    const width = schedule.widths[ref.root];
    const key = strides.length === 0 ? 16 * base + width! : `${width}:${base}:${strides.join()}`;
    const found = this.loads.get(key);
    if (found !== undefined) return found;
    const value = this.code.push('load', this.access(ref.root, base, strides));
    this.loads.set(key, value);
    return value;
  }

  private access(root: NodeId, base: number, strides: readonly number[], stored?: Stored, by?: number): number {
    const { width, single } = stored ?? storedAs(this.schedule, root);
    const access = { width, single, base, strides: this.axes.map((axis) => strides[axis]!) };
    return this.accesses.push(by === undefined ? access : { ...access, by }) - 1;
  }

  /** The list of places, as a value. */
  private list(node: Node): number {
    const { nodes, refs } = this.schedule;
    return this.valueOf(node.args[1]!, listOf(node, nodes, refs.of(node.args[1]!)));
  }

  private taken(node: Node): number {
    const { schedule, group, code } = this;
    const { nodes, refs, splats } = schedule;
    const x = node.args[0]!;
    const ref = refs.of(x);
    const { start, strides, by } = placesOf(node, nodes, ref);
    // All places in one element are the same.
    if (splats[x] !== undefined || (group.size === 1 && schedule.isAligned(ref, 1))) return this.valueOf(x, ref);
    const access = this.access(ref.root, this.places[ref.root]! + start, strides, undefined, by);
    return code.push('loadAt', access, this.list(node));
  }

  private scatter(node: Node): void {
    const { id, args, type } = node;
    const { nodes } = this.schedule;
    const place = this.places[id]!;
    const { strides, by } = placesOf(node, nodes, { root: id, start: 0 });
    const stored = { ...storedAs(this.schedule, id), single: false };
    const value = this.arg(args[0]!);
    const access = this.access(id, place, strides, stored, by);
    this.code.push('addAt', access, value, this.list(node));
    const size = sizeOf(type.shape);
    this.before.push(filling(place, size, stored, 0));
    this.after.push(...roundings(place, size, type.dtype));
  }

  private fold({ id, op, args, attrs, type }: Node): void {
    const { code, axes } = this;
    const combine = COMBINE[op]!;
    const dropped = attrs['axes'] as readonly number[];
    const kept = stridesOf(type.shape);
    let next = 0;
    const steps = this.shape.map((_, axis) => (dropped.includes(axis) ? 0 : kept[next++]!));
    let depth = axes.length;
    while (depth > 0 && dropped.includes(axes[depth - 1]!)) depth--;
    const over = foldsOver(this.shape, dropped);
    const start = STARTS[combine][type.dtype];
    const sums = combine === 'add' || combine === 'mul';
    const rounds = sums && type.dtype === 'i32' ? 'wrap' : sums && type.dtype === 'f32' && !over ? 'fround' : undefined;
    const place = this.places[id]!;
    const value = this.arg(args[0]!);
    const stored = storedAs(this.schedule, id);
    // What is not rounded yet is a double.
    const access = this.access(id, place, steps, over && sums ? { ...stored, single: false } : stored);
    if (depth < axes.length)
      this.folds.push({ combine, value, depth, start: over ? undefined : start, access, rounds });
    else if (over && rounds === undefined) code.push('accumulate', access, value, COMBINES.indexOf(combine));
    else {
      const from = over ? code.push('load', access) : code.number(start);
      const isProduct = combine === 'mul' && rounds === 'wrap';
      const sum = code.push(isProduct ? 'imul' : combine, from, value);
      code.push('store', access, rounds === undefined || isProduct ? sum : code.push(rounds, sum));
    }
    if (!over) return;
    const size = sizeOf(type.shape);
    this.before.push(filling(place, size, stored, start));
    if (sums && rounds === undefined) this.after.push(...roundings(place, size, type.dtype));
  }
}

/** The loops of a group: one nest, and around it what its sums in memory start with and are rounded by. */
export const lower = (schedule: Schedule, places: Int32Array, group: Group): Nest[] =>
  new Lowering(schedule, places, group).nests();
