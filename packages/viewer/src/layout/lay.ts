/** Lays one level out. */
import type { Level, Placed, Rows } from './level.ts';
import { order } from './order.ts';
import { place } from './place.ts';
import { sideBySide } from './arrivals.ts';
import { rowsOf } from './rows.ts';

/** Room between rows: more where lines go far aside. */
const ROOM = { least: 30, most: 84, slope: 0.07 } as const;

/** Tops of the rows and their heights. */
const stacked = ({ rows, below }: Rows, heights: readonly number[], x: Float64Array): [Float64Array, Float64Array] => {
  const tops = new Float64Array(rows.length);
  const tall = new Float64Array(rows.length);
  let y = 0;
  rows.forEach((row, r) => {
    let [height, aside] = [0, 0];
    for (const v of row) {
      height = Math.max(height, heights[v] ?? 0);
      for (const { to, fromOffset, toOffset } of below[v]!)
        aside = Math.max(aside, Math.abs(x[v]! + fromOffset - x[to]! - toOffset));
    }
    tops[r] = y;
    tall[r] = height;
    y += height + Math.min(ROOM.most, ROOM.least + ROOM.slope * aside);
  });
  return [tops, tall];
};

/** Places of vertices and points of edges. `isBox` tells where lines arrive side by side, for all else has a place for each. */
export const lay = (level: Level, isBox: (v: number) => boolean): Placed => {
  const { edges, heights } = level;
  const ordered = rowsOf(level);
  order(ordered);
  const net = sideBySide(ordered, isBox);
  const middle = place(net);
  let [left, right] = [Infinity, -Infinity];
  middle.forEach((at, v) => {
    left = Math.min(left, at - net.widths[v]! / 2);
    right = Math.max(right, at + net.widths[v]! / 2);
  });
  const x = middle.map((at) => at - left);
  const [tops, tall] = stacked(net, heights, x);
  const top = Float64Array.from(heights, (height, v) => tops[net.rank[v]!]! + (tall[net.rank[v]!]! - height) / 2);
  const routes = edges.map(({ from, to, fromOffset }, e) => {
    const [start, end] = [net.rank[from]!, net.rank[to]!];
    const [left, right] = [x[from]! + fromOffset, x[to]! + net.ends[e]!.toOffset];
    const route = [left, top[from]! + heights[from]!, left, tops[start]! + tall[start]!];
    for (const bend of net.bends[e]!) {
      const r = net.rank[bend]!;
      route.push(x[bend]!, tops[r]!, x[bend]!, tops[r]! + tall[r]!);
    }
    route.push(right, tops[end]!, right, top[to]!);
    return route;
  });
  const last = tops.length - 1;
  return { width: Math.max(0, right - left), height: last < 0 ? 0 : tops[last]! + tall[last]!, x, top, routes };
};
