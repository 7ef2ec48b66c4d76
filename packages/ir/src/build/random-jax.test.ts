/** Random numbers are those of JAX for the same key (scripts/golden/random_jax.py). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  bernoulli,
  categorical,
  exponential,
  gamma,
  gumbel,
  key,
  normal,
  permutation,
  randint,
  randomBits,
  split,
  splitKey,
  uniform,
} from 'adjoint';
import { numbersOf } from '@adjoint/testkit';

type Floats = { readonly [D in 'float64' | 'float32']: readonly number[] };
interface Case {
  readonly seed: number;
  readonly key: readonly number[];
  readonly split: readonly number[];
  readonly bits: readonly number[];
  readonly uniform: Floats;
  readonly between: Floats;
  readonly exponential: Floats;
  readonly gumbel: Floats;
  readonly normal: Floats;
  readonly gamma: Floats;
  readonly bernoulli: readonly number[];
  readonly categorical: readonly number[];
  readonly classes: readonly number[];
  readonly randint: readonly (readonly number[])[];
  readonly permutation: readonly number[];
  readonly shuffled: readonly number[];
}
const golden = JSON.parse(readFileSync('packages/testkit/golden/random.json', 'utf8')) as {
  readonly shape: readonly number[];
  readonly logits: number[][];
  readonly alphas: readonly number[];
  readonly ranges: readonly (readonly [number, number])[];
  readonly long: readonly number[];
  readonly cases: readonly Case[];
};
const { shape, logits, alphas, ranges } = golden;

const DTYPES = [
  ['float64', 'f64', 2 ** -52],
  ['float32', 'f32', 2 ** -23],
] as const;

/** The greatest error, in ulp of the element or of `least` where that is more. */
const ulps = (found: readonly number[], wanted: readonly number[], ulp: number, least: number): number => {
  expect(found).toHaveLength(wanted.length);
  return Math.max(...wanted.map((x, i) => Math.abs(x - found[i]!) / (ulp * Math.max(least, Math.abs(x)))));
};

describe.each(golden.cases.map((each) => [each.seed, each] as const))('the seed %d', (seed, wanted) => {
  const from = key(seed);
  test('has the key, the keys and the bits of JAX', () => {
    expect(numbersOf(from)).toEqual(wanted.key);
    expect(split(from, 3).flatMap(numbersOf)).toEqual(wanted.split);
    expect(splitKey(from, 3).flatMap(numbersOf)).toEqual(wanted.split);
    expect(numbersOf(randomBits(from, shape))).toEqual(wanted.bits);
  });
  test.each(DTYPES)('has the numbers of JAX: %s', (name, dtype, ulp) => {
    expect(numbersOf(uniform(from, shape, { dtype }))).toEqual(wanted.uniform[name]);
    // XLA may fuse the product and the sum into one rounding.
    const between = numbersOf(uniform(from, shape, { min: -3, max: 0.7, dtype }));
    expect(ulps(between, wanted.between[name], ulp, 3)).toBeLessThanOrEqual(1);
    // In ulp of 1. JAX's log1p is off by 6 here and this one by half an ulp, says 40-digit arithmetic.
    expect(ulps(numbersOf(exponential(from, shape, { dtype })), wanted.exponential[name], ulp, 1)).toBeLessThanOrEqual(
      7,
    );
    // JAX's erfinv is off by 9 ulp once, ours by 2 at most, says 90-digit arithmetic; a gamma draw is a cube of 1 + c·x, which cancels, or a power 1/0.3.
    expect(ulps(numbersOf(normal(from, shape, { dtype })), wanted.normal[name], ulp, 0)).toBeLessThanOrEqual(12);
    const gammas = numbersOf(gamma(from, [3, 4], { alpha: alphas, dtype }));
    expect(ulps(gammas, wanted.gamma[name], ulp, 0)).toBeLessThanOrEqual(40);
    expect(ulps(numbersOf(gumbel(from, shape, { dtype })), wanted.gumbel[name], ulp, 1)).toBeLessThanOrEqual(2);
  });
  test('makes the choices of JAX', () => {
    expect(numbersOf(bernoulli(from, [12], { p: 0.3 }))).toEqual(wanted.bernoulli);
    expect(numbersOf(categorical(from, logits, { draws: [5] }))).toEqual(wanted.categorical);
    expect(numbersOf(categorical(from, logits, { axis: 0 }))).toEqual(wanted.classes);
    ranges.forEach(([min, max], i) => expect(numbersOf(randint(from, shape, { min, max }))).toEqual(wanted.randint[i]));
    expect(numbersOf(permutation(from, 10))).toEqual(wanted.permutation);
    expect(numbersOf(permutation(from, logits, 1))).toEqual(wanted.shuffled);
  });
});

test('a long permutation is sorted twice, as in JAX', () => {
  expect(numbersOf(permutation(key(3), 1700))).toEqual(golden.long);
});
