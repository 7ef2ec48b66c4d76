/** Triangular systems (Golub and Van Loan 2013, "Matrix computations", §3.1), solved block by block. */
import { intOf, type Int } from './language.ts';
import { copy } from './matrices.ts';
import { blocks, reduce } from './products.ts';
import { procedure, type Variable, type Writer } from './writer.ts';

/** The row `target` less a multiple of another, for columns from `from` to below `to`; nothing where the factor is 0. */
export const subtractRow = (p: Writer, factor: Variable, target: Int, row: Int, from: Int | number, to: Int): void =>
  p.when(factor.ne(0), () =>
    p.lanes(from, to, (j) => p.at(target.plus(j)).set(p.at(target.plus(j)).sub(factor.mul(p.at(row.plus(j)))))),
  );

/**
 * Puts T⁻¹·b, of `k` columns, in the place of b, where T is a triangle of a, its rows and columns `rowStep` and `columnStep` apart: lower
 * where `down` is 1, else upper; with 1 on the diagonal where `unit` is 1.
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
