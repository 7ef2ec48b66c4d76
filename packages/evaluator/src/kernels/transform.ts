/**
 * Fast Fourier transforms of any length n in O(n log n): Stockham's algorithm, which needs no reordering, over the prime factors of n up to
 * 31 (Van Loan 1992, "Computational frameworks for the fast Fourier transform", §1.7), and Bluestein's convolution where a factor is larger
 * (the same, §4.2). Every root of unity is within an ulp, so errors grow as log n.
 */
import { byFactor, byFour, rootsOf, type Round } from './rounds.ts';

/** Transforms so many complex numbers, real and imaginary parts, in place: the sign of the exponent is minus. */
export type Transform = (re: Float64Array, im: Float64Array) => void;

/** Larger prime factors cost more by their definition than a convolution does. */
const GREATEST = 31;

/** The factors of n: 4 as often as it divides, then primes. */
const factorsOf = (n: number): number[] => {
  const found: number[] = [];
  let rest = n;
  for (; rest > 1 && rest % 4 === 0; rest /= 4) found.push(4);
  for (let factor = 2; rest > 1; factor++) {
    if (factor * factor > rest) factor = rest;
    for (; rest % factor === 0; rest /= factor) found.push(factor);
  }
  return found;
};

const byFactors = (n: number, factors: readonly number[]): Transform => {
  const roots = rootsOf(n);
  const rounds: Round[] = [];
  let stride = 1;
  for (const factor of factors) {
    const span = n / stride;
    rounds.push(factor === 4 ? byFour(roots, span, stride) : byFactor(roots, factor, span, stride));
    stride *= factor;
  }
  const [otherR, otherI] = [new Float64Array(n), new Float64Array(n)];
  return (re, im) => {
    for (let i = 0; i < rounds.length; i++) {
      if (i % 2 === 0) rounds[i]!(re, im, otherR, otherI);
      else rounds[i]!(otherR, otherI, re, im);
    }
    if (rounds.length % 2 === 0) return;
    re.set(otherR);
    im.set(otherI);
  };
};

/** jk = (j² + k² − (k − j)²)/2 makes the sum a convolution with e^(πi·j²/n), of a length that is a power of 2. */
const byConvolution = (n: number): Transform => {
  const size = 2 ** Math.ceil(Math.log2(2 * n - 1));
  const transform = transformOf(size);
  const { cos, sin } = rootsOf(2 * n);
  const [chirpR, chirpI] = [new Float64Array(n), new Float64Array(n)];
  const [spectrumR, spectrumI] = [new Float64Array(size), new Float64Array(size)];
  for (let j = 0; j < n; j++) {
    const at = (j * j) % (2 * n);
    spectrumR[j] = spectrumR[(size - j) % size] = chirpR[j] = cos[at]!;
    spectrumI[j] = spectrumI[(size - j) % size] = chirpI[j] = sin[at]!;
  }
  transform(spectrumR, spectrumI);
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  return (xr, xi) => {
    for (let j = 0; j < n; j++) {
      re[j] = xr[j]! * chirpR[j]! + xi[j]! * chirpI[j]!;
      im[j] = xi[j]! * chirpR[j]! - xr[j]! * chirpI[j]!;
    }
    re.fill(0, n);
    im.fill(0, n);
    transform(re, im);
    for (let k = 0; k < size; k++) {
      const r = re[k]!;
      const i = im[k]!;
      re[k] = (r * spectrumR[k]! - i * spectrumI[k]!) / size;
      im[k] = (i * spectrumR[k]! + r * spectrumI[k]!) / size;
    }
    // Parts exchanged, the transform is its own inverse, up to the division above.
    transform(im, re);
    for (let k = 0; k < n; k++) {
      xr[k] = re[k]! * chirpR[k]! + im[k]! * chirpI[k]!;
      xi[k] = im[k]! * chirpR[k]! - re[k]! * chirpI[k]!;
    }
  };
};

/** The transform of n numbers, with its tables made and its memory taken. */
export const transformOf = (n: number): Transform => {
  const factors = factorsOf(n);
  return factors.some((factor) => factor > GREATEST) ? byConvolution(n) : byFactors(n, factors);
};
