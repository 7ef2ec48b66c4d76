/** The order of each row: sweeps down and up by the means of neighbours, the best kept; then neighbours are swapped where that helps. */
import type { Piece, Rows } from './level.ts';

const SPACE = 24;

const sweepsFor = (vertices: number): number => (vertices < 3000 ? 16 : vertices < 30_000 ? 6 : 2);
const SWAPPED = 3000;
const ROUNDS = 6;
/** Sweeps without fewer crossings, after which they end. */
const IDLE = 6;

/** Middles as if each row were packed around 0. */
const pack = ({ rows, widths }: Rows, x: Float64Array): void => {
  for (const row of rows) {
    let at = 0;
    for (const v of row) {
      x[v] = at + widths[v]! / 2;
      at += widths[v]! + SPACE;
    }
    const half = (at - SPACE) / 2;
    for (const v of row) x[v]! -= half;
  }
};

/** How many pairs are in the wrong order: merge sort, from pairs up. */
const inversions = (given: Float64Array): number => {
  let from: Float64Array = given;
  let to: Float64Array = new Float64Array(given.length);
  let count = 0;
  for (let size = 1; size < given.length; size *= 2) {
    for (let start = 0; start < given.length; start += 2 * size) {
      const middle = Math.min(start + size, given.length);
      const end = Math.min(start + 2 * size, given.length);
      let [i, j] = [start, middle];
      for (let k = start; k < end; k++) {
        if (i < middle && (j >= end || from[i]! <= from[j]!)) to[k] = from[i++]!;
        else {
          to[k] = from[j++]!;
          count += middle - i;
        }
      }
    }
    [from, to] = [to, from];
  }
  return count;
};

const fromX = (x: Float64Array, { from, fromOffset }: Piece): number => x[from]! + fromOffset;
const toX = (x: Float64Array, { to, toOffset }: Piece): number => x[to]! + toOffset;

/** Crossings between all rows and the next ones. */
const crossings = ({ rows, below }: Rows, x: Float64Array): number => {
  let count = 0;
  for (const row of rows) {
    const ends = row.flatMap((v) => below[v]!).map((piece) => [fromX(x, piece), toX(x, piece)] as const);
    ends.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    count += inversions(Float64Array.from(ends, ([, end]) => end));
  }
  return count;
};

const sweep = (net: Rows, x: Float64Array, down: boolean): void => {
  const { rows, above, below } = net;
  const key = new Float64Array(x.length);
  for (let i = 1; i < rows.length; i++) {
    const r = down ? i : rows.length - 1 - i;
    const row = rows[r]!;
    for (const v of row) {
      const pieces = down ? above[v]! : below[v]!;
      let sum = 0;
      for (const piece of pieces) sum += down ? fromX(x, piece) - piece.toOffset : toX(x, piece) - piece.fromOffset;
      key[v] = pieces.length === 0 ? x[v]! : sum / pieces.length;
    }
    row.sort((a, b) => key[a]! - key[b]! || x[a]! - x[b]!);
    pack({ ...net, rows: [row] }, x);
  }
};

/** Crossings between the lines of two neighbours in a row, and those if they were swapped. */
const compared = (a: readonly number[], b: readonly number[]): number => {
  let gain = 0;
  for (const p of a) for (const q of b) gain += Math.sign(p - q);
  return gain;
};

/** Swaps neighbours as long as fewer lines cross. */
const swap = ({ rows, above, below }: Rows, place: Float64Array): void => {
  for (const row of rows) row.forEach((v, i) => void (place[v] = i));
  const tops = (v: number): number[] => above[v]!.map(({ from, fromOffset }) => place[from]! + fromOffset / 1e6);
  const bottoms = (v: number): number[] => below[v]!.map(({ to, toOffset }) => place[to]! + toOffset / 1e6);
  for (let round = 0, better = true; better && round < ROUNDS; round++) {
    better = false;
    for (const row of rows) {
      for (let i = 0; i + 1 < row.length; i++) {
        const [a, b] = [row[i]!, row[i + 1]!];
        if (compared(tops(a), tops(b)) + compared(bottoms(a), bottoms(b)) <= 0) continue;
        [row[i], row[i + 1]] = [b, a];
        [place[a], place[b]] = [i + 1, i];
        better = true;
      }
    }
  }
};

/** Orders the rows, in place. */
export const order = (net: Rows): void => {
  const { rows, widths } = net;
  const x = new Float64Array(widths.length);
  const small = x.length < SWAPPED;
  const copied = (): number[][] => rows.map((row) => [...row]);
  const counted = (): number => {
    pack(net, x);
    return crossings(net, x);
  };
  let best = { crossings: counted(), rows: copied(), at: 0 };
  for (let i = 1; i <= sweepsFor(x.length); i++) {
    if (best.crossings === 0 || i - best.at > IDLE) break;
    sweep(net, x, i % 2 === 1);
    if (small && i % 4 === 0) swap(net, new Float64Array(x.length));
    const found = counted();
    if (found < best.crossings) best = { crossings: found, rows: copied(), at: i };
  }
  best.rows.forEach((row, r) => void (rows[r] = row));
  if (small && best.crossings > 0) swap(net, new Float64Array(x.length));
};
