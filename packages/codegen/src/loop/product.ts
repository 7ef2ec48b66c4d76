/** A contraction as matrix products: strides of each index in the result and the operands, and loops around what is a product. */
import { indexSizes, parseSpec, stridesOf, type Node } from '@adjoint/ir';
import type { Refs } from '../schedule/refs.ts';
import type { Stored, Width } from '../schedule/widths.ts';

/** One index: its size, and its steps in the result and in the operands. */
export interface Index {
  readonly size: number;
  readonly o: number;
  readonly a: number;
  readonly b: number;
  readonly summed: boolean;
}

/** Which indices are rows (in the result and the left), columns (in the result and the right) and sums of a product; others are loops around it. */
export interface Factors {
  readonly around: readonly Index[];
  readonly m: Index;
  readonly n: Index;
  readonly k: Index;
  /** Whether left and right are the second and the first operand. */
  readonly swapped: boolean;
}

/** Where a value begins, counted in its elements. */
export interface Placed extends Stored {
  readonly base: number;
}

/** result = left · right, or += if not `fresh`, for each step of the loops around it: the result may not overlap the operands. */
export interface Product extends Factors {
  readonly o: Placed;
  readonly a: Placed;
  readonly b: Placed;
  /** Whether the result is set, rather than added to. */
  readonly fresh: boolean;
  /** Bytes of the numbers that are multiplied and added. */
  readonly width: Width;
  /** The first place, in doubles, where operands are packed. */
  readonly scratch: number;
}

const stepOf = (letter: string, letters: string, strides: readonly number[]): number =>
  strides.reduce((sum, stride, axis) => (letters[axis] === letter ? sum + stride : sum), 0);

/** The indices of a contraction that are longer than 1, with the steps by which its operands are read. */
export const indicesOf = ({ attrs, args, type }: Node, nodes: readonly Node[], refs: Refs): Index[] => {
  const { operands, result } = parseSpec(attrs['spec'] as string);
  const shapes = args.map((arg) => nodes[arg]!.type.shape);
  const strides = args.map((arg, i) => refs.of(arg).strides ?? stridesOf(shapes[i]!));
  const sizes = indexSizes([...operands, result], [...shapes, type.shape]);
  const [first = '', second = ''] = operands;
  const kept = stridesOf(type.shape);
  const indices = [...new Set([...result, ...first, ...second])].map((letter) => ({
    size: sizes.get(letter)!,
    o: stepOf(letter, result, kept),
    a: stepOf(letter, first, strides[0]!),
    b: operands.length === 1 ? 0 : stepOf(letter, second, strides[1]!),
    summed: !result.includes(letter),
  }));
  return indices.filter(({ size }) => size !== 1);
};

export type Slot = 'o' | 'a' | 'b';

const SLOTS: readonly Slot[] = ['o', 'a', 'b'];
/** What an index steps in: rows in `oa`, columns in `ob`, sums in `ab`. */
const walkOf = (index: Index): string => SLOTS.filter((slot) => index[slot] !== 0).join('');

/** The indices joined where they walk as one, the longest first. */
const merged = (indices: readonly Index[], first: Slot): Index[] => {
  const result: Index[] = [];
  for (const inner of [...indices].sort((x, y) => Math.abs(y[first]) - Math.abs(x[first]))) {
    const outer = result.at(-1);
    const walks = outer !== undefined && SLOTS.every((slot) => outer[slot] === inner[slot] * inner.size);
    if (walks) result[result.length - 1] = { ...inner, size: outer.size * inner.size };
    else result.push(inner);
  }
  return result.sort((x, y) => y.size - x.size);
};

const swappedIndex = (index: Index): Index => ({ ...index, a: index.b, b: index.a });
/** The transposed product: its result is the same memory. */
const swapped = ({ around, m, n, k }: Factors): Factors => ({
  around: around.map(swappedIndex),
  m: swappedIndex(n),
  n: swappedIndex(m),
  k: swappedIndex(k),
  swapped: true,
});

/** Smaller products are not worth packing. */
const [LEAST_SIDE, LEAST_SUM, LEAST_WORK] = [4, 4, 4096];

/** The contraction of two operands as matrix products with loops around them; undefined where it is none, or too small. */
export const factorsOf = (indices: readonly Index[]): Factors | undefined => {
  const [rows, columns, sums] = (['oa', 'ob', 'ab'] as const).map((walk) =>
    merged(
      indices.filter((index) => walkOf(index) === walk),
      walk === 'ob' ? 'o' : 'a',
    ),
  ) as [Index[], Index[], Index[]];
  const [[m], [n], [k]] = [rows, columns, sums];
  if (m === undefined || n === undefined || k === undefined) return undefined;
  if (m.size < LEAST_SIDE || n.size < LEAST_SIDE || k.size < LEAST_SUM) return undefined;
  if (m.size * n.size * k.size < LEAST_WORK) return undefined;
  const others = indices.filter((index) => !['oa', 'ob', 'ab'].includes(walkOf(index)));
  const around = [...others, ...rows.slice(1), ...columns.slice(1), ...sums.slice(1)];
  const factors = { around, m, n, k, swapped: false };
  // Tiles are stored in rows of unit steps.
  return n.o !== 1 && m.o === 1 ? swapped(factors) : factors;
};

/** Blocks of operands that are packed at a time. */
export const BLOCK = { m: 96, n: 1024, k: 256 } as const;

/** Rows and columns of a tile, by the width of its numbers: columns fill two vectors. */
export const TILE = { rows: 4, columns: { 8: 4, 4: 8 } } as const;

const upTo = (step: number, x: number): number => Math.ceil(x / step) * step;

/** How many doubles a product packs into: a block of each operand, and a tile. */
export const scratchOf = ({ m, n, k, width }: Product): number => {
  const deep = Math.min(k.size, BLOCK.k);
  const columns = TILE.columns[width];
  const packed = upTo(TILE.rows, Math.min(m.size, BLOCK.m)) + upTo(columns, Math.min(n.size, BLOCK.n));
  return upTo(2, ((TILE.rows * columns + deep * packed) * width) / 8);
};
