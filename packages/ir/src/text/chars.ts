/** The characters that tokens of printed graphs are made of. */

/** Which of the first 128 characters belong to a kind of token. */
export type CharSet = Uint8Array;
const charSet = (chars: string): CharSet => {
  const set = new Uint8Array(128);
  for (const char of chars) set[char.charCodeAt(0)] = 1;
  return set;
};

const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_';
export const DIGIT = charSet(DIGITS);
export const FIRST = charSet(LETTERS);
export const WORD = charSet(LETTERS + DIGITS);
export const BARE = charSet(`${LETTERS + DIGITS}()/.`);
export const NUMERIC = charSet(`${DIGITS}+-.eEINafinty`);
