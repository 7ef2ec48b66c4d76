/** A contraction as matrix products: strides of each index in the result and the operands, and loops around what is a product. */
import { indexSizes, parseSpec, stridesOf, type DType, type Node } from '@adjoint/ir';
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

/**
 * Which indices are rows (in the result and the left), columns (in the result and the right) and sums of a product, each the outermost first; a sum
 * may be along one operand alone. Others are loops around it.
 */
export interface Factors {
  readonly around: readonly Index[];
  readonly m: readonly Index[];
  readonly n: readonly Index[];
  readonly k: readonly Index[];
  /** Whether left and right are the second and the first operand. */
  readonly swapped: boolean;
}

/** Where a value begins, counted in its elements. */
export interface Placed extends Stored {
  readonly base: number;
}

/** Tables of a product by their numbers in the plan: how far, in bytes, each row, column and term stands from the first. */
export interface Tables {
  readonly mO: number;
  readonly nO: number;
  readonly mA: number;
  readonly kA: number;
  readonly kB: number;
  readonly nB: number;
}

/** result = left · right, for each step of the loops around it: the result may not overlap the operands. */
export interface Product extends Factors {
  readonly o: Placed;
  readonly a: Placed;
  readonly b: Placed;
  /** Bytes of the numbers that are multiplied and added. */
  readonly width: Width;
  /** The first place, in doubles, where operands are packed. */
  readonly scratch: number;
  /** Undefined where tiles read the operands where these stand. */
  readonly tables: Tables | undefined;
}

/** Bytes of the numbers that a product of that dtype multiplies and adds. */
export const widthFor = (dtype: DType): Width => (dtype === 'f32' ? 4 : 8);

const stepOf = (letter: string, letters: string, strides: readonly number[]): number =>
  strides.reduce((sum, stride, axis) => (letters[axis] === letter ? sum + stride : sum), 0);

/** Whether a contraction sums over an index, be it of size 1: a sum starts at +0, so it is never −0. */
export const sums = ({ attrs }: Node): boolean => {
  const { operands, result } = parseSpec(attrs['spec'] as string);
  return [...operands.join('')].some((letter) => !result.includes(letter));
};

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

/** Neighbours that walk as one index are one. */
const joined = (indices: readonly Index[]): Index[] => {
  const found: Index[] = [];
  for (const index of indices) {
    const outer = found.at(-1);
    if (outer !== undefined && SLOTS.every((slot) => outer[slot] === index[slot] * index.size))
      found[found.length - 1] = { ...index, size: outer.size * index.size };
    else found.push(index);
  }
  return found;
};

const bySteps = (indices: readonly Index[], slot: Slot): Index[] =>
  joined([...indices].sort((x, y) => Math.abs(y[slot]) - Math.abs(x[slot])));

const swappedIndex = (index: Index): Index => ({ ...index, a: index.b, b: index.a });
/** The transposed product: its result is the same memory. */
const swapped = ({ around, m, n, k }: Factors): Factors => ({
  around: around.map(swappedIndex),
  m: n.map(swappedIndex),
  n: m.map(swappedIndex),
  k: k.map(swappedIndex),
  swapped: true,
});

/** How many steps the loops of indices take. */
export const sizeOfAll = (indices: readonly Index[]): number =>
  indices.reduce((product, { size }) => product * size, 1);

export const multiplications = ({ around, m, n, k }: Factors): number =>
  [around, m, n, k].reduce((steps, indices) => steps * sizeOfAll(indices), 1);

/** The loop of a product that is cut: the outermost around it, else its rows or its columns. */
export const cutLoop = ({ around, m, n }: Factors): 'around' | 'm' | 'n' => {
  if (around.length > 0) return 'around';
  return sizeOfAll(m) >= sizeOfAll(n) ? 'm' : 'n';
};

/** The offset of each step of the loops of `indices`, in bytes of elements of `width`. */
export const offsetsOf = (indices: readonly Index[], slot: Slot, width: Width): Int32Array =>
  indices.reduce(
    (outer, index) =>
      Int32Array.from({ length: outer.length * index.size }, (_, i) => {
        const within = i % index.size;
        return outer[(i - within) / index.size]! + within * index[slot] * width;
      }),
    new Int32Array(1),
  );

/** Smaller products are loops. */
const [LEAST_COLUMNS, LEAST_SUM] = [2, 2];
export const LEAST_WORK = 500;

/** A single row in f64 is as fast in a loop over memory, if columns are many. */
const MOST_COLUMNS_OF_ROW = { 8: 15, 4: Infinity } as const;

