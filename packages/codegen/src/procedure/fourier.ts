/** Fourier transforms along an axis, each row through one transform: by the factors of its length, or by a convolution (`transform.ts`). */
import type { Int } from './language.ts';
import { fill } from './matrices.ts';
import { complex, roots, transform } from './transform.ts';
import { procedure, type Writer } from './writer.ts';

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
