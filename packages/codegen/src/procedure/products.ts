/** Products of matrices, row major: columns go several at a time, and rows four. */
import type { Int } from './language.ts';
import { copy, doubtOf, fill } from './matrices.ts';
import { procedure, type Writer } from './writer.ts';

/** Rows that go together. */
const ROWS = 4;

/** From one row to below another, four at a time and then one by one. */
export const inRows = (p: Writer, from: Int | number, to: Int, each: (first: Int, count: number) => void): void => {
  const i = p.int(from);
  for (const count of [ROWS, 1])
    p.while(i.le(to.minus(count)), () => {
      each(i, count);
      i.set(i.plus(count));
    });
};

/**
 * c += sign · a·b, of m × k and k × n, their rows `strideA` and so on apart, elements of rows of `a` by `stepA`. Four rows at a time, each
 * element one sum in order; where `careful`, a zero of `a` times anything is zero.
 */
const productBy = (name: string, sign: 1 | -1, careful: boolean) =>
  procedure(
    name,
    ['c', 'strideC', 'a', 'strideA', 'stepA', 'b', 'strideB', 'rows', 'columns', 'depth'],
    (p, c, strideC, a, strideA, stepA, b, strideB, m, n, k) => {
      const rows = (first: Int, count: number): void => {
        const own = Array.from(
          { length: count },
          (_, r) => [p.int(c.plus(first.plus(r).times(strideC))), p.int(a.plus(first.plus(r).times(strideA)))] as const,
        );
        p.lanes(0, n, (j) => {
          const sums = own.map(([to]) => p.real(p.at(to.plus(j))));
          p.for(0, k, (q) => {
            const x = p.real(p.at(b.plus(q.times(strideB)).plus(j)));
            own.forEach(([, from], r) => {
              const factor = p.real(p.at(from.plus(q.times(stepA))));
              const term = careful ? factor.mul(x).unless0(factor) : factor.mul(x);
              sums[r]!.set(sign === 1 ? sums[r]!.add(term) : sums[r]!.sub(term));
            });
          });
          own.forEach(([to], r) => p.at(to.plus(j)).set(sums[r]!));
        });
      };
      inRows(p, 0, m, rows);
    },
  );

export const addProduct = productBy('addProduct', 1, false);
export const subtractProduct = productBy('subtractProduct', -1, false);
const subtractCarefully = productBy('subtractCarefully', -1, true);

/** Places from row to row of a packed matrix of n columns: an odd number of lines of a cache, so that columns do not fall on few of them. */
export const packedStride = (n: Int): Int => n.plus(15).half(4).times(16).plus(8);

/** Columns, or rows, of a block. */
export const BLOCK = 48;

/** Blocks of 0 … n − 1, from the first to the last: where they begin, and how long they are. */
export const blocks = (p: Writer, n: Int, each: (first: Int, size: Int) => void, most: Int | number = BLOCK): void => {
  const first = p.int(0);
  const size = p.int(most);
  p.while(first.lt(n), () => {
    p.when(n.minus(first).lt(size), () => size.set(n.minus(first)));
    each(first, size);
    first.set(first.plus(size));
  });
};

/** Doubles that a packed block of a matrix of n columns takes. */
export const packed = (n: number): number => BLOCK * (n + 24);

/** At `to`, what is there plus a·b of m × k and k × n matrices, b packed block by block. */
export const accumulate = procedure(
  'accumulate',
  ['to', 'a', 'b', 'height', 'n', 'k', 'work'],
  (p, to, a, b, height, n, k, work) => {
    const stride = p.int(packedStride(n));
    blocks(p, k, (first, size) => {
      p.for(0, size, (i) => copy(p, p.int(b.plus(first.plus(i).times(n))), p.int(work.plus(i.times(stride))), n));
      p.call(addProduct, to, n, a.plus(first), k, 1, work, stride, height, n, size);
    });
  },
);

/** At `to`, a·b of such matrices. */
export const multiply = procedure(
  'multiply',
  ['to', 'a', 'b', 'height', 'n', 'k', 'work'],
  (p, to, a, b, height, n, k, work) => {
    fill(p, to, height.times(n), 0);
    p.call(accumulate, to, a, b, height, n, k, work);
  },
);

/** c −= a·b, as `subtractProduct`, of b that is packed before; a zero of `a` times an infinite element is zero. */
export const reduce = procedure(
  'reduce',
  ['c', 'strideC', 'a', 'strideA', 'stepA', 'b', 'strideB', 'rows', 'columns', 'depth', 'work'],
  (p, c, strideC, a, strideA, stepA, b, strideB, m, n, k, work) => {
    const stride = p.int(packedStride(n));
    const doubt = p.real(0);
    p.for(0, k, (i) => {
      const row = p.int(b.plus(i.times(strideB)));
      copy(p, row, p.int(work.plus(i.times(stride))), n);
      doubt.set(doubt.add(doubtOf(p, row, n)));
    });
    p.when(
      doubt.eq(0),
      () => p.call(subtractProduct, c, strideC, a, strideA, stepA, work, stride, m, n, k),
      () => p.call(subtractCarefully, c, strideC, a, strideA, stepA, work, stride, m, n, k),
    );
  },
);
