/**
 * Fast Fourier transforms of any length n in O(n log n): Stockham's algorithm, which needs no reordering, over the prime factors of n up to
 * 31 (Van Loan 1992, "Computational frameworks for the fast Fourier transform", §1.7), and Bluestein's convolution where a factor is larger
 * (the same, §4.2). Every root of unity is within an ulp, so errors grow as log n.
 */
import type { Int, Real } from './language.ts';
import { copy, fill } from './matrices.ts';
import { procedure, type Writer } from './writer.ts';

/** cos and sin of 2π·k/n for each k < n, at `to` and behind, from angles of at most π/4: exact at quarters. */
const roots = procedure('roots', ['n', 'to'], (p, n, to) =>
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
const complex = (p: Writer, re: Int, im: Int): Complex => ({ re: p.int(re), im: p.int(im) });

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
 * Transforms n complex numbers in place, of no prime factor that is large; the sign of the exponent is minus. `table` has the roots of unity of n, `work` has
 * room for as many numbers.
 */
const transform = procedure('transform', ['re', 'im', 'n', 'table', 'work'], (p, re, im, n, table, work) => {
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

/** Each row of pairs, `along` of them `after` places apart, through what transforms a row in place. */
const eachRow = (
  p: Writer,
  [before, along, after, from, to, inverse]: readonly [Int, Int, Int, Int, Int, Int],
  re: Int,
  im: Int,
  row: (re: Int, im: Int) => void,
): void => {
  // Parts exchanged, the transform turns the other way.
  const [first, second] = [p.int(re), p.int(im)];
  p.when(inverse.eq(1), () => {
    first.set(im);
    second.set(re);
  });
  p.for(0, before, (block) =>
    p.for(0, after.half(), (pair) => {
      const start = p.int(block.times(along).times(after).plus(pair.times(2)));
      p.for(0, along, (i) => {
        const place = p.int(from.plus(start).plus(i.times(after)));
        p.at(re.plus(i)).set(p.at(place));
        p.at(im.plus(i)).set(p.at(place.plus(1)));
      });
      row(first, second);
      p.for(0, along, (i) => {
        const place = p.int(to.plus(start).plus(i.times(after)));
        p.at(place).set(p.at(re.plus(i)));
        p.at(place.plus(1)).set(p.at(im.plus(i)));
      });
    }),
  );
};

const ROWS = ['before', 'along', 'after', 'from', 'to', 'inverse', 'table', 'work'] as const;

/** `table` is kept between calls: its first number tells for which length it is. */
const once = (p: Writer, table: Int, along: Int, make: () => void): void =>
  p.when(p.at(table).ne(along.double()), () => {
    make();
    p.at(table).set(along.double());
  });

/** By the factors of the length. */
export const fft = procedure('fft', ROWS, (p, ...rows) => {
  const [, along, , , , , table, work] = rows;
  const known = p.int(table.plus(1));
  once(p, table, along, () => p.call(roots, along, known));
  const im = p.int(work.plus(along));
  const rest = p.int(im.plus(along));
  eachRow(p, [rows[0], along, rows[2], rows[3], rows[4], rows[5]], work, im, (first, second) =>
    p.call(transform, first, second, along, known, rest),
  );
});

/** jk = (j² + k² − (k − j)²)/2 makes the sum a convolution with e^(πi·j²/n), of a length `size` that is a power of 2. */
export const fftByConvolution = procedure('fftByConvolution', [...ROWS, 'size'], (p, ...rows) => {
  const [, n, , , , , table, work, size] = rows;
  const chirp = complex(p, table.plus(1), table.plus(1).plus(n));
  const spectrum = complex(p, chirp.im.plus(n), chirp.im.plus(n).plus(size));
  const known = p.int(spectrum.im.plus(size));
  const x = complex(p, work.plus(n.times(2)), work.plus(n.times(2)).plus(size));
  const rest = p.int(x.im.plus(size));
  once(p, table, n, () => {
    // The roots of unity of 2n lie where the numbers are, afterwards.
    p.call(roots, n.times(2), work);
    fill(p, spectrum.re, size.times(2), 0);
    const at = p.int(0);
    p.for(0, n, (j) => {
      const [re, im] = [p.real(p.at(work.plus(at))), p.real(p.at(work.plus(n.times(2)).plus(at)))];
      const other = p.int(size.minus(j));
      p.when(j.eq(0), () => other.set(0));
      for (const place of [j, other]) {
        p.at(spectrum.re.plus(place)).set(re);
        p.at(spectrum.im.plus(place)).set(im);
      }
      p.at(chirp.re.plus(j)).set(re);
      p.at(chirp.im.plus(j)).set(im);
      // (j + 1)² is j² + 2j + 1, modulo 2n.
      at.set(at.plus(j.times(2)).plus(1));
      at.set(at.minus(at.over(n.times(2)).times(n.times(2))));
    });
    p.call(roots, size, known);
    p.call(transform, spectrum.re, spectrum.im, size, known, rest);
  });
  eachRow(p, [rows[0], n, rows[2], rows[3], rows[4], rows[5]], work, p.int(work.plus(n)), (first, second) => {
    const [c, s] = [chirp.re, chirp.im];
    p.lanes(0, n, (j) => {
      const [re, im] = [p.real(p.at(first.plus(j))), p.real(p.at(second.plus(j)))];
      p.at(x.re.plus(j)).set(re.mul(p.at(c.plus(j))).add(im.mul(p.at(s.plus(j)))));
      p.at(x.im.plus(j)).set(im.mul(p.at(c.plus(j))).sub(re.mul(p.at(s.plus(j)))));
    });
    fill(p, p.int(x.re.plus(n)), size.minus(n), 0);
    fill(p, p.int(x.im.plus(n)), size.minus(n), 0);
    p.call(transform, x.re, x.im, size, known, rest);
    const length = p.real(size.double());
    p.lanes(0, size, (k) => {
      const [re, im] = [p.real(p.at(x.re.plus(k))), p.real(p.at(x.im.plus(k)))];
      const [u, v] = [p.at(spectrum.re.plus(k)), p.at(spectrum.im.plus(k))];
      p.at(x.re.plus(k)).set(re.mul(u).sub(im.mul(v)).div(length));
      p.at(x.im.plus(k)).set(im.mul(u).add(re.mul(v)).div(length));
    });
    // Parts exchanged, the transform is its own inverse, up to the division above.
    p.call(transform, x.im, x.re, size, known, rest);
    p.lanes(0, n, (k) => {
      const [re, im] = [p.real(p.at(x.re.plus(k))), p.real(p.at(x.im.plus(k)))];
      p.at(first.plus(k)).set(re.mul(p.at(c.plus(k))).add(im.mul(p.at(s.plus(k)))));
      p.at(second.plus(k)).set(im.mul(p.at(c.plus(k))).sub(re.mul(p.at(s.plus(k)))));
    });
  });
});

/** Larger prime factors cost more by their definition than a convolution does. */
const GREATEST = 31;

/** The length of the convolution that transforms n numbers; undefined where their factors are small. */
export const convolutionOf = (n: number): number | undefined => {
  let rest = n;
  for (let factor = 2; factor <= GREATEST; factor++) while (rest > 1 && rest % factor === 0) rest /= factor;
  return rest <= 1 ? undefined : 2 ** Math.ceil(Math.log2(2 * n - 1));
};
