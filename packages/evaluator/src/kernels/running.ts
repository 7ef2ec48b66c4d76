/** The kernel of running sums of powers, by their logarithms. */
import { convert, scalarRule } from '@adjoint/ir';
import { around, type Kernel, type Memory, type Site } from './kernel.ts';

type Along = Site<{ readonly axis: number }>;
/** One row: `n` elements from the place `from`, `step` apart; its results from the place `to`, as far apart. */
type Row = (memory: Memory, n: number, from: number, to: number, step: number) => void;

const byRows = (site: Along, row: Row): Kernel => {
  const { memory, out, type, args, attrs } = site;
  const [before, along, after] = around(type.shape, attrs.axis);
  const x = args[0]!;
  return () => {
    for (let i = 0; i < before; i++) {
      const start = i * along * after;
      for (let j = start; j < start + after; j++) row(memory, along, x + j, out + j, after);
    }
  };
};

/** log Σ e^(xᵢ − m) + m, with m the greatest so far and `rest` the sum of the others: each step is scaled, so none overflows. */
const cumlogsumexp = (site: Along): Kernel => {
  const [exp, log1p] = [scalarRule('exp', 'f64'), scalarRule('log1p', 'f64')];
  const round = convert[site.type.dtype];
  return byRows(site, (memory, n, from, to, step) => {
    let most = -Infinity;
    let rest = 0;
    for (let i = 0; i < n; i++) {
      const x = memory[from + i * step]!;
      if (x === most) rest += 1;
      else if (x < most) rest += exp(x - most);
      else {
        rest = most === -Infinity ? 0 : (rest + 1) * exp(most - x);
        most = Number.isNaN(most) ? most : x;
      }
      memory[to + i * step] = round(most + log1p(rest));
    }
  });
};

export const rows = { cumlogsumexp } as const;
