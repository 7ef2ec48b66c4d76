/**
 * QR by Householder's reflections (Golub and Van Loan 2013, "Matrix computations", §5.2), with the signs of LAPACK. Where there are many columns, the
 * reflections of a block go to the others as one.
 */
import type { Int } from './language.ts';
import { copy, doubtOf, fill, scaleBy, scaleOf } from './matrices.ts';
import { BLOCK, blocks, packed } from './products.ts';
import { reflect, reflectAll, reflector } from './reflections.ts';
import { procedure } from './writer.ts';

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
