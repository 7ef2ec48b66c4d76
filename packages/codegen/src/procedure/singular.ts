/**
 * Singular values by one-sided Jacobi rotations of the triangle of a pivoted QR: small ones come out with small relative errors
 * (Drmač and Veselić 2008, "New fast and accurate Jacobi SVD algorithm"; Hestenes 1958; de Rijk 1989).
 */
import { orthogonalize, orthogonalRoom } from './householder.ts';
import { realOf, type Int } from './language.ts';
import { copy, doubtOf, fill, fixSigns, hypotOfOne, identity, rank, scaleOf, turn } from './matrices.ts';
import { multiply, packed } from './products.ts';
import { procedure, type Counter, type Variable, type Writer } from './writer.ts';

const EPSILON = 2 ** -52;
/** Six to ten sweeps are what is needed; more than these never. */
const MOST_SWEEPS = 60;
/** A row that has underflowed has no direction of its own. */
const LEAST = 1e-150;

/** Two rows of n elements, turned by the angle of this cosine and sine. */
const turnRows = (p: Writer, one: Int, other: Int, n: Int, cosine: Variable, sine: Variable): void =>
  p.lanes(0, n, (k) => {
    const [a, b] = [p.real(p.at(one.plus(k))), p.real(p.at(other.plus(k)))];
    p.at(one.plus(k)).set(cosine.mul(a).sub(sine.mul(b)));
    p.at(other.plus(k)).set(sine.mul(a).add(cosine.mul(b)));
  });

/** Turns rows i and j of x (n × n), and of w too, so that they are orthogonal; tells in `moved` where they were not. */
const rotate = (p: Writer, x: Int, w: Int, n: Int, i: Int, j: Int, moved: Counter): void => {
  const rows = (of: Int): [Int, Int] => [p.int(of.plus(i.times(n))), p.int(of.plus(j.times(n)))];
  const [y, z] = rows(x);
  const [a, b, d] = p.sums(0, n, (k) => {
    const [u, v] = [p.at(y.plus(k)), p.at(z.plus(k))];
    return [u.square(), v.square(), u.mul(v)];
  }) as [Variable, Variable, Variable];
  p.when(d.abs().gt(a.sqrt().mul(b.sqrt()).mul(EPSILON)), () => {
    const zeta = p.real(b.sub(a).div(d.mul(2)));
    const size = p.real(zeta.abs().add(hypotOfOne(p, zeta)));
    const tangent = p.real(zeta.ge(0).select(1, -1).div(size));
    const cosine = p.real(realOf(1).div(tangent.square().add(1).sqrt()));
    const sine = p.real(cosine.mul(tangent));
    turnRows(p, y, z, n, cosine, sine);
    const [one, other] = rows(w);
    turnRows(p, one, other, n, cosine, sine);
    moved.set(1);
  });
};

/** Rows of x (n × n) made orthogonal; w is turned along. */
const sweep = procedure('sweep', ['x', 'w', 'n'], (p, x, w, n) => {
  const [sweeps, moved] = [p.int(0), p.int(1)];
  p.while(moved.eq(1).and(sweeps.lt(MOST_SWEEPS)), () => {
    moved.set(0);
    sweeps.set(sweeps.plus(1));
    p.for(0, n, (i) => p.for(i.plus(1), n, (j) => rotate(p, x, w, n, i, j, moved)));
  });
});

/**
 * a = u·diag(s)·vᵀ of a, `height` × n, of which no side is longer than the first: u and v of orthonormal columns, s descending; elements of a
 * are `rowStep` and `columnStep` apart. NaN if an element is not finite. Of no overflow.
 */
