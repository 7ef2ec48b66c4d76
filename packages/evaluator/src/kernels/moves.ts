/** Kernels that move elements and compute nothing: each is one copy between two ways of walking. */
import { convert, sizeOf, stridesOf, type Attrs, type Shape } from '@adjoint/ir';
import { fill, inOrder, inTurn, type Kernel, type Make, type Memory, type Site } from './kernel.ts';
import { nest, type Body, type Loop } from './nest.ts';

const copying = (m: Memory): Body => {
  return (outer, inner, o, a) => {
    const { size, o: so, a: sa } = inner;
    for (let row = 0; row < outer.size; row++) {
      for (let i = 0, to = o, from = a; i < size; i++, to += so, from += sa) m[to] = m[from]!;
      o += outer.o;
      a += outer.a;
    }
  };
};

/** Copies `shape` elements: the result steps by `to`, the argument by `from`. */
const copy = (
  memory: Memory,
  shape: Shape,
  to: readonly number[],
  from: readonly number[],
  o: number,
  a: number,
): Kernel => {
  const loops = shape.map((size, axis): Loop => ({ size, o: to[axis]!, a: from[axis]!, b: 0 }));
  return nest(loops, copying(memory), o, a);
};

/** Copies to the whole result, in order, from the argument stepping by `from` from its element `start`. */
export const gather = ({ memory, out, type, args }: Site, from: readonly number[], start = 0): Kernel =>
  copy(memory, type.shape, stridesOf(type.shape), from, out, args[0]! + start);

const broadcast = (site: Site<Attrs<'broadcast'>>): Kernel => {
  const strides = stridesOf(site.types[0]!.shape);
  let next = 0;
  return gather(
    site,
    site.type.shape.map((_, axis) => (site.attrs.axes.includes(axis) ? 0 : strides[next++]!)),
  );
};

const transpose = (site: Site<Attrs<'transpose'>>): Kernel => {
  const strides = stridesOf(site.types[0]!.shape);
  return gather(
    site,
    site.attrs.perm.map((axis) => strides[axis]!),
  );
};

const flip = (site: Site<Attrs<'flip'>>): Kernel => {
  const { shape } = site.type;
  const strides = stridesOf(shape);
  const start = site.attrs.axes.reduce((sum, axis) => sum + strides[axis]! * (shape[axis]! - 1), 0);
  return gather(
    site,
    strides.map((stride, axis) => (site.attrs.axes.includes(axis) ? -stride : stride)),
    start,
  );
};

const slice = (site: Site<Attrs<'slice'>>): Kernel => {
  const strides = stridesOf(site.types[0]!.shape);
  const { starts, steps } = site.attrs;
  const start = starts.reduce((sum, at, axis) => sum + at * strides[axis]!, 0);
  return gather(
    site,
    strides.map((stride, axis) => stride * steps[axis]!),
    start,
  );
};

const pad = ({ memory, out, type, args, types, attrs }: Site<Attrs<'pad'>>): Kernel => {
  const strides = stridesOf(type.shape);
  const { shape } = types[0]!;
  const start = attrs.low.reduce((sum, low, axis) => sum + low * strides[axis]!, 0);
  const to = strides.map((stride, axis) => stride * (attrs.interior[axis]! + 1));
  const inside = copy(memory, shape, to, stridesOf(shape), out + start, args[0]!);
  return inTurn(fill(memory, out, sizeOf(type.shape), 0), inside);
};

const concat = ({ memory, out, type, args, types, attrs }: Site<Attrs<'concat'>>): Kernel => {
  const to = stridesOf(type.shape);
  let start = out;
  const parts = args.map((arg, i) => {
    const { shape } = types[i]!;
    const part = copy(memory, shape, to, stridesOf(shape), start, arg);
    start += shape[attrs.axis]! * to[attrs.axis]!;
    return part;
  });
  return inOrder(parts);
};

const cast = ({ memory, out, type, args }: Site<Attrs<'cast'>>): Kernel => {
  const to = convert[type.dtype];
  const n = sizeOf(type.shape);
  const from = args[0]!;
  return () => {
    for (let i = 0; i < n; i++) memory[out + i] = to(memory[from + i]!);
  };
};

const reshape: Make<'reshape'> = ({ memory, out, type, args }) => {
  const n = sizeOf(type.shape);
  const from = args[0]!;
  return () => void memory.copyWithin(out, from, from + n);
};

export const moves = { broadcast, transpose, flip, slice, pad, concat, cast, reshape } as const;
