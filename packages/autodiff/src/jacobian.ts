/** Jacobians and Hessians: all rows (reverse) or columns (forward) as one batch, so that the graph does not grow with their number. */
import { givenOptions, sizeOf, wrongOption, type Graph } from '@adjoint/ir';
import { byColumns, byRows, jacobianWays } from './by-mode.ts';
import { slope, standing } from './standing.ts';
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

/** How many passes each mode takes decides; forward wins a tie, for its passes are cheaper, but for a scalar, whose gradient has the same name. */
const chosen = (mode: Mode, of: Target, xs: readonly Target[]): 'forward' | 'reverse' => {
  if (!MODES.includes(mode)) throw wrongOption('mode', mode, `'forward', 'reverse' or 'auto'`);
  if (mode !== 'auto') return mode;
  if (of.node.type.shape.length === 0) return 'reverse';
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
    const cost = target(graph, of, 'of');
    const xs = targets(graph, wrt);
    const way = chosen(mode, cost, xs) === 'forward' ? byColumns : byRows;
    const nameOf = (x: Target): string => name(`d(${of})/d(${x.name})`);
    const there = standing(graph, of, jacobianWays(cost), xs, nameOf);
    const rest = xs.filter((_, i) => there[i] === undefined);
    const found = way(builder, cost, rest);
    rest.forEach((x, i) => builder.output(nameOf(x), found[i]!.id));
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
    const cost = target(graph, of, 'of');
    demandScalar(cost);
    const x = target(graph, wrt, 'wrt');
    const first = name(`d(${of})/d(${wrt})`);
    const ways = cost.node.type.shape.length === 0 ? jacobianWays(cost) : [slope(cost)];
    const [there] = standing(graph, of, ways, [x], () => first);
    const id = there ?? slope(cost)(builder, [x])[0]!.id;
    const gradient: Target = { name: 'gradient', id, node: builder.nodes[id]! };
    builder.output(first, id);
    builder.output(name(`d2(${of})/d(${wrt})d(${wrt})`), byColumns(builder, gradient, [x])[0]!.id);
  });
};
