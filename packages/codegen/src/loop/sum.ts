/** A contraction that is no matrix product, or a small one, as one nest. */
import type { Node } from '@adjoint/ir';
import { Code, COMBINES } from './code.ts';
import { joined, type Access, type Nest } from './nest.ts';
import { offsetsOf, sizeOfAll, sums as sumsAny, type Index, type Placed, type Slot } from './product.ts';

const jump = (step: number): number => +(step !== 0 && step !== 1);

/** The index that walks in unit steps, the longest of those. */
const innermost = (indices: readonly Index[]): Index | undefined => {
  const cost = ({ o, a, b }: Index): number => jump(o) + jump(a) + jump(b);
  return [...indices].sort((x, y) => cost(x) - cost(y) || y.size - x.size)[0];
};

/** Sums of so few terms are written out, so that the loop is one over elements of the result. */
const FEW_TERMS = 8;

const isSummed = ({ summed }: Index): boolean => summed;

const areWrittenOut = (indices: readonly Index[]): boolean =>
  innermost(indices)?.summed === false && sizeOfAll(indices.filter(isSummed)) <= FEW_TERMS;

/** Whether parts of the sums are written and read again. */
export const isGathered = (indices: readonly Index[]): boolean =>
  indices.some(isSummed) && innermost(indices)?.summed !== true && !areWrittenOut(indices);

export interface Operands {
  readonly o: Placed;
  readonly a: Placed;
  /** Absent where there is one operand. */
  readonly b: Placed | undefined;
}

/** Where the terms of a sum begin, one after the other. */
const terms = ({ base, width }: Placed, sums: readonly Index[], slot: Slot): number[] =>
  Array.from(offsetsOf(sums, slot, width), (offset) => base + offset / width);

/** Sums stay in a local where the innermost loop sums, else in memory; a few terms are added on the spot. */
export const sumOf = (indices: readonly Index[], { o, a, b }: Operands, node: Node): Nest => {
  const { dtype } = node.type;
  const inner = innermost(indices);
  const others = indices.filter((index) => index !== inner);
  const [kept, sums] = [others.filter((index) => !isSummed(index)), others.filter(isSummed)];
  const writtenOut = areWrittenOut(indices);
  const order = [...kept, ...(writtenOut ? [] : sums), ...(inner === undefined ? [] : [inner])];
  const gathered = isGathered(indices);
  const code = new Code();
  // What is not rounded yet is a double.
  const accesses: Access[] = [];
  const access = (placed: Placed, base: number, slot: Slot): number =>
    accesses.push({ ...placed, base, strides: order.map((index) => index[slot]) }) - 1;
  const target = access(gathered ? { ...o, single: false } : o, o.base, 'o');
  const isWhole = dtype === 'i32';
  // The product of two singles is exact as a double.
  const product = (ofA: number, ofB: number | undefined): number => {
    const left = code.push('load', access(a, ofA, 'a'));
    return b === undefined || ofB === undefined
      ? left
      : code.push(isWhole ? 'imul' : 'mul', left, code.push('load', access(b, ofB, 'b')));
  };
  const places = writtenOut ? sums : [];
  const ofB = b === undefined ? [] : terms(b, places, 'b');
  const values = terms(a, places, 'a').map((ofA, i) => product(ofA, ofB[i]));
  // A sum starts at +0 here, unless a loop adds its terms to one.
  const looped = inner?.summed === true || gathered;
  const value =
    looped || !sumsAny(node) ? values[0]! : values.reduce((sum, term) => code.push('add', sum, term), code.number(0));
  const nest = { sizes: order.map(({ size }) => size), accesses, code, nodes: 1 };
  const rounds = dtype === 'f32' ? 'fround' : isWhole ? 'wrap' : undefined;
  if (inner?.summed === true) {
    const depth = kept.length;
    return joined({ ...nest, folds: [{ combine: 'add', value, depth, start: 0, access: target, rounds }] });
  }
  if (gathered) code.push('accumulate', target, value, COMBINES.indexOf('add'));
  else code.push('store', target, rounds === undefined ? value : code.push(rounds, value));
  return joined({ ...nest, folds: [] });
};
