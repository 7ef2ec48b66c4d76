/**
 * Derivatives of linear algebra, both modes in graph code. Sources: Giles 2008, "Collected matrix derivative results for forward and
 * reverse mode algorithmic differentiation"; Murray 2016, "Differentiation of the Cholesky decomposition"; Golub and Pereyra 1973, "The
 * differentiation of pseudo-inverses …"; Higham 2008, "Functions of matrices", §3.1; Mathias 1996, "A chain rule for matrix functions and applications".
 */
import {
  cut,
  add,
  adjugate,
  apply,
  concat,
  diag,
  diagPart,
  eyeLike,
  flip,
  mul,
  neg,
  reshape,
  solve,
  sub,
  trace,
  triangularSolve,
  tril,
  triu,
  type Attrs,
  type Matrix,
  type Sym,
} from '@adjoint/ir';
import { beside, product, symmetric, T } from './blocks.ts';
import { cofactors } from './cofactors.ts';
import type { GeneralRules } from './general.ts';

type MatrixRules = Pick<GeneralRules, Matrix>;

/** The lower triangle, its diagonal halved. */
const half = (x: Sym): Sym => sub(tril(x), mul(diag(diagPart(x)), 0.5));

type Triangle = Attrs<'triangularSolve'>;
/** What the op reads of a. */
const triangle = (x: Sym, { lower, unitDiagonal }: Triangle): Sym => {
  const skip = unitDiagonal ? 1 : 0;
  return lower ? tril(x, -skip) : triu(x, skip);
};
const turned = (at: Triangle): Triangle => ({ ...at, transpose: !at.transpose });

/** What x and its pseudo-inverse y do not reach: 1 − y·x and 1 − x·y. */
const beyond = (x: Sym, y: Sym): readonly [Sym, Sym] => {
  const [left, right] = [product(y, x), product(x, y)];
  return [sub(eyeLike(left), left), sub(eyeLike(right), right)];
};

/** The derivative of the exponential at x along t: what one more unit is multiplied by in the exponential of x + unit·t. Linear in t. */
const frechet = (x: Sym, t: Sym, { units = 0 }: Attrs<'expm'>): Sym => {
  const lead = x.shape.slice(0, units === 0 ? -2 : -3);
  const places = (z: Sym): Sym => reshape(z, [...lead, 2 ** units, ...x.shape.slice(-2)]);
  const found = apply('expm', [concat([places(x), places(t)], -3)], { units: units + 1 });
  return reshape(cut(found, -3, 2 ** units, 2 ** (units + 1)), x.shape);
};
/** From the places of products of units to those of the products of all the others: what came from below a place then goes below it. */
const others = (x: Sym, { units = 0 }: Attrs<'expm'>): Sym => (units === 0 ? x : flip(x, -3));

export const matrices: MatrixRules = {
  /** L̇ = L·Φ(L⁻¹·ẋ·L⁻ᵀ), Φ the lower half. */
  cholesky: {
    jvp: (t, y) => {
      const left = triangularSolve(y, symmetric(t));
      return product(y, half(triangularSolve(y, T(left))));
    },
    vjp: (ct, y) => {
      const left = triangularSolve(y, half(product(T(y), ct)), { transpose: true });
      return symmetric(triangularSolve(y, T(left), { transpose: true }));
    },
  },
  /** T·ẏ = ḃ − Ṫ·y. */
  triangularSolve: [
    {
      jvp: (t, y, [a], at) => {
        const moved = triangle(t, at);
        return neg(triangularSolve(a!, product(at.transpose ? T(moved) : moved, y), at));
      },
      vjp: (ct, y, [a], at) => {
        const b = triangularSolve(a!, ct, turned(at));
        return neg(triangle(at.transpose ? product(y, T(b)) : product(b, T(y)), at));
      },
    },
    {
      jvp: (t, _y, [a], at) => triangularSolve(a!, t, at),
      vjp: (ct, _y, [a], at) => triangularSolve(a!, ct, turned(at)),
    },
  ],
  /** a·ẏ = ḃ − ȧ·y. */
  solve: [
    {
      jvp: (t, y, [a]) => neg(solve(a!, product(t, y))),
      vjp: (ct, y, [a]) => neg(product(solve(T(a!), ct), T(y))),
    },
    {
      jvp: (t, _y, [a]) => solve(a!, t),
      vjp: (ct, _y, [a]) => solve(T(a!), ct),
    },
  ],
  /** ẏ = tr(adj(x)·ẋ), a polynomial: there is no division by det x. */
  det: {
    jvp: (t, _y, x) => trace(product(adjugate(x), t)),
    vjp: (ct, _y, x) => mul(beside(ct, x), T(adjugate(x))),
  },
  logAbsDet: {
    jvp: (t, _y, x) => trace(solve(x, t)),
    vjp: (ct, _y, x) => mul(beside(ct, x), solve(T(x), eyeLike(x))),
  },
  adjugate: {
    jvp: cofactors,
    vjp: (ct, y, x) => T(cofactors(T(ct), y, x)),
  },
  expm: {
    jvp: (t, _y, x, at) => frechet(x, t, at),
    vjp: (ct, _y, x, at) => others(frechet(T(x), others(ct, at), at), at),
  },
  /** ẏ = −y·ẋ·y + y·yᵀ·ẋᵀ·(1 − x·y) + (1 − y·x)·ẋᵀ·yᵀ·y, where the rank stays. */
  pinv: {
    jvp: (t, y, x) => {
      const [left, right] = beyond(x, y);
      const sides = add(product(y, T(y), T(t), right), product(left, T(t), T(y), y));
      return sub(sides, product(y, t, y));
    },
    vjp: (ct, y, x) => {
      const [left, right] = beyond(x, y);
      const sides = add(product(right, T(ct), y, T(y)), product(T(y), y, T(ct), left));
      return sub(sides, product(T(y), ct, T(y)));
    },
  },
};
