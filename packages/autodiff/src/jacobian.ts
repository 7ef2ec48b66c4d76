/**
 * Jacobians and Hessians, one row or column after the other: the graph grows with the number of rows (reverse) or columns (forward)
 * until `vmap` exists, though all share the nodes that do not depend on the row.
 */
import { concat, InputError, reshape, sizeOf, range, type Builder, type Graph, type Sym } from '@adjoint/ir';
import { cotangents } from './gradients.ts';
import { pushForward } from './modes/forward.ts';
import { onesIn, unitIn, zerosIn } from './modes/zeros.ts';
import { demandScalar, extend, target, targets, type Naming, type Target } from './request.ts';
import { backpropagate } from './modes/reverse.ts';

export type Mode = 'forward' | 'reverse' | 'auto';

export interface JacobianOptions<Of extends string = string, W extends string = string> extends Naming {
  readonly of: Of;
  readonly wrt: W | readonly W[];
  /** One pass a column (forward) or a row (reverse); `auto` takes the fewer. */
  readonly mode?: Mode;
}

const MODES: readonly Mode[] = ['forward', 'reverse', 'auto'];

const empty = (builder: Builder, of: Target, x: Target): Sym =>
  zerosIn(builder, { dtype: of.node.type.dtype, shape: [...of.node.type.shape, ...x.node.type.shape] });

/** d(of)/d(x), shape [...of, ...x], a column a tangent. */
const byColumns = (builder: Builder, of: Target, x: Target): Sym => {
  const [rows, columns] = [sizeOf(of.node.type.shape), sizeOf(x.node.type.shape)];
  if (rows * columns === 0) return empty(builder, of, x);
  const made = range(columns).map((i) => {
    const tangents = pushForward(builder, new Map([[x.id, unitIn(builder, x.node.type, i)]]), [of.id]);
    return reshape(tangents.get(of.id) ?? zerosIn(builder, of.node.type), [rows, 1]);
  });
  return reshape(concat(made, 1), [...of.node.type.shape, ...x.node.type.shape]);
};

/** d(of)/d(x) for each x, shape [...of, ...x], a row a cotangent. */
const byRows = (builder: Builder, of: Target, xs: readonly Target[]): Sym[] => {
  const rows = range(sizeOf(of.node.type.shape)).map((i) =>
    backpropagate(
      builder,
      new Map([[of.id, unitIn(builder, of.node.type, i)]]),
      xs.map(({ id }) => id),
    ),
  );
  return xs.map((x) => {
    if (rows.length === 0) return empty(builder, of, x);
    const made = rows.map((table) =>
      reshape(table.get(x.id) ?? zerosIn(builder, x.node.type), [1, ...x.node.type.shape]),
    );
    return reshape(concat(made, 0), [...of.node.type.shape, ...x.node.type.shape]);
  });
};

/** How many passes each mode takes decides; forward wins a tie, for its passes are cheaper. */
const chosen = (mode: Mode, of: Target, xs: readonly Target[]): 'forward' | 'reverse' => {
  if (!MODES.includes(mode))
    throw new InputError('option', { option: 'mode', got: mode, want: `'forward', 'reverse' or 'auto'` });
  if (mode !== 'auto') return mode;
  const columns = xs.reduce((total, x) => total + sizeOf(x.node.type.shape), 0);
  return columns <= sizeOf(of.node.type.shape) ? 'forward' : 'reverse';
};

/**
 * Adds Jacobians: outputs `d(of)/d(x)` of shape [...of, ...x]; zeros where there is no path. The graph grows with the rows or columns.
 * Throws `name-unknown`, `not-float`, `option`, `not-implemented` or `name-taken`.
 */
export const jacobian = <I extends string, O extends string, const Of extends string, const W extends string>(
  graph: Graph<I, O>,
  { of, wrt, mode = 'auto', names = {} }: JacobianOptions<Of, W>,
): Graph<I, O | `d(${Of})/d(${W})`> =>
  extend(graph, { names }, (builder, name) => {
    const cost = target(graph, of);
    const xs = targets(graph, wrt);
    const forward = chosen(mode, cost, xs) === 'forward';
    const found = forward ? xs.map((x) => byColumns(builder, cost, x)) : byRows(builder, cost, xs);
    xs.forEach((x, i) => builder.output(name(`d(${of})/d(${x.name})`), found[i]!.id));
  });

export interface HessianOptions<Of extends string = string, W extends string = string> extends Naming {
  readonly of: Of;
  readonly wrt: W;
}

/**
 * Adds the gradient `d(of)/d(x)` and the Hessian `d2(of)/d(x)d(x)` of shape [...x, ...x], forward over reverse; zeros where there is no
 * path. The graph grows with the size of x. Throws `name-unknown`, `not-scalar`, `not-float`, `not-implemented` or `name-taken`.
 */
export const hessian = <I extends string, O extends string, const Of extends string, const W extends string>(
  graph: Graph<I, O>,
  { of, wrt, names = {} }: HessianOptions<Of, W>,
): Graph<I, O | `d(${Of})/d(${W})` | `d2(${Of})/d(${W})d(${W})`> =>
  extend(graph, { names }, (builder, name) => {
    const cost = target(graph, of);
    demandScalar(cost);
    const x = target(graph, wrt);
    const [slope] = cotangents(builder, new Map([[cost.id, onesIn(builder, cost.node.type)]]), [cost], [x], 'zero');
    const gradient: Target = { name: 'gradient', id: slope!.id, node: builder.nodes[slope!.id]! };
    builder.output(name(`d(${of})/d(${wrt})`), gradient.id);
    builder.output(name(`d2(${of})/d(${wrt})d(${wrt})`), byColumns(builder, gradient, x).id);
  });
