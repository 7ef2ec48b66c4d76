/** Whether contenders agree on the numbers, before anybody is timed. */
import type { Result } from '../contender.ts';

/** The greatest difference of two, over the greatest element of the second. NaN and other lengths are Infinity. */
const difference = (found: Result, wanted: Result): number => {
  if (found.length !== wanted.length) return Infinity;
  let [most, apart] = [0, 0];
  for (let i = 0; i < wanted.length; i++) {
    const off = Math.abs(found[i]! - wanted[i]!);
    if (Number.isNaN(off)) return Infinity;
    most = Math.max(most, Math.abs(wanted[i]!));
    apart = Math.max(apart, off);
  }
  return apart === 0 ? 0 : apart / most;
};

/** The greatest difference of an output. */
export const errorOf = (found: readonly Result[], wanted: readonly Result[]): number =>
  found.length === wanted.length ? Math.max(...wanted.map((each, i) => difference(found[i]!, each))) : Infinity;
