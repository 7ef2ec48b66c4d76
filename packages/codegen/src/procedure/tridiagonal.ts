/** Symmetric matrices to tridiagonal form, by reflections (Martin, Reinsch and Wilkinson 1968; EISPACK's tred2). */
import { fill } from './matrices.ts';
import { procedure } from './writer.ts';

/**
 * Q·T·Qᵀ of the symmetric matrix at v, of which the lower triangle is read: Q in its place, the diagonal of T at d, what is below it at e,
 * from 1 on. Row i keeps the reflector that made it zero but for its last two elements, and `sizes` half of its square.
 */
export const tridiagonalize = procedure('tridiagonalize', ['v', 'n', 'd', 'e', 'sizes'], (p, v, n, d, e, sizes) => {
  p.for(0, n, (step) => {
    const i = p.int(n.minus(1).minus(step));
    const u = p.int(v.plus(i.times(n)));
    p.at(d.plus(i)).set(p.at(u.plus(i)));
    p.at(sizes.plus(i)).set(0);
    p.at(e.plus(i)).set(0);
    p.when(i.gt(0), () => {
      const last = p.int(u.plus(i).minus(1));
      const scale = p.sum(0, i.minus(1), (k) => p.at(u.plus(k)).abs());
      p.at(e.plus(i)).set(p.at(last));
      p.when(scale.gt(0), () => {
        scale.set(scale.add(p.at(last).abs()));
        p.lanes(0, i, (k) => p.at(u.plus(k)).set(p.at(u.plus(k)).div(scale)));
        const square = p.sum(0, i, (k) => p.at(u.plus(k)).square());
        const f = p.real(p.at(last));
        const g = p.real(f.gt(0).select(square.sqrt().neg(), square.sqrt()));
        p.at(e.plus(i)).set(scale.mul(g));
        p.at(last).set(f.sub(g));
        const h = p.real(square.sub(f.mul(g)));
        p.at(sizes.plus(i)).set(h);
        // e ← A·u/h of the leading part A; then A ← A − q·uᵀ − u·qᵀ with q = e − (uᵀe/2h)·u.
        fill(p, e, i, 0);
        p.for(0, i, (j) => {
          const row = p.int(v.plus(j.times(n)));
          const own = p.real(p.at(u.plus(j)));
          const known = p.sum(0, j, (k) => p.at(row.plus(k)).mul(p.at(u.plus(k))));
          p.lanes(0, j, (k) => p.at(e.plus(k)).set(p.at(e.plus(k)).add(own.mul(p.at(row.plus(k))))));
          p.at(e.plus(j)).set(p.at(e.plus(j)).add(known.add(own.mul(p.at(row.plus(j))))));
        });
        p.lanes(0, i, (k) => p.at(e.plus(k)).set(p.at(e.plus(k)).div(h)));
        const half = p.real(p.sum(0, i, (k) => p.at(e.plus(k)).mul(p.at(u.plus(k)))).div(h.add(h)));
        p.lanes(0, i, (k) => p.at(e.plus(k)).set(p.at(e.plus(k)).sub(half.mul(p.at(u.plus(k))))));
        p.for(0, i, (j) => {
          const row = p.int(v.plus(j.times(n)));
          const [x, y] = [p.real(p.at(u.plus(j))), p.real(p.at(e.plus(j)))];
          p.lanes(0, j.plus(1), (k) => {
            const change = x.mul(p.at(e.plus(k))).add(y.mul(p.at(u.plus(k))));
            p.at(row.plus(k)).set(p.at(row.plus(k)).sub(change));
          });
        });
      });
    });
  });
  // The reflections, applied to one another.
  p.for(0, n, (i) => {
    const u = p.int(v.plus(i.times(n)));
    const h = p.real(p.at(sizes.plus(i)));
    p.when(h.ne(0), () => {
      fill(p, sizes, i, 0);
      p.for(0, i, (k) => {
        const [row, factor] = [p.int(v.plus(k.times(n))), p.real(p.at(u.plus(k)))];
        p.lanes(0, i, (j) => p.at(sizes.plus(j)).set(p.at(sizes.plus(j)).add(factor.mul(p.at(row.plus(j))))));
      });
      p.for(0, i, (k) => {
        const [row, factor] = [p.int(v.plus(k.times(n))), p.real(p.at(u.plus(k)).div(h))];
        p.lanes(0, i, (j) => p.at(row.plus(j)).set(p.at(row.plus(j)).sub(factor.mul(p.at(sizes.plus(j))))));
      });
    });
    fill(p, u, i, 0);
    p.at(u.plus(i)).set(1);
    p.for(0, i, (k) => p.at(v.plus(k.times(n)).plus(i)).set(0));
  });
});
