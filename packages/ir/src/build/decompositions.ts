/** Decompositions of the last two axes, batched over the leading ones. A matrix with an element that is not finite gives NaN. */
import { givenOptions, wrongOption } from '../error/guard.ts';
import { NO_ATTRS } from '../graph/graph.ts';
import type { PlainAttrs } from '../ops/attrs.ts';
import { demandMatrix } from '../ops/matrices.ts';
import type { Several } from '../ops/ops.ts';
import { located } from './apply.ts';
import { resultsOf } from './body.ts';
import { matmul } from './contraction.ts';
import { cut } from './indexing.ts';
import { lift, type Value } from './lift.ts';
import { matrixTranspose } from './matrices.ts';
import { concat } from './shaping.ts';
import type { Sym } from './symbol.ts';

/** The results of an op that has several. */
const applySeveral = (op: Several, x: Sym, attrs: PlainAttrs = NO_ATTRS): Sym[] =>
  resultsOf(x.builder, x.builder.push(op, [x.id], attrs));

/** How much of q. */
export interface QrOptions {
  /** `thin` (the default): as many columns in q as the shorter side of x; `full`: q is square. */
  readonly mode?: 'thin' | 'full';
}

/**
 * q of orthonormal columns and r upper triangular with q·r = x, by Householder reflections; signs are those of LAPACK: an element of r's
 * diagonal has the sign against what it was made of. The derivatives of a matrix of dependent columns are not finite, and those
 * of the columns that `full` adds are of one choice among many. Throws `axis`, `dtype` or `option`.
 */
export const qr = (value: Value, options: QrOptions = {}): { readonly q: Sym; readonly r: Sym } => {
  const { mode = 'thin' } = givenOptions('qr', options, { mode: true });
  const x = lift(value);
  located('qr', [x], {}, () => {
    demandMatrix('qr', x.type);
    if (mode !== 'thin' && mode !== 'full') throw wrongOption('qr: mode', mode, `'thin' or 'full'`);
  });
  const [m, n] = x.shape.slice(-2) as [number, number];
  if (m >= n) {
    const [q, r] = applySeveral('qr', x, { full: mode === 'full' }) as [Sym, Sym];
    return { q, r };
  }
  return x.builder.within('qr', () => {
    const [q, r] = applySeveral('qr', cut(x, -1, 0, m), { full: false }) as [Sym, Sym];
    return { q, r: concat([r, matmul(matrixTranspose(q), cut(x, -1, m, n))], -1) };
  });
};

/**
 * The eigenvalues of the symmetric matrix (x + xᵀ)/2, ascending, and its eigenvectors as columns, each of length 1 with its first element
 * of the greatest magnitude (to eight digits) positive. Where values are equal to rounding, no derivative is taken between their vectors:
 * first derivatives of what does not depend on the choice of those are right, second ones are not. Throws `axis`, `size` or `dtype`.
 */
export const eigh = (value: Value): { readonly values: Sym; readonly vectors: Sym } => {
  const [values, vectors] = applySeveral('eigh', lift(value)) as [Sym, Sym];
  return { values, vectors };
};

/**
 * The singular values s of x, descending, with u·diag(s)·vt = x; u and the transpose of vt have orthonormal columns, as many as the shorter
 * side of x; the first element of the greatest magnitude (to eight digits) in each row of vt is positive. Equal values and zeros
 * are treated as `eigh` treats equal ones. Throws `axis` or `dtype`.
 */
export const svd = (value: Value): { readonly u: Sym; readonly s: Sym; readonly vt: Sym } => {
  const [u, s, vt] = applySeveral('svd', lift(value)) as [Sym, Sym, Sym];
  return { u, s, vt };
};
