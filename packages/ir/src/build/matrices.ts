/** Linear algebra on the last two axes, batched over the leading ones. What has no answer for one matrix is NaN for that matrix. */
import { InputError } from '../error/error.ts';
import { givenOptions, type Keys, wrongOption } from '../error/guard.ts';
import { NO_ATTRS } from '../graph/graph.ts';
import { demandMatrix, demandSquare } from '../ops/matrices.ts';
import type { General } from '../ops/ops.ts';
import { broadcastShapes, range } from '../type/shape.ts';
import { apply, broadcastTo, located } from './apply.ts';
import { diag, matmul } from './contraction.ts';
import { constantIn } from './creation.ts';
import { lift, together, type Value } from './lift.ts';
import { add, lt, mul, where } from './pointwise.ts';
import { reshape } from './shaping.ts';
import type { Sym } from './symbol.ts';

/** x with its last two axes exchanged. Throws `axis`. */
export const matrixTranspose = (x: Sym): Sym => {
  const rank = x.shape.length;
  return apply('transpose', [x], { perm: [...range(rank - 2), rank - 1, rank - 2] });
};

/** The identity for each matrix of the batch that x is, of `n` rows. */
export const eyeLike = (x: Sym, n = x.shape.at(-1)!): Sym =>
  diag(broadcastTo(constantIn(x.builder, x.dtype, [], [1]), [...x.shape.slice(0, -2), n]));

const squareIn = (op: string, value: Value): Sym => {
  const x = lift(value);
  located(op, [x], {}, () => demandSquare(op, x.type));
  return x;
};

type Plain = Extract<General, 'cholesky' | 'det' | 'adjugate' | 'expm' | 'logAbsDet'>;
const plain = (op: Plain, value: Value): Sym => apply(op, [lift(value)], NO_ATTRS);

/**
 * The lower triangular L with L·Lᵀ = x and a positive diagonal, of a positive definite x: of (x + xᵀ)/2, so that x may be any square
 * matrix and its gradient is symmetric. NaN for a matrix that is not positive definite. Throws `axis`, `size` or `dtype`.
 */
export const cholesky = (x: Value): Sym => plain('cholesky', x);

/**
 * The determinant. Its derivatives are those of a polynomial: of the first and second order at any matrix; beyond, not where it is almost
 * singular and has equal singular values. Throws `axis`, `size` or `dtype`.
 */
export const det = (x: Value): Sym => plain('det', x);

/** The transposed matrix of cofactors, which is det(x)·x⁻¹, of singular matrices too. Throws `axis`, `size` or `dtype`. */
export const adjugate = (x: Value): Sym => plain('adjugate', x);

/** The matrix exponential. Throws `axis`, `size` or `dtype`. */
export const expm = (x: Value): Sym => plain('expm', x);

/** The sign of the determinant (0 of a singular matrix) and the logarithm of its absolute value. Throws `axis`, `size` or `dtype`. */
export const slogdet = (value: Value): { readonly sign: Sym; readonly logabs: Sym } => {
  const x = lift(value);
  return { sign: apply('signDet', [x], NO_ATTRS), logabs: plain('logAbsDet', x) };
};

/** The logarithm of the determinant: −∞ of a singular matrix, NaN of a negative determinant. Throws `axis`, `size` or `dtype`. */
export const logdet = (value: Value): Sym => {
  const x = squareIn('logdet', value);
  return x.builder.within('logdet', () => {
    const { sign, logabs } = slogdet(x);
    return add(logabs, where(lt(sign, 0), constantIn(x.builder, x.dtype, [], [NaN]), 0));
  });
};

/** Matrices a and b with equal leading axes, and what gives a result of theirs the rank that b had. */
interface System {
  readonly a: Sym;
  readonly b: Sym;
  readonly back: (x: Sym) => Sym;
}

/** b is a vector if it has one axis, a batch of vectors if it has one axis less than a, and else a batch of matrices. */
const systemOf = (op: string, left: Value, right: Value): System => {
  const [x, y] = together([left, right]) as [Sym, Sym];
  return located(op, [x, y], {}, () => {
    demandMatrix(op, x.type);
    const isVector = y.shape.length === 1 || y.shape.length === x.shape.length - 1;
    const b = isVector ? reshape(y, [...y.shape, 1]) : y;
    demandMatrix(op, b.type);
    const [rows, n] = [x.shape.at(-2)!, b.shape.at(-2)!];
    const rule = `b must have as many rows as a, ${rows}; it is a vector with one axis, or one less than a`;
    if (rows !== n) throw new InputError('size', { op, from: y.shape, to: x.shape, rule });
    const lead = broadcastShapes(op, [x.shape.slice(0, -2), b.shape.slice(0, -2)]);
    return {
      a: broadcastTo(x, [...lead, ...x.shape.slice(-2)]),
      b: broadcastTo(b, [...lead, ...b.shape.slice(-2)]),
      back: (found) => (isVector ? reshape(found, found.shape.slice(0, -1)) : found),
    };
  });
};

