/** Numbers and nodes in few letters, for tables. */
import type { Graph, NodeId } from '@adjoint/ir';

const UNITS = ['', 'k', 'M', 'G', 'T'] as const;

/** `1.25M`: three digits and a power of a thousand. */
export const showCount = (x: number): string => {
  let unit = 0;
  let scaled = x;
  while (scaled >= 999.5 && unit < UNITS.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return `${unit === 0 ? Math.round(scaled) : scaled.toPrecision(3)}${UNITS[unit]}`;
};

/** `142 µs`, of milliseconds. */
export const showTime = (ms: number): string => {
  if (ms >= 1) return `${ms.toPrecision(3)} ms`;
  return ms >= 1e-3 ? `${(ms * 1e3).toPrecision(3)} µs` : `${(ms * 1e6).toPrecision(3)} ns`;
};

const MOST = 5;

/** `mul sin×2 add`: the ops of some nodes, in order, each once. */
export const opsOf = ({ nodes }: Graph, ids: readonly NodeId[]): string => {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(nodes[id]!.op, (counts.get(nodes[id]!.op) ?? 0) + 1);
  const shown = [...counts].map(([op, count]) => (count === 1 ? op : `${op}×${count}`));
  return shown.length > MOST ? `${shown.slice(0, MOST).join(' ')} …` : shown.join(' ');
};

/** What the user calls a node: its names as an input, output or label. */
export const labelsOf = ({ names, outputs, inputs }: Graph, id: NodeId): string[] => {
  const all = [...Object.entries(inputs), ...Object.entries(outputs), ...Object.entries(names)];
  return [...new Set(all.filter(([, of]) => of === id).map(([name]) => name))];
};

/** The scopes around a node, from the outermost in: `layerNorm / mean`. */
export const scopeOf = ({ scopes = [] }: Graph, id: NodeId): string | undefined => {
  const around = scopes.filter(({ from, to }) => from <= id && id < to).sort((a, b) => a.from - b.from || b.to - a.to);
  return around.length === 0 ? undefined : around.map(({ name }) => name).join(' / ');
};

/** Columns as wide as their widest cell, numbers to the right. */
export const table = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  toLeft: readonly number[],
): string => {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]!.length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, at) => (toLeft.includes(at) ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  ');
  return [head, ...rows].map((cells) => line(cells).trimEnd()).join('\n');
};
