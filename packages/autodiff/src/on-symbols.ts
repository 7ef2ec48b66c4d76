/** Derivatives inside a definition, on its symbols: so that they nest. */
import {
  describe,
  givenList,
  givenOptions,
  InputError,
  isFloat,
  isSym,
  liftInto,
  type Builder,
  type NodeId,
  type Sym,
  type Value,
} from '@adjoint/ir';
import { valueFor } from '@adjoint/transform';
import { demandInside } from './captured.ts';
import { cotangents, type Policy } from './gradients.ts';
import { pushForward } from './modes/forward.ts';
import { onesIn, zerosIn } from './modes/zeros.ts';
import { addSeed, demandScalar, type Target } from './request.ts';

const demandSym = (value: unknown): void => {
  if (!isSym(value)) throw new InputError('value', { got: describe(value), want: 'a symbol, or a list of symbols' });
};

/** The symbol as its definition, or the body that lies in it, sees it. Throws `not-float` or `symbol`. */
const targetIn = (builder: Builder, sym: Sym): Target => {
  const { id } = liftInto(builder, sym);
  const node = builder.nodes[id]!;
  const found = { name: `%${id}`, id, node };
  if (!isFloat(node.type.dtype)) throw new InputError('not-float', { name: found.name, dtype: node.type.dtype });
  return found;
};

/**
 * The gradient of one number with respect to each of `xs`, as symbols of the same definition: gradients nest.
 * Throws `option`, `not-scalar`, `not-float`, `disconnected`, `not-implemented`, `value` or `symbol`.
 */
export const grad = <const X extends readonly Sym[]>(
  y: Sym,
  xs: X,
  options: Policy = {},
): { -readonly [K in keyof X]: Sym } => {
  const { disconnected = 'error' } = givenOptions('grad', options, { disconnected: true });
  [y, ...givenList('grad: the targets', xs, 'symbols')].forEach(demandSym);
  const { builder } = y;
  const targets = xs.map((x) => targetIn(builder, x));
  const cost = targetIn(builder, y);
  demandScalar(cost);
  demandInside(builder, cost.id, xs);
  const found = builder.shared(() => {
    const seed = onesIn(builder, cost.node.type);
    return cotangents(builder, new Map([[cost.id, seed]]), [cost], targets, disconnected);
  });
  return found as { -readonly [K in keyof X]: Sym };
};

/**
 * The derivative of y while each of `xs` moves along its direction, a value of its type: forward mode; zeros where y does not move.
 * Of y's type. Throws `option`, `feed`, `not-float`, `not-implemented`, `value` or `symbol`.
 */
export const tangent = (y: Sym, xs: readonly Sym[], directions: readonly Value[]): Sym => {
  [y, ...givenList('tangent: what moves', xs, 'symbols')].forEach(demandSym);
  if (givenList('tangent: the directions', directions, 'values').length !== xs.length) {
    const want = `one for each of the ${xs.length} symbols that move`;
    throw new InputError('option', { option: 'tangent: the directions', got: `a list of ${directions.length}`, want });
  }
  const { builder } = y;
  const cost = targetIn(builder, y);
  demandInside(builder, cost.id, xs);
  return builder.shared(() => {
    const seeds = new Map<NodeId, Sym>();
    xs.forEach((x, i) => {
      const { name, id, node } = targetIn(builder, x);
      addSeed(seeds, id, valueFor(builder, `the direction of ${name}`, node.type, directions[i]!));
    });
    return pushForward(builder, seeds, [cost.id]).get(cost.id) ?? zerosIn(builder, cost.node.type);
  });
};
