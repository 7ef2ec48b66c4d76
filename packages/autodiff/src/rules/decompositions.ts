/**
 * Derivatives of decompositions, both modes in graph code. Sources: Walter and Lehmann 2010, "Algorithmic differentiation of linear algebra
 * functions with application in optimum experimental design" (qr); Giles 2008 (eigh); Townsend 2016, "Differentiating the singular value
 * decomposition". What divides by a difference of equal values is left out: it is the choice of a basis that it moves.
 */
import {
  cut,
  abs,
  add,
  diag,
  diagPart,
  div,
  expandDims,
  le,
  max,
  mul,
  neg,
  pad,
  reciprocal,
  sub,
  triangularSolve,
  tril,
  where,
  type Sym,
} from '@adjoint/ir';
import { product, symmetric, T } from './blocks.ts';
import type { SeveralRules } from './several.ts';

type Maybe = Sym | undefined;
const plus = (a: Maybe, b: Maybe): Maybe => (a && b ? add(a, b) : (a ?? b));

/** Columns of a matrix, each times its number. */
const columns = (x: Sym, s: Sym): Sym => mul(x, expandDims(s, -2));

/** Up to this times the greatest, a value or a difference of two counts as 0: what rounding leaves of equal ones. */
const least = (s: Sym): Sym => {
  const n = s.shape.at(-1)!;
  const epsilon = s.dtype === 'f32' ? 2 ** -23 : 2 ** -52;
  return expandDims(mul(max(abs(s), -1), 10 * n * epsilon), -1);
};

/** 1 / x, 0 where x counts as 0. */
const inverse = (x: Sym, isZero: Sym): Sym => where(isZero, 0, reciprocal(where(isZero, 1, x)));

/** 1 / (sⱼ − sᵢ), and sⱼ / (sᵢ + sⱼ); 0 where the two are equal. */
const gaps = (s: Sym): { readonly over: Sym; readonly share: Sym } => {
  const [right, left] = [expandDims(s, -2), expandDims(s, -1)];
  const gap = sub(right, left);
  const same = le(abs(gap), expandDims(least(s), -1));
  return { over: inverse(gap, same), share: where(same, 0, div(right, where(same, 1, add(right, left)))) };
};

/** 1 / s, 0 where a value counts as 0. */
const inverses = (s: Sym): Sym => inverse(s, le(s, least(s)));

/** ẋ·r⁻¹, of the upper square of r. */
const byTriangle = (t: Sym, r: Sym): Sym => T(triangularSolve(r, T(t), { lower: false, transpose: true }));
/** t·r⁻ᵀ. */
const byTurned = (t: Sym, r: Sym): Sym => T(triangularSolve(r, T(t), { lower: false }));
/** The first rows, as many as there are columns. */
const top = (r: Sym): Sym => cut(r, -2, 0, r.shape.at(-1)!);
/** Columns of zeros added, up to `width`. */
const widened = (x: Sym, width: number): Sym =>
  x.shape.at(-1) === width
    ? x
    : pad(x, [...x.shape.slice(0, -1).map(() => [0, 0] as const), [0, width - x.shape.at(-1)!]]);
const narrowed = (x: Sym, width: number): Sym => (x.shape.at(-1) === width ? x : cut(x, -1, 0, width));
/** x less its transpose, below the diagonal. */
const skewed = (x: Sym): Sym => tril(sub(x, T(x)), -1);

/**
 * q·ṙ + q̇·r = ẋ, with qᵀ·q̇ = Ω skew and ṙ upper: of m = qᵀ·ẋ·r⁻¹, Ω has the part below the diagonal, and ṙ = (m − Ω)·r. A full q has its
 * last columns only up to a rotation; Ω leaves them as they turn least.
 */
