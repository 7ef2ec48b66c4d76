/** The times of a workload as bars, on a logarithmic axis; a line where it is to get. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Outcome } from '../measure/run.ts';

/** Plot draws with a document, which Node lacks. */
export const bars = ({ workload: { reach }, size, rows }: Outcome): string => {
  const { document } = parseHTML('<html></html>');
  const timed = rows.flatMap(({ name, timing }) => (timing === undefined ? [] : [{ name, ms: timing.runMs }]));
  const line = size === 'full' && reach !== undefined ? [reach] : [];
  const least = Math.min(...timed.map(({ ms }) => ms), ...line) / 2;
  return Plot.plot({
    document,
    width: 760,
    height: 60 + 24 * timed.length,
    marginLeft: 150,
    x: { type: 'log', grid: true, label: 'ms a call', tickFormat: '~g' },
    y: { label: null, domain: timed.map(({ name }) => name) },
    marks: [
      Plot.barX(timed, {
        x1: least,
        x2: 'ms',
        y: 'name',
        fill: ({ name }: { readonly name: string }) => (name.startsWith('adjoint') ? 'steelblue' : 'silver'),
      }),
      Plot.ruleX(line, { stroke: 'firebrick' }),
    ],
  }).outerHTML;
};
