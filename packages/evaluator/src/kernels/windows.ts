/** Kernels of windows over the last axes: `patches` copies them out, `overlapAdd` adds them up, each in one walk. */
import { patchStrides } from '@adjoint/codegen';
import { sizeOf, stridesOf, type Attrs } from '@adjoint/ir';
import { fill, inTurn, roundOnce, type Kernel, type Memory, type Site } from './kernel.ts';
import { gather } from './moves.ts';
import { nest, type Body, type Loop } from './nest.ts';

const patches = (site: Site<Attrs<'patches'>>): Kernel =>
  gather(site, patchStrides(stridesOf(site.types[0]!.shape), site.attrs));

const adding = (m: Memory, wrap: boolean): Body => {
  return (outer, inner, o, a) => {
    const { size, o: so, a: sa } = inner;
    for (let row = 0; row < outer.size; row++) {
      for (let i = 0, to = o, from = a; i < size; i++, to += so, from += sa) {
        const sum = m[to]! + m[from]!;
        m[to] = wrap ? sum | 0 : sum;
      }
      o += outer.o;
      a += outer.a;
    }
  };
};

/** Each sum starts at +0, takes its terms in the order of the windows in double precision, and is rounded once. */
const overlapAdd = ({ memory, out, type, args, types, attrs }: Site<Attrs<'overlapAdd'>>): Kernel => {
  const { shape } = types[0]!;
  const from = stridesOf(shape);
  const to = patchStrides(stridesOf(type.shape), attrs);
  const loops = shape.map((size, axis): Loop => ({ size, o: to[axis]!, a: from[axis]!, b: 0 }));
  const size = sizeOf(type.shape);
  const add = nest(loops, adding(memory, type.dtype === 'i32'), out, args[0]!);
  return inTurn(fill(memory, out, size, 0), add, roundOnce(memory, type.dtype, out, size));
};

export const windows = { patches, overlapAdd } as const;
