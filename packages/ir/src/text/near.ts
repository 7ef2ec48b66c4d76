/** The known words that a mistyped one may have meant. */

const LONGEST = 24;

/** Number of letters to insert, delete, replace or swap with the next to make `b` of `a`. */
const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + +(a[i - 1] !== b[j - 1]);
      const swaps = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1, swaps ? before[j - 2]! + 1 : Infinity));
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
};

/** At most three of the words, nearest first, that differ from `word` in a third of its letters or less, whatever their case. */
export const nearest = (word: string, words: readonly string[]): string[] => {
  if (word.length > LONGEST) return [];
  const lower = word.toLowerCase();
  return words
    .map((known) => ({ known, far: distance(lower, known.toLowerCase()) }))
    .filter(({ far }) => far <= Math.max(1, word.length / 3))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ known }) => known);
};
