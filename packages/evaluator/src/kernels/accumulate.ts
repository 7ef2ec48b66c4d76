/**
 * Sums of products over loops: each sum starts at +0, takes its terms in a fixed order in double precision, and is rounded once. Where no
 * index is summed over there is no sum: the product stands as it is, −0 too.
 */
import { sizeOf, type TensorType } from '@adjoint/ir';
import { fill, inTurn, nothing, roundOnce, type Kernel, type Memory } from './kernel.ts';
import { joined, nest, nestAround, ONCE, type Loop } from './nest.ts';
import { dots, eachDot, integer, plain, product, rowPairs, rows } from './products.ts';

/** The places of a result and two operands, with a loop for each index; the loops with `o` = 0 are summed over. */
export interface Sum {
  readonly type: TensorType;
  readonly loops: readonly Loop[];
  readonly o: number;
  readonly a: number;
  readonly b: number;
  /** Whether any index is summed over, be it of size 1. */
  readonly sums: boolean;
  /** Whether some elements of the result are none of the sums, and stay 0. */
  readonly sparse: boolean;
}

type Places = [o: number, a: number, b: number];

const isSummed = (loop: Loop): boolean => loop.o === 0;
const jump = (step: number): number => +(step > 1);
/** How many of the three walk with gaps along the loop. */
const jumps = ({ o, a, b }: Loop): number => jump(o) + jump(a) + jump(b);

const best = (loops: readonly Loop[], cost: (loop: Loop) => number): Loop | undefined => {
  let found: Loop | undefined;
  for (const loop of loops) {
    const less = found === undefined ? 1 : cost(found) - cost(loop) || loop.size - found.size;
    if (less > 0) found = loop;
  }
  return found;
};

/** The loop that walks in unit steps is the innermost; around it one of the other kind, so that sums stay in registers. */
const innermost = (loops: readonly Loop[]): [outer: Loop, inner: Loop] => {
  const inner = best(loops, jumps) ?? ONCE;
  const others = loops.filter((loop) => loop !== inner && isSummed(loop) !== isSummed(inner));
  const staying = (loop: Loop): number => (isSummed(inner) ? +(loop.a !== 0 && loop.b !== 0) : jumps(loop));
  return [best(others, staying) ?? ONCE, inner];
};

const swapped = (loop: Loop): Loop => ({ ...loop, a: loop.b, b: loop.a });

/** A kernel that fills a row of the result after the other: along the row, which is the inner loop, the operand `a` stays. */
const byRows = (memory: Memory, loops: readonly Loop[], outer: Loop, inner: Loop, places: Places): Kernel => {
  const across = loops.find((loop) => !isSummed(loop) && loop.b === 0);
  const rest = loops.filter((loop) => loop !== across);
  return nestAround(rest, outer, inner, across === undefined ? rows(memory) : rowPairs(memory, across), ...places);
};

const floating = (memory: Memory, { loops, o, a, b }: Sum): Kernel => {
  const all = joined(loops);
  const [outer, inner] = innermost(all);
  const walks = isSummed(inner) ? outer : inner;
  const order = [outer, inner, ...all.filter((loop) => loop !== outer && loop !== inner)];
  const swap = walks.a !== 0 && walks.b === 0;
  const [around = ONCE, within = ONCE, ...rest] = swap ? order.map(swapped) : order;
  const places: Places = swap ? [o, b, a] : [o, a, b];
  const stays = walks.a === 0 || walks.b === 0;
  if (isSummed(inner)) return nestAround(rest, around, within, stays ? dots(memory) : eachDot(memory), ...places);
  return stays
    ? byRows(memory, rest, around, within, places)
    : nestAround(rest, around, within, plain(memory), ...places);
};

/** The kernel of a sum of products. */
export const accumulate = (memory: Memory, sum: Sum): Kernel => {
  const { type, loops, o, a, b } = sum;
  const size = sizeOf(type.shape);
  const clear = sum.sums || sum.sparse ? fill(memory, o, size, 0) : nothing;
  if (loops.some((loop) => loop.size === 0)) return clear;
  if (type.dtype === 'i32') return inTurn(fill(memory, o, size, 0), nest(loops, integer(memory), o, a, b));
  const add = sum.sums ? floating(memory, sum) : nest(loops, product(memory), o, a, b);
  return inTurn(clear, add, roundOnce(memory, type.dtype, o, size));
};