const qr: SeveralRules['qr'] = {
  jvp: (t, [q, r]) => {
    const c = byTriangle(t, top(r!));
    const moved = product(T(q!), c);
    const whole = widened(moved, q!.shape.at(-1)!);
    const lower = tril(whole, -1);
    const omega = sub(lower, T(lower));
    const turned = product(q!, omega);
    const isSquare = q!.shape.at(-1) === q!.shape.at(-2);
    return [isSquare ? turned : add(turned, sub(c, product(q!, moved))), product(sub(whole, omega), r!)];
  },
  vjp: ([ctQ, ctR], [q, r]) => {
    const n = r!.shape.at(-1)!;
    const isSquare = q!.shape.at(-1) === q!.shape.at(-2);
    const fromR = ctR && product(ctR, T(r!));
    const fromQ = ctQ && product(T(q!), ctQ);
    const apart = plus(fromQ, fromR && neg(fromR))!;
    const direct = isSquare ? fromR : neg(apart);
    const whole = plus(direct, skewed(apart))!;
    const back = product(q!, narrowed(whole, n));
    return byTurned(isSquare || ctQ === undefined ? back : add(ctQ, back), top(r!));
  },
};

/** λ̇ = diag(vᵀ·ẋ·v), v̇ = v·(vᵀ·ẋ·v / (λⱼ − λᵢ)), of the symmetric part of ẋ. */
const eigh: SeveralRules['eigh'] = {
  jvp: (t, [values, v]) => {
    const moved = product(T(v!), symmetric(t), v!);
    return [diagPart(moved), product(v!, mul(gaps(values!).over, moved))];
  },
  vjp: ([ctValues, ctV], [values, v]) => {
    const fromV = ctV && mul(gaps(values!).over, product(T(v!), ctV));
    return symmetric(product(v!, plus(ctValues && diag(ctValues), fromV)!, T(v!)));
  },
};

/** x and its transpose. */
const twice = (x: Sym): Sym => add(x, T(x));

/** What the columns of u, orthonormal, do not reach of x: (1 − u·uᵀ)·x; nothing if they are a basis. */
const beyond = (u: Sym, x: Sym): Maybe => (u.shape.at(-1) === u.shape.at(-2) ? undefined : sub(x, product(u, T(u), x)));

/** Of p = uᵀ·ẋ·v: ṡ = diag p; u̇ = u·(p·s + s·pᵀ)/(sⱼ² − sᵢ²) and v̇ = v·(s·p + pᵀ·s)/(sⱼ² − sᵢ²), and what lies beyond u and v over s. */
const svd: SeveralRules['svd'] = {
  jvp: (t, [u, s, vt]) => {
    const v = T(vt!);
    const p = product(T(u!), t, v);
    const { over, share } = gaps(s!);
    const inside = (part: Sym): Sym => mul(over, twice(mul(part, p)));
    const outside = inverses(s!);
    const turnedU = plus(product(u!, inside(share)), beyond(u!, columns(product(t, v), outside)))!;
    const turnedV = plus(product(v, inside(T(share))), beyond(v, columns(product(T(t), u!), outside)))!;
    return [turnedU, diagPart(p), T(turnedV)];
  },
  vjp: ([ctU, ctS, ctVt], [u, s, vt]) => {
    const v = T(vt!);
    const ctV = ctVt && T(ctVt);
    const { over, share } = gaps(s!);
    const inside = (part: Sym, basis: Sym, ct: Maybe): Maybe =>
      ct && mul(part, twice(mul(over, product(T(basis), ct))));
    const all = plus(plus(inside(share, u!, ctU), inside(T(share), v, ctV)), ctS && diag(ctS))!;
    const outside = inverses(s!);
    const outU = ctU && beyond(u!, columns(ctU, outside));
    const outV = ctV && beyond(v, columns(ctV, outside));
    const within = product(u!, all, vt!);
    return plus(plus(within, outU && product(outU, vt!)), outV && product(u!, T(outV)))!;
  },
};

export const decompositions: SeveralRules = { qr, eigh, svd };
