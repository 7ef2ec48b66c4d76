/** The matrix exponential by scaling and squaring of Padé approximants (Higham 2005, "The scaling and squaring method … revisited"). */
import { solveIn } from './elimination.ts';
import { allFinite, identity, scaleBy, times } from './products.ts';

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

/** The greatest sum of magnitudes of a column. */
const norm = (a: Float64Array, n: number): number => {
  const sums = new Float64Array(n);
  for (let i = 0; i < n * n; i++) sums[i % n] = sums[i % n]! + Math.abs(a[i]!);
  return sums.reduce((most, sum) => Math.max(most, sum), 0);
};

/** p(a)/p(−a) of the polynomial with these coefficients, by its odd and even parts. */
const approximant = (a: Float64Array, n: number, coefficients: readonly number[]): Float64Array => {
  const square = times(a, a, n, n, n);
  const [even, odd] = [new Float64Array(n * n), new Float64Array(n * n)];
  let power = identity(n);
  coefficients.forEach((coefficient, k) => {
    const part = k % 2 === 0 ? even : odd;
    for (let i = 0; i < n * n; i++) part[i] = part[i]! + coefficient * power[i]!;
    if (k % 2 === 1 && k < coefficients.length - 1) power = times(power, square, n, n, n);
  });
  const u = times(a, odd, n, n, n);
  const denominator = even.map((x, i) => x - u[i]!);
  const out = even.map((x, i) => x + u[i]!);
  solveIn(denominator, n, out, n);
  return out;
};

/** e^a; NaN if an element is not finite. */
export const exponential = (a: Float64Array, n: number): Float64Array => {
  if (!allFinite(a)) return new Float64Array(n * n).fill(NaN);
  const size = norm(a, n);
  const [most, coefficients] = PADE.find(([limit]) => size <= limit) ?? PADE.at(-1)!;
  const squarings = size <= most ? 0 : Math.min(1100, Math.ceil(Math.log2(size / most)));
  const scaled = Float64Array.from(a);
  // In two factors, for 2^−1100 is none.
  scaleBy(scaled, 2 ** -Math.floor(squarings / 2));
  scaleBy(scaled, 2 ** -Math.ceil(squarings / 2));
  let out = approximant(scaled, n, coefficients);
  for (let k = 0; k < squarings; k++) out = times(out, out, n, n, n);
  return out;
};
