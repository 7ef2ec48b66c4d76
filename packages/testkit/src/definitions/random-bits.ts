/** Definition of random bits: Threefry-2x32 as its paper has it, in whole numbers of any size. */
import { cases, type Definitions } from './definition.ts';
import { at, offsetOf } from './places.ts';

/** Salmon, Moraes, Dror, Shaw 2011. */
const threefry = (keys: readonly bigint[], counter: bigint): readonly [bigint, bigint] => {
  const word = (x: bigint): bigint => BigInt.asUintN(32, x);
  const rotations = [13n, 15n, 26n, 6n, 17n, 29n, 16n, 24n];
  const schedule = [...keys, 0x1bd11bdan ^ word(keys[0]!) ^ word(keys[1]!)].map(word);
  let [x, y] = [word((counter >> 32n) + schedule[0]!), word(counter + schedule[1]!)];
  for (let round = 0; round < 20; round++) {
    x = word(x + y);
    y = word(y << rotations[round % 8]!) | (y >> (32n - rotations[round % 8]!));
    y ^= x;
    if (round % 4 !== 3) continue;
    const step = (round + 1) / 4;
    x = word(x + schedule[step % 3]!);
    y = word(y + schedule[(step + 1) % 3]! + BigInt(step));
  }
  return [x, y];
};

export const random: Definitions<'randomBits'> = {
  randomBits: {
    cases: [32, 64].flatMap((width) =>
      cases(
        ['i32'],
        [
          [[2], { shape: [], width }],
          [[2], { shape: [3, 4], width }],
          [[2], { shape: [3, 0], width }],
          [[3, 2], { shape: [5], width }],
          [[2, 2, 2], { shape: [1], width }],
          [[0, 2], { shape: [3], width }],
        ],
      ),
    ),
    element:
      ([key], { shape, width }) =>
      (index) => {
        const rank = key!.shape.length - 1;
        const words = [0, 1].map((word) => BigInt(at(key!, [...index.slice(0, rank), word])));
        const counter = offsetOf(shape, index.slice(rank, rank + shape.length));
        const [x, y] = threefry(words, BigInt(counter));
        return Number(BigInt.asIntN(32, width === 64 ? [x, y][index.at(-1)!]! : x ^ y));
      },
  },
};
