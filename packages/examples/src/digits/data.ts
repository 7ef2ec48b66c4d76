/** Handwritten digits: 8×8 pixels of 0 to 16, and what each is. */

export const SIDE = 8;
export const PIXELS = SIDE * SIDE;
export const CLASSES = 10;

export interface Digits {
  readonly count: number;
  /** Ink between 0 and 1, an image after the other. */
  readonly pixels: Float32Array;
  readonly labels: Int32Array;
}

const digitsOf = (rows: readonly (readonly number[])[]): Digits => ({
  count: rows.length,
  pixels: Float32Array.from(rows.flatMap((row) => row.slice(0, PIXELS).map((ink) => ink / 16))),
  labels: Int32Array.from(rows, (row) => row[PIXELS]!),
});

/** A line an image: its pixels, then its label. Throws where a line has not so many whole numbers of their range. */
function readRow(line: string, at: number): number[] {
  const row = line.split(',').map(Number);
  const valid = row.every(
    (value, i) => Number.isInteger(value) && value >= 0 && value <= (i < PIXELS ? 16 : CLASSES - 1),
  );
  if (row.length !== PIXELS + 1 || !valid)
    throw new Error(`line ${at + 1} is not ${PIXELS} pixels of 0 to 16 and a digit`);
  return row;
}

export interface Split {
  readonly train: Digits;
  readonly heldOut: Digits;
}

/** Reads the digits; every fifth is held out. */
export function readDigits(csv: string): Split {
  const rows = csv.trim().split('\n').map(readRow);
  return {
    train: digitsOf(rows.filter((_, i) => i % 5 !== 4)),
    heldOut: digitsOf(rows.filter((_, i) => i % 5 === 4)),
  };
}

/** Copies the images at `places` into `batch`, which has room for as many. */
export function fillBatch(batch: Digits, from: Digits, places: Int32Array): void {
  places.forEach((place, i) => {
    batch.pixels.set(from.pixels.subarray(place * PIXELS, (place + 1) * PIXELS), i * PIXELS);
    batch.labels[i] = from.labels[place]!;
  });
}

export const emptyBatch = (count: number): Digits => ({
  count,
  pixels: new Float32Array(count * PIXELS),
  labels: new Int32Array(count),
});