/**
 * The x with a·x = b, by elimination with partial pivoting; NaN for a matrix with a pivot of 0. b is a vector if it has one axis, a batch
 * of vectors if it has one axis less than a, else a batch of matrices; leading axes broadcast. Throws `axis`, `size`, `broadcast` or `dtype`.
 */
export const solve = (left: Value, right: Value): Sym => {
  const { a, b, back } = systemOf('solve', left, right);
  return back(apply('solve', [a, b], NO_ATTRS));
};

/** Which triangular matrix is meant by a square one. */
export interface TriangularOptions {
  /** The lower triangle (the default), or the upper; what is beyond is not read. */
  readonly lower?: boolean;
  /** Whether that triangle is transposed. */
  readonly transpose?: boolean;
  /** Whether its diagonal is taken for ones, and not read. */
  readonly unitDiagonal?: boolean;
}

/** The x with T·x = b, where T is a triangle of a; b is read as in `solve`. Throws `axis`, `size`, `broadcast`, `dtype` or `option`. */
export const triangularSolve = (left: Value, right: Value, options: TriangularOptions = {}): Sym => {
  const keys: Keys<TriangularOptions> = { lower: true, transpose: true, unitDiagonal: true };
  const { lower = true, transpose = false, unitDiagonal = false } = givenOptions('triangularSolve', options, keys);
  const { a, b, back } = systemOf('triangularSolve', left, right);
  return back(apply('triangularSolve', [a, b], { lower, transpose, unitDiagonal }));
};

/** The inverse; NaN for a singular matrix. Throws `axis`, `size` or `dtype`. */
export const inv = (value: Value): Sym => {
  const x = squareIn('inv', value);
  return x.builder.within('inv', () => solve(x, eyeLike(x)));
};

/** x multiplied with itself n times, by repeated squaring; the identity for 0, powers of the inverse below. Throws `axis`, `size`, `dtype` or `option`. */
export const matrixPower = (value: Value, n: number): Sym => {
  const x = squareIn('matrixPower', value);
  located('matrixPower', [x], { n }, () => {
    const want = 'a whole number';
    if (!Number.isSafeInteger(n)) throw wrongOption('matrixPower: n', n, want);
  });
  return x.builder.within('matrixPower', () => {
    let power = n < 0 ? inv(x) : x;
    let product: Sym | undefined;
    for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) product = product === undefined ? power : matmul(product, power);
      if (rest > 1) power = matmul(power, power);
    }
    return product ?? eyeLike(x);
  });
};

/** The Kronecker product of the last two axes, batched over the leading ones, which broadcast; or of two vectors. Throws `axis`, `broadcast` or `dtype`. */
export const kron = (left: Value, right: Value): Sym => {
  const [a, b] = together([left, right]) as [Sym, Sym];
  if (a.shape.length === 1 && b.shape.length === 1)
    return a.builder.within('kron', () => reshape(mul(reshape(a, [a.shape[0]!, 1]), b), [a.shape[0]! * b.shape[0]!]));
  located('kron', [a, b], {}, () => [a, b].forEach(({ type }) => demandMatrix('kron', type)));
  const [[m, n], [p, q]] = [a, b].map(({ shape }) => shape.slice(-2)) as [[number, number], [number, number]];
  return a.builder.within('kron', () => {
    const blocks = reshape(a, [...a.shape.slice(0, -2), m, 1, n, 1]);
    const product = mul(blocks, reshape(b, [...b.shape.slice(0, -2), 1, p, 1, q]));
    return reshape(product, [...product.shape.slice(0, -4), m * p, n * q]);
  });
};

/** Which singular values count. */
export interface RankOptions {
  /** Singular values up to this times the greatest count as 0: 10 · max(m, n) · ε of the dtype when left out. */
  readonly rtol?: number;
}

/** The pseudo-inverse (Moore, Penrose), by singular values; differentiable where the rank stays. Throws `axis`, `dtype`, `option` or `attribute`. */
export const pinv = (value: Value, options: RankOptions = {}): Sym => {
  const { rtol } = givenOptions('pinv', options, { rtol: true });
  const x = lift(value);
  located('pinv', [x], {}, () => demandMatrix('pinv', x.type));
  const epsilon = x.dtype === 'f32' ? 2 ** -23 : 2 ** -52;
  return apply('pinv', [x], { rtol: rtol ?? 10 * Math.max(...x.shape.slice(-2)) * epsilon });
};

/**
 * The x of least norm among those with the least ‖a·x − b‖, for a of any rank; b is read as in `solve`. Differentiable where the rank of a
 * stays. Throws `axis`, `size`, `broadcast`, `dtype`, `option` or `attribute`.
 */
export const lstsq = (left: Value, right: Value, options: RankOptions = {}): Sym => {
  givenOptions('lstsq', options, { rtol: true });
  const { a, b, back } = systemOf('lstsq', left, right);
  return a.builder.within('lstsq', () => back(matmul(pinv(a, options), b)));
};
