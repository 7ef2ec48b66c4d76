/** Brings values into one definition: plain values become constants, closed expressions are copied in. */
import { InputError } from '../error/error.ts';
import type { Node, NodeId } from '../graph/graph.ts';
import { tensorType, type DType } from '../type/type.ts';
import { Builder, innermostBuilder } from './builder.ts';
import { literal, literalData, type Literal, type Numeric } from './literal.ts';
import { Sym } from './symbol.ts';

/** What an operation takes: a symbol or a plain value. */
export type Value = Sym | Numeric;

export const isSym = (value: unknown): value is Sym => value instanceof Sym;

/**
 * Copies the nodes that `roots` need into `builder`, in order; `placed` holds where nodes already are and is filled further.
 * Linear in what is copied.
 */
export const inline = (
  builder: Builder,
  nodes: readonly Node[],
  roots: readonly NodeId[],
  placed: Map<NodeId, NodeId>,
): void => {
  const wanted: NodeId[] = [];
  const seen = new Set<NodeId>();
  const stack = roots.filter((id) => !placed.has(id));
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    wanted.push(id);
    for (const arg of nodes[id]!.args) if (!placed.has(arg)) stack.push(arg);
  }
  for (const id of wanted.sort((a, b) => a - b)) {
    const { op, args, attrs, type, bodies } = nodes[id]!;
    const moved = args.map((arg) => placed.get(arg)!);
    placed.set(id, builder.push(op, moved, attrs, type, bodies));
  }
};

/** Where a symbol belongs now: in the body that is being written, if that lies in its definition. */
const here = (builder: Builder): Builder => {
  const inner = innermostBuilder();
  return inner?.isWithin(builder) ? inner : builder;
};

/** The definition that the values meet in. Throws `symbol` where there is none. */
export const home = (values: readonly Value[]): Builder => {
  let loose: Builder | undefined;
  let bound: Builder | undefined;
  for (const value of values) {
    if (!isSym(value)) continue;
    const builder = here(value.builder);
    if (builder.loose) loose ??= builder;
    else if (bound === undefined || bound === builder || builder.isWithin(bound)) bound = builder;
    else if (!bound.isWithin(builder)) throw new InputError('symbol', { why: 'symbols of two definitions meet' });
  }
  return bound ?? loose ?? new Builder(undefined, { loose: true });
};

const adopt = (builder: Builder, sym: Sym): Sym => {
  if (sym.builder === builder) return sym;
  if (builder.isWithin(sym.builder)) return new Sym(builder, builder.capture(sym.builder, sym.id));
  if (!sym.builder.loose) throw new InputError('symbol', { why: 'a symbol of another definition' });
  const placed = builder.copiesOf(sym.builder);
  inline(builder, sym.builder.nodes, [sym.id], placed);
  return new Sym(builder, placed.get(sym.id)!);
};

const constantOf = (builder: Builder, value: Literal, dtype: DType): Sym =>
  new Sym(builder, builder.push('constant', [], { data: literalData(value, dtype) }, tensorType(dtype, value.shape)));

/** Where a literal takes its dtype from: the other operands that are `common`, or a fixed dtype. */
export type Role = 'common' | DType;

/** The values as symbols of one definition. `roles` say, by slot, which dtype a number takes; slots not listed are `common`. */
export const together = (values: readonly Value[], roles: readonly Role[] = []): Sym[] => {
  const builder = home(values);
  const read = values.map((value) => (isSym(value) ? value : literal(value)));
  const roleOf = (slot: number): Role => roles[slot] ?? 'common';
  const common = read.find((value, slot) => roleOf(slot) === 'common' && value.dtype !== undefined)?.dtype ?? 'f64';
  return read.map((value, slot) => {
    if (isSym(value)) return adopt(builder, value);
    const role = roleOf(slot);
    return constantOf(builder, value, value.dtype ?? (role === 'common' ? common : role));
  });
};

/** One value as a symbol; numbers alone are f64 unless `role` says otherwise. */
export const lift = (value: Value, role: Role = 'common'): Sym =>
  isSym(value) && here(value.builder) === value.builder ? value : together([value], [role])[0]!;

/** One value as a symbol of the definition of `builder`; numbers are f64. Throws `symbol` for one of another definition. */
export const liftInto = (builder: Builder, value: Value): Sym => {
  if (isSym(value)) return adopt(builder, value);
  const read = literal(value);
  return constantOf(builder, read, read.dtype ?? 'f64');
};
