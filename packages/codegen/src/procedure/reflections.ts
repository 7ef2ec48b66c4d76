/**
 * Householder's reflections 1 − τ·v·vᵀ (Golub and Van Loan 2013, "Matrix computations", §5.1), one by one, and those of a block as one, 1 − V·T·Vᵀ
 * (§5.1.7; Schreiber and Van Loan 1989).
 */
import type { Int } from './language.ts';
import { copy, fill, scaleBy } from './matrices.ts';
import { addProduct, blocks, inRows, packedStride, subtractProduct } from './products.ts';
import { procedure, type Variable, type Writer } from './writer.ts';

/**
 * Puts in the place of the column at `column`, `height` elements `step` apart, its reflection to ∓‖column‖ and the reflector below, whose
 * first element is 1; at `tau`, τ of 1 − τ·v·vᵀ, 0 where nothing is below.
 */
export const reflector = (p: Writer, column: Int, step: Int, height: Int, tau: Int): void => {
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
export const reflect = procedure(
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
 * Applies the product of `size` reflections, or its transpose where `turned` is 1, to n columns of the matrix at b, whose rows are `strideB`
 * apart: their vectors stand below the diagonal from `panel` on, in rows `stride` apart.
 */
export const reflectAll = procedure(
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
    p.call(addProduct, dots, size, v, 1, size, v, size, size, size, height);
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
      p.call(addProduct, w, n, v.plus(first.times(size)), 1, size, packing, row, size, n, rows);
    });
    const [rowStep, columnStep] = [p.int(size), p.int(1)];
    p.when(turned.eq(1), () => {
      rowStep.set(1);
      columnStep.set(size);
    });
    fill(p, packing, size.times(row), 0);
    p.call(addProduct, packing, row, t, rowStep, columnStep, w, n, size, n, size);
    p.call(subtractProduct, b, strideB, v, size, 1, packing, row, height, n, size);
  },
);
