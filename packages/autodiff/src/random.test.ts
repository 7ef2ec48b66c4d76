/** Random numbers: those of JAX for the same key (scripts/golden/random_jax.py), as likely as they should be, and differentiable in their parameters. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  bernoulli,
  categorical,
  cse,
  define,
  erf,
  evaluate,
  exponential,
  f32,
  f64,
  gamma,
  gammainc,
  gradients,
  gumbel,
  hessian,
  i32,
  InputError,
  key,
  normal,
  permutation,
  print,
  randint,
  randomBits,
  scan,
  split,
  splitKey,
  Sym,
  uniform,
  vmap,
  type Tensor,
  type TypedArray,
} from 'adjoint';

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

const run = (value: Sym): Tensor =>
  evaluate(
    define({}, () => value),
    {},
  ).out;
const dataOf = (value: Sym): number[] => Array.from<number>(run(value).data);
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
    expect(dataOf(from)).toEqual(wanted.key);
    expect(split(from, 3).flatMap(dataOf)).toEqual(wanted.split);
    expect(splitKey(from, 3).flatMap(dataOf)).toEqual(wanted.split);
    expect(dataOf(randomBits(from, shape))).toEqual(wanted.bits);
  });
  test.each(DTYPES)('has the numbers of JAX: %s', (name, dtype, ulp) => {
    expect(dataOf(uniform(from, shape, { dtype }))).toEqual(wanted.uniform[name]);
    // XLA may fuse the product and the sum into one rounding.
    const between = dataOf(uniform(from, shape, { min: -3, max: 0.7, dtype }));
    expect(ulps(between, wanted.between[name], ulp, 3)).toBeLessThanOrEqual(1);
    // In ulp of 1. JAX's log1p is off by 6 here and this one by half an ulp, says 40-digit arithmetic.
    expect(ulps(dataOf(exponential(from, shape, { dtype })), wanted.exponential[name], ulp, 1)).toBeLessThanOrEqual(7);
    // JAX's erfinv is off by 9 ulp once, ours by 2 at most, says 90-digit arithmetic; a gamma draw is a cube of 1 + c·x, which cancels, or a power 1/0.3.
    expect(ulps(dataOf(normal(from, shape, { dtype })), wanted.normal[name], ulp, 0)).toBeLessThanOrEqual(12);
    const gammas = dataOf(gamma(from, [3, 4], { alpha: alphas, dtype }));
    expect(ulps(gammas, wanted.gamma[name], ulp, 0)).toBeLessThanOrEqual(40);
    expect(ulps(dataOf(gumbel(from, shape, { dtype })), wanted.gumbel[name], ulp, 1)).toBeLessThanOrEqual(2);
  });
  test('makes the choices of JAX', () => {
    expect(dataOf(bernoulli(from, [12], { p: 0.3 }))).toEqual(wanted.bernoulli);
    expect(dataOf(categorical(from, logits, { draws: [5] }))).toEqual(wanted.categorical);
    expect(dataOf(categorical(from, logits, { axis: 0 }))).toEqual(wanted.classes);
    ranges.forEach(([min, max], i) => expect(dataOf(randint(from, shape, { min, max }))).toEqual(wanted.randint[i]));
    expect(dataOf(permutation(from, 10))).toEqual(wanted.permutation);
    expect(dataOf(permutation(from, logits, 1))).toEqual(wanted.shuffled);
  });
});

test('a long permutation is sorted twice, as in JAX', () => {
  expect(dataOf(permutation(key(3), 1700))).toEqual(golden.long);
});

describe('a key', () => {
  test('of a symbol is that of its number', () => {
    const graph = define({ seed: i32(3) }, ({ seed }) => ({ keys: key(seed), one: key(seed.at(1)) }));
    const found = evaluate(graph, { seed: [5, -7, 0] });
    expect(found.keys.toArray()).toEqual([5, -7, 0].map((seed) => dataOf(key(seed))));
    expect(found.one.toArray()).toEqual(dataOf(key(-7)));
  });
  test('that is fed splits; an i32[2] with an axis or with sizes is cut', () => {
    const graph = define({ k: i32(2) }, ({ k }) => {
      const [a, b] = split(k, 2);
      const [c] = k.split(1);
      return { a, b, c, low: split(k, 2, 0)[1], high: k.split([1, 1])[0], all: split(k, 1, 0)[0] };
    });
    const found = evaluate(graph, { k: [3, 9] });
    const [a, b] = splitKey([3, 9], 2).map(dataOf);
    expect([found.a.toArray(), found.b.toArray()]).toEqual([a, b]);
    expect(found.c.toArray()).toEqual(a);
    expect([found.low.toArray(), found.high.toArray(), found.all.toArray()]).toEqual([[9], [3], [3, 9]]);
  });
  test('is two i32: numbers, a typed array or a symbol', () => {
    const one = dataOf(uniform([0, 42], [2]));
    expect(dataOf(uniform(Int32Array.of(0, 42), [2]))).toEqual(one);
    expect(dataOf(uniform(key(42), [2]))).toEqual(one);
  });
  test('of many gives each its own', () => {
    const keys = [1, 2, 3].map((seed) => dataOf(key(seed)));
    const each = keys.map((own) => dataOf(uniform(own, [4])));
    expect(run(uniform(keys, [4])).toArray()).toEqual(each);
    expect(run(splitKey(keys, 2)[1]!).toArray()).toEqual(keys.map((own) => dataOf(splitKey(own, 2)[1]!)));
    expect(run(randint(keys, [2], { max: 9 })).toArray()).toEqual(
      keys.map((own) => dataOf(randint(own, [2], { max: 9 }))),
    );
    expect(run(categorical(keys, [0, 1, 2])).toArray()).toEqual(
      keys.map((own) => run(categorical(own, [0, 1, 2])).item()),
    );
  });
});

test('a key goes through a loop, and each step has its own', () => {
  const graph = define({ k: i32(2) }, ({ k }) => {
    const step = ({ from }: { readonly from: Sym }): { carry: { from: Sym }; out: Sym } => {
      const [next, own] = split(from, 2);
      return { carry: { from: next }, out: uniform(own, [2]) };
    };
    return scan(step, { from: k }, null, { length: 3 }).out;
  });
  let from = dataOf(key(5));
  const wanted = [0, 1, 2].map(() => {
    const [next, own] = splitKey(from, 2).map(dataOf) as [number[], number[]];
    from = next;
    return dataOf(uniform(own, [2]));
  });
  expect(evaluate(graph, { k: dataOf(key(5)) }).out.toArray()).toEqual(wanted);
});

test('one draw is one op of bits, and a draw made twice is one', () => {
  const graph = define({ k: i32(2) }, ({ k }) => ({ a: uniform(k, [3]), b: uniform(k, [3]) }));
  expect(print(cse(graph)).match(/randomBits/g)).toHaveLength(1);
  expect(graph.scopes?.map(({ name }) => name)).toEqual(['uniform', 'uniform']);
});

test('batched = mapped, over keys and parameters', () => {
  const graph = define({ k: i32(2), low: f64(3) }, ({ k, low }) => {
    const [a, b, c, d] = split(k, 4);
    return {
      z: normal(a, [2, 3], { mean: low, std: low.exp(), dtype: 'f64' }),
      y: gamma(b, [3], { alpha: low.exp() }),
      u: uniform(a, [2, 3], { min: low, max: low.exp().add(1) }),
      g: gumbel(b, [], { dtype: 'f32' }),
      i: randint(c, [4], { min: -3, max: 12 }),
      p: permutation(d, 6),
      x: permutation(d, low),
      c: categorical(a, low, { draws: [2] }),
      t: bernoulli(b, [5], { p: 0.25 }),
    };
  });
  const keys = [4, 5, 6, 7].map((seed) => dataOf(key(seed)));
  const lows = keys.map((_, m) => [m, -m / 2, 0.25]);
  const together = evaluate(vmap(graph, { axes: { k: 0, low: 0 }, size: 4 }), { k: keys, low: lows });
  keys.forEach((own, m) => {
    const alone = evaluate(graph, { k: own, low: lows[m]! });
    for (const name of ['z', 'y', 'u', 'g', 'i', 'p', 'x', 'c', 't'] as const)
      expect((together[name].toArray() as unknown[])[m]).toEqual(alone[name].toArray());
  });
});

describe('gradients flow to the parameters', () => {
  test('of uniform: 1 − u to the least, u to the greatest', () => {
    const u = dataOf(uniform(key(11), [3]));
    const graph = define({ lo: f64(), hi: f64(3) }, ({ lo, hi }) =>
      uniform(key(11), [3], { min: lo, max: hi }).square().sum(),
    );
    const feeds = { lo: -1, hi: [1, 2, 3] };
    const first = evaluate(gradients(graph, { of: 'out', wrt: ['lo', 'hi'] }), feeds);
    const x = u.map((part, i) => -1 + part * (i + 2));
    const toLow = x.reduce((sum, value, i) => sum + 2 * value * (1 - u[i]!), 0);
    expect(first['d(out)/d(lo)'].item()).toBeCloseTo(toLow, 13);
    Array.from<number>(first['d(out)/d(hi)'].data).forEach((slope, i) =>
      expect(slope).toBeCloseTo(2 * x[i]! * u[i]!, 13),
    );
    const second = evaluate(hessian(graph, { of: 'out', wrt: 'hi' }), feeds)['d2(out)/d(hi)d(hi)'].toArray();
    (second as number[][]).forEach((row, i) =>
      row.forEach((entry, j) => expect(entry).toBeCloseTo(i === j ? 2 * u[i]! ** 2 : 0, 13)),
    );
  });
  test('of normal: 1 to the mean, z to the deviation', () => {
    const z = dataOf(normal(key(12), [4]));
    const graph = define({ mean: f64(), std: f64() }, (at) => normal(key(12), [4], at).exp().sum());
    const first = gradients(graph, { of: 'out', wrt: ['mean', 'std'] });
    const second = gradients(first, { of: 'd(out)/d(std)', wrt: ['std'] });
    const found = evaluate(second, { mean: 0.5, std: 2 });
    const total = (of: (x: number) => number): number => z.reduce((sum, x) => sum + of(x) * Math.exp(0.5 + 2 * x), 0);
    const close = (got: number, want: number): void => expect(Math.abs(got / want - 1)).toBeLessThan(1e-14);
    close(
      found['d(out)/d(mean)'].item(),
      total(() => 1),
    );
    close(
      found['d(out)/d(std)'].item(),
      total((x) => x),
    );
    close(
      found['d(d(out)/d(std))/d(std)'].item(),
      total((x) => x * x),
    );
  });
  test('of gamma to the scale; to the shape parameter they are stopped', () => {
    const graph = define({ a: f64(), s: f64() }, ({ a, s }) => gamma(key(3), [5], { alpha: a, scale: s }).sum());
    const found = evaluate(gradients(graph, { of: 'out', wrt: ['s'] }), { a: 1.5, s: 3 });
    expect(found['d(out)/d(s)'].item()).toBeCloseTo(found.out.item() / 3, 13);
    expect(() => gradients(graph, { of: 'out', wrt: ['a'] })).toThrow('it was written to stop gradients');
  });
  test('of a permutation to the elements', () => {
    const weights = [1, 10, 100, 1000];
    const graph = define({ x: f64(4) }, ({ x }) => permutation(key(2), x).mul(weights).sum());
    const order = dataOf(permutation(key(2), 4));
    const found = evaluate(gradients(graph, { of: 'out', wrt: ['x'] }), { x: [1, 2, 3, 4] })['d(out)/d(x)'].data;
    expect(order.map((place) => found[place])).toEqual(weights);
  });
  test('and are cut where the result is a choice, for a reason', () => {
    const graph = define({ p: f64() }, ({ p }) => bernoulli(key(0), [2], { p }).cast('f64').sum());
    expect(() => gradients(graph, { of: 'out', wrt: ['p'] })).toThrow('lt');
    const bits = define({ x: f64() }, ({ x }) => uniform(key(x.cast('i32')), [2]).sum());
    expect(() => gradients(bits, { of: 'out', wrt: ['x'] })).toThrow('has no gradient');
  });
});

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
    const { data } = run(uniform(key(1), [N], { dtype }));
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
    const { data } = run(randomBits(key(2), [N]));
    for (let bit = 0; bit < 32; bit++) {
      const ones = Array.from<number>(data).filter((word) => ((word >>> bit) & 1) === 1).length;
      // 32 bits: 1 in 32·10⁶ each.
      expect(Math.abs(ones - N / 2)).toBeLessThan((5.6 * Math.sqrt(N)) / 2);
    }
  });
  test('exponential and Gumbel draws have their means', () => {
    expect(Math.abs(meanOf(run(exponential(key(3), [N])).data) - 1)).toBeLessThan(4.9 / Math.sqrt(N));
    const euler = 0.5772156649015329;
    const deviation = Math.PI / Math.sqrt(6);
    expect(Math.abs(meanOf(run(gumbel(key(4), [N])).data) - euler)).toBeLessThan((4.9 * deviation) / Math.sqrt(N));
  });
  test('normal draws have their mean, deviation and chances', () => {
    const { data } = run(normal(key(9), [N]));
    expect(Math.abs(meanOf(data))).toBeLessThan(4.9 / Math.sqrt(N));
    expect(Math.abs(meanOf(data.map((x) => x * x)) - 1)).toBeLessThan(4.9 * Math.sqrt(2 / N));
    const places = run(erf(data.map((x) => x * Math.SQRT1_2))).data;
    const bucket = (x: number): number => Math.min(63, Math.floor(32 * (1 + x)));
    expect(chiSquared(bucketed(places, 64, bucket), equal(64))).toBeLessThan(131);
  });
  test.each([0.3, 1, 4.5])('gamma draws have their mean, deviation and chances: α = %d', (alpha) => {
    const { data } = run(gamma(key(10), [8192], { alpha }));
    expect(Math.abs(meanOf(data) - alpha)).toBeLessThan(4.9 * Math.sqrt(alpha / 8192));
    const places = run(gammainc(alpha, data)).data;
    const bucket = (x: number): number => Math.min(63, Math.floor(64 * x));
    expect(chiSquared(bucketed(places, 64, bucket), equal(64))).toBeLessThan(131);
  });
  test('classes come as often as their logits say', () => {
    const chances = [0.1, 0.2, 0.3, 0.4];
    const { data } = run(categorical(key(5), chances.map(Math.log), { draws: [N] }));
    expect(
      chiSquared(
        bucketed(data, 4, (x) => x),
        chances,
      ),
    ).toBeLessThan(31);
    const never = run(categorical(key(5), [0, -Infinity], { draws: [1000] })).data;
    expect(Math.max(...never)).toBe(0);
    const truths = run(bernoulli(key(6), [N], { p: 0.125 })).data;
    expect(Math.abs(meanOf(truths) - 0.125)).toBeLessThan(4.9 * Math.sqrt((0.125 * 0.875) / N));
  });
  test('whole numbers in a range, and orders, are as likely as each other', () => {
    const { data } = run(randint(key(7), [N], { min: -8, max: 8 }));
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
      { k: run(randomBits(key(8), [4096], { width: 64 })) },
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

describe('what is refused', () => {
  const told = (body: () => unknown): string => {
    try {
      body();
    } catch (error) {
      if (error instanceof InputError) return `${error.code}: ${error.message.split('\n')[0]!}`;
      throw error;
    }
    return 'none';
  };
  test.each<[string, () => unknown, string]>([
    ['a seed that is no whole number', () => key(0.5), 'option: key: seed is 0.5'],
    ['a seed too large', () => key(2 ** 54), 'option: key: seed is 18014398509481984'],
    [
      'a seed of another dtype',
      () => define({ s: f64() }, ({ s }) => key(s)),
      'dtype: key: takes an i32 seed, got f64',
    ],
    [
      'a key of doubles',
      () => define({ k: f64(2) }, ({ k }) => uniform(k, [2])),
      'dtype: randomBits: takes a key of two i32, got f64',
    ],
    ['a key of three', () => uniform([1, 2, 3], [2]), 'size: randomBits: shape [3] does not fit [2]'],
    ['a shape that is a number', () => uniform(key(0), 3 as never), 'option: randomBits: shape is 3'],
    ['a width', () => randomBits(key(0), [2], { width: 16 as never }), 'attribute: randomBits: width is 16'],
    [
      'a dtype that is no float',
      () => uniform(key(0), [2], { dtype: 'i32' as never }),
      'option: uniform: dtype is "i32"',
    ],
    [
      'parameters of two dtypes',
      () => define({ a: f64(), b: f32() }, ({ a, b }) => uniform(key(0), [2], { min: a, max: b })),
      'dtype: uniform: takes a key, and parameters that are f64 or f32, all alike, got i32 and f64 and f32',
    ],
    [
      'a parameter larger than the shape',
      () => define({ a: f64(3) }, ({ a }) => uniform(key(0), [], { min: a })),
      'broadcast: broadcastTo: shapes [3] and [] do not broadcast',
    ],
    ['a count that is none', () => splitKey(key(0), -1), 'option: splitKey: count is -1'],
    ['a half of an order', () => permutation(key(0), 2.5), 'option: permutation: x is 2.5'],
    [
      'an order of many keys',
      () => permutation([key(0), key(1)].map(dataOf), 3),
      'size: permutation: shape [2,2] does not fit [2]',
    ],
  ])('%s', (_, body, message) => {
    expect(told(body)).toBe(message);
  });
});

test.each([2 ** 31, -1, 2.5, NaN])('keys are split into a number of them that memory holds: %p is none', (count) => {
  expect(() => define({ key: i32(2) }, ({ key: from }) => ({ first: split(from, count)[0]! }))).toThrow(
    /splitKey: count is .*[^]*from 0 to 1000000/,
  );
});
