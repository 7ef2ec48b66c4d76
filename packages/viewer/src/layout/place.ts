/** Where in its row each vertex stands: as near to its neighbours as the order of the row and the space between boxes allow. */
import type { Piece, Rows } from './level.ts';

const SPACE = 24;
const BETWEEN_BENDS = 10;
const ROUNDS = 12;
/** Times that bends are straightened, for those straightened make room for others. */
const PASSES = 3;
/** How much a vertex without neighbours on a side keeps to its place. */
const IDLE = 0.01;

/** The least Σ weight·(x − wish)² with places at least `gap` apart: neighbours whose wishes collide move as one block (pool adjacent violators, Ayer et al. 1955). */
export const spread = (wish: readonly number[], weight: readonly number[], gap: readonly number[]): Float64Array => {
  const n = wish.length;
  const [value, mass, first] = [new Float64Array(n), new Float64Array(n), new Int32Array(n)];
  const shift = new Float64Array(n);
  let blocks = 0;
  for (let i = 0; i < n; i++) {
    if (i > 0) shift[i] = shift[i - 1]! + gap[i - 1]!;
    value[blocks] = wish[i]! - shift[i]!;
    mass[blocks] = weight[i]!;
    first[blocks] = i;
    while (blocks > 0 && value[blocks - 1]! > value[blocks]!) {
      const sum = mass[blocks - 1]! + mass[blocks]!;
      value[blocks - 1] = (value[blocks - 1]! * mass[blocks - 1]! + value[blocks]! * mass[blocks]!) / sum;
      mass[blocks - 1] = sum;
      blocks--;
    }
    blocks++;
  }
  const x = new Float64Array(n);
  for (let b = 0; b < blocks; b++) {
    const end = b + 1 < blocks ? first[b + 1]! : n;
    for (let i = first[b]!; i < end; i++) x[i] = value[b]! + shift[i]!;
  }
  return x;
};

/** What the vertex wishes for the sake of some of its lines, and how much. */
const wishOf = (x: Float64Array, v: number, up: readonly Piece[], down: readonly Piece[]): [number, number] => {
  let [sum, mass] = [0, 0];
  for (const { from, fromOffset, toOffset, weight } of up) {
    sum += weight * (x[from]! + fromOffset - toOffset);
    mass += weight;
  }
  for (const { to, fromOffset, toOffset, weight } of down) {
    sum += weight * (x[to]! + toOffset - fromOffset);
    mass += weight;
  }
  return mass === 0 ? [x[v]!, IDLE] : [sum / mass, mass];
};

const NOTHING: readonly Piece[] = [];

/** Middles of all vertices. Linear in each round. */
export const place = ({ rows, widths, above, below, bends, count }: Rows): Float64Array => {
  const x = new Float64Array(widths.length);
  const gapAfter = (row: readonly number[], i: number): number => {
    const [a, b] = [row[i]!, row[i + 1]!];
    return (
      (widths[a]! + widths[b]!) / 2 + (a >= count && b >= count ? BETWEEN_BENDS : a >= count || b >= count ? 16 : SPACE)
    );
  };
  const gaps = rows.map((row) => row.slice(1).map((_, i) => gapAfter(row, i)));
  const settle = (r: number, up: boolean, down: boolean): void => {
    const row = rows[r]!;
    const wishes = row.map((v) => wishOf(x, v, up ? above[v]! : NOTHING, down ? below[v]! : NOTHING));
    if (row.length === 1) {
      x[row[0]!] = wishes[0]![0];
      return;
    }
    const found = spread(
      wishes.map(([wish]) => wish),
      wishes.map(([, mass]) => mass),
      gaps[r]!,
    );
    row.forEach((v, i) => void (x[v] = found[i]!));
  };
  const last = rows.length - 1;
  for (let r = 0; r <= last; r++) settle(r, true, false);
  for (let round = 0; round < ROUNDS; round++) {
    const both = round >= 4;
    for (let r = last; r >= 0; r--) settle(r, both, true);
    for (let r = 0; r <= last; r++) settle(r, true, both);
  }
  straighten(rows, gaps, bends, x);
  return x;
};

/** Bends of one edge go to one line, as far down as there is room for it, and then to the next one. */
const straighten = (
  rows: Rows['rows'],
  gaps: readonly (readonly number[])[],
  bends: Rows['bends'],
  x: Float64Array,
): void => {
  const rowOf = new Int32Array(x.length);
  const placeOf = new Int32Array(x.length);
  rows.forEach((row, r) =>
    row.forEach((v, i) => {
      rowOf[v] = r;
      placeOf[v] = i;
    }),
  );
  /** How far the vertex may go aside while all others stay. */
  const roomOf = (v: number): readonly [number, number] => {
    const [row, gap, i] = [rows[rowOf[v]!]!, gaps[rowOf[v]!]!, placeOf[v]!];
    const least = i > 0 ? x[row[i - 1]!]! + gap[i - 1]! : -Infinity;
    return [least, i + 1 < row.length ? x[row[i + 1]!]! - gap[i]! : Infinity];
  };
  for (let pass = 0; pass < PASSES; pass++) {
    for (const path of bends) {
      for (let from = 0; from < path.length; ) {
        let [least, most, sum, to] = [-Infinity, Infinity, 0, from];
        for (; to < path.length; to++) {
          const [left, right] = roomOf(path[to]!);
          if (Math.max(least, left) > Math.min(most, right)) break;
          [least, most] = [Math.max(least, left), Math.min(most, right)];
          sum += x[path[to]!]!;
        }
        const line = Math.min(most, Math.max(least, sum / (to - from)));
        for (let i = from; i < to; i++) x[path[i]!] = line;
        from = Math.max(to, from + 1);
      }
    }
  }
};
