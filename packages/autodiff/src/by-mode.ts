/** The derivative of one value by others: by columns (forward mode) or rows (reverse mode). Zeros where there is no path. */
import { reshape, sizeOf, transpose, type Builder, type Sym } from '@adjoint/ir';
import { columns, rows } from './modes/basis.ts';
import { zerosIn } from './modes/zeros.ts';
import { type Target } from './request.ts';
import { slope, type Way } from './standing.ts';

/** Appends the derivative of `of` by each x. */
type ByMode = (builder: Builder, of: Target, xs: readonly Target[]) => readonly Sym[];

const shapeOf = (of: Target, x: Target): number[] => [...of.node.type.shape, ...x.node.type.shape];

const orZeros = (builder: Builder, of: Target, x: Target, found: Sym | undefined): Sym =>
  found === undefined
    ? zerosIn(builder, { dtype: of.node.type.dtype, shape: shapeOf(of, x) })
    : reshape(found, shapeOf(of, x));

/** A tangent a column: shape [...of, ...x]. */
export const byColumns: ByMode = (builder, of, xs) =>
  xs.map((x) => {
    const found = columns(builder, of.id, x.id);
    const lined = found && transpose(reshape(found, [sizeOf(x.node.type.shape), sizeOf(of.node.type.shape)]), [1, 0]);
    return orZeros(builder, of, x, lined);
  });

/** A cotangent a row: shape [...of, ...x]. The one row of a scalar is its gradient. */
export const byRows: ByMode = (builder, of, xs) => {
  if (of.node.type.shape.length === 0) return slope(of)(builder, xs);
  const found = rows(
    builder,
    of.id,
    xs.map(({ id }) => id),
  );
  return xs.map((x, i) => orZeros(builder, of, x, found[i]));
};

/** How a Jacobian may have come to stand: that of a scalar as a gradient too. */
export const jacobianWays = (of: Target): Way[] =>
  [byRows, byColumns].map((mode) => (builder, xs) => mode(builder, of, xs));
