/** Products with sums: all are one op, `contract`, spelled as an einsum. */
import { InputError } from '../error/error.ts';
import { canonicalSpec, showSpec } from '../ops/spec.ts';
import { axisOf, broadcastShapes } from '../type/shape.ts';
import { apply, axisIn, located } from './apply.ts';
import { readEinsum } from './einsum-spec.ts';
import { lift, together, type Value } from './lift.ts';
import { mul } from './pointwise.ts';
import { reshape } from './shaping.ts';
import type { Sym } from './symbol.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The contraction that a spec spells, over one or two symbols; `shape` is owed only where the result has an index of its own. */
export const contract = (
  operands: readonly string[],
  result: string,
  xs: readonly Sym[],
  shape?: readonly number[],
): Sym => {
  const spec = showSpec(canonicalSpec({ operands, result }));
  return apply('contract', xs, shape === undefined ? { spec } : { spec, shape });
};

/** Without the size-1 axes among `letters` that another operand stretches, and their letters. */
const dropOnes = (x: Sym, letters: string, stretched: ReadonlySet<string>): [Sym, string] => {
  const keep = [...letters].map((letter, axis) => !(stretched.has(letter) && x.shape[axis] === 1));
  return [
    reshape(
      x,
      x.shape.filter((_, axis) => keep[axis]),
    ),
    [...letters].filter((_, axis) => keep[axis]).join(''),
  ];
};

/** Throws `axis` where one of the two is a scalar. */
const demandAxes = (op: string, a: Sym, b: Sym): void =>
  located(op, [a, b], {}, () => {
    for (const { shape } of [a, b]) axisOf(op, -1, shape.length);
  });

/** The letters that have size 1 in one operand and more in another. */
const stretchedIn = (operands: readonly string[], xs: readonly Sym[]): ReadonlySet<string> => {
  const ones = new Set<string>();
  const more = new Set<string>();
  operands.forEach((letters, i) =>
    letters.split('').forEach((letter, axis) => (xs[i]!.shape[axis] === 1 ? ones : more).add(letter)),
  );
  return new Set([...ones].filter((letter) => more.has(letter)));
};

/**
 * The sum, over the indices that the result lacks, of the product of the operands, left to right two at a time: "ij,jk->ik" is a matrix
 * product. "..." stands for leading axes; without an arrow the result has the indices that are used once, in alphabetical order; a size of 1 stretches.
 * Throws `arity`, `attribute` or `dtype`.
 */
export const einsum = (spec: string, ...values: Value[]): Sym => {
  const xs = together(values);
  if (xs.length === 0) throw new InputError('arity', { op: 'einsum', got: 0, want: 'at least 1' });
  const { operands: written, result } = located('einsum', xs, { spec }, () =>
    readEinsum(
      spec,
      xs.map((x) => x.shape.length),
    ),
  );
  const stretched = stretchedIn(written, xs);
  const parts = xs.map((x, i) => dropOnes(x, written[i]!, stretched));
  const operands = parts.map(([, letters]) => letters);
  let [product, letters] = parts[0]!;
  for (let i = 1; i < parts.length; i++) {
    const later = operands.slice(i + 1).join('') + result;
    const joined = [...new Set(letters + operands[i]!)].filter((letter) => later.includes(letter)).join('');
    const next = i === xs.length - 1 ? result : joined;
    product = contract([letters, operands[i]!], next, [product, parts[i]![0]]);
    letters = next;
  }
  return xs.length === 1 ? contract([letters], result, [product]) : product;
};

/** Throws `size` unless the summed axes agree, `broadcast` unless the leading ones do where they are `batched`. */
const demandProduct = (op: string, a: Sym, b: Sym, batched: boolean): void =>
  located(op, [a, b], {}, () => {
    const [summed, other] = [a.shape.at(-1), b.shape.at(-2) ?? b.shape.at(-1)];
    const rule = `the last axis of the first, ${summed}, must be the ${b.shape.length > 1 ? 'last but one' : 'only one'} of the second, ${other}`;
    if (summed !== other) throw new InputError('size', { op, from: a.shape, to: b.shape, rule });
    if (batched) broadcastShapes(op, [a.shape.slice(0, -2), b.shape.slice(0, -2)]);
  });

