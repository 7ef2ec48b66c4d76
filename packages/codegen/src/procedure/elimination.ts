/**
 * Elimination with partial pivoting (Golub and Van Loan 2013, "Matrix computations", §3.4). Blocks of columns are factored one after the
 * other, and what is left of the matrix is brought up to date by a product; matrices of one block are factored as in the book.
 */
import type { Int } from './language.ts';
import { copy, element, exchange, fill } from './matrices.ts';
import { blocks, reduce } from './products.ts';
import { substitute, subtractRow } from './triangular.ts';
import { procedure, type Counter, type Writer } from './writer.ts';

/** The row of the greatest element of a column, from the diagonal on. */
const pivotOf = (p: Writer, a: Int, n: Int, column: Int): Counter => {
  const pivot = p.int(column);
  const most = p.real(element(p, a, n, column, column).abs());
  p.for(column.plus(1), n, (i) => {
    const size = p.real(element(p, a, n, i, column).abs());
    p.when(size.gt(most), () => {
      most.set(size);
      pivot.set(i);
    });
  });
  return pivot;
};

/**
 * Puts the L (below the diagonal) and U of P·a = L·U in the place of a, and the row that each was exchanged with at `pivots`. A column without
 * a pivot is left as it is, with 0 on the diagonal.
 */
export const eliminate = procedure('eliminate', ['a', 'n', 'pivots', 'work'], (p, a, n, pivots, work) => {
  blocks(p, n, (first, size) => {
    const rest = p.int(first.plus(size));
    p.for(first, rest, (column) => {
      const pivot = pivotOf(p, a, n, column);
      p.at(pivots.plus(column)).set(pivot.double());
      const row = p.int(a.plus(column.times(n)));
      p.when(pivot.ne(column), () => exchange(p, row, p.int(a.plus(pivot.times(n))), n));
      const divisor = p.real(p.at(row.plus(column)));
      p.when(divisor.ne(0), () =>
        p.for(column.plus(1), n, (i) => {
          const target = p.int(a.plus(i.times(n)));
          const factor = p.real(p.at(target.plus(column)).div(divisor));
          p.at(target.plus(column)).set(factor);
          subtractRow(p, factor, target, row, column.plus(1), rest);
        }),
      );
    });
    p.when(rest.lt(n), () => {
      p.for(first, rest, (column) =>
        p.for(column.plus(1), rest, (i) => {
          const target = p.int(a.plus(i.times(n)));
          const factor = p.real(p.at(target.plus(column)));
          subtractRow(p, factor, target, p.int(a.plus(column.times(n))), rest, n);
        }),
      );
      const left = p.int(a.plus(rest.times(n)));
      const above = a.plus(first.times(n)).plus(rest);
      const more = p.int(n.minus(rest));
      p.call(reduce, left.plus(rest), n, left.plus(first), n, 1, above, n, more, more, size, work);
    });
  });
});

/** Puts a⁻¹·b in the place of b, n × k, NaN if a pivot is 0; a is overwritten. */
export const solveIn = procedure('solveIn', ['a', 'n', 'b', 'k', 'work'], (p, a, n, b, k, work) => {
  const [pivots, rest] = [work, p.int(work.plus(n))];
  p.call(eliminate, a, n, pivots, rest);
  const isRegular = p.real(1);
  p.for(0, n, (i) => {
    const pivot = p.int(p.at(pivots.plus(i)).whole());
    p.when(pivot.ne(i), () => exchange(p, p.int(b.plus(i.times(k))), p.int(b.plus(pivot.times(k))), k));
    p.when(element(p, a, n, i, i).eq(0), () => isRegular.set(0));
  });
  p.when(
    isRegular.eq(0),
    () => fill(p, b, n.times(k), NaN),
    () => {
      p.call(substitute, a, n, 1, n, b, k, 1, 1, rest);
      p.call(substitute, a, n, 1, n, b, k, 0, 0, rest);
    },
  );
});

/** At `to`, a⁻¹·b for each n × n matrix at `a` and n × k matrix at `b`. */
export const solve = procedure(
  'solve',
  ['count', 'a', 'b', 'to', 'n', 'k', 'work'],
  (p, count, a, b, to, n, k, work) => {
    const size = p.int(n.times(n));
    copy(p, b, to, count.times(n).times(k));
    p.for(0, count, (i) => {
      copy(p, p.int(a.plus(i.times(size))), work, size);
      p.call(solveIn, work, n, to.plus(i.times(n).times(k)), k, work.plus(size));
    });
  },
);
