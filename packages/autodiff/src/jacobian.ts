/** Jacobians and Hessians: all rows (reverse) or columns (forward) as one batch, so that the graph does not grow with their number. */
import {
  describe,
  givenOptions,
  InputError,
  reshape,
  sizeOf,
  transpose,
  type Builder,
  type Graph,
  type Sym,
} from '@adjoint/ir';
import { cotangents } from './gradients.ts';
import { columns, rows } from './modes/basis.ts';
import { onesIn, zerosIn } from './modes/zeros.ts';
import { standing } from './standing.ts';
import {
  demandScalar,
  extend,
  NAMING,
  target,
  targets,
  type AsIs,
  type Called,
  type Renames,
  type Naming,
  type Target,
} from './request.ts';

export type Mode = 'forward' | 'reverse' | 'auto';

export interface JacobianOptions<Of extends string = string, W extends string = string, N extends Renames = Renames>
  extends Naming<N> {
  readonly of: Of;
  readonly wrt: W | readonly W[];
  /** One pass a column (forward) or a row (reverse); `auto` takes the fewer. */
  readonly mode?: Mode;
}

const MODES: readonly Mode[] = ['forward', 'reverse', 'auto'];

const shapeOf = (of: Target, x: Target): number[] => [...of.node.type.shape, ...x.node.type.shape];
const zeros = (builder: Builder, of: Target, x: Target): Sym =>
  zerosIn(builder, { dtype: of.node.type.dtype, shape: shapeOf(of, x) });

/** d(of)/d(x), shape [...of, ...x], a tangent a column. */
const byColumns = (builder: Builder, of: Target, x: Target): Sym => {
  const found = columns(builder, of.id, x.id);
  if (found === undefined) return zeros(builder, of, x);
  const lined = reshape(found, [sizeOf(x.node.type.shape), sizeOf(of.node.type.shape)]);
  return reshape(transpose(lined, [1, 0]), shapeOf(of, x));
};

/** d(of)/d(x) for each x, shape [...of, ...x], a cotangent a row. */
const byRows = (builder: Builder, of: Target, xs: readonly Target[]): Sym[] => {
  const found = rows(
    builder,
    of.id,
    xs.map(({ id }) => id),
  );
  return xs.map((x, i) => (found[i] === undefined ? zeros(builder, of, x) : reshape(found[i], shapeOf(of, x))));
};

/** How many passes each mode takes decides; forward wins a tie, for its passes are cheaper. */
const chosen = (mode: Mode, of: Target, xs: readonly Target[]): 'forward' | 'reverse' => {
  if (!MODES.includes(mode))
    throw new InputError('option', { option: 'mode', got: describe(mode), want: `'forward', 'reverse' or 'auto'` });
  if (mode !== 'auto') return mode;
  const total = xs.reduce((sum, x) => sum + sizeOf(x.node.type.shape), 0);
  return total <= sizeOf(of.node.type.shape) ? 'forward' : 'reverse';
};

/**
 * Adds Jacobians: outputs `d(of)/d(x)` of shape [...of, ...x]; zeros where there is no path. The count of nodes does not depend on shapes.
 * Throws `name-unknown`, `not-float`, `option`, `not-implemented` or `name-taken`.
 */
export const jacobian = <
  I extends string,
  O extends string,
  const Of extends string,
  const W extends string,
  const N extends Renames = AsIs,
>(
  graph: Graph<I, O>,
  options: JacobianOptions<Of, W, N>,
): Graph<I, O | Called<`d(${Of})/d(${W})`, N>> => {
  const { of, wrt, mode = 'auto' } = givenOptions('jacobian', options, { ...NAMING, of: true, wrt: true, mode: true });
  return extend(graph, options, (builder, name) => {
    const cost = target(graph, of);
    const xs = targets(graph, wrt);
    const forward = chosen(mode, cost, xs) === 'forward';
    const found = forward ? xs.map((x) => byColumns(builder, cost, x)) : byRows(builder, cost, xs);
    xs.forEach((x, i) => builder.output(name(`d(${of})/d(${x.name})`), found[i]!.id));
  });
};

export interface HessianOptions<Of extends string = string, W extends string = string, N extends Renames = Renames>
  extends Naming<N> {
  readonly of: Of;
  readonly wrt: W;
}

/**
 * Adds the gradient `d(of)/d(x)` and the Hessian `d2(of)/d(x)d(x)` of shape [...x, ...x], forward over reverse; zeros where there is no
 * path. The count of nodes does not depend on its size. Throws `option`, `name-unknown`, `not-scalar`, `not-float`, `not-implemented` or `name-taken`.
 */
export const hessian = <
  I extends string,
  O extends string,
  const Of extends string,
  const W extends string,
  const N extends Renames = AsIs,
>(
  graph: Graph<I, O>,
  options: HessianOptions<Of, W, N>,
): Graph<I, O | Called<`d(${Of})/d(${W})` | `d2(${Of})/d(${W})d(${W})`, N>> => {
  const { of, wrt } = givenOptions('hessian', options, { ...NAMING, of: true, wrt: true });
  return extend(graph, options, (builder, name) => {
    const cost = target(graph, of);
    demandScalar(cost);
    const x = target(graph, wrt);
    const start = (into: Builder): Sym => onesIn(into, cost.node.type);
    const first = name(`d(${of})/d(${wrt})`);
    const [there] = standing(graph, cost, start, [x], () => first);
    const id = there ?? cotangents(builder, new Map([[cost.id, start(builder)]]), [cost], [x], 'zero')[0]!.id;
    const gradient: Target = { name: 'gradient', id, node: builder.nodes[id]! };
    builder.output(first, id);
    builder.output(name(`d2(${of})/d(${wrt})d(${wrt})`), byColumns(builder, gradient, x).id);
  });
};
