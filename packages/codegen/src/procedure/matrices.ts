/** Matrices in memory, row major: moved and measured. */
import type { Int, Real } from './language.ts';
import { procedure, type Cell, type Variable, type Writer } from './writer.ts';

/** `count` numbers from one place on, at another. */
export const copy = (p: Writer, from: Int, to: Int, count: Int): void =>
  p.lanes(0, count, (i) => p.at(to.plus(i)).set(p.at(from.plus(i))));

export const fill = (p: Writer, to: Int, count: Int | number, x: Real | number): void =>
  p.lanes(0, count, (i) => p.at(to.plus(i)).set(x));

/** Two rows of n elements change places. */
export const exchange = (p: Writer, a: Int, b: Int, n: Int): void =>
  p.lanes(0, n, (i) => {
    const kept = p.real(p.at(a.plus(i)));
    p.at(a.plus(i)).set(p.at(b.plus(i)));
    p.at(b.plus(i)).set(kept);
  });

/** The element of a matrix of n columns. */
export const element = (p: Writer, a: Int, n: Int, i: Int, j: Int): Cell => p.at(a.plus(i.times(n)).plus(j));

/** The m × n matrix at `from`, transposed, at `to`. */
export const turn = procedure('turn', ['from', 'to', 'rows', 'columns'], (p, from, to, m, n) =>
  p.for(0, m, (i) => {
    const row = p.int(from.plus(i.times(n)));
    p.for(0, n, (j) => p.at(to.plus(j.times(m)).plus(i)).set(p.at(row.plus(j))));
  }),
);

/** 0 where all elements are finite, else NaN. */
export const doubtOf = (p: Writer, a: Int, count: Int): Variable => p.sum(0, count, (i) => p.at(a.plus(i)).mul(0));

export const scaleBy = (p: Writer, a: Int, count: Int, factor: Real): void =>
  p.lanes(0, count, (i) => p.at(a.plus(i)).set(p.at(a.plus(i)).mul(factor)));

export const identity = (p: Writer, a: Int, n: Int): void => {
  fill(p, a, n.times(n), 0);
  p.for(0, n, (i) => p.at(a.plus(i.times(n.plus(1)))).set(1));
};

/** The places of n numbers, at `to`, as these come in turn: the least first, or the greatest. Equal ones keep their order. */
export const rank = (p: Writer, numbers: Int, n: Int, to: Int, first: 'least' | 'greatest'): void =>
  p.for(0, n, (i) => {
    const own = p.real(p.at(numbers.plus(i)));
    const place = p.int(0);
    p.for(0, n, (j) => {
      const other = p.real(p.at(numbers.plus(j)));
      const isBefore = first === 'least' ? other.lt(own) : other.gt(own);
      place.set(place.plus(isBefore.or(other.eq(own).and(j.lt(i))).count()));
    });
    p.at(to.plus(place)).set(i.double());
  });

/** √(1 + x²), of any x. */
export const hypotOfOne = (p: Writer, x: Real): Variable => {
  const size = p.real(x.abs());
  // Then the 1 is less than half of the last digit.
  return p.real(size.gt(2 ** 30).select(size, size.square().add(1).sqrt()));
};

/** √(a² + b²), of no overflow and no underflow. */
export const hypot = (p: Writer, a: Real, b: Real): Variable => {
  const [x, y] = [p.real(a.abs()), p.real(b.abs())];
  const [most, least] = [p.real(x.lt(y).select(y, x)), p.real(x.lt(y).select(x, y))];
  const found = p.real(most);
  p.when(least.gt(0), () => found.set(most.mul(least.div(most).square().add(1).sqrt())));
  return found;
};

/** A larger factor is none. */
const GREATEST = 2 ** 1023;

/** The power of two that brings the greatest magnitude to [1, 2), as near as may be: squares then do not overflow. 1 of zeros. */
export const scaleOf = (p: Writer, a: Int, count: Int): Variable => {
  const most = p.real(0);
  p.for(0, count, (i) => {
    const size = p.real(p.at(a.plus(i)).abs());
    p.when(size.gt(most), () => most.set(size));
  });
  const scale = p.real(1);
  p.when(most.gt(0).and(most.lt(Infinity)), () => {
    p.while(most.mul(scale).ge(2), () => scale.set(scale.mul(0.5)));
    p.while(most.mul(scale).lt(1).and(scale.lt(GREATEST)), () => scale.set(scale.mul(2)));
  });
  return scale;
};

/**
 * Each pair of columns of v, `height` × k, and of u, as many columns, of one sign: the first of the greatest elements of v's, to eight digits,
 * is positive.
 */
export const fixSigns = procedure('fixSigns', ['v', 'height', 'k', 'u', 'other'], (p, v, height, k, u, other) =>
  p.for(0, k, (j) => {
    const at = (i: Int): Cell => p.at(v.plus(i.times(k)).plus(j));
    const most = p.real(0);
    p.for(0, height, (i) => {
      const size = p.real(at(i).abs());
      p.when(size.gt(most), () => most.set(size));
    });
    const limit = p.real(most.mul(1 - 1e-8));
    const first = p.real(0);
    p.for(0, height, (i) => p.when(first.eq(0).and(at(i).abs().ge(limit)), () => first.set(at(i))));
    p.when(first.lt(0), () => {
      p.for(0, height, (i) => at(i).set(at(i).neg()));
      p.for(0, other, (i) => {
        const place = p.int(u.plus(i.times(k)).plus(j));
        p.at(place).set(p.at(place).neg());
      });
    });
  }),
);
