/** The kernel of random bits: Threefry-2x32 with 20 rounds, of a counter for each element. */
import { sizeOf, type Attrs } from '@adjoint/ir';
import type { Kernel, Site } from './kernel.ts';

/** Skein's constant, which keeps the third word of the key from being 0 with the others. */
const PARITY = 0x1bd11bda;
/** How far each of four rounds turns the second word, in turn. */
const TURNS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/** Encrypts the two words of `block` with the key, in place: five times four rounds, each followed by two words of the key. */
const threefry = (block: Int32Array, k0: number, k1: number): void => {
  const k2 = k0 ^ k1 ^ PARITY;
  let x = (block[0]! + k0) | 0;
  let y = (block[1]! + k1) | 0;
  let [a, b, c] = [k1, k2, k0];
  for (let i = 0; i < 5; i++) {
    const turns = TURNS[i % 2]!;
    for (let j = 0; j < 4; j++) {
      x = (x + y) | 0;
      y = ((y << turns[j]!) | (y >>> (32 - turns[j]!))) ^ x;
    }
    x = (x + a) | 0;
    y = (y + b + i + 1) | 0;
    [a, b, c] = [b, c, a];
  }
  block[0] = x;
  block[1] = y;
};

const randomBits = ({ memory, out, args, types, attrs }: Site<Attrs<'randomBits'>>): Kernel => {
  const keys = sizeOf(types[0]!.shape) / 2;
  const count = sizeOf(attrs.shape);
  const both = attrs.width === 64;
  const block = new Int32Array(2);
  const start = args[0]!;
  return () => {
    for (let key = 0, to = out; key < keys; key++) {
      const [k0, k1] = [memory[start + 2 * key]!, memory[start + 2 * key + 1]!];
      for (let i = 0; i < count; i++) {
        // Fewer than 2³² elements fit in memory: the high word of the counter is 0.
        block[0] = 0;
        block[1] = i;
        threefry(block, k0, k1);
        if (both) {
          memory[to++] = block[0];
          memory[to++] = block[1];
        } else memory[to++] = block[0] ^ block[1];
      }
    }
  };
};

export const random = { randomBits } as const;
