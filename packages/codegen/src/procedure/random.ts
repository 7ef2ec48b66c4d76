/** Random bits: Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011), of a counter for each element. */
import type { Int } from './language.ts';
import { procedure, type Counter, type Writer } from './writer.ts';

/** Skein's constant, which keeps the third word of the key from being 0 with the others. */
const PARITY = 0x1bd11bda;
/** How far each of four rounds turns the second word, in turn. */
const TURNS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/** Encrypts two words with the key: five times four rounds, each followed by two words of the key. */
const threefry = (p: Writer, x: Counter, y: Counter, key: readonly [Int, Int, Int]): void => {
  x.set(x.wrapped(key[0]));
  y.set(y.wrapped(key[1]));
  for (let i = 0; i < 5; i++) {
    for (const turn of TURNS[i % 2]!) {
      x.set(x.wrapped(y));
      y.set(y.rotated(turn).xor(x));
    }
    x.set(x.wrapped(key[(i + 1) % 3]!));
    y.set(y.wrapped(key[(i + 2) % 3]!).wrapped(i + 1));
  }
};

/** Of each of the keys, two words at `from`, the `count` numbers at `to`, of one word, or where `both` is 1 of two. */
export const randomBits = procedure(
  'randomBits',
  ['keys', 'count', 'both', 'from', 'to'],
  (p, keys, count, both, from, to) =>
    p.for(0, keys, (k) => {
      const [first, second] = [
        p.int(p.at(from.plus(k.times(2))).whole()),
        p.int(p.at(from.plus(k.times(2)).plus(1)).whole()),
      ];
      const third = p.int(first.xor(second).xor(PARITY));
      p.for(0, count, (i) => {
        // Fewer than 2³² elements fit in memory: the high word of the counter is 0.
        const [x, y] = [p.int(0), p.int(i)];
        threefry(p, x, y, [first, second, third]);
        const place = p.int(k.times(count).plus(i));
        p.when(
          both.eq(0),
          () => p.at(to.plus(place)).set(x.xor(y).double()),
          () => {
            const pair = p.int(to.plus(place.times(2)));
            p.at(pair).set(x.double());
            p.at(pair.plus(1)).set(y.double());
          },
        );
      });
    }),
);
