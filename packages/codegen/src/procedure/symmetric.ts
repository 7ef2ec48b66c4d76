/**
 * Eigenvalues of symmetric matrices: to tridiagonal form, then implicit QL (Bowdler, Martin, Reinsch and Wilkinson 1968; EISPACK's tql2).
 */
import type { Int, Real } from './language.ts';
import { doubtOf, fill, fixSigns, hypot, hypotOfOne, rank, scaleOf } from './matrices.ts';
import { tridiagonalize } from './tridiagonal.ts';
import { procedure } from './writer.ts';

const EPSILON = 2 ** -52;
/** Two or three steps a value are what is needed. */
const MOST_STEPS = 60;

/**
 * One implicit QL step on the part from l to `end` of the tridiagonal matrix of diagonal d, e beside it; the rows of v are turned along. Adds
 * what the part was shifted by to what is at `shift`.
 */
const turnOnce = procedure('turnOnce', ['v', 'n', 'd', 'e', 'l', 'end', 'shift'], (p, v, n, d, e, l, end, shift) => {
  const [dl, el] = [d.plus(l), e.plus(l)];
  const g = p.real(p.at(dl));
  const first = p.real(p.at(el));
  const p0 = p.real(p.at(dl.plus(1)).sub(g).div(first.mul(2)));
  const size = hypotOfOne(p, p0);
  const sum = p.real(p0.add(p0.lt(0).select(size.neg(), size)));
  p.at(dl).set(first.div(sum));
  p.at(dl.plus(1)).set(first.mul(sum));
  const next = p.real(p.at(dl.plus(1)));
  const h = p.real(g.sub(p.at(dl)));
  p.for(l.plus(2), n, (i) => p.at(d.plus(i)).set(p.at(d.plus(i)).sub(h)));
  p.at(shift).set(p.at(shift).add(h));
  const x = p.real(p.at(d.plus(end)));
  const [c, c2, c3, s, s2] = [p.real(1), p.real(1), p.real(1), p.real(0), p.real(0)];
  const beside = p.real(p.at(el.plus(1)));
  p.for(0, end.minus(l), (step) => {
    const i = p.int(end.minus(1).minus(step));
    c3.set(c2);
    c2.set(c);
    s2.set(s);
    const own = p.real(p.at(e.plus(i)));
    const [ge, hp] = [p.real(c.mul(own)), p.real(c.mul(x))];
    const r = hypot(p, x, own);
    p.at(e.plus(i).plus(1)).set(s.mul(r));
    s.set(own.div(r));
    c.set(x.div(r));
    const di = p.real(p.at(d.plus(i)));
    x.set(c.mul(di).sub(s.mul(ge)));
    p.at(d.plus(i).plus(1)).set(hp.add(s.mul(c.mul(ge).add(s.mul(di)))));
    const [row, other] = [p.int(v.plus(i.times(n))), p.int(v.plus(i.plus(1).times(n)))];
    p.lanes(0, n, (k) => {
      const [a, b] = [p.real(p.at(row.plus(k))), p.real(p.at(other.plus(k)))];
      p.at(other.plus(k)).set(s.mul(a).add(c.mul(b)));
      p.at(row.plus(k)).set(c.mul(a).sub(s.mul(b)));
    });
  });
  x.set(s.neg().mul(s2).mul(c3).mul(beside).mul(p.at(el)).div(next));
  p.at(el).set(s.mul(x));
  p.at(dl).set(c.mul(x));
});

/** The values of a tridiagonal matrix into d; v, whose rows are the basis, is turned along. e begins at 0 here, and `shift` is a place for a number. */
const iterate = procedure('iterate', ['v', 'n', 'd', 'e', 'shift'], (p, v, n, d, e, shift) => {
  const most = p.real(0);
  p.at(shift).set(0);
  const size = (i: Int): Real => p.at(e.plus(i)).abs();
  p.for(0, n, (l) => {
    const here = p.real(p.at(d.plus(l)).abs().add(size(l)));
    p.when(here.gt(most), () => most.set(here));
    const limit = p.real(most.mul(EPSILON));
    const end = p.int(l);
    const goesOn = p.int(1);
    p.while(goesOn.eq(1), () =>
      p.when(
        end.lt(n.minus(1)).and(size(end).gt(limit)),
        () => end.set(end.plus(1)),
        () => goesOn.set(0),
      ),
    );
    p.when(end.gt(l), () => {
      const steps = p.int(0);
      p.while(steps.lt(MOST_STEPS), () => {
        p.call(turnOnce, v, n, d, e, l, end, shift);
        steps.set(steps.plus(1));
        p.when(size(l).le(limit), () => steps.set(MOST_STEPS));
      });
    });
    p.at(d.plus(l)).set(p.at(d.plus(l)).add(p.at(shift)));
    p.at(e.plus(l)).set(0);
  });
});

/** The ascending eigenvalues of (a + aᵀ)/2 for each of the matrices at `from`, and the vectors as columns; NaN if an element is not finite. */
export const eigh = procedure(
  'eigh',
  ['count', 'from', 'values', 'vectors', 'n', 'work'],
  (p, count, from, values, vectors, n, work) =>
    p.for(0, count, (matrix) => {
      const size = p.int(n.times(n));
      const a = p.int(from.plus(matrix.times(size)));
      const [found, basis] = [p.int(values.plus(matrix.times(n))), p.int(vectors.plus(matrix.times(size)))];
      p.when(
        doubtOf(p, a, size).eq(0).and(n.gt(0)),
        () => {
          const [v, d, e, order] = [
            work,
            p.int(work.plus(size)),
            p.int(work.plus(size).plus(n)),
            p.int(work.plus(size).plus(n.times(2))),
          ];
          const scale = scaleOf(p, a, size);
          p.for(0, n, (i) =>
            p.for(0, n, (j) => {
              const sum = p
                .at(a.plus(i.times(n)).plus(j))
                .mul(scale)
                .add(p.at(a.plus(j.times(n)).plus(i)).mul(scale));
              p.at(v.plus(i.times(n)).plus(j)).set(sum.div(2));
            }),
          );
          p.call(tridiagonalize, v, n, d, e, order);
          // Rows are quicker to turn than columns.
          p.for(0, n, (i) =>
            p.for(0, i, (j) => {
              const [one, other] = [p.int(v.plus(i.times(n)).plus(j)), p.int(v.plus(j.times(n)).plus(i))];
              const kept = p.real(p.at(one));
              p.at(one).set(p.at(other));
              p.at(other).set(kept);
            }),
          );
          p.for(1, n, (i) => p.at(e.plus(i).minus(1)).set(p.at(e.plus(i))));
          p.at(e.plus(n).minus(1)).set(0);
          p.call(iterate, v, n, d, e, order);
          rank(p, d, n, order, 'least');
          p.for(0, n, (to) => {
            const place = p.int(p.at(order.plus(to)).whole());
            p.at(found.plus(to)).set(p.at(d.plus(place)).div(scale));
            p.for(0, n, (k) => p.at(basis.plus(k.times(n)).plus(to)).set(p.at(v.plus(place.times(n)).plus(k))));
          });
          p.call(fixSigns, basis, n, n, basis, 0);
        },
        () => {
          fill(p, found, n, NaN);
          fill(p, basis, size, NaN);
        },
      );
    }),
);