/** The contraction of two operands as products of matrices of such numbers with loops around them; undefined where it is none, or too small. */
export const factorsOf = (indices: readonly Index[], width: Width): Factors | undefined => {
  const walking = (walk: string): Index[] => indices.filter((index) => walkOf(index) === walk);
  const summed = indices.filter((index) => index.summed);
  const [m, n, k] = [bySteps(walking('oa'), 'o'), bySteps(walking('ob'), 'o'), bySteps(summed, 'a')];
  const around = joined(indices.filter((index) => !index.summed && !['oa', 'ob'].includes(walkOf(index))));
  const written = { around, m, n, k, swapped: false };
  // Tiles are stored in rows of unit steps.
  const factors = n.at(-1)?.o !== 1 && m.at(-1)?.o === 1 ? swapped(written) : written;
  const [rows, columns, terms] = [factors.m, factors.n, k].map(sizeOfAll) as [number, number, number];
  if (columns < LEAST_COLUMNS || terms < LEAST_SUM || rows * columns * terms < LEAST_WORK) return undefined;
  return rows > 1 || (columns <= MOST_COLUMNS_OF_ROW[width] && isInLine(factors)) ? factors : undefined;
};

/** Blocks of operands that are packed at a time. */
export const BLOCK = { m: 64, n: 1024, k: 512 } as const;

/** Rows and columns of a tile, by the width of its numbers: columns fill two vectors. */
export const TILE = { rows: 4, columns: { 8: 4, 4: 8 } } as const;

/** Rows of a tile that is one vector wide and reads operands where they stand: if there were fewer, sums would wait for each other. */
const NARROW_ROWS = 8;

/** Whether columns fill one vector at most. */
const isNarrow = ({ n, width }: Product): boolean => sizeOfAll(n) * width <= 16;

/** Rows of the tiles of a product; those of parts begin at multiples of so many. */
export const rowsOfTile = (product: Product): number =>
  product.tables === undefined && isNarrow(product) ? NARROW_ROWS : TILE.rows;

/** So few rows do not pay for packing the right operand. */
export const FEW_ROWS = 8;
/** Bytes of a right operand that stay near while all rows go over them, and of a left one over which the terms of a tile are spread. */
const [NEAR, SPREAD] = [1 << 17, 1 << 19] as const;

/** Whether rows, columns and sums are one index each at most, and columns stand side by side. */
const isInLine = ({ m, n, k }: Factors): boolean => {
  const [column, term] = [n[0], k[0]];
  if (m.length > 1 || n.length > 1 || k.length > 1 || column?.o !== 1 || column.b !== 1) return false;
  return term !== undefined && term.a > 0 && term.b > 0 && m.every((row) => row.o > 0 && row.a > 0);
};

/** Multiplications of a product for which it does not matter that engines leave a loop that is running in their baseline tier. */
export const SOON = 1 << 23;
const FEW_TERMS = 16;

/** Whether tiles read the operands where these stand, because packing would not pay. Sums are those of packed blocks, term by term. */
export const isDirect = (product: Omit<Product, 'tables'>): boolean => {
  const { m, n, k, o, a, b, width } = product;
  if ([o, a, b].some((placed) => placed.width !== width) || !isInLine(product)) return false;
  const term = k[0]!;
  if (term.a !== 1 && term.size * term.a * width > SPREAD) return false;
  const [rows, columns] = [sizeOfAll(m), sizeOfAll(n)];
  if (rows <= FEW_ROWS) return true;
  const isSlim = columns <= TILE.columns[width] || term.size < FEW_TERMS;
  // Rows and steps around go by blocks where they are many (strips.ts).
  const isShort = cutLoop(product) !== 'n' || multiplications(product) <= SOON;
  return term.size * term.b * width <= NEAR && (isSlim || isShort);
};

const upTo = (step: number, x: number): number => Math.ceil(x / step) * step;

/** A vector that begins within an operand may end behind it. */
const BEHIND = 2;

/** How many doubles a product packs into: a block of each operand, and a tile. */
export const scratchOf = ({ m, n, k, width, tables }: Product): number => {
  if (tables === undefined) return BEHIND;
  const deep = Math.min(sizeOfAll(k), BLOCK.k);
  const columns = TILE.columns[width];
  const packed = upTo(TILE.rows, Math.min(sizeOfAll(m), BLOCK.m)) + upTo(columns, Math.min(sizeOfAll(n), BLOCK.n));
  return upTo(2, ((TILE.rows * columns + deep * packed) * width) / 8);
};