const singular = procedure(
  'singular',
  ['a', 'rowStep', 'columnStep', 'height', 'n', 'u', 'values', 'v', 'work'],
  (p, a, rowStep, columnStep, height, n, u, s, v, work) => {
    const size = p.int(height.times(n));
    const square = p.int(n.times(n));
    // What is sorted is free once it is a product; so is each that follows it.
    const [sorted, q] = [work, p.int(work.plus(size))];
    const r = p.int(q.plus(size));
    const y = p.int(r.plus(square));
    const [order, norms] = [p.int(y.plus(square)), p.int(y.plus(square).plus(n))];
    const rest = p.int(norms.plus(n));
    const doubt = doubtOf(p, a, size);
    p.when(doubt.ne(doubt), () => {
      fill(p, u, size, NaN);
      fill(p, s, n, NaN);
      fill(p, v, square, NaN);
    });
    p.when(doubt.eq(0), () => {
      const scale = scaleOf(p, a, size);
      const element = (i: Int, j: Int): Int => p.int(a.plus(i.times(rowStep)).plus(j.times(columnStep)));
      // The columns by their norms, greatest first, so that the triangle is graded.
      p.for(0, n, (j) => {
        const sum = p.real(0);
        p.for(0, height, (i) => sum.set(sum.add(p.real(p.at(element(i, j)).mul(scale)).square())));
        p.at(norms.plus(j)).set(sum);
      });
      rank(p, norms, n, order, 'greatest');
      p.for(0, n, (to) => {
        const from = p.int(p.at(order.plus(to)).whole());
        p.for(0, height, (i) => p.at(sorted.plus(i.times(n)).plus(to)).set(p.at(element(i, from)).mul(scale)));
      });
      p.call(orthogonalize, sorted, height, n, n, q, r, rest);
      // r = w·diag(s)·y; the rows of r are turned, and `turns` holds the turns. What is first in v's order is kept there till then.
      const turns = sorted;
      const columns = rest;
      copy(p, order, columns, n);
      identity(p, turns, n);
      p.call(sweep, r, turns, n);
      p.for(0, n, (i) => {
        const row = p.int(r.plus(i.times(n)));
        p.at(norms.plus(i)).set(p.sum(0, n, (k) => p.at(row.plus(k)).square()).sqrt());
      });
      rank(p, norms, n, order, 'greatest');
      const found = p.int(0);
      p.for(0, n, (to) => {
        const from = p.int(p.at(order.plus(to)).whole());
        const norm = p.real(p.at(norms.plus(from)));
        const row = p.int(r.plus(from.times(n)));
        p.at(s.plus(to)).set(0);
        p.when(norm.gt(LEAST), () => {
          p.at(s.plus(to)).set(norm.div(scale));
          found.set(to.plus(1));
          p.lanes(0, n, (k) => p.at(y.plus(to.times(n)).plus(k)).set(p.at(row.plus(k)).div(norm)));
        });
      });
      const w = r;
      p.for(0, n, (to) => {
        const from = p.int(turns.plus(p.at(order.plus(to)).whole().times(n)));
        p.for(0, n, (k) => p.at(w.plus(k.times(n)).plus(to)).set(p.at(from.plus(k))));
      });
      p.when(found.lt(n), () => {
        // Rows of length 1 that are orthogonal to those that are known.
        p.call(turn, y, turns, found, n);
        p.call(orthogonalize, turns, n, found, n, u, v, rest.plus(n));
        p.for(found, n, (i) =>
          p.for(0, n, (k) => p.at(y.plus(i.times(n)).plus(k)).set(p.at(u.plus(k.times(n)).plus(i)))),
        );
      });
      p.for(0, n, (from) => {
        const to = p.int(v.plus(p.at(columns.plus(from)).whole().times(n)));
        p.for(0, n, (k) => p.at(to.plus(k)).set(p.at(y.plus(k.times(n)).plus(from))));
      });
      p.call(multiply, u, q, w, height, n, n, rest.plus(n));
    });
  },
);

/** Doubles that the singular values of m × n matrices need. */
export const singularRoom = (m: number, n: number): number => {
  const [most, k] = [Math.max(m, n), Math.min(m, n)];
  return 2 * most * k + 2 * k * k + 3 * k + Math.max(orthogonalRoom(most, k, k), packed(k));
};

/** The same of any matrix, `height` × n, at `a`, in rows; v has k columns. */
export const singularOf = (p: Writer, a: Int, height: Int, n: Int, u: Int, s: Int, v: Int, work: Int): void => {
  p.when(
    height.ge(n),
    () => p.call(singular, a, n, 1, height, n, u, s, v, work),
    () => p.call(singular, a, 1, n, n, height, v, s, u, work),
  );
  const k = p.int(n);
  p.when(height.lt(n), () => k.set(height));
  p.call(fixSigns, v, n, k, u, height);
};

/** u, s and vᵀ of each of the matrices at `from`, `height` × n, with k the less of the two. */
export const svd = procedure(
  'svd',
  ['count', 'from', 'u', 'values', 'vt', 'height', 'n', 'k', 'work'],
  (p, count, from, u, s, vt, height, n, k, work) =>
    p.for(0, count, (i) => {
      const a = p.int(from.plus(i.times(height).times(n)));
      const ownU = p.int(u.plus(i.times(height).times(k)));
      singularOf(p, a, height, n, ownU, p.int(s.plus(i.times(k))), work, p.int(work.plus(n.times(k))));
      p.call(turn, work, vt.plus(i.times(k).times(n)), n, k);
    }),
);
