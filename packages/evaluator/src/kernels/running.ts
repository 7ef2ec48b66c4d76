/** Kernels of orders and of running results along an axis. NaN comes last, and zeros of either sign are equal, as in NumPy. */
import { scalarRule, type Attrs } from '@adjoint/ir';
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

/** Numbers in turn by size, NaN after all. */
const compare = (a: number, b: number): number => {
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : +Number.isNaN(a) - +Number.isNaN(b);
};

const sort = (site: Along): Kernel => {
  const kept = new Float64Array(site.type.shape[site.attrs.axis]!);
  return byRows(site, (memory, n, from, to, step) => {
    for (let i = 0; i < n; i++) kept[i] = memory[from + i * step]!;
    kept.sort();
    let zeros = 0;
    while (zeros < n && kept[zeros]! < 0) zeros++;
    // The engine puts −0 before 0; they are equal, and keep their order.
    for (let i = 0; i < n; i++) if (memory[from + i * step] === 0) kept[zeros++] = memory[from + i * step]!;
    for (let i = 0; i < n; i++) memory[to + i * step] = kept[i]!;
  });
};

const argsort = (site: Along): Kernel => {
  const n = site.type.shape[site.attrs.axis]!;
  const row = new Float64Array(n);
  const order = new Int32Array(n);
  const inTurn = (i: number, j: number): number => compare(row[i]!, row[j]!);
  return byRows(site, (memory, _n, from, to, step) => {
    for (let i = 0; i < n; i++) {
      row[i] = memory[from + i * step]!;
      order[i] = i;
    }
    order.sort(inTurn);
    for (let i = 0; i < n; i++) memory[to + i * step] = order[i]!;
  });
};

/** log Σ e^(xᵢ − m) + m, with m the greatest so far and `rest` the sum of the others: each step is scaled, so none overflows. */
const cumlogsumexp = (site: Along): Kernel => {
  const [exp, log1p] = [scalarRule('exp', 'f64'), scalarRule('log1p', 'f64')];
  const round = site.type.dtype === 'f32' ? Math.fround : (x: number) => x;
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

const searchSorted = ({ memory, out, args, types, attrs }: Site<Attrs<'searchSorted'>>): Kernel => {
  const [sorted = 0, values = 0] = args;
  const [row, places] = types.map(({ shape }) => shape);
  const n = row!.at(-1)!;
  const size = (shape: readonly number[]): number => shape.reduce((product, dim) => product * dim, 1);
  const count = size(places!);
  const each = size(places!.slice(row!.length - 1));
  const least = attrs.right ? 1 : 0;
  return () => {
    for (let i = 0; i < count; i++) {
      const start = sorted + Math.floor(i / each) * n;
      const value = memory[values + i]!;
      let [low, high] = [0, n];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (compare(memory[start + middle]!, value) < least) low = middle + 1;
        else high = middle;
      }
      memory[out + i] = low;
    }
  };
};

export const rows = { sort, cumlogsumexp } as const;
export const orders = { argsort, searchSorted } as const;
