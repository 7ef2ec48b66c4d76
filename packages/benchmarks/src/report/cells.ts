/** Numbers and tables as text. */

/** A time in the unit in which it reads well. */
export const time = (ms: number): string => {
  if (ms < 1e-3) return `${(ms * 1e6).toPrecision(3)} ns`;
  if (ms < 1) return `${(ms * 1e3).toPrecision(3)} µs`;
  return ms < 1000 ? `${ms.toPrecision(3)} ms` : `${(ms / 1000).toPrecision(3)} s`;
};

/** A rate by the second, such as GFLOP/s. */
export const rate = (perSecond: number, unit: string): string => {
  const [scale, prefix] = (
    [
      [1e9, 'G'],
      [1e6, 'M'],
      [1e3, 'k'],
    ] as const
  ).find(([least]) => perSecond >= least) ?? [1, ''];
  return `${(perSecond / scale).toPrecision(3)} ${prefix}${unit}/s`;
};

export const bytes = (count: number): string =>
  count < 1e6 ? `${(count / 1e3).toPrecision(3)} kB` : `${(count / 1e6).toPrecision(3)} MB`;

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const bar = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;

export const markdownOf = ({ head, rows }: Table): string =>
  [bar(head), bar(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(bar)].join('\n');

/** In columns, for a terminal. */
export const textOf = ({ head, rows }: Table): string => {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : i === row.length - 1 ? cell : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line).join('\n');
};

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

export const htmlOf = ({ head, rows }: Table): string => {
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>\n${row(head, 'th')}\n${rows.map((cells) => row(cells, 'td')).join('\n')}\n</table>`;
};
