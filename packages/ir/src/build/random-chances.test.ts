/** Random numbers are as likely as they should be. */
import { describe, expect, test } from '@jest/globals';
import {
  bernoulli,
  categorical,
  define,
  erf,
  evaluate,
  exponential,
  gamma,
  gammainc,
  gumbel,
  i32,
  key,
  normal,
  permutation,
  randint,
  randomBits,
  uniform,
  vmap,
  type TypedArray,
} from 'adjoint';
import { evaluated } from '@adjoint/testkit';

/** χ² of counts against equal chances; with k buckets its mean is k − 1, and 1 in 10⁶ exceeds the bound for k = 16 or 64. */
const chiSquared = (counts: readonly number[], chances: readonly number[]): number => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, i) => sum + (count - total * chances[i]!) ** 2 / (total * chances[i]!), 0);
};
const bucketed = (values: ArrayLike<number>, buckets: number, place: (x: number) => number): number[] => {
  const counts = new Array<number>(buckets).fill(0);
  for (const value of Array.from(values)) counts[place(value)]!++;
  return counts;
};
const equal = (buckets: number): number[] => Array.from({ length: buckets }, () => 1 / buckets);
const meanOf = (x: TypedArray): number => Array.from<number>(x).reduce((sum, value) => sum + value, 0) / x.length;

// Fixed seeds, so these pass or fail for good. Bounds are those that 1 in 10⁶ sets of true draws exceeds.
describe('over many draws', () => {
  const N = 1 << 16;
  test.each(['f64', 'f32'] as const)('uniform is uniform: %s', (dtype) => {
    const { data } = evaluated(uniform(key(1), [N], { dtype }));
    expect(Math.abs(meanOf(data) - 0.5)).toBeLessThan(4.9 / Math.sqrt(12 * N));
    expect(
      chiSquared(
        bucketed(data, 64, (x) => Math.floor(64 * x)),
        equal(64),
      ),
    ).toBeLessThan(131);
    const pairs = Array.from(
      { length: N / 2 },
      (_, i) => 8 * Math.floor(8 * data[2 * i]!) + Math.floor(8 * data[2 * i + 1]!),
    );
    expect(
      chiSquared(
        bucketed(pairs, 64, (pair) => pair),
        equal(64),
      ),
    ).toBeLessThan(131);
    expect(Math.min(...data)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...data)).toBeLessThan(1);
  });
  test('every bit is 1 half the time', () => {
    const { data } = evaluated(randomBits(key(2), [N]));
    for (let bit = 0; bit < 32; bit++) {
      const ones = Array.from<number>(data).filter((word) => ((word >>> bit) & 1) === 1).length;
      // 32 bits: 1 in 32·10⁶ each.
      expect(Math.abs(ones - N / 2)).toBeLessThan((5.6 * Math.sqrt(N)) / 2);
    }
  });
  test('exponential and Gumbel draws have their means', () => {
    expect(Math.abs(meanOf(evaluated(exponential(key(3), [N])).data) - 1)).toBeLessThan(4.9 / Math.sqrt(N));
    const euler = 0.5772156649015329;
    const deviation = Math.PI / Math.sqrt(6);
    expect(Math.abs(meanOf(evaluated(gumbel(key(4), [N])).data) - euler)).toBeLessThan(
      (4.9 * deviation) / Math.sqrt(N),
    );
  });
  test('normal draws have their mean, deviation and chances', () => {
    const { data } = evaluated(normal(key(9), [N]));
    expect(Math.abs(meanOf(data))).toBeLessThan(4.9 / Math.sqrt(N));
    expect(Math.abs(meanOf(data.map((x) => x * x)) - 1)).toBeLessThan(4.9 * Math.sqrt(2 / N));
    const places = evaluated(erf(data.map((x) => x * Math.SQRT1_2))).data;
    const bucket = (x: number): number => Math.min(63, Math.floor(32 * (1 + x)));
    expect(chiSquared(bucketed(places, 64, bucket), equal(64))).toBeLessThan(131);
  });
  test.each([0.3, 1, 4.5])('gamma draws have their mean, deviation and chances: α = %d', (alpha) => {
    const { data } = evaluated(gamma(key(10), [8192], { alpha }));
    expect(Math.abs(meanOf(data) - alpha)).toBeLessThan(4.9 * Math.sqrt(alpha / 8192));
    const places = evaluated(gammainc(alpha, data)).data;
    const bucket = (x: number): number => Math.min(63, Math.floor(64 * x));
    expect(chiSquared(bucketed(places, 64, bucket), equal(64))).toBeLessThan(131);
  });
  test('classes come as often as their logits say', () => {
    const chances = [0.1, 0.2, 0.3, 0.4];
    const { data } = evaluated(categorical(key(5), chances.map(Math.log), { draws: [N] }));
    expect(
      chiSquared(
        bucketed(data, 4, (x) => x),
        chances,
      ),
    ).toBeLessThan(31);
    const never = evaluated(categorical(key(5), [0, -Infinity], { draws: [1000] })).data;
    expect(Math.max(...never)).toBe(0);
    const truths = evaluated(bernoulli(key(6), [N], { p: 0.125 })).data;
    expect(Math.abs(meanOf(truths) - 0.125)).toBeLessThan(4.9 * Math.sqrt((0.125 * 0.875) / N));
  });
  test('whole numbers in a range, and orders, are as likely as each other', () => {
    const { data } = evaluated(randint(key(7), [N], { min: -8, max: 8 }));
    expect(
      chiSquared(
        bucketed(data, 16, (x) => x + 8),
        equal(16),
      ),
    ).toBeLessThan(58);
    const orders = evaluate(
      vmap(
        define({ k: i32(2) }, ({ k }) => permutation(k, 4)),
        { axes: { k: 0 }, size: 4096 },
      ),
      { k: evaluated(randomBits(key(8), [4096], { width: 64 })) },
    ).out.data;
    const places = Array.from({ length: 4096 }, (_, i) => Array.from(orders.slice(4 * i, 4 * i + 4)).join(''));
    const kinds = [...new Set(places)].sort();
    expect(kinds).toHaveLength(24);
    expect(
      chiSquared(
        bucketed(
          places.map((place) => kinds.indexOf(place)),
          24,
          (x) => x,
        ),
        equal(24),
      ),
    ).toBeLessThan(72);
  });
});
