/** Kernels of reductions that are not sums, and of places of extremes. */
import type { Procedural } from '@adjoint/codegen';
import { sizeOf, type Attrs, type DType, type General, type Opaque } from '@adjoint/ir';
import { around, fill, inTurn, roundOnce, type Kernel, type Make, type Memory, type Site } from './kernel.ts';
import { rows } from './running.ts';
import { nest, type Body } from './nest.ts';
import { loopsOver, running } from './sums.ts';

type Combine = (a: number, b: number) => number;

const folding = (m: Memory, combine: Combine): Body => {
  return (outer, inner, o, a) => {
    for (let row = 0; row < outer.size; row++) {
      let [to, x] = [o + row * outer.o, a + row * outer.a];
      for (let i = 0; i < inner.size; i++, to += inner.o, x += inner.a) m[to] = combine(m[to]!, m[x]!);
    }
  };
};

const reduction = (site: Site<{ readonly axes: readonly number[] }>, start: number, combine: Combine): Kernel => {
  const { memory, out, type, args } = site;
  const size = sizeOf(type.shape);
  const all = nest(loopsOver(site), folding(memory, combine), out, args[0]!);
  return inTurn(fill(memory, out, size, start), all, roundOnce(memory, type.dtype, out, size));
};

const LEAST: { readonly [D in DType]: number } = { f64: -Infinity, f32: -Infinity, i32: -(2 ** 31), bool: 0 };
const GREATEST: { readonly [D in DType]: number } = { f64: Infinity, f32: Infinity, i32: 2 ** 31 - 1, bool: 1 };

const greater: Combine = (a, b) => Math.max(a, b);
const lesser: Combine = (a, b) => Math.min(a, b);
const times = (dtype: DType): Combine => (dtype === 'i32' ? Math.imul : (a, b) => a * b);

export const general: { readonly [O in Exclude<General, Procedural>]: Make<O> } = {
  max: (site) => reduction(site, LEAST[site.type.dtype], greater),
  min: (site) => reduction(site, GREATEST[site.type.dtype], lesser),
  prod: (site) => reduction(site, 1, times(site.type.dtype)),
  cumprod: (site) => running(site, 1, times(site.type.dtype), false),
  cummax: (site) => running(site, LEAST[site.type.dtype], greater, false),
  cummin: (site) => running(site, GREATEST[site.type.dtype], lesser, false),
  ...rows,
};

/** Whether the first is passed over for the second: never once it is NaN, always for the first NaN. */
type Yields = (best: number, x: number) => boolean;

const place = (site: Site<Attrs<'argmax'>>, yields: Yields): Kernel => {
  const { memory, out, args, types, attrs } = site;
  const [before, along, after] = around(types[0]!.shape, attrs.axis);
  return () => {
    for (let row = 0; row < before * after; row++) {
      const start = args[0]! + Math.floor(row / after) * along * after + (row % after);
      let best = 0;
      for (let i = 1; i < along; i++) {
        if (yields(memory[start + best * after]!, memory[start + i * after]!)) best = i;
      }
      memory[out + row] = best;
    }
  };
};

const { isNaN } = Number;

export const opaque: { readonly [O in Exclude<Opaque, Procedural>]: Make<O> } = {
  argmax: (site) => place(site, (best, x) => x > best || (isNaN(x) && !isNaN(best))),
  argmin: (site) => place(site, (best, x) => x < best || (isNaN(x) && !isNaN(best))),
};
