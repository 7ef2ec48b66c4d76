/** Determinants, by elimination. */
import { eliminate } from './elimination.ts';
import type { Real } from './language.ts';
import { copy } from './matrices.ts';
import { procedure, type Typed, type Writer } from './writer.ts';

/** What becomes of the sign of the permutation and the elements of the diagonal of U. */
interface Measure {
  readonly start: (sign: Real) => Real | number;
  readonly step: (p: Writer, known: Real, x: Real) => Real;
}

/** At `to`, a number for each n × n matrix at `a`; a zero has no sign. */
const measureBy = (name: string, { start, step }: Measure): Typed<readonly ['count', 'a', 'to', 'n', 'work']> =>
  procedure(name, ['count', 'a', 'to', 'n', 'work'], (p, count, a, to, n, work) => {
    const size = p.int(n.times(n));
    p.for(0, count, (matrix) => {
      const pivots = p.int(work.plus(size));
      copy(p, p.int(a.plus(matrix.times(size))), work, size);
      p.call(eliminate, work, n, pivots, pivots.plus(n));
      const sign = p.real(1);
      p.for(0, n, (i) => p.when(p.at(pivots.plus(i)).ne(i.double()), () => sign.set(sign.neg())));
      const known = p.real(start(sign));
      p.for(0, n, (i) => known.set(step(p, known, p.at(work.plus(i.times(n.plus(1)))))));
      p.at(to.plus(matrix)).set(known.add(0));
    });
  });

const signOf = (x: Real): Real => x.gt(0).select(1, x.lt(0).select(-1, x));

export const det = measureBy('det', { start: (sign) => sign, step: (_, known, x) => known.mul(x) });
export const signDet = measureBy('signDet', { start: (sign) => sign, step: (_, known, x) => known.mul(signOf(x)) });
export const logAbsDet = measureBy('logAbsDet', {
  start: () => 0,
  step: (p, known, x) => known.add(p.of('log', x.abs())),
});
