/** Linear algebra on the last two axes; the leading ones are a batch. What has no answer for one matrix is NaN for that matrix. */
import { InputError } from '../error/error.ts';
import { axisOf } from '../type/shape.ts';
import { isFloat, sameShape, tensorType, type Shape, type TensorType } from '../type/type.ts';
import { axis, flag, optional, real, type Schema } from './attrs.ts';
import { ALIKE, demand, demandDType, FLOATS, isSame } from './check.ts';
import type { ArrayRow, TypeRule } from './row.ts';

const matrices = <S extends Schema, N extends 1 | 2>(
  arity: N,
  doc: string,
  schema: S,
  type: TypeRule<S>,
): ArrayRow<'general', S, N> => ({ form: 'general', doc, arity, schema, type });

/** Throws `dtype` or `axis` unless x is a matrix of floats, or a batch of such. */
export const demandMatrix = (op: string, x: TensorType): void => {
  demandDType(op, [x], isFloat, FLOATS);
  axisOf(op, -2, x.shape.length);
};

/** Throws `dtype`, `axis` or `size` unless x is a square matrix of floats, or a batch of such. */
export const demandSquare = (op: string, x: TensorType): void => {
  demandMatrix(op, x);
  const n = x.shape.at(-1)!;
  const to = [...x.shape.slice(0, -2), n, n];
  if (!sameShape(x.shape, to)) throw new InputError('size', { op, from: x.shape, to, rule: 'matrices must be square' });
};

const square = (op: string, doc: string): ArrayRow<'general', Record<never, never>, 1> =>
  matrices(1, doc, {}, ([x]) => {
    demandSquare(op, x!);
    return x!;
  });

const number = (op: string, [x]: readonly TensorType[]): TensorType => {
  demandSquare(op, x!);
  return tensorType(x!.dtype, x!.shape.slice(0, -2));
};

/** Square a, and b with as many rows: the type of a⁻¹b. */
const system = (op: string, [a, b]: readonly TensorType[]): TensorType => {
  demandSquare(op, a!);
  demandDType(op, [b!], isSame(a!), ALIKE);
  axisOf(op, -2, b!.shape.length);
  const to: Shape = [...a!.shape.slice(0, -1), b!.shape.at(-1)!];
  const rule = 'b must have the leading axes of a, and as many rows';
  if (!sameShape(b!.shape, to)) throw new InputError('size', { op, from: b!.shape, to, rule });
  return b!;
};

export const MATRICES = {
  cholesky: square('cholesky', 'the lower L with L·Lᵀ = (x + xᵀ)/2 and a positive diagonal; NaN if there is none'),
  triangularSolve: matrices(
    2,
    'the y with T·y = b, T the triangle of a (`lower` or upper, `transpose`d, its diagonal taken for ones if `unitDiagonal`)',
    { lower: flag, transpose: flag, unitDiagonal: flag },
    (args) => system('triangularSolve', args),
  ),
  solve: matrices(2, 'the y with a·y = b, by elimination with partial pivoting; NaN where a pivot is 0', {}, (args) =>
    system('solve', args),
  ),
  det: matrices(1, 'determinant; 1 of no rows', {}, (args) => number('det', args)),
  logAbsDet: matrices(
    1,
    'logarithm of the absolute determinant, without overflow; −∞ of a singular matrix',
    {},
    (args) => number('logAbsDet', args),
  ),
  adjugate: square('adjugate', 'the matrix of cofactors, transposed: x·y = det(x)·I; of a singular matrix too'),
  /** At a place of that axis is what the units whose bits the place has are multiplied by; the square of a unit is 0. */
  expm: matrices(
    1,
    'matrix exponential; of dual numbers with so many `units`: a matrix for each product of units, on the axis before',
    { units: optional(axis) },
    ([x], { units }) => {
      demandSquare('expm', x!);
      if (units === undefined) return x!;
      const want = 'the binary logarithm of the axis before the matrix';
      demand(x!.shape.at(-3) === 2 ** units, 'expm', 'units', units, want);
      return x!;
    },
  ),
  pinv: matrices(
    1,
    'pseudo-inverse (Moore, Penrose): singular values up to `rtol` times the greatest count as 0',
    { rtol: real },
    ([x], { rtol }) => {
      demandMatrix('pinv', x!);
      demand(rtol >= 0, 'pinv', 'rtol', rtol, 'a number ≥ 0');
      const [m = 0, n = 0] = x!.shape.slice(-2);
      return tensorType(x!.dtype, [...x!.shape.slice(0, -2), n, m]);
    },
  ),
} as const;

/** Without a derivative. */
export const DETERMINANTS: { readonly signDet: ArrayRow<'opaque', Record<never, never>, 1> } = {
  signDet: {
    form: 'opaque',
    doc: 'sign of the determinant: −1, 0 or 1; NaN if an element is',
    arity: 1,
    schema: {},
    type: (args) => number('signDet', args),
  },
};
