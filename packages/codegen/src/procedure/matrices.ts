/** Matrices in memory, row major: moved, measured and multiplied. */
import type { Int, Real } from './language.ts';
import { procedure, type Cell, type Variable, type Writer } from './writer.ts';

/** Steps of several loops of places, and what happens there. */
export const copy = (p: Writer, from: Int, to: Int, count: Int): void =>
  p.lanes(0, count, (i) => p.at(to.plus(i)).set(p.at(from.plus(i))));

export const fill = (p: Writer, to: Int, count: Int | number, x: Real | number): void =>
  p.lanes(0, count, (i) => p.at(to.plus(i)).set(x));

/** Two rows of n elements change places. */
export const exchange = (p: Writer, a: Int, b: Int, n: Int): void =>
  p.lanes(0, n, (i) => {
    const kept = p.real(p.at(a.plus(i)));
    p.at(a.plus(i)).set(p.at(b.plus(i)));
    p.at(b.plus(i)).set(kept);
  });

/** The element of a matrix of n columns. */
export const element = (p: Writer, a: Int, n: Int, i: Int, j: Int): Cell => p.at(a.plus(i.times(n)).plus(j));

/** The m × n matrix at `from`, transposed, at `to`. */
export const turn = procedure('turn', ['from', 'to', 'rows', 'columns'], (p, from, to, m, n) =>
  p.for(0, m, (i) => {
    const row = p.int(from.plus(i.times(n)));
    p.for(0, n, (j) => p.at(to.plus(j.times(m)).plus(i)).set(p.at(row.plus(j))));
  }),
);

/** 1 where all elements are finite, else NaN. */
export const finiteness = (p: Writer, a: Int, count: Int): Variable =>
  p.real(p.sum(0, count, (i) => p.at(a.plus(i)).mul(0)).add(1));

/** A larger factor is none. */
const GREATEST = 2 ** 1023;

/** The power of two that brings the greatest magnitude to [1, 2), as near as may be: squares then do not overflow. 1 of zeros. */
export const scaleOf = (p: Writer, a: Int, count: Int): Variable => {
  const most = p.real(0);
  p.for(0, count, (i) => {
    const size = p.real(p.at(a.plus(i)).abs());
    p.when(size.gt(most), () => most.set(size));
  });
  const scale = p.real(1);
  p.when(most.gt(0).and(most.lt(Infinity)), () => {
    p.while(most.mul(scale).ge(2), () => scale.set(scale.mul(0.5)));
    p.while(most.mul(scale).lt(1).and(scale.lt(GREATEST)), () => scale.set(scale.mul(2)));
  });
  return scale;
};

/** Rows of a product that go together. */
const ROWS = 4;

/**
 * c += sign · a·b, of m × k and k × n, their rows `strideA` and so on apart, elements of rows of `a` by `stepA`. Four rows at a time, each element one sum in order; where `careful`, a zero of
 * `a` times anything is zero.
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
              const factor = p.at(from.plus(q.times(stepA)));
              const term = careful ? factor.mul(x).unless0(factor) : factor.mul(x);
              sums[r]!.set(sign === 1 ? sums[r]!.add(term) : sums[r]!.sub(term));
            });
          });
          own.forEach(([to], r) => p.at(to.plus(j)).set(sums[r]!));
        });
      };
      const i = p.int(0);
      p.while(i.le(m.minus(ROWS)), () => {
        rows(i, ROWS);
        i.set(i.plus(ROWS));
      });
      p.while(i.lt(m), () => {
        rows(i, 1);
        i.set(i.plus(1));
      });
    },
  );

export const add = productBy('add', 1, false);
export const subtract = productBy('subtract', -1, false);
const subtractCarefully = productBy('subtractCarefully', -1, true);

/** Places from row to row of a packed matrix of n columns: an odd number of lines of a cache, so that columns do not fall on few of them. */
export const packedStride = (n: Int): Int => n.plus(15).half(4).times(16).plus(8);

/** c −= a·b, as `subtract`, of b that is packed before; a zero of `a` times an infinite element is zero. */
export const reduce = procedure(
  'reduce',
  ['c', 'strideC', 'a', 'strideA', 'stepA', 'b', 'strideB', 'rows', 'columns', 'depth', 'work'],
  (p, c, strideC, a, strideA, stepA, b, strideB, m, n, k, work) => {
    const stride = p.int(packedStride(n));
    const doubt = p.real(0);
    p.for(0, k, (i) => {
      const row = p.int(b.plus(i.times(strideB)));
      copy(p, row, p.int(work.plus(i.times(stride))), n);
      doubt.set(doubt.add(p.sum(0, n, (j) => p.at(row.plus(j)).mul(0))));
    });
    p.when(
      doubt.eq(0),
      () => p.call(subtract, c, strideC, a, strideA, stepA, work, stride, m, n, k),
      () => p.call(subtractCarefully, c, strideC, a, strideA, stepA, work, stride, m, n, k),
    );
  },
);
