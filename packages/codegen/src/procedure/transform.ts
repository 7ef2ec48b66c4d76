/**
 * Fast Fourier transforms of any length n in O(n log n): Stockham's algorithm, which needs no reordering, over the prime factors of n up to
 * 31 (Van Loan 1992, "Computational frameworks for the fast Fourier transform", §1.7), and Bluestein's convolution where a factor is larger
 * (the same, §4.2). Every root of unity is within an ulp, so errors grow as log n.
 */
import type { Int, Real } from './language.ts';
import { copy } from './matrices.ts';
import { procedure, type Writer } from './writer.ts';

/** cos and sin of 2π·k/n for each k < n, at `to` and behind, from angles of at most π/4: exact at quarters. */
export const roots = procedure('roots', ['n', 'to'], (p, n, to) =>
  p.for(0, n, (k) => {
    const quarter = p.int(k.times(8).plus(n).over(n.times(2)));
    const isOdd = quarter.minus(quarter.half().times(2)).eq(1);
    const angle = p.real(k.times(4).minus(quarter.times(n)).double().mul(Math.PI).div(n.times(2).double()));
    const [c, s] = [p.real(p.of('cos', angle)), p.real(p.of('sin', angle))];
    const [x, y] = [p.real(isOdd.select(s, c)), p.real(isOdd.select(c, s))];
    p.at(to.plus(k)).set(quarter.eq(1).or(quarter.eq(2)).select(x.neg(), x));
    p.at(to.plus(n).plus(k)).set(quarter.eq(2).or(quarter.eq(3)).select(y.neg(), y));
  }),
);

/** Complex numbers: real parts from one place on, imaginary parts from another. */
interface Complex {
  readonly re: Int;
  readonly im: Int;
}
export const complex = (p: Writer, re: Int, im: Int): Complex => ({ re: p.int(re), im: p.int(im) });

/** Where a round is: roots of unity of n, `span` numbers that are left to transform, in `stride` rows that lie side by side. */
interface Round {
  readonly cos: Int;
  readonly sin: Int;
  readonly m: Int;
  readonly stride: Int;
}

const byFour = (p: Writer, x: Complex, y: Complex, { cos, sin, m, stride }: Round): void =>
  p.for(0, m, (q) => {
    const at = p.int(q.times(stride));
    const root = (k: number): [c: Real, s: Real] => [
      p.real(p.at(cos.plus(at.times(k)))),
      p.real(p.at(sin.plus(at.times(k)))),
    ];
    const [w1, w2, w3] = [root(1), root(2), root(3)];
    const parts = (part: Int, step: Int, first: Int): Int[] =>
      [0, 1, 2, 3].map((k) => p.int(part.plus(first).plus(step.times(k))));
    const [ar, ai] = [x.re, x.im].map((part) => parts(part, m.times(stride), at)) as [Int[], Int[]];
    const [br, bi] = [y.re, y.im].map((part) => parts(part, stride, at.times(4))) as [Int[], Int[]];
    p.lanes(0, stride, (t) => {
      const re = ar.map((place) => p.real(p.at(place.plus(t))));
      const im = ai.map((place) => p.real(p.at(place.plus(t))));
      const give = (k: number, r: Real, i: Real): void => {
        p.at(br[k]!.plus(t)).set(r);
        p.at(bi[k]!.plus(t)).set(i);
      };
      const turned = (k: number, r: Real, i: Real, [c, s]: readonly [Real, Real]): void => {
        const [u, v] = [p.real(r), p.real(i)];
        give(k, u.mul(c).add(v.mul(s)), v.mul(c).sub(u.mul(s)));
      };
      // a ± c, and b + d, −i·(b − d).
      const [acR, acI] = [p.real(re[0]!.add(re[2]!)), p.real(im[0]!.add(im[2]!))];
      const [gapR, gapI] = [p.real(re[0]!.sub(re[2]!)), p.real(im[0]!.sub(im[2]!))];
      const [bdR, bdI] = [p.real(re[1]!.add(re[3]!)), p.real(im[1]!.add(im[3]!))];
      const [turnR, turnI] = [p.real(im[1]!.sub(im[3]!)), p.real(re[3]!.sub(re[1]!))];
      give(0, acR.add(bdR), acI.add(bdI));
      turned(1, gapR.add(turnR), gapI.add(turnI), w1);
      turned(2, acR.sub(bdR), acI.sub(bdI), w2);
      turned(3, gapR.sub(turnR), gapI.sub(turnI), w3);
    });
  });

