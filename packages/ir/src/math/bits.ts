/**
 * Operations of machines on the exponents of doubles, in numbers. Powers come from two small tables: written as words and read as a double,
 * they would have to leave the processor's store buffer first.
 */
import { MIDDLE_BITS } from './machine.ts';

/** 2^(32·i − 1024), and 2ⁱ. */
const COARSE = Float64Array.from({ length: 64 }, (_, i) => 2 ** (32 * i - 1024));
const FINE = Float64Array.from({ length: 32 }, (_, i) => 2 ** i);

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
/** The word with sign and exponent. */
const high = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** 2ⁿ of a whole n whose power is a normal number. */
export const power = (n: number): number => {
  const place = (n + 1024) | 0;
  return COARSE[(place >> 5) & 63]! * FINE[place & 31]!;
};
/** The whole k for which x/2ᵏ lies between √½ and √2, of a positive normal x. */
export const exponent = (x: number): number => {
  double[0] = x;
  return (words[high]! - MIDDLE_BITS) >> 20;
};
/** x/2ᵏ of that k. */
export const fraction = (x: number): number => x * power(-exponent(x));
