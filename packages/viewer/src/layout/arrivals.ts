/** Lines that arrive at one box arrive side by side, in the order of where they come from. */
import type { Piece, Rows } from './level.ts';

const STEP = 18;

/** The rows in their order, with a place on its box for each line that arrives. */
export const sideBySide = (net: Rows, isBox: (v: number) => boolean): Rows => {
  const { rows, widths, ends } = net;
  const at = new Int32Array(widths.length);
  for (const row of rows) row.forEach((v, i) => void (at[v] = i));
  const arriving = new Map<number, Piece[]>();
  for (const piece of ends) {
    const list = arriving.get(piece.to);
    if (list === undefined) arriving.set(piece.to, [piece]);
    else list.push(piece);
  }
  const moved = new Map<Piece, Piece>();
  for (const [to, list] of arriving) {
    if (!isBox(to) || list.length === 1) continue;
    list.sort((a, b) => at[a.from]! - at[b.from]! || a.fromOffset - b.fromOffset);
    const step = Math.min(STEP, (widths[to]! - STEP) / (list.length - 1));
    list.forEach((piece, i) => moved.set(piece, { ...piece, toOffset: (i - (list.length - 1) / 2) * step }));
  }
  const renewed = (pieces: readonly Piece[]): Piece[] => pieces.map((piece) => moved.get(piece) ?? piece);
  return { ...net, above: net.above.map(renewed), below: net.below.map(renewed), ends: renewed(ends) };
};
