/** Solutions of equations with exact derivatives: by the implicit function theorem, not through the steps of the solver. */
import {
  concat,
  demandFunctions,
  isFloat,
  neg,
  reshape,
  sizeOf,
  slice,
  solve,
  sub,
  transpose,
  type Graph,
  type Sym,
  type Value,
} from '@adjoint/ir';
import { custom, type Syms } from './custom.ts';
import { rows } from './modes/basis.ts';
import { pushForward } from './modes/forward.ts';
import { backpropagate } from './modes/reverse.ts';
import { zerosIn } from './modes/zeros.ts';

/** What is zero at the solution: for each output of the solver as many equations, as a value of its type. */
export type Residual<I extends string, O extends string> = (y: Syms<O>, x: Syms<I>) => { readonly [N in O]: Value };

const flat = (sym: Sym): Sym => reshape(sym, [sizeOf(sym.shape)]);
const joined = (syms: readonly Sym[]): Sym => (syms.length === 1 ? flat(syms[0]!) : concat(syms.map(flat)));
const floatNames = (syms: Syms): string[] => Object.keys(syms).filter((name) => isFloat(syms[name]!.dtype));
const floats = (syms: Syms): Sym[] => floatNames(syms).map((name) => syms[name]!);

/** The parts of a vector, of the shapes of these. */
const parted = (vector: Sym, like: readonly Sym[]): Sym[] => {
  let start = 0;
  return like.map(({ shape }) => reshape(slice(vector, [start, (start += sizeOf(shape))]), shape));
};

/** Values for the float ones of these, by name. */
const named = (like: Syms, syms: readonly Sym[]): Record<string, Sym> =>
  Object.fromEntries(floatNames(like).map((name, i) => [name, syms[i]!]));

/** The residuals r at a solution y, and their Jacobian ∂r/∂y, [n, n]. */
const linearized = (residual: Residual<string, string>, x: Syms, y: Syms): { r: Sym; jacobian: Sym } => {
  const unknown = floats(y);
  const { builder } = unknown[0]!;
  const found = residual(y, x);
  // r − 0·y has the type of y, whatever plain value r is, and is not y itself.
  const r = joined(floatNames(y).map((name) => sub(found[name]!, zerosIn(builder, y[name]!.type))));
  const parts = rows(
    builder,
    r.id,
    unknown.map(({ id }) => id),
  );
  const n = r.shape[0]!;
  const blocks = parts.map((part, i) =>
    reshape(part ?? zerosIn(builder, unknown[i]!.type), [n, sizeOf(unknown[i]!.shape)]),
  );
  return { r, jacobian: blocks.length === 1 ? blocks[0]! : concat(blocks, 1) };
};

/**
 * The graph of a solver, with the derivatives of what it solves: r(y, x) = 0 gives ẏ = −(∂r/∂y)⁻¹ (∂r/∂x) ẋ, to any order, however the
 * solver got there. For a fixed point y = g(y, x) the residual is g(y, x) − y; for a minimum it is a gradient. The equations are as many as
 * the unknowns, the f64 or f32 outputs, and ∂r/∂y is solved densely. Throws what `custom` throws.
 */
export const implicit = <I extends string, O extends string>(
  solver: Graph<I, O>,
  residual: Residual<I, O>,
): Graph<I, O> => {
  demandFunctions('implicit: the residual', residual);
  const zero = residual as unknown as Residual<string, string>;
  return custom(solver, {
    jvp: (x: Syms, t: Syms, y: Syms) => {
      const { r, jacobian } = linearized(zero, x, y);
      const moving = floats(x);
      const seeds = new Map(moving.map((sym, i) => [sym.id, Object.values(t)[i]!]));
      const along = pushForward(r.builder, seeds, [r.id]).get(r.id) ?? zerosIn(r.builder, r.type);
      return named(y, parted(neg(solve(jacobian, along)), floats(y)));
    },
    vjp: (x: Syms, ct: Syms, y: Syms) => {
      const { r, jacobian } = linearized(zero, x, y);
      const pull = neg(solve(transpose(jacobian), joined(Object.values(ct))));
      const moving = floats(x);
      const table = backpropagate(
        r.builder,
        new Map([[r.id, pull]]),
        moving.map(({ id }) => id),
      );
      return named(
        x,
        moving.map(({ id, type }) => table.get(id) ?? zerosIn(r.builder, type)),
      );
    },
  } as never);
};