/** The same for any factor, by its definition. */
const byFactor = (p: Writer, x: Complex, y: Complex, { cos, sin, m, stride }: Round, factor: Int): void => {
  const turn = p.int(m.times(stride));
  p.for(0, m, (q) =>
    p.for(0, factor, (k) => {
      const root = p.int(q.times(k).times(stride));
      const [c, s] = [p.real(p.at(cos.plus(root))), p.real(p.at(sin.plus(root)))];
      const from = p.int(q.times(stride));
      const to = p.int(q.times(factor).plus(k).times(stride));
      p.lanes(0, stride, (t) => {
        const [sumR, sumI] = [p.real(p.at(x.re.plus(from).plus(t))), p.real(p.at(x.im.plus(from).plus(t)))];
        const product = p.int(0);
        p.for(1, factor, (j) => {
          // j·k modulo the factor.
          product.set(product.plus(k));
          product.set(product.minus(product.ge(factor).count().times(factor)));
          const at = p.int(product.times(turn));
          const place = p.int(from.plus(j.times(turn)));
          const [re, im] = [p.real(p.at(x.re.plus(place).plus(t))), p.real(p.at(x.im.plus(place).plus(t)))];
          const [rootR, rootI] = [p.real(p.at(cos.plus(at))), p.real(p.at(sin.plus(at)))];
          sumR.set(sumR.add(re.mul(rootR)).add(im.mul(rootI)));
          sumI.set(sumI.add(im.mul(rootR)).sub(re.mul(rootI)));
        });
        p.at(y.re.plus(to).plus(t)).set(sumR.mul(c).add(sumI.mul(s)));
        p.at(y.im.plus(to).plus(t)).set(sumI.mul(c).sub(sumR.mul(s)));
      });
    }),
  );
};

/**
 * Transforms n complex numbers in place, of no prime factor that is large; the sign of the exponent is minus. `table` has the roots of unity
 * of n, `work` has room for as many numbers.
 */
export const transform = procedure('transform', ['re', 'im', 'n', 'table', 'work'], (p, re, im, n, table, work) => {
  const x = { re: p.int(re), im: p.int(im) };
  const y = { re: p.int(work), im: p.int(work.plus(n)) };
  const [cos, sin] = [table, p.int(table.plus(n))];
  const [rest, stride, factor] = [p.int(n), p.int(1), p.int(4)];
  p.while(rest.gt(1), () => {
    // 4 as often as it divides, then primes.
    const divides = p.int(0);
    p.while(divides.eq(0), () => {
      p.when(
        rest.eq(rest.over(factor).times(factor)),
        () => divides.set(1),
        () =>
          p.when(
            factor.eq(4),
            () => factor.set(2),
            () => factor.set(factor.plus(1).plus(factor.gt(2).count())),
          ),
      );
    });
    const m = p.int(rest.over(factor));
    const round = { cos, sin, m, stride };
    p.when(
      factor.eq(4),
      () => byFour(p, x, y, round),
      () => byFactor(p, x, y, round, factor),
    );
    rest.set(m);
    stride.set(stride.times(factor));
    for (const part of ['re', 'im'] as const) {
      const kept = p.int(x[part]);
      x[part].set(y[part]);
      y[part].set(kept);
    }
  });
  p.when(x.re.ne(re), () => {
    copy(p, x.re, re, n);
    copy(p, x.im, im, n);
  });
});
