/** Applies one primitive op to symbols; broadcasting is made explicit here. */
import { InputError, InternalError } from '../error/error.ts';
import type { NodeId } from '../graph/graph.ts';
import { NO_ATTRS } from '../graph/graph.ts';
import type { Attrs, Elementwise, Op } from '../ops/ops.ts';
import { axesOf, axisOf, broadcastShapes, range } from '../type/shape.ts';
import { sameShape, type Shape } from '../type/type.ts';
import { innermostBuilder } from './builder.ts';
import { isSym, lift, together, type Role, type Value } from './lift.ts';
import { Sym } from './symbol.ts';

/** The op on symbols of one definition. Throws what the op's type rule throws. */
export const apply = <O extends Op>(op: O, args: readonly Sym[], attrs: Attrs<O>): Sym => {
  const { builder } = args[0]!;
  const ids = args.map((arg) => {
    if (arg.builder !== builder) throw new InternalError(`${op}: its arguments are of two definitions`);
    return arg.id;
  });
  return new Sym(builder, builder.push(op, ids, attrs));
};

/** The op on one value. */
export const unary = (op: Elementwise, x: Value): Sym => {
  const { builder, id } = lift(x, op === 'not' ? 'bool' : 'common');
  return new Sym(builder, builder.push(op, [id], NO_ATTRS));
};

/** x repeated to `shape` under NumPy's rule. Throws `broadcast`. */
export const broadcastTo = (x: Value, shape: Shape): Sym => {
  const sym = lift(x);
  const from = sym.shape;
  if (sameShape(from, shape)) return sym;
  const lead = shape.length - from.length;
  const kept = range(from.length).filter((axis) => from[axis] === shape[axis + lead]);
  const fits = lead >= 0 && from.every((dim, axis) => dim === shape[axis + lead] || dim === 1);
  if (!fits) {
    const fault = new InputError('broadcast', { op: 'broadcastTo', shapes: [from, shape] });
    throw sym.builder.located(fault, 'broadcastTo', [sym.id], { shape });
  }
  const axes = range(shape.length).filter((axis) => !kept.includes(axis - lead));
  const narrow =
    kept.length === from.length ? sym : apply('reshape', [sym], { shape: kept.map((axis) => from[axis]!) });
  return apply('broadcast', [narrow], { axes, shape });
};

const ROLES: { readonly [O in Elementwise]?: readonly Role[] } = {
  where: ['bool'],
  and: ['bool', 'bool'],
  or: ['bool', 'bool'],
};

/** What the user gave: of any kind, for it may be at fault. */
type Given = Readonly<Record<string, unknown>>;

/** What `body` gives. A fault of it is told with the lines of the arguments, and with the call as the user wrote it. */
export const located = <T>(op: string, args: readonly Sym[], given: Given, body: () => T): T => {
  try {
    return body();
  } catch (error) {
    const ids = args.map((arg): NodeId => arg.id);
    const attrs = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    throw args[0]!.builder.located(error, op, ids, attrs);
  }
};

/** The axis of x counted from the front, of `rank` axes if given. Throws `axis`. */
export const axisIn = (op: string, x: Sym, axis: number, rank = x.shape.length): number =>
  located(op, [x], { axis }, () => axisOf(op, axis, rank));

/** The axes of x counted from the front, ascending; all when left out. Throws `axis` or `axis-repeated`. */
export const axesIn = (op: string, x: Sym, axes: number | readonly number[] | undefined): number[] =>
  located(op, [x], { axes }, () => axesOf(op, axes, x.shape.length));

/** Whether the values are symbols of one definition and one shape: the common case, which needs no more than the op. */
const areAlike = (values: readonly Value[]): values is readonly Sym[] => {
  const [first] = values;
  if (!isSym(first) || (innermostBuilder() ?? first.builder) !== first.builder) return false;
  for (const value of values) {
    if (!isSym(value) || value.builder !== first.builder || !sameShape(value.shape, first.shape)) return false;
  }
  return true;
};

/** The op on values of any shapes that broadcast. Throws `broadcast`, `dtype` or `value`. */
export const elementwise = (op: Elementwise, values: readonly Value[]): Sym => {
  if (areAlike(values)) return apply(op, values, NO_ATTRS as Attrs<Elementwise>);
  const args = together(values, ROLES[op]);
  return located(op, args, {}, () => {
    const shape = broadcastShapes(
      op,
      args.map((arg) => arg.shape),
    );
    return apply(
      op,
      args.map((arg) => broadcastTo(arg, shape)),
      NO_ATTRS as Attrs<Elementwise>,
    );
  });
};
