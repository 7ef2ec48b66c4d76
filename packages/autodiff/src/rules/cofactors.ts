/** The derivative of the adjugate, which is the second one of the determinant: at singular matrices too. */
import {
  cut,
  det,
  diag,
  diagPart,
  div,
  eq,
  expandDims,
  iotaIn,
  le,
  matmul,
  mul,
  or,
  prod,
  reshape,
  slogdet,
  squeeze,
  sub,
  svd,
  trace,
  where,
  type Sym,
} from '@adjoint/ir';
import { beside, product, T } from './blocks.ts';

/** Below this quotient of singular values a matrix counts as almost singular: above it, dividing by its determinant loses five digits at most. */
const ALMOST = 2 ** -17;

/** For all i ≠ j the product of the others of s, 0 on the diagonal. No division, so zeros do no harm. */
const others = (s: Sym): Sym => {
  const n = s.shape.at(-1)!;
  const same = eq(reshape(iotaIn(s.builder, n), [n, 1]), iotaIn(s.builder, n));
  const skipped = or(expandDims(same, 1), same);
  const rest = prod(where(skipped, 1, expandDims(expandDims(s, -2), -2)), -1);
  return where(same, 0, rest);
};

/** (tr(y·t)·y − y·t·y) / det x, where det x is not 0. */
const regular = (t: Sym, y: Sym, x: Sym, isSingular: Sym): Sym => {
  const polynomial = sub(mul(beside(trace(matmul(y, t)), y), y), product(y, t, y));
  return div(polynomial, beside(where(isSingular, 1, det(x)), y));
};

/** Of x = u·s·vᵀ and m = uᵀ·t·v, with pᵢⱼ the product of all singular values but two: det(u)·det(v) · v·(diag(p·diag m) − p∘m)·uᵀ. */
const singular = (t: Sym, { u, s, vt }: { readonly u: Sym; readonly s: Sym; readonly vt: Sym }): Sym => {
  const m = product(T(u), t, T(vt));
  const p = others(s);
  const moved = reshape(matmul(p, expandDims(diagPart(m), -1)), s.shape);
  const sign = mul(slogdet(u).sign, slogdet(vt).sign);
  return mul(beside(sign, m), product(T(vt), sub(diag(moved), mul(p, m)), T(u)));
};

/** The derivative of y, the adjugate of x, along t. */
export const cofactors = (t: Sym, y: Sym, x: Sym): Sym => {
  const n = x.shape.at(-1)!;
  if (n === 0) return t;
  const parts = svd(x);
  const [most, least] = [0, n - 1].map((i) => squeeze(cut(parts.s, -1, i, i + 1), -1)) as [Sym, Sym];
  const isSingular = le(least, mul(most, ALMOST));
  return where(beside(isSingular, x), singular(t, parts), regular(t, y, x, isSingular));
};
