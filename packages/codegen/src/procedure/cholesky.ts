/**
 * Cholesky factors (Golub and Van Loan 2013, "Matrix computations", §4.2). Blocks of columns are factored one after the other, and what is
 * left of the matrix is brought up to date by a product; matrices of one block are factored as in the book.
 */
import { element, fill } from './matrices.ts';
import { BLOCK, blocks, packedStride, subtractProduct } from './products.ts';
import { procedure } from './writer.ts';

/** At `to`, the lower L of L·Lᵀ = (a + aᵀ)/2 for each of the matrices at `from`, or NaN where there is none. */
export const cholesky = procedure('cholesky', ['count', 'from', 'to', 'n', 'work'], (p, count, from, to, n, work) =>
  p.for(0, count, (matrix) => {
    const a = p.int(to.plus(matrix.times(n).times(n)));
    const given = p.int(from.plus(matrix.times(n).times(n)));
    p.for(0, n, (i) =>
      p.for(0, i.plus(1), (j) => {
        const mean = element(p, given, n, i, j)
          .div(2)
          .add(element(p, given, n, j, i).div(2));
        element(p, a, n, i, j).set(mean);
      }),
    );
    const isPositive = p.real(1);
    const stride = p.int(packedStride(n));
    blocks(p, n, (first, size) => {
      const rest = p.int(first.plus(size));
      p.for(first, n, (i) => {
        const row = p.int(a.plus(i.times(n)));
        const last = p.int(i);
        p.when(last.ge(rest), () => last.set(rest.minus(1)));
        p.for(first, last.plus(1), (j) => {
          const other = p.int(a.plus(j.times(n)));
          const known = p.sum(first, j, (k) => p.at(row.plus(k)).mul(p.at(other.plus(k))));
          const left = p.real(p.at(row.plus(j)).sub(known));
          p.when(
            j.lt(i),
            () => p.at(row.plus(j)).set(left.div(p.at(other.plus(j)))),
            () => {
              isPositive.set(left.gt(0).and(left.lt(Infinity)).select(isPositive, 0));
              p.at(row.plus(j)).set(left.sqrt());
            },
          );
        });
      });
      p.for(rest, n, (i) => {
        const row = p.int(a.plus(i.times(n)).plus(first));
        p.for(0, size, (k) => element(p, work, stride, k, i.minus(rest)).set(p.at(row.plus(k))));
      });
      // Only what is below the diagonal is needed: rows go by blocks, as far as each needs.
      const i = p.int(rest);
      p.while(i.lt(n), () => {
        const rows = p.int(BLOCK);
        p.when(n.minus(i).lt(BLOCK), () => rows.set(n.minus(i)));
        const row = p.int(a.plus(i.times(n)));
        const columns = i.plus(rows).minus(rest);
        p.call(subtractProduct, row.plus(rest), n, row.plus(first), n, 1, work, stride, rows, columns, size);
        i.set(i.plus(rows));
      });
    });
    p.for(0, n, (i) => fill(p, p.int(a.plus(i.times(n)).plus(i).plus(1)), n.minus(i).minus(1), 0));
    p.when(isPositive.eq(0), () => fill(p, a, n.times(n), NaN));
  }),
);
