/** Random numbers of a batch are those of its members, over keys and parameters. */
import { expect, test } from '@jest/globals';
import {
  bernoulli,
  categorical,
  define,
  evaluate,
  f64,
  gamma,
  gumbel,
  i32,
  key,
  normal,
  permutation,
  randint,
  split,
  uniform,
  vmap,
} from 'adjoint';
import { numbersOf } from '@adjoint/testkit';

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
  const keys = [4, 5, 6, 7].map((seed) => numbersOf(key(seed)));
  const lows = keys.map((_, m) => [m, -m / 2, 0.25]);
  const together = evaluate(vmap(graph, { axes: { k: 0, low: 0 }, size: 4 }), { k: keys, low: lows });
  keys.forEach((own, m) => {
    const alone = evaluate(graph, { k: own, low: lows[m]! });
    for (const name of ['z', 'y', 'u', 'g', 'i', 'p', 'x', 'c', 't'] as const)
      expect((together[name].toArray() as unknown[])[m]).toEqual(alone[name].toArray());
  });
});
