/**
 * QR by Householder's reflections (Golub and Van Loan 2013, "Matrix computations", §5.2), with the signs of LAPACK. Where there are many columns,
 * the reflections of a block go to the others as one, 1 − V·T·Vᵀ (§5.1.7; Schreiber and Van Loan 1989).
 */
import type { Int } from './language.ts';
import {
  add,
  BLOCK,
  blocks,
  copy,
  doubtOf,
  fill,
  inRows,
  packed,
  packedStride,
  scaleBy,
  scaleOf,
  subtract,
} from './matrices.ts';
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
 * Applies the product of `size` reflections, or its transpose where `turned` is 1, to n columns of the matrix at b, whose rows are `strideB` apart: their
 * vectors stand below the diagonal from `panel` on, in rows `stride` apart.
 */
const reflectAll = procedure(
  'reflectAll',
  ['panel', 'stride', 'height', 'size', 'taus', 'b', 'strideB', 'n', 'turned', 'work'],
  (p, panel, stride, height, size, taus, b, strideB, n, turned, work) => {
    const v = work;
    const dots = p.int(v.plus(height.times(size)));
    const t = p.int(dots.plus(size.times(size)));
    const w = p.int(t.plus(size.times(size)));
    const packing = p.int(w.plus(size.times(n)));
    const row = p.int(packedStride(n));
    p.for(0, height, (i) => {
      const [from, to] = [p.int(panel.plus(i.times(stride))), p.int(v.plus(i.times(size)))];
      p.for(0, size, (j) => p.at(to.plus(j)).set(i.lt(j).select(0, i.eq(j).select(1, p.at(from.plus(j))))));
    });
    fill(p, dots, size.times(size), 0);
    p.call(add, dots, size, v, 1, size, v, size, size, size, height);
    // T is upper triangular: column j is −τ·T·Vᵀv of those before.
    p.for(0, size, (j) => {
      const tau = p.real(p.at(taus.plus(j)));
      p.for(0, size, (i) => {
        const own = p.int(t.plus(i.times(size)));
        const sum = p.real(0);
        p.for(i, j, (k) => sum.set(sum.add(p.at(own.plus(k)).mul(p.at(dots.plus(k.times(size)).plus(j))))));
        p.at(own.plus(j)).set(i.eq(j).select(tau, tau.mul(sum).neg()));
      });
      p.for(j.plus(1), size, (i) => p.at(t.plus(i.times(size)).plus(j)).set(0));
    });
    fill(p, w, size.times(n), 0);
    blocks(p, height, (first, rows) => {
      p.for(0, rows, (i) => copy(p, p.int(b.plus(first.plus(i).times(strideB))), p.int(packing.plus(i.times(row))), n));
      p.call(add, w, n, v.plus(first.times(size)), 1, size, packing, row, size, n, rows);
    });
    const [rowStep, columnStep] = [p.int(size), p.int(1)];
    p.when(turned.eq(1), () => {
      rowStep.set(1);
      columnStep.set(size);
    });
    fill(p, packing, size.times(row), 0);
    p.call(add, packing, row, t, rowStep, columnStep, w, n, size, n, size);
    p.call(subtract, b, strideB, v, size, 1, packing, row, height, n, size);
  },
);

/** Of fewer columns blocks cost more than they save. */
const LEAST_BLOCKED = 256;

/** Doubles that `orthogonalize` needs for q of `height` × c. */
export const orthogonalRoom = (height: number, n: number, c: number): number =>
  n + c + (n < LEAST_BLOCKED ? 0 : BLOCK * (height + 2 * BLOCK + c) + packed(c));

/**
 * a = q·r of a, `height` × n, overwritten: q of c orthonormal columns (n, or as many as rows), r of c × n. NaN if an element of a is not finite.
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
        const most = p.int(BLOCK);
        p.when(n.lt(LEAST_BLOCKED), () => most.set(n));
        const factor = (begin: Int, size: Int): void => {
          const end = p.int(begin.plus(size));
          p.for(begin, end, (k) => {
            const [first, rest, tau] = [column(k), p.int(height.minus(k)), p.int(taus.plus(k))];
            reflector(p, first, n, rest, tau);
            p.call(reflect, first, n, rest, tau, first.plus(1), n, end.minus(k).minus(1), dots);
          });
          p.when(end.lt(n), () => {
            const [panel, rest] = [column(begin), p.int(height.minus(begin))];
            p.call(reflectAll, panel, n, rest, size, taus.plus(begin), panel.plus(size), n, n.minus(end), 1, dots);
          });
        };
        blocks(p, n, factor, most);
        fill(p, q, height.times(c), 0);
        p.for(0, c, (i) => p.at(q.plus(i.times(c.plus(1)))).set(1));
        p.when(
          n.lt(LEAST_BLOCKED),
          () =>
            p.for(0, n, (back) => {
              const k = p.int(n.minus(1).minus(back));
              const rest = p.int(height.minus(k));
              p.call(reflect, column(k), n, rest, taus.plus(k), q.plus(k.times(c.plus(1))), c, c.minus(k), dots);
            }),
          () => {
            const end = p.int(n);
            p.while(end.gt(0), () => {
              const begin = p.int(end.minus(1).over(BLOCK).times(BLOCK));
              const [panel, rest, size] = [column(begin), p.int(height.minus(begin)), end.minus(begin)];
              const own = q.plus(begin.times(c.plus(1)));
              p.call(reflectAll, panel, n, rest, size, taus.plus(begin), own, c, c.minus(begin), 0, dots);
              end.set(begin);
            });
          },
        );
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
