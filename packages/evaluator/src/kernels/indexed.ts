/** Kernels that read where to go from another value: an index out of range is the caller's fault, told at run time. */
import { InputError, sizeOf, type Attrs } from '@adjoint/ir';
import { around, fill, inTurn, roundOnce, type Kernel, type Site } from './kernel.ts';

/** Throws `index` where a place in the second argument is not one of `size`. */
export const checkPlaces = (site: Site, size: number): Kernel => {
  const { memory, op, args, types } = site;
  const start = args[1]!;
  const count = sizeOf(types[1]!.shape);
  return () => {
    for (let i = start; i < start + count; i++) {
      const index = memory[i]!;
      if (!(index >= 0 && index < size)) throw new InputError('index', { op, index, size }, site.where());
    }
  };
};

const take = (site: Site<Attrs<'take'>>): Kernel => {
  const { memory, out, args, types, attrs } = site;
  const [x = 0, indices = 0] = args;
  const [before, along, after] = around(types[0]!.shape, attrs.axis);
  const count = sizeOf(types[1]!.shape);
  const move = (): void => {
    let to = out;
    for (let row = 0; row < before; row++) {
      for (let i = 0; i < count; i++, to += after) {
        const from = x + (row * along + memory[indices + i]!) * after;
        for (let j = 0; j < after; j++) memory[to + j] = memory[from + j]!;
      }
    }
  };
  return inTurn(checkPlaces(site, along), move);
};

const scatterAdd = (site: Site<Attrs<'scatterAdd'>>): Kernel => {
  const { memory, out, type, args, types, attrs } = site;
  const [x = 0, indices = 0] = args;
  const [before, along, after] = around(type.shape, attrs.axis);
  const count = sizeOf(types[1]!.shape);
  const size = sizeOf(type.shape);
  const wrap = type.dtype === 'i32';
  const add = (): void => {
    let from = x;
    for (let row = 0; row < before; row++) {
      for (let i = 0; i < count; i++, from += after) {
        const to = out + (row * along + memory[indices + i]!) * after;
        for (let j = 0; j < after; j++) {
          const sum = memory[to + j]! + memory[from + j]!;
          memory[to + j] = wrap ? sum | 0 : sum;
        }
      }
    }
  };
  return inTurn(checkPlaces(site, along), fill(memory, out, size, 0), add, roundOnce(memory, type.dtype, out, size));
};

export const indexed = { take, scatterAdd } as const;
