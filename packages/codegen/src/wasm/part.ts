/** A function of a part of some work, which threads share. */
import type { Bytes } from './bytes.ts';
import * as X from './opcodes.ts';

/** Its parameters: from which step of the outermost loop to which it goes, and the byte from which on it may pack operands. */
export const PART_PARAMETERS = 3;
export const [FROM, TO, SPARE] = [0, 1, 2] as const;

/** Writes the body of a function that does all of the work: one part of `size` steps. */
export const writeWhole = (to: Bytes, size: number, spare: number, part: number): void => {
  to.byte(0);
  for (const argument of [0, size, spare]) {
    to.byte(X.I32_CONST);
    to.signed(argument);
  }
  to.byte(X.CALL);
  to.unsigned(part);
  to.byte(X.END);
};