/**
 * The matrix product of the last two axes, batched over the leading ones, which broadcast; a vector counts as a row on the left and a
 * column on the right, as in NumPy. Throws `axis` (scalars), `size`, `broadcast` or `dtype`.
 */
export const matmul = (left: Value, right: Value): Sym => {
  const [a, b] = together([left, right]) as [Sym, Sym];
  demandAxes('matmul', a, b);
  demandProduct('matmul', a, b, true);
  const batchLetters = (x: Sym): string =>
    LETTERS.slice(3, 3 + Math.max(0, x.shape.length - 2))
      .split('')
      .reverse()
      .join('');
  const [batchA, batchB] = [batchLetters(a), batchLetters(b)];
  const batch = batchA.length > batchB.length ? batchA : batchB;
  const dimOf = (x: Sym, letters: string, letter: string): number => x.shape[letters.indexOf(letter)] ?? 1;
  const stretched = new Set([...batch].filter((letter) => dimOf(a, batchA, letter) !== dimOf(b, batchB, letter)));
  const [x, lettersX] = dropOnes(a, batchA + (a.shape.length === 1 ? 'b' : 'ab'), stretched);
  const [y, lettersY] = dropOnes(b, batchB + (b.shape.length === 1 ? 'b' : 'bc'), stretched);
  return contract([lettersX, lettersY], batch + (a.shape.length === 1 ? '' : 'a') + (b.shape.length === 1 ? '' : 'c'), [
    x,
    y,
  ]);
};

/** The sum over the last axis of a and the last but one of b (its only one, if b is a vector); a scalar multiplies. Throws as matmul. */
export const dot = (left: Value, right: Value): Sym => {
  const [a, b] = together([left, right]) as [Sym, Sym];
  if (a.shape.length === 0 || b.shape.length === 0) return mul(a, b);
  demandProduct('dot', a, b, false);
  const lettersA = LETTERS.slice(0, a.shape.length);
  const summed = lettersA.at(-1)!;
  const own = LETTERS.slice(a.shape.length, a.shape.length + b.shape.length - 1);
  const lettersB = own.length === 0 ? summed : own.slice(0, -1) + summed + own.at(-1)!;
  return contract([lettersA, lettersB], lettersA.slice(0, -1) + own, [a, b]);
};

/** Every product of an element of a and one of b: shape `[...a, ...b]`. Throws `dtype`. */
export const outer = (left: Value, right: Value): Sym => {
  const [a, b] = together([left, right]) as [Sym, Sym];
  const lettersA = LETTERS.slice(0, a.shape.length);
  const lettersB = LETTERS.slice(a.shape.length, a.shape.length + b.shape.length);
  return contract([lettersA, lettersB], lettersA + lettersB, [a, b]);
};

const leading = (op: string, x: Sym, rank: number): string => {
  axisIn(op, x, -rank);
  return LETTERS.slice(1, 1 + x.shape.length - rank);
};

/** The sum of the diagonal of the last two axes, which must be equal. Throws `axis` or `attribute`. */
export const trace = (value: Value): Sym => {
  const x = lift(value);
  const batch = leading('trace', x, 2);
  return contract([`${batch}aa`], batch, [x]);
};

/** The diagonal of the last two axes, which must be equal. Throws `axis` or `attribute`. */
export const diagPart = (value: Value): Sym => {
  const x = lift(value);
  const batch = leading('diagPart', x, 2);
  return contract([`${batch}aa`], `${batch}a`, [x]);
};

/** The square matrix with the last axis on its diagonal and zeros elsewhere. Throws `axis`. */
export const diag = (value: Value): Sym => {
  const x = lift(value);
  const batch = leading('diag', x, 1);
  return contract([`${batch}a`], `${batch}aa`, [x]);
};
