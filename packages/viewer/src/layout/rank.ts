/** Which row each vertex stands in. */
import type { Level } from './level.ts';

/** Vertices so that edges go from earlier to later ones; those on a cycle, which graphs have none of, are left out. */
const sorted = (count: number, edges: Level['edges'], users: readonly (readonly number[])[]): number[] => {
  const waiting = new Int32Array(count);
  for (const { to } of edges) waiting[to]!++;
  const order: number[] = [];
  for (let v = 0; v < count; v++) if (waiting[v] === 0) order.push(v);
  for (let next = 0; next < order.length; next++) {
    for (const user of users[order[next]!]!) if (--waiting[user]! === 0) order.push(user);
  }
  return order;
};

/**
 * Rows by longest paths; then, from the last one up, what has at least as many edges down as up goes down to where it is used, which makes
 * edges no longer in sum. Ports have the first and the last row for themselves.
 */
export const ranksOf = ({ widths, tops, bottoms, edges }: Level): Int32Array => {
  const count = widths.length;
  const users: number[][] = Array.from({ length: count }, () => []);
  const ups = new Int32Array(count);
  for (const { from, to } of edges) {
    users[from]!.push(to);
    ups[to]!++;
  }
  const rank = new Int32Array(count).fill(tops > 0 ? 1 : 0).fill(0, 0, tops);
  const order = sorted(count, edges, users);
  for (const v of order) for (const user of users[v]!) rank[user] = Math.max(rank[user]!, rank[v]! + 1);
  const firstBottom = count - bottoms;
  if (bottoms > 0) {
    let last = 0;
    for (let v = 0; v < firstBottom; v++) last = Math.max(last, rank[v]!);
    rank.fill(last + 1, firstBottom);
  }
  for (let i = order.length - 1; i >= 0; i--) {
    const v = order[i]!;
    const below = users[v]!;
    if (v < tops || v >= firstBottom || below.length === 0 || ups[v]! > below.length) continue;
    let least = Infinity;
    for (const user of below) least = Math.min(least, rank[user]!);
    rank[v] = Math.max(rank[v]!, least - 1);
  }
  return rank;
};
