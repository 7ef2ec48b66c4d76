/** Decompositions of matrices: ops with several results. The last two axes are a matrix, the leading ones a batch. */
import { InputError } from '../error/error.ts';
import { resultsType, tensorType, type Shape, type TensorType } from '../type/type.ts';
import { flag, type Schema } from './attrs.ts';
import { demandMatrix, demandSquare } from './matrices.ts';
import type { ArrayRow, TypeRule } from './row.ts';

const decomposition = <S extends Schema>(doc: string, schema: S, type: TypeRule<S>): ArrayRow<'several', S, 1> => ({
  form: 'several',
  doc,
  arity: 1,
  schema,
  type,
});

const results = ({ dtype, shape }: TensorType, ...sizes: readonly Shape[]): TensorType =>
  resultsType(sizes.map((size) => tensorType(dtype, [...shape.slice(0, -2), ...size])));

export const DECOMPOSITIONS = {
  qr: decomposition(
    'q of orthonormal columns and r upper triangular, q·r = x, of as many rows as columns or more; q square if `full`',
    { full: flag },
    ([x], { full }) => {
      demandMatrix('qr', x!);
      const [m = 0, n = 0] = x!.shape.slice(-2);
      const rule = 'there must be at least as many rows as columns; the function qr takes others too';
      if (m < n) throw new InputError('size', { op: 'qr', from: x!.shape, to: [...x!.shape.slice(0, -2), n, n], rule });
      const columns = full ? m : n;
      return results(x!, [m, columns], [columns, n]);
    },
  ),
  eigh: decomposition('eigenvalues of (x + xᵀ)/2, ascending, and its eigenvectors, columns of length 1', {}, ([x]) => {
    demandSquare('eigh', x!);
    const n = x!.shape.at(-1)!;
    return results(x!, [n], [n, n]);
  }),
  svd: decomposition(
    'u, s and vᵀ with u·diag(s)·vᵀ = x, s descending and ≥ 0, u and v of orthonormal columns; k = min(m, n) of each',
    {},
    ([x]) => {
      demandMatrix('svd', x!);
      const [m = 0, n = 0] = x!.shape.slice(-2);
      const k = Math.min(m, n);
      return results(x!, [m, k], [k], [k, n]);
    },
  ),
} as const;
