/** Kernels of linear ops that add: sum, running sum, contraction. */
import { convert, indexSizes, parseSpec, stridesOf, type Attrs, type Shape } from '@adjoint/ir';
import { accumulate } from './accumulate.ts';
import { around, ONE, type Kernel, type Site } from './kernel.ts';
import type { Loop } from './nest.ts';

/** How far an index steps in a value: along a diagonal, where its letter stands twice. */
const stepOf = (letter: string, letters: string, strides: readonly number[]): number =>
  strides.reduce((sum, stride, axis) => (letters[axis] === letter ? sum + stride : sum), 0);

const hasTwice = (letters: string): boolean => new Set(letters).size < letters.length;

const contract = ({ memory, out, type, args, types, attrs }: Site<Attrs<'contract'>>): Kernel => {
  const { operands, result } = parseSpec(attrs.spec);
  const shapes: Shape[] = [...types.map(({ shape }) => shape), type.shape];
  const sizes = indexSizes([...operands, result], shapes);
  const strides = shapes.map(stridesOf);
  const [first = '', second = ''] = operands;
  const letters = [...new Set([...result, ...first, ...second])];
  const loops = letters.map(
    (letter): Loop => ({
      size: sizes.get(letter)!,
      o: stepOf(letter, result, strides.at(-1)!),
      a: stepOf(letter, first, strides[0]!),
      b: operands.length === 1 ? 0 : stepOf(letter, second, strides[1]!),
    }),
  );
  const sums = letters.some((letter) => !result.includes(letter));
  return accumulate(memory, { type, loops, o: out, a: args[0]!, b: args[1] ?? ONE, sums, sparse: hasTwice(result) });
};

type Reduction = Site<{ readonly axes: readonly number[] }>;

/** Over the argument, axis by axis: along those that are reduced the result stays. */
export const loopsOver = ({ type, types, attrs }: Reduction): Loop[] => {
  const strides = stridesOf(types[0]!.shape);
  const kept = stridesOf(type.shape);
  let next = 0;
  return types[0]!.shape.map((size, axis): Loop => {
    return { size, o: attrs.axes.includes(axis) ? 0 : kept[next++]!, a: strides[axis]!, b: 0 };
  });
};

const sum = (site: Site<Attrs<'sum'>>): Kernel => {
  const { memory, out, type, args, attrs } = site;
  const loops = loopsOver(site);
  return accumulate(memory, { type, loops, o: out, a: args[0]!, b: ONE, sums: attrs.axes.length > 0, sparse: false });
};

type Step = (sum: number, x: number) => number;

/** A running total along an axis, kept as `step` gives it and written as `round` rounds it. */
export const running = (site: Site<{ readonly axis: number }>, start: number, step: Step, reverse: boolean): Kernel => {
  const { memory, out, type, args, attrs } = site;
  const [before, along, after] = around(type.shape, attrs.axis);
  const round = convert[type.dtype];
  const by = reverse ? -after : after;
  const first = reverse ? (along - 1) * after : 0;
  return () => {
    for (let row = 0; row < before * after; row++) {
      const at = Math.floor(row / after) * along * after + (row % after) + first;
      let total = start;
      for (let i = 0, to = out + at, from = args[0]! + at; i < along; i++, to += by, from += by) {
        total = step(total, memory[from]!);
        memory[to] = round(total);
      }
    }
  };
};

const plus: Step = (sum, x) => sum + x;
const wrapped: Step = (sum, x) => (sum + x) | 0;

const cumsum = (site: Site<Attrs<'cumsum'>>): Kernel =>
  running(site, 0, site.type.dtype === 'i32' ? wrapped : plus, site.attrs.reverse);

export const sums = { sum, cumsum, contract } as const;
