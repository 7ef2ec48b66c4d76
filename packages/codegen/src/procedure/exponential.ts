/** The matrix exponential by scaling and squaring of Padé approximants (Higham 2005, "The scaling and squaring method … revisited"). */
import { solveIn } from './elimination.ts';
import { copy, doubtOf, fill, identity } from './matrices.ts';
import { multiply } from './products.ts';
import { procedure } from './writer.ts';

/** Coefficients of the approximants of degrees 3, 5, 7, 9 and 13, each with the greatest 1-norm at which it is right to double precision. */
const PADE: readonly (readonly [most: number, coefficients: readonly number[]])[] = [
  [1.495585217958292e-2, [120, 60, 12, 1]],
  [2.53939833006323e-1, [30240, 15120, 3360, 420, 30, 1]],
  [9.504178996162932e-1, [17297280, 8648640, 1995840, 277200, 25200, 1512, 56, 1]],
  [2.097847961257068, [17643225600, 8821612800, 2075673600, 302702400, 30270240, 2162160, 110880, 3960, 90, 1]],
  [
    5.371920351148152,
    [
      64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600,
      670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
    ],
  ],
];
const [GREATEST] = PADE.at(-1)!;
/** The most coefficients of one. */
export const COEFFICIENTS = 14;
const MOST_SQUARINGS = 1100;

/** e^a of each of the matrices at `from`; NaN if an element is not finite. */
export const expm = procedure('expm', ['count', 'from', 'to', 'n', 'work'], (p, count, from, to, n, work) =>
  p.for(0, count, (matrix) => {
    const size = p.int(n.times(n));
    const [given, out] = [p.int(from.plus(matrix.times(size))), p.int(to.plus(matrix.times(size)))];
    const coefficients = work;
    const [a, square] = [p.int(work.plus(COEFFICIENTS)), p.int(work.plus(COEFFICIENTS).plus(size))];
    const [power, other] = [p.int(square.plus(size)), p.int(square.plus(size.times(2)))];
    const [even, odd] = [p.int(other.plus(size)), p.int(other.plus(size.times(2)))];
    const rest = p.int(odd.plus(size));
    const doubt = doubtOf(p, given, size);
    p.when(doubt.ne(doubt), () => fill(p, out, size, NaN));
    p.when(doubt.eq(0), () => {
      // The greatest sum of magnitudes of a column.
      const norm = p.real(0);
      p.for(0, n, (j) => {
        const sum = p.real(0);
        p.for(0, n, (i) => sum.set(sum.add(p.at(given.plus(i.times(n)).plus(j)).abs())));
        p.when(sum.gt(norm), () => norm.set(sum));
      });
      const degree = p.int(0);
      const squarings = p.int(0);
      const scale = p.real(1);
      p.while(norm.gt(GREATEST).and(squarings.lt(MOST_SQUARINGS)), () => {
        norm.set(norm.mul(0.5));
        squarings.set(squarings.plus(1));
        // In steps of two, as 2^−1100 is no number.
        p.when(squarings.le(MOST_SQUARINGS / 2), () => scale.set(scale.mul(0.5)));
      });
      const rescale = p.real(1);
      p.for(MOST_SQUARINGS / 2, squarings, () => rescale.set(rescale.mul(0.5)));
      p.lanes(0, size, (i) => p.at(a.plus(i)).set(p.at(given.plus(i)).mul(scale).mul(rescale)));
      PADE.forEach(([most, all], i) => {
        const isFirst = degree.eq(0).and(i < PADE.length - 1 ? norm.le(most) : degree.eq(0));
        p.when(isFirst, () => {
          all.forEach((coefficient, k) => p.at(coefficients.plus(k)).set(coefficient));
          degree.set(all.length - 1);
        });
      });
      // p(a)/p(−a) of the polynomial, by its odd and even parts.
      p.call(multiply, square, a, a, n, n, n, rest);
      fill(p, even, size.times(2), 0);
      identity(p, power, n);
      const k = p.int(0);
      p.while(k.le(degree), () => {
        for (const [part, at] of [
          [even, k],
          [odd, k.plus(1)],
        ] as const) {
          const coefficient = p.real(p.at(coefficients.plus(at)));
          p.lanes(0, size, (i) => p.at(part.plus(i)).set(p.at(part.plus(i)).add(coefficient.mul(p.at(power.plus(i))))));
        }
        k.set(k.plus(2));
        p.when(k.lt(degree), () => {
          p.call(multiply, other, power, square, n, n, n, rest);
          copy(p, other, power, size);
        });
      });
      p.call(multiply, power, a, odd, n, n, n, rest);
      p.lanes(0, size, (i) => {
        const [x, u] = [p.real(p.at(even.plus(i))), p.real(p.at(power.plus(i)))];
        p.at(even.plus(i)).set(x.sub(u));
        p.at(out.plus(i)).set(x.add(u));
      });
      p.call(solveIn, even, n, out, n, rest);
      p.for(0, squarings, () => {
        p.call(multiply, power, out, out, n, n, n, rest);
        copy(p, power, out, size);
      });
    });
  }),
);
