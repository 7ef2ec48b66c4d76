/**
 * Triangular factors and systems (Golub and Van Loan 2013, "Matrix computations", §3.1, §3.4, §4.2). Blocks of columns are factored one after the other, and
 * what is left of the matrix is brought up to date by a product; matrices of one block are factored as in the book.
 */
import { intOf, type Int, type Real } from './language.ts';
import { BLOCK, blocks, copy, element, exchange, fill, packedStride, reduce, subtract } from './matrices.ts';
import { procedure, type Counter, type Typed, type Variable, type Writer } from './writer.ts';

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
        p.call(subtract, row.plus(rest), n, row.plus(first), n, 1, work, stride, rows, columns, size);
        i.set(i.plus(rows));
      });
    });
    p.for(0, n, (i) => fill(p, p.int(a.plus(i.times(n)).plus(i).plus(1)), n.minus(i).minus(1), 0));
    p.when(isPositive.eq(0), () => fill(p, a, n.times(n), NaN));
  }),
);

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

/** The row `target` less a multiple of another, for columns from `from` to below `to`; nothing where the factor is 0. */
const subtractRow = (p: Writer, factor: Variable, target: Int, row: Int, from: Int | number, to: Int): void =>
  p.when(factor.ne(0), () =>
    p.lanes(from, to, (j) => p.at(target.plus(j)).set(p.at(target.plus(j)).sub(factor.mul(p.at(row.plus(j)))))),
  );

/**
 * Puts the L (below the diagonal) and U of P·a = L·U in the place of a, and the row that each was exchanged with at `pivots`. A column without a pivot is left
 * as it is, with 0 on the diagonal.
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

/**
 * Puts T⁻¹·b, of `k` columns, in the place of b, where T is a triangle of a, its rows and columns `rowStep` and `columnStep` apart: lower where `down` is 1, else
 * upper; with 1 on the diagonal where `unit` is 1.
 */
export const substitute = procedure(
  'substitute',
  ['a', 'rowStep', 'columnStep', 'n', 'b', 'k', 'down', 'unit', 'work'],
  (p, a, rowStep, columnStep, n, b, k, down, unit, work) => {
    const at = (i: Int, j: Int): Int => a.plus(i.times(rowStep)).plus(j.times(columnStep));
    blocks(p, n, (step, size) => {
      // The block in question begins at `first`; of an upper triangle the last comes first.
      const first = p.int(step);
      p.when(down.eq(0), () => first.set(n.minus(step).minus(size)));
      const end = p.int(first.plus(size));
      p.for(0, size, (inner) => {
        const i = p.int(first.plus(inner));
        const [from, to] = [p.int(first), p.int(i)];
        p.when(down.eq(0), () => {
          i.set(end.minus(1).minus(inner));
          from.set(i.plus(1));
          to.set(end);
        });
        const row = p.int(b.plus(i.times(k)));
        p.when(
          k.eq(1).and(columnStep.eq(1)),
          () => {
            const known = p.sum(from, to, (j) => {
              const factor = p.at(a.plus(i.times(rowStep)).plus(j));
              return factor.mul(p.at(b.plus(j))).unless0(factor);
            });
            p.at(row).set(p.at(row).sub(known));
          },
          () =>
            p.for(from, to, (j) => {
              const factor = p.real(p.at(at(i, j)));
              subtractRow(p, factor, row, p.int(b.plus(j.times(k))), 0, k);
            }),
        );
        p.when(unit.eq(0), () => {
          const divisor = p.real(p.at(at(i, i)));
          p.lanes(0, k, (c) => p.at(row.plus(c)).set(p.at(row.plus(c)).div(divisor)));
        });
      });
      // What is left of b, less what the block makes of it.
      const left = p.int(n.minus(step).minus(size));
      const start = p.int(end);
      p.when(down.eq(0), () => start.set(0));
      p.when(left.gt(0), () => {
        const [c, triangle, above] = [b.plus(start.times(k)), at(start, first), b.plus(first.times(k))];
        p.call(reduce, c, k, triangle, rowStep, columnStep, above, k, left, k, size, work);
      });
    });
  },
);

/** At `to`, T⁻¹·b for each of the triangles at `a`, n × n, and of the b, n × k; `transpose` is 1 where Tᵀ is meant. */
export const triangularSolve = procedure(
  'triangularSolve',
  ['count', 'a', 'b', 'to', 'n', 'k', 'lower', 'transpose', 'unit', 'work'],
  (p, count, a, b, to, n, k, lower, transpose, unit, work) => {
    const [rowStep, columnStep, down] = [p.int(n), p.int(1), p.int(lower)];
    p.when(transpose.eq(1), () => {
      rowStep.set(1);
      columnStep.set(n);
      down.set(intOf(1).minus(lower));
    });
    copy(p, b, to, count.times(n).times(k));
    p.for(0, count, (i) => {
      const triangle = a.plus(i.times(n).times(n));
      p.call(substitute, triangle, rowStep, columnStep, n, to.plus(i.times(n).times(k)), k, down, unit, work);
    });
  },
);

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

/** What becomes of the sign of the permutation and the elements of the diagonal of U. */
interface Measure {
  readonly start: (sign: Real) => Real | number;
  readonly step: (p: Writer, known: Real, x: Real) => Real;
}

/** At `to`, a number for each n × n matrix at `a`; a zero has no sign. */
const measureBy = (name: string, { start, step }: Measure): Typed<readonly ['count', 'a', 'to', 'n', 'work']> =>
  procedure(name, ['count', 'a', 'to', 'n', 'work'], (p, count, a, to, n, work) => {
    const size = p.int(n.times(n));
    p.for(0, count, (matrix) => {
      const pivots = p.int(work.plus(size));
      copy(p, p.int(a.plus(matrix.times(size))), work, size);
      p.call(eliminate, work, n, pivots, pivots.plus(n));
      const sign = p.real(1);
      p.for(0, n, (i) => p.when(p.at(pivots.plus(i)).ne(i.double()), () => sign.set(sign.neg())));
      const known = p.real(start(sign));
      p.for(0, n, (i) => known.set(step(p, known, p.at(work.plus(i.times(n.plus(1)))))));
      p.at(to.plus(matrix)).set(known.add(0));
    });
  });

const signOf = (x: Real): Real => x.gt(0).select(1, x.lt(0).select(-1, x));

export const det = measureBy('det', { start: (sign) => sign, step: (_, known, x) => known.mul(x) });
export const signDet = measureBy('signDet', { start: (sign) => sign, step: (_, known, x) => known.mul(signOf(x)) });
export const logAbsDet = measureBy('logAbsDet', {
  start: () => 0,
  step: (p, known, x) => known.add(p.of('log', x.abs())),
});
