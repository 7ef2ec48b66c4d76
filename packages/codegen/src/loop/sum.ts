/** A contraction that is no matrix product, or a small one, as one nest. */
import type { Node } from '@adjoint/ir';
import { Code, COMBINES } from './code.ts';
import { joined, type Access, type Nest } from './nest.ts';
import type { Index, Placed, Slot } from './product.ts';

const jump = (step: number): number => +(step !== 0 && step !== 1);

/** The index that walks in unit steps, the longest of those. */
export const innermost = (indices: readonly Index[]): Index | undefined => {
  const cost = ({ o, a, b }: Index): number => jump(o) + jump(a) + jump(b);
  return [...indices].sort((x, y) => cost(x) - cost(y) || y.size - x.size)[0];
};

/** Whether parts of the sums are written and read again. */
export const isGathered = (indices: readonly Index[]): boolean =>
  indices.some(({ summed }) => summed) && innermost(indices)?.summed !== true;

export interface Operands {
  readonly o: Placed;
  readonly a: Placed;
  /** Absent where there is one operand. */
  readonly b: Placed | undefined;
}

/** Sums stay in a local where the innermost loop sums, in memory where it does not. */
export const sumOf = (indices: readonly Index[], { o, a, b }: Operands, { dtype }: Node['type']): Nest => {
  const inner = innermost(indices);
  const others = indices.filter((index) => index !== inner);
  const order = [...others.filter(({ summed }) => !summed), ...others.filter(({ summed }) => summed)];
  if (inner !== undefined) order.push(inner);
  const access = (placed: Placed, slot: Slot): Access => ({ ...placed, strides: order.map((index) => index[slot]) });
  const code = new Code();
  const gathered = isGathered(indices);
  // What is not rounded yet is a double.
  const accesses = [access(a, 'a'), access(gathered ? { ...o, single: false } : o, 'o')];
  let value = code.push('load', 0);
  const isWhole = dtype === 'i32';
  // The product of two singles is exact as a double.
  if (b !== undefined)
    value = code.push(isWhole ? 'imul' : 'mul', value, code.push('load', accesses.push(access(b, 'b')) - 1));
  const sizes = order.map(({ size }) => size);
  const nest = { sizes, accesses, code, nodes: 1 };
  const rounds = dtype === 'f32' ? 'fround' : undefined;
  if (inner?.summed === true) {
    const depth = order.filter(({ summed }) => !summed).length;
    const wraps = isWhole ? 'wrap' : rounds;
    return joined({ ...nest, folds: [{ combine: 'add', value, depth, start: 0, access: 1, rounds: wraps }] });
  }
  if (gathered) code.push('accumulate', 1, value, COMBINES.indexOf('add'));
  else code.push('store', 1, rounds === undefined ? value : code.push(rounds, value));
  return joined({ ...nest, folds: [] });
};
