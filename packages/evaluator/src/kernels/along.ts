/** Kernels that read, for each element, where to go along an axis from a value beside it. */
import { sizeOf, type Attrs } from '@adjoint/ir';
import { checkPlaces } from './indexed.ts';
import { around, fill, inTurn, roundOnce, type Kernel, type Site } from './kernel.ts';

const takeAlong = (site: Site<Attrs<'takeAlong'>>): Kernel => {
  const { memory, out, type, args, types, attrs } = site;
  const [x = 0, places = 0] = args;
  const dim = types[0]!.shape[attrs.axis]!;
  const [before, along, after] = around(type.shape, attrs.axis);
  const move = (): void => {
    let at = 0;
    for (let row = 0; row < before; row++) {
      for (let i = 0; i < along; i++) {
        const from = x + row * dim * after;
        for (let j = 0; j < after; j++, at++) memory[out + at] = memory[from + memory[places + at]! * after + j]!;
      }
    }
  };
  return inTurn(checkPlaces(site, dim), move);
};

const scatterAlong = (site: Site<Attrs<'scatterAlong'>>): Kernel => {
  const { memory, out, type, args, types, attrs } = site;
  const [x = 0, places = 0] = args;
  const [before, along, after] = around(types[0]!.shape, attrs.axis);
  const size = sizeOf(type.shape);
  const wrap = type.dtype === 'i32';
  const add = (): void => {
    let at = 0;
    for (let row = 0; row < before; row++) {
      for (let i = 0; i < along; i++) {
        const start = out + row * attrs.size * after;
        for (let j = 0; j < after; j++, at++) {
          const to = start + memory[places + at]! * after + j;
          const sum = memory[to]! + memory[x + at]!;
          memory[to] = wrap ? sum | 0 : sum;
        }
      }
    }
  };
  const clear = fill(memory, out, size, 0);
  return inTurn(checkPlaces(site, attrs.size), clear, add, roundOnce(memory, type.dtype, out, size));
};

export const along = { takeAlong, scatterAlong } as const;
