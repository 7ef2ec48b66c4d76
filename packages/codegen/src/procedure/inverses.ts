/** What is made of singular values: the pseudoinverse, and the adjugate. */
import { eliminate } from './elimination.ts';
import { realOf, type Int } from './language.ts';
import { copy, turn } from './matrices.ts';
import { multiply } from './products.ts';
import { singularOf } from './singular.ts';
import { procedure, type Variable, type Writer } from './writer.ts';

/** The inverse of each of the matrices at `from`, height × n, where singular values at most as great as the first times what is at `rtol` count as 0. */
export const pinv = procedure(
  'pinv',
  ['count', 'from', 'to', 'height', 'n', 'k', 'rtol', 'work'],
  (p, count, from, to, height, n, k, rtol, work) =>
    p.for(0, count, (matrix) => {
      const size = p.int(height.times(n));
      const [v, u] = [work, p.int(work.plus(n.times(k)))];
      const s = p.int(u.plus(height.times(k)));
      const turned = p.int(s.plus(k));
      singularOf(p, p.int(from.plus(matrix.times(size))), height, n, u, s, v, turned);
      p.when(k.gt(0), () => {
        const least = p.real(p.at(s).mul(p.at(rtol)));
        p.for(0, k, (j) => {
          const value = p.real(p.at(s.plus(j)));
          const inverse = p.real(value.le(least).select(0, realOf(1).div(value)));
          p.for(0, n, (i) => {
            const place = p.int(v.plus(i.times(k)).plus(j));
            p.at(place).set(p.at(place).mul(inverse));
          });
        });
      });
      p.call(turn, u, turned, height, k);
      p.call(multiply, to.plus(matrix.times(size)), v, turned, n, height, k, turned.plus(k.times(height)));
    }),
);

/** The sign of the determinant of an orthogonal matrix, n × n, that is copied to `work`. */
const signOf = (p: Writer, q: Int, n: Int, work: Int): Variable => {
  const pivots = p.int(work.plus(n.times(n)));
  copy(p, q, work, n.times(n));
  p.call(eliminate, work, n, pivots, pivots.plus(n));
  const sign = p.real(1);
  p.for(0, n, (i) => {
    p.when(p.at(pivots.plus(i)).ne(i.double()), () => sign.set(sign.neg()));
    const x = p.real(p.at(work.plus(i.times(n.plus(1)))));
    sign.set(x.lt(0).select(sign.neg(), x.gt(0).select(sign, x)));
  });
  return sign;
};

/** det(u)·det(v) · v·diag(product of the other singular values)·uᵀ: a matrix that is singular has one too. */
export const adjugate = procedure('adjugate', ['count', 'from', 'to', 'n', 'work'], (p, count, from, to, n, work) =>
  p.for(0, count, (matrix) => {
    const size = p.int(n.times(n));
    const [u, v, s] = [work, p.int(work.plus(size)), p.int(work.plus(size.times(2)))];
    const rest = p.int(s.plus(n));
    singularOf(p, p.int(from.plus(matrix.times(size))), n, n, u, s, v, rest);
    const sign = p.real(signOf(p, u, n, rest).mul(signOf(p, v, n, rest)));
    p.for(0, n, (j) => {
      const others = p.real(sign);
      p.for(0, n, (i) => p.when(i.ne(j), () => others.set(others.mul(p.at(s.plus(i))))));
      p.for(0, n, (i) => {
        const place = p.int(v.plus(i.times(n)).plus(j));
        p.at(place).set(p.at(place).mul(others));
      });
    });
    p.call(turn, u, rest, n, n);
    p.call(multiply, to.plus(matrix.times(size)), v, rest, n, n, n, rest.plus(size));
  }),
);
