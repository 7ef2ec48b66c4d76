/** Nodes that need no kernel: their elements stand, in order, where those of their argument do. */
import { sizeOf, stridesOf, type Attrs, type Node, type Op, type Shape, type TensorType } from '@adjoint/ir';
import { startsOf } from './needed.ts';

/** How many elements into its first argument, of type `x`, a node begins; undefined where it is no view of it. */
type View<O extends Op> = (x: TensorType, type: TensorType, attrs: Attrs<O>) => number | undefined;

const unless = (computes: boolean, start = 0): number | undefined => (computes ? undefined : start);

const keepsSize = (x: TensorType, type: TensorType): number | undefined =>
  unless(sizeOf(x.shape) !== sizeOf(type.shape));

/** Whether elements of `shape`, cut from a value of shape `from`, follow one another there: only the first axis that is not 1 may be cut. */
const follows = (from: Shape, shape: Shape): boolean => {
  const first = shape.findIndex((dim) => dim !== 1);
  return first < 0 || shape.every((dim, axis) => axis <= first || dim === from[axis]);
};

/** An op without a row is never a view. Every number is kept as a double, so casts that widen are views too. */
const views: { readonly [O in Op]?: View<O> } = {
  reshape: () => 0,
  output: (x, _type, { index }) => startsOf(x)[index]!,
  stopGradient: () => 0,
  broadcast: keepsSize,
  concat: keepsSize,
  sum: (_x, _type, { axes }) => unless(axes.length > 0),
  cast: (x, { dtype }) => unless(x.dtype !== dtype && x.dtype !== 'bool' && dtype !== 'f64'),
  patches: (x, { shape }, { window }) => unless(sizeOf(x.shape) !== sizeOf(shape) || window.some((size) => size !== 1)),
  transpose: ({ shape }, _, { perm }) => {
    const moved = perm.filter((axis) => shape[axis] !== 1);
    return unless(moved.some((axis, i) => i > 0 && axis < moved[i - 1]!));
  },
  slice: (x, { shape }, { starts, steps }) => {
    const strides = stridesOf(x.shape);
    const start = starts.reduce((sum, at, axis) => sum + at * strides[axis]!, 0);
    return unless(!follows(x.shape, shape) || steps.some((step, axis) => step !== 1 && shape[axis] !== 1), start);
  },
};

/** How many elements into its first argument the node begins, or undefined where it is computed. */
export const viewOf = ({ op, type, attrs, args }: Node, nodes: readonly Node[]): number | undefined => {
  const view = views[op] as ((x: TensorType, type: TensorType, attrs: unknown) => number | undefined) | undefined;
  return view?.(nodes[args[0]!]!.type, type, attrs);
};
