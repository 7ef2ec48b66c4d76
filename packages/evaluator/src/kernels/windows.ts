/** Kernels of windows over the last axes: `patches` copies them out, `overlapAdd` adds them up, each in one walk. */
import { sizeOf, stridesOf, type Attrs, type Shape } from '@adjoint/ir';
import { fill, inTurn, roundOnce, type Kernel, type Memory, type Site } from './kernel.ts';
import { gather } from './moves.ts';
import { nest, type Body, type Loop } from './nest.ts';

interface Steps {
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
}

/** How the axes of the patches of a value of `shape` step in it: lead axes as they are, windows by strides, places in a window by dilation. */
const stepsIn = (shape: Shape, { strides, dilation }: Steps): number[] => {
  const own = stridesOf(shape);
  const lead = own.length - strides.length;
  const by = (steps: readonly number[]): number[] => steps.map((step, i) => step * own[lead + i]!);
  return [...own.slice(0, lead), ...by(strides), ...by(dilation)];
};

const patches = (site: Site<Attrs<'patches'>>): Kernel => gather(site, stepsIn(site.types[0]!.shape, site.attrs));

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
  const to = stepsIn(type.shape, attrs);
  const loops = shape.map((size, axis): Loop => ({ size, o: to[axis]!, a: from[axis]!, b: 0 }));
  const size = sizeOf(type.shape);
  const add = nest(loops, adding(memory, type.dtype === 'i32'), out, args[0]!);
  return inTurn(fill(memory, out, size, 0), add, roundOnce(memory, type.dtype, out, size));
};

export const windows = { patches, overlapAdd } as const;
