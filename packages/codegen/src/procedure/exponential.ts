/**
 * The matrix exponential by scaling and squaring of Padé approximants (Higham 2005, "The scaling and squaring method … revisited"), of
 * numbers and of nested dual numbers: with k units whose squares are 0, a matrix is 2ᵏ matrices, that of a product of units at the place whose
 * bits are theirs. The same steps on these give the derivatives (Al-Mohy and Higham 2009, "Computing the Fréchet derivative of the matrix
 * exponential"), a product for each pair of places without a common unit: 3ᵏ.
 */
import { solveIn } from './elimination.ts';
import { realOf, type Int } from './language.ts';
import { copy, doubtOf, fill, identity, scaleBy } from './matrices.ts';
import { accumulate, subtractProduct } from './products.ts';
import { procedure, type Writer } from './writer.ts';

/** Degrees of the approximants, each with the greatest 1-norm at which it is right to double precision: the greatest first. */
const PADE = [
  [13, 5.371920351148152],
  [9, 2.097847961257068],
  [7, 9.504178996162932e-1],
  [5, 2.53939833006323e-1],
  [3, 1.495585217958292e-2],
] as const;
const [[MOST_DEGREE, GREATEST], ...LESS] = PADE;
/** The most coefficients of one. */
export const COEFFICIENTS = MOST_DEGREE + 1;
const MOST_SQUARINGS = 1100;

/** The ways to part the units of a place in two: what one part has, and what the other. The first part is not empty where that is told. */
const parts = (p: Writer, place: Int, first: 0 | 1, each: (a: Int, b: Int) => void): void =>
  p.for(first, place.plus(1), (a) => {
    const b = p.int(place.minus(a));
    // No unit is borrowed.
    p.when(b.eq(place.xor(a)), () => each(a, b));
  });

/** At `to`, a·b of n × n matrices of so many places. */
const multiplyDuals = procedure(
  'multiplyDuals',
  ['to', 'a', 'b', 'n', 'places', 'work'],
  (p, to, a, b, n, places, work) => {
    const size = p.int(n.times(n));
    fill(p, to, size.times(places), 0);
    p.for(0, places, (place) =>
      parts(p, place, 0, (i, j) =>
        p.call(accumulate, to.plus(place.times(size)), a.plus(i.times(size)), b.plus(j.times(size)), n, n, n, work),
      ),
    );
  },
);

/**
 * e^a of each of the matrices of so many `places` at `from`, 2 to the number of `units`; NaN if an element is not finite. Derivatives of the
 * error of an approximant are greater than it: with each unit the norm counts for ⅜ more, and the least degree is two higher.
 */
export const expm = procedure(
  'expm',
  ['count', 'from', 'to', 'n', 'units', 'places', 'work'],
  (p, count, from, to, n, units, places, work) =>
    p.for(0, count, (matrix) => {
      const size = p.int(n.times(n));
      const all = p.int(size.times(places));
      const [given, out] = [p.int(from.plus(matrix.times(all))), p.int(to.plus(matrix.times(all)))];
      const coefficients = work;
      const [a, square] = [p.int(work.plus(COEFFICIENTS)), p.int(work.plus(COEFFICIENTS).plus(all))];
      const [power, other] = [p.int(square.plus(all)), p.int(square.plus(all.times(2)))];
      const [even, odd] = [p.int(other.plus(all)), p.int(other.plus(all.times(2)))];
      const rest = p.int(odd.plus(all));
      const doubt = doubtOf(p, given, all);
      p.when(
        doubt.eq(0),
        () => {
          // The greatest sum of magnitudes of a column.
          const norm = p.real(0);
          p.for(0, n, (j) => {
            const sum = p.real(0);
            p.for(0, n, (i) => sum.set(sum.add(p.at(given.plus(i.times(n)).plus(j)).abs())));
            p.when(sum.gt(norm), () => norm.set(sum));
          });
          norm.set(norm.mul(units.double().mul(0.375).add(1)));
          copy(p, given, a, all);
          const squarings = p.int(0);
          p.while(norm.gt(GREATEST).and(squarings.lt(MOST_SQUARINGS)), () => {
            norm.set(norm.mul(0.5));
            squarings.set(squarings.plus(1));
            scaleBy(p, a, all, realOf(0.5));
          });
          const degree = p.int(MOST_DEGREE);
          LESS.forEach(([m, most], i) => p.when(norm.le(most).and(units.lt(LESS.length - i)), () => degree.set(m)));
          // From the last, 1, on: all are whole numbers, and those beyond 2⁵³ have zeros enough at their end.
          p.at(coefficients.plus(degree)).set(1);
          p.for(0, degree, (i) => {
            const place = p.int(coefficients.plus(degree).minus(i));
            const factor = degree.minus(i).times(degree.plus(i).plus(1)).double();
            p.at(place.minus(1)).set(p.at(place).mul(factor).div(i.plus(1).double()));
          });
          // p(a)/p(−a) of the polynomial, by its odd and even parts.
          p.call(multiplyDuals, square, a, a, n, places, rest);
          fill(p, even, all.times(2), 0);
          fill(p, power, all, 0);
          identity(p, power, n);
          const k = p.int(0);
          p.while(k.le(degree), () => {
            for (const [part, at] of [
              [even, k],
              [odd, k.plus(1)],
            ] as const) {
              const coefficient = p.real(p.at(coefficients.plus(at)));
              p.lanes(0, all, (i) =>
                p.at(part.plus(i)).set(p.at(part.plus(i)).add(coefficient.mul(p.at(power.plus(i))))),
              );
            }
            k.set(k.plus(2));
            p.when(k.eq(2), () => copy(p, square, power, all));
            p.when(k.gt(2).and(k.lt(degree)), () => {
              p.call(multiplyDuals, other, power, square, n, places, rest);
              copy(p, other, power, all);
            });
          });
          p.call(multiplyDuals, power, a, odd, n, places, rest);
          p.lanes(0, all, (i) => {
            const [x, u] = [p.real(p.at(even.plus(i))), p.real(p.at(power.plus(i)))];
            p.at(even.plus(i)).set(x.sub(u));
            p.at(out.plus(i)).set(x.add(u));
          });
          // Place by place, from the least: what is known of those below goes to the right.
          p.for(0, places, (place) => {
            const own = p.int(out.plus(place.times(size)));
            parts(p, place, 1, (i, j) =>
              p.call(subtractProduct, own, n, even.plus(i.times(size)), n, 1, out.plus(j.times(size)), n, n, n, n),
            );
            copy(p, even, a, size);
            p.call(solveIn, a, n, own, n, rest);
          });
          p.for(0, squarings, () => {
            p.call(multiplyDuals, power, out, out, n, places, rest);
            copy(p, power, out, all);
          });
        },
        () => fill(p, out, all, NaN),
      );
    }),
);
