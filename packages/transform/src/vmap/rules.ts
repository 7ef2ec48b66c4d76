/**
 * Batching rules: what an op is on a batch. The batch axis is always axis 0, so most rules only change attributes: an axis i becomes
 * axis i + 1. A rule is asked when at least one argument is a batch; it makes batches of the others where it needs them.
 */
import {
  add,
  apply,
  broadcastTo,
  iotaIn,
  mul,
  parseSpec,
  range,
  reshape,
  showSpec,
  transpose,
  type Attrs,
  type Bilinear,
  type Elementwise,
  type General,
  type Linear,
  type Opaque,
  type Result,
  type Several,
  type Sym,
} from '@adjoint/ir';
import { alongRules } from './along-rules.ts';
import { matrixRules } from './matrix-rules.ts';
import { batch, first, type Batchable, type BatchRule } from './batchable.ts';

export type BatchRules = {
  readonly [O in Linear | Bilinear | General | Several | Result | Opaque]: BatchRule<O>;
};

/** An elementwise op is itself on batches. */
export const elementwiseBatch = (op: Elementwise, args: readonly Batchable[], size: number): Sym =>
  apply(
    op,
    args.map((arg) => batch(arg, size)),
    {} as Attrs<Elementwise>,
  );

const later = (axes: readonly number[]): number[] => axes.map((axis) => axis + 1);

const reduction =
  (op: 'sum' | 'max' | 'min' | 'prod') =>
  (args: readonly Batchable[], { axes }: { readonly axes: readonly number[] }): Sym =>
    apply(op, [first(args)], { axes: later(axes) });

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

const contract: BatchRule<'contract'> = (args, { spec, shape }, size) => {
  const { operands, result } = parseSpec(spec);
  const letter = LETTERS.find((each) => !spec.includes(each))!;
  const named = operands.map((letters, i) => (args[i]!.batched ? letter + letters : letters));
  const written = showSpec({ operands: named, result: letter + result });
  return apply(
    'contract',
    args.map(({ sym }) => sym),
    shape === undefined ? { spec: written } : { spec: written, shape: [size, ...shape] },
  );
};

/** x with `axis` moved to the front. */
const toFront = (x: Sym, axis: number): Sym => transpose(x, [axis, ...range(x.shape.length).filter((i) => i !== axis)]);
/** Places in a batch of axes of `dim` laid end to end. */
const laidOut = (places: Sym, dim: number): Sym => {
  const [size, ...rest] = places.shape as [number, ...number[]];
  const starts = mul(iotaIn(places.builder, size), dim);
  return add(places, broadcastTo(reshape(starts, [size, ...rest.map(() => 1)]), places.shape));
};

/** With places that differ in the batch, the axes of all members are laid end to end and taken from at once. */
const take: BatchRule<'take'> = (args, { axis }, size) => {
  const [x, places] = args as [Batchable, Batchable];
  if (!places.batched) return apply('take', [x.sym, places.sym], { axis: axis + 1 });
  if (!x.batched) return toFront(apply('take', [x.sym, places.sym], { axis }), axis);
  const dim = x.sym.shape[axis + 1]!;
  const front = transpose(x.sym, [0, axis + 1, ...range(x.sym.shape.length).filter((i) => i !== 0 && i !== axis + 1)]);
  const line = reshape(front, [size * dim, ...front.shape.slice(2)]);
  const found = apply('take', [line, laidOut(places.sym, dim)], { axis: 0 });
  const count = places.sym.shape.length - 1;
  const inner = range(found.shape.length).slice(1);
  const rest = inner.slice(count);
  return transpose(found, [0, ...rest.slice(0, axis), ...inner.slice(0, count), ...rest.slice(axis)]);
};

/** [batch, dim, …rest] with dim moved to stand at `axis` of a member. */
const backTo = (x: Sym, axis: number): Sym => {
  const rest = range(x.shape.length).slice(2);
  return transpose(x, [0, ...rest.slice(0, axis), 1, ...rest.slice(axis)]);
};

const scatterAdd: BatchRule<'scatterAdd'> = (args, { axis, shape }, size) => {
  const [updates, places] = args as [Batchable, Batchable];
  if (!places.batched) {
    return apply('scatterAdd', [batch(updates, size), places.sym], { axis: axis + 1, shape: [size, ...shape] });
  }
  const dim = shape[axis]!;
  const count = places.sym.shape.length - 1;
  const x = batch(updates, size);
  const outer = range(x.shape.length).slice(1);
  const placed = outer.slice(axis, axis + count);
  const others = outer.filter((i) => !placed.includes(i));
  const front = transpose(x, [0, ...placed, ...others]);
  const rest = others.map((i) => x.shape[i]!);
  const line = apply('scatterAdd', [front, laidOut(places.sym, dim)], { axis: 0, shape: [size * dim, ...rest] });
  return backTo(reshape(line, [size, dim, ...rest]), axis);
};

export const batchRules: BatchRules = {
  ...alongRules,
  ...matrixRules,
  cast: (args, at) => apply('cast', [first(args)], at),
  sum: reduction('sum'),
  max: reduction('max'),
  min: reduction('min'),
  prod: reduction('prod'),
  cumsum: (args, { axis, reverse }) => apply('cumsum', [first(args)], { axis: axis + 1, reverse }),
  broadcast: (args, { axes, shape }, size) =>
    apply('broadcast', [first(args)], { axes: later(axes), shape: [size, ...shape] }),
  reshape: (args, { shape }, size) => apply('reshape', [first(args)], { shape: [size, ...shape] }),
  transpose: (args, { perm }) => apply('transpose', [first(args)], { perm: [0, ...later(perm)] }),
  flip: (args, { axes }) => apply('flip', [first(args)], { axes: later(axes) }),
  slice: (args, { starts, stops, steps }, size) =>
    apply('slice', [first(args)], { starts: [0, ...starts], stops: [size, ...stops], steps: [1, ...steps] }),
  pad: (args, { low, high, interior }) =>
    apply('pad', [first(args)], { low: [0, ...low], high: [0, ...high], interior: [0, ...interior] }),
  concat: (args, { axis }, size) =>
    apply(
      'concat',
      args.map((arg) => batch(arg, size)),
      { axis: axis + 1 },
    ),
  take,
  scatterAdd,
  contract,
  randomBits: (args, at) => apply('randomBits', [first(args)], at),
};
