/** A matrix product as loops around a sum: what targets without tiles compute, and what each step of one with tiles touches. */
import { Code } from './code.ts';
import { joined, type Access, type Nest } from './nest.ts';
import type { Index, Product, Slot } from './product.ts';

/** Rows, columns and the loops around them outside, sums inside; a sum is a double until it is stored. */
export const productNest = ({ around, m, n, k, o, a, b, width }: Product): Nest => {
  const order: readonly Index[] = [...around, ...m, ...n, ...k];
  const access = (slot: Slot): Access => ({ ...{ o, a, b }[slot], strides: order.map((index) => index[slot]) });
  const code = new Code();
  const value = code.push('mul', code.push('load', 0), code.push('load', 1));
  const depth = order.length - k.length;
  const rounds = width === 4 ? 'fround' : undefined;
  return joined({
    sizes: order.map(({ size }) => size),
    accesses: [access('a'), access('b'), access('o')],
    code,
    folds: [{ combine: 'add', value, depth, start: 0, access: 2, rounds }],
    nodes: 1,
  });
};
