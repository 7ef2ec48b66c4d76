/** From a level to rows: bends for the edges that pass rows. */
import type { Level, Piece, Rows } from './level.ts';
import { ranksOf } from './rank.ts';

/** Bends that a level may have; the longest edges, which would need more, are drawn as one curve behind the boxes. */
const bendsAllowed = (count: number): number => 4 * count + 20_000;
const BEND_WIDTH = 6;
/** As dot has it: edges between boxes, at a bend, between bends (Gansner, Koutsofios, North, Vo 1993, section 4.2). */
const WEIGHTS = [1, 2, 8] as const;

/** The longest span that is led around boxes, so that all bends together stay within what is allowed. */
const longestSpan = (spans: readonly number[], allowed: number): number => {
  let bends = 0;
  for (const span of [...spans].sort((a, b) => a - b)) {
    bends += span - 1;
    if (bends > allowed) return span - 1;
  }
  return Infinity;
};

/** The level in rows, each in the order of its vertices. Linear. */
export const rowsOf = (level: Level): Rows => {
  const { edges } = level;
  const count = level.widths.length;
  const rank = [...ranksOf(level)];
  const spans = edges.map(({ from, to }) => Math.max(1, rank[to]! - rank[from]!));
  const longest = longestSpan(spans, bendsAllowed(count));
  const widths = [...level.widths];
  const pieces: Piece[] = [];
  const ends: Piece[] = [];
  const bends = edges.map(({ from, to, fromOffset, toOffset }, e) => {
    const span = spans[e]!;
    if (span > longest || rank[to]! <= rank[from]!) {
      ends.push({ from, to, fromOffset, toOffset, weight: 0 });
      return [];
    }
    const bent: number[] = [];
    for (let r = rank[from]! + 1; r < rank[to]!; r++) {
      bent.push(widths.push(BEND_WIDTH) - 1);
      rank.push(r);
    }
    const path = [from, ...bent, to];
    for (let i = 0; i < span; i++) {
      const inner = Number(path[i]! >= count) + Number(path[i + 1]! >= count);
      pieces.push({
        from: path[i]!,
        to: path[i + 1]!,
        fromOffset: i === 0 ? fromOffset : 0,
        toOffset: i === span - 1 ? toOffset : 0,
        weight: WEIGHTS[inner]!,
      });
    }
    ends.push(pieces.at(-1)!);
    return bent;
  });
  const above: Piece[][] = widths.map(() => []);
  const below: Piece[][] = widths.map(() => []);
  for (const piece of pieces) {
    above[piece.to]!.push(piece);
    below[piece.from]!.push(piece);
  }
  const rows: number[][] = [];
  rank.forEach((r, v) => {
    while (rows.length <= r) rows.push([]);
    rows[r]!.push(v);
  });
  return {
    rows,
    rank: Int32Array.from(rank),
    widths: Float64Array.from(widths),
    above,
    below,
    bends,
    ends,
    count,
  };
};
