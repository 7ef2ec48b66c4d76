/** A contraction as loops: strides of each index in the result and the operands, and matrix products where it has them. */
import { indexSizes, parseSpec, sizeOf, stridesOf, type Node, type Shape } from '@adjoint/ir';
import { Code } from './code.ts';
import { joined, type Access, type Nest } from './nest.ts';

/** One index: its size, and its steps in the result and in the operands. */
export interface Index {
  readonly size: number;
  readonly o: number;
  readonly a: number;
  readonly b: number;
  readonly summed: boolean;
}

/** Sums of products from the place `o` of the result and `a` and `b` of the operands; `b` is absent where there is one. */
export interface Contraction {
  readonly indices: readonly Index[];
  readonly o: number;
  readonly a: number;
  readonly b: number | undefined;
  readonly type: Node['type'];
}

/** result += left · right, for each step of the loops around it: the result may not overlap the operands. */
export interface Product {
  readonly around: readonly Index[];
  /** Rows of the left and of the result; columns of the right and of the result; the index summed over. */
  readonly m: Index;
  readonly n: Index;
  readonly k: Index;
  readonly o: number;
  readonly a: number;
  readonly b: number;
  /** Where operands are packed. */
  readonly scratch: number;
}

const stepOf = (letter: string, letters: string, strides: readonly number[]): number =>
  strides.reduce((sum, stride, axis) => (letters[axis] === letter ? sum + stride : sum), 0);

/** The indices of a contraction whose operands have `shapes` and step by `strides`. */
export const indicesOf = (
  { attrs, type }: Node,
  shapes: readonly Shape[],
  strides: readonly (readonly number[])[],
): Index[] => {
  const { operands, result } = parseSpec(attrs['spec'] as string);
  const sizes = indexSizes([...operands, result], [...shapes, type.shape]);
  const [first = '', second = ''] = operands;
  const kept = stridesOf(type.shape);
  return [...new Set([...result, ...first, ...second])].map((letter) => ({
    size: sizes.get(letter)!,
    o: stepOf(letter, result, kept),
    a: stepOf(letter, first, strides[0]!),
    b: operands.length === 1 ? 0 : stepOf(letter, second, strides[1]!),
    summed: !result.includes(letter),
  }));
};

type Slot = 'o' | 'a' | 'b';

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
const swapped = ({ around, m, n, k, a, b, ...rest }: Product): Product => ({
  ...rest,
  around: around.map(swappedIndex),
  m: swappedIndex(n),
  n: swappedIndex(m),
  k: swappedIndex(k),
  a: b,
  b: a,
});

/** Smaller products are not worth packing. */
const [LEAST_SIDE, LEAST_SUM, LEAST_WORK] = [4, 4, 4096];

/** The contraction as matrix products with loops around them; undefined where it is none, or too small. */
export const productOf = ({ indices, o, a, b }: Contraction, scratch: number): Product | undefined => {
  if (b === undefined) return undefined;
  const long = indices.filter(({ size }) => size !== 1);
  const [rows, columns, sums] = (['oa', 'ob', 'ab'] as const).map((walk) =>
    merged(
      long.filter((index) => walkOf(index) === walk),
      walk === 'ob' ? 'o' : 'a',
    ),
  ) as [Index[], Index[], Index[]];
  const [[m], [n], [k]] = [rows, columns, sums];
  if (m === undefined || n === undefined || k === undefined) return undefined;
  if (m.size < LEAST_SIDE || n.size < LEAST_SIDE || k.size < LEAST_SUM) return undefined;
  if (m.size * n.size * k.size < LEAST_WORK) return undefined;
  const others = long.filter((index) => !['oa', 'ob', 'ab'].includes(walkOf(index)));
  const around = [...others, ...rows.slice(1), ...columns.slice(1), ...sums.slice(1)];
  const product = { around, m, n, k, o, a, b, scratch };
  // Tiles are stored in rows of unit steps.
  return n.o !== 1 && m.o === 1 ? swapped(product) : product;
};

const jump = (step: number): number => +(step !== 0 && step !== 1);

/** The index that walks in unit steps, the longest of those. */
const innermost = (indices: readonly Index[]): Index | undefined => {
  const cost = ({ o, a, b }: Index): number => jump(o) + jump(a) + jump(b);
  return [...indices].sort((x, y) => cost(x) - cost(y) || y.size - x.size)[0];
};

/** The contraction as one nest: sums stay in a local where the innermost loop sums, in memory where it does not. */
export const sumOf = ({ indices, o, a, b, type }: Contraction): Nest => {
  const long = indices.filter(({ size }) => size !== 1);
  const inner = innermost(long);
  const others = long.filter((index) => index !== inner);
  const order = [...others.filter(({ summed }) => !summed), ...others.filter(({ summed }) => summed)];
  if (inner !== undefined) order.push(inner);
  const access = (base: number, slot: Slot): Access => ({ base, strides: order.map((index) => index[slot]) });
  const code = new Code();
  const accesses = [access(a, 'a'), access(o, 'o')];
  let value = code.push('load', 0);
  if (b !== undefined) value = code.push('mul', value, code.push('load', accesses.push(access(b, 'b')) - 1));
  const sizes = order.map(({ size }) => size);
  const nest = { sizes, accesses, code, nodes: 1 };
  const rounds = type.dtype === 'f32' ? 'fround' : undefined;
  if (inner?.summed === true) {
    const depth = order.filter(({ summed }) => !summed).length;
    return joined({ ...nest, folds: [{ combine: 'add', value, depth, start: 0, access: 1, rounds }] });
  }
  // In memory: rounded once, by a loop after this one, unless nothing is summed.
  const sums = indices.some(({ summed }) => summed);
  if (sums) value = code.push('add', code.push('load', 1), value);
  else if (rounds !== undefined) value = code.push(rounds, value);
  code.push('store', 1, value);
  return joined({ ...nest, folds: [] });
};

/** Blocks of operands that are packed at a time. */
export const BLOCK = { m: 96, n: 1024, k: 256 } as const;

const toFour = (x: number): number => (x + 3) & ~3;

/** How many places a product packs into: a block of each operand, and a tile. */
export const scratchOf = ({ m, n, k }: Product): number => {
  const deep = Math.min(k.size, BLOCK.k);
  return 16 + deep * (toFour(Math.min(m.size, BLOCK.m)) + toFour(Math.min(n.size, BLOCK.n)));
};

/** Whether the result must be 0 before the sums begin. */
export const startsAtZero = (contraction: Contraction, isProduct: boolean): boolean => {
  const { indices, type } = contraction;
  const covered = indices.filter(({ summed }) => !summed).reduce((size, index) => size * index.size, 1);
  if (isProduct || covered < sizeOf(type.shape)) return true;
  const inner = innermost(indices.filter(({ size }) => size !== 1));
  return indices.some(({ summed }) => summed) && inner?.summed !== true;
};
