/** Places in a row: what pooling finds is the best there is. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { spread } from './place.ts';

interface Wish {
  readonly wish: number;
  readonly weight: number;
  readonly gap: number;
}

/** The least cost by trying all ways to cut the row into blocks that stand as close as they may. */
const leastCost = (wishes: readonly Wish[]): number => {
  const n = wishes.length;
  const shift = wishes.map((_, i) => wishes.slice(0, i).reduce((sum, { gap }) => sum + gap, 0));
  let best = Infinity;
  for (let cuts = 0; cuts < 2 ** (n - 1); cuts++) {
    const x: number[] = [];
    for (let from = 0; from < n; ) {
      let to = from + 1;
      while (to < n && (cuts & (1 << (to - 1))) === 0) to++;
      const block = wishes.slice(from, to);
      const mass = block.reduce((sum, { weight }) => sum + weight, 0);
      const at = block.reduce((sum, { wish, weight }, i) => sum + weight * (wish - shift[from + i]!), 0) / mass;
      block.forEach((_, i) => x.push(at + shift[from + i]!));
      from = to;
    }
    if (x.every((at, i) => i === 0 || at - x[i - 1]! >= wishes[i - 1]!.gap - 1e-9))
      best = Math.min(best, cost(wishes, x));
  }
  return best;
};

const cost = (wishes: readonly Wish[], x: ArrayLike<number>): number =>
  wishes.reduce((sum, { wish, weight }, i) => sum + weight * (x[i]! - wish) ** 2, 0);

describe('spread', () => {
  test('keeps wishes that do not collide, and shares where they do', () => {
    expect([...spread([0, 10, 20], [1, 1, 1], [5, 5])]).toEqual([0, 10, 20]);
    expect([...spread([0, 0], [1, 1], [10])]).toEqual([-5, 5]);
    expect([...spread([0, 0], [3, 1], [8])]).toEqual([-2, 6]);
    expect([...spread([], [], [])]).toEqual([]);
  });

  test('costs no more than any other places that keep the gaps', () => {
    const wishes = fc.array(
      fc.record({ wish: fc.integer({ min: -20, max: 20 }), weight: fc.integer({ min: 1, max: 9 }), gap: fc.nat(9) }),
      { minLength: 1, maxLength: 7 },
    );
    fc.assert(
      fc.property(wishes, (row) => {
        const gaps = row.slice(0, -1).map(({ gap }) => gap);
        const x = spread(
          row.map(({ wish }) => wish),
          row.map(({ weight }) => weight),
          gaps,
        );
        gaps.forEach((gap, i) => expect(x[i + 1]! - x[i]!).toBeGreaterThanOrEqual(gap - 1e-9));
        expect(cost(row, x)).toBeLessThanOrEqual(leastCost(row) + 1e-6);
      }),
    );
  });
});
