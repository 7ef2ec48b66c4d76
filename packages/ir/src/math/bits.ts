/** Operations of machines on the bits of doubles, in numbers. */
import { MIDDLE_BITS } from './machine.ts';

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
/** The word with sign and exponent. */
const [low, high] = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? [0, 1] : [1, 0];

/** 2ⁿ of a whole n whose power is a normal number. */
export const power = (n: number): number => {
  words[low] = 0;
  words[high] = (n + 1023) << 20;
  return double[0]!;
};
/** The whole k for which x/2ᵏ lies between √½ and √2, of a positive normal x. */
export const exponent = (x: number): number => {
  double[0] = x;
  return (words[high]! - MIDDLE_BITS) >> 20;
};
/** x/2ᵏ of that k. */
export const fraction = (x: number): number => {
  double[0] = x;
  words[high]! -= (words[high]! - MIDDLE_BITS) & 0xfff00000;
  return double[0];
};
