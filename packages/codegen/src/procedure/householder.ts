/** QR by Householder's reflections (Golub and Van Loan 2013, "Matrix computations", §5.2), with the signs of LAPACK. */
import type { Int } from './language.ts';
import { copy, doubtOf, fill, inRows, scaleBy, scaleOf } from './matrices.ts';
import { procedure, type Variable, type Writer } from './writer.ts';

/**
 * Puts in the place of the column at `column`, `height` elements `step` apart, its reflection to ∓‖column‖ and the reflector below, whose first element is 1;
 * at `tau`, τ of 1 − τ·v·vᵀ, 0 where nothing is below.
 */
const reflector = (p: Writer, column: Int, step: Int, height: Int, tau: Int): void => {
  const below = p.real(0);
  p.for(1, height, (i) => below.set(below.add(p.at(column.plus(i.times(step))).square())));
  p.at(tau).set(0);
  p.when(below.gt(0), () => {
    const alpha = p.real(p.at(column));
    const size = p.real(alpha.square().add(below).sqrt());
    const beta = p.real(alpha.gt(0).select(size.neg(), size));
    const divisor = p.real(alpha.sub(beta));
    p.for(1, height, (i) => p.at(column.plus(i.times(step))).set(p.at(column.plus(i.times(step))).div(divisor)));
    p.at(column).set(beta);
    p.at(tau).set(beta.sub(alpha).div(beta));
  });
};

/** Applies 1 − τ·v·vᵀ, v below the place `column`, to n columns of the matrix at b, whose rows are `stride` apart. */
const reflect = procedure(
  'reflect',
  ['column', 'step', 'height', 'tau', 'b', 'stride', 'n', 'work'],
  (p, column, step, height, tau, b, stride, n, work) => {
    const factor = p.real(p.at(tau));
    const rows = (first: Int, count: number): { readonly v: Variable; readonly row: Int }[] =>
      Array.from({ length: count }, (_, r) => ({
        v: p.real(p.at(column.plus(first.plus(r).times(step)))),
        row: p.int(b.plus(first.plus(r).times(stride))),
      }));
    p.when(factor.ne(0), () => {
      copy(p, b, work, n);
      inRows(p, 1, height, (first, count) => {
        const own = rows(first, count);
        p.lanes(0, n, (j) => {
          const dot = p.real(p.at(work.plus(j)));
          for (const { v, row } of own) dot.set(dot.add(v.mul(p.at(row.plus(j)))));
          p.at(work.plus(j)).set(dot);
        });
      });
      scaleBy(p, work, n, factor);
      p.lanes(0, n, (j) => p.at(b.plus(j)).set(p.at(b.plus(j)).sub(p.at(work.plus(j)))));
      inRows(p, 1, height, (first, count) => {
        const own = rows(first, count);
        p.lanes(0, n, (j) => {
          const dot = p.real(p.at(work.plus(j)));
          for (const { v, row } of own) p.at(row.plus(j)).set(p.at(row.plus(j)).sub(v.mul(dot)));
        });
      });
    });
  },
);

/**
 * a = q·r of a, `height` × n, overwritten: q of c orthonormal columns (n, or as many as rows), r of c × n. NaN if an element of a is not finite. `work` has room
 * for n + c numbers, c ≥ n.
 */
export const orthogonalize = procedure(
  'orthogonalize',
  ['a', 'height', 'n', 'c', 'q', 'r', 'work'],
  (p, a, height, n, c, q, r, work) => {
    const [taus, dots] = [work, p.int(work.plus(n))];
    const isFinite = doubtOf(p, a, height.times(n)).eq(0);
    p.when(
      isFinite,
      () => {
        const scale = scaleOf(p, a, height.times(n));
        scaleBy(p, a, height.times(n), scale);
        const column = (k: Int): Int => p.int(a.plus(k.times(n.plus(1))));
        p.for(0, n, (k) => {
          const [first, rest, tau] = [column(k), p.int(height.minus(k)), p.int(taus.plus(k))];
          reflector(p, first, n, rest, tau);
          p.call(reflect, first, n, rest, tau, first.plus(1), n, n.minus(k).minus(1), dots);
        });
        fill(p, q, height.times(c), 0);
        p.for(0, c, (i) => p.at(q.plus(i.times(c.plus(1)))).set(1));
        p.for(0, n, (back) => {
          const k = p.int(n.minus(1).minus(back));
          const first = column(k);
          p.call(reflect, first, n, height.minus(k), taus.plus(k), q.plus(k.times(c.plus(1))), c, c.minus(k), dots);
        });
        fill(p, r, c.times(n), 0);
        p.for(0, n, (i) => {
          const at = p.int(i.times(n));
          p.lanes(i, n, (j) => p.at(r.plus(at).plus(j)).set(p.at(a.plus(at).plus(j)).div(scale)));
        });
      },
      () => {
        fill(p, q, height.times(c), NaN);
        fill(p, r, c.times(n), NaN);
      },
    );
  },
);

/** The factors of each of the matrices at `from`, `height` × n. */
export const qr = procedure(
  'qr',
  ['count', 'from', 'q', 'r', 'height', 'n', 'c', 'work'],
  (p, count, from, q, r, height, n, c, work) => {
    const size = p.int(height.times(n));
    p.for(0, count, (i) => {
      copy(p, p.int(from.plus(i.times(size))), work, size);
      const [ownQ, ownR] = [q.plus(i.times(height).times(c)), r.plus(i.times(c).times(n))];
      p.call(orthogonalize, work, height, n, c, ownQ, ownR, work.plus(size));
    });
  },
);
