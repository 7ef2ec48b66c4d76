/** Reads what people write for einsum: "..." for leading axes, and results left out. Graphs hold the plain notation of `ops/spec.ts`. */
import { InputError } from '../error/error.ts';
import { describe } from '../error/describe.ts';
import type { Spec } from '../ops/spec.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const TERM = '[A-Za-z]*(?:\\.\\.\\.)?[A-Za-z]*';
const EINSUM = new RegExp(`^${TERM}(?:,${TERM})*(?:->${TERM})?$`);
const DOTS = '...';

const onceUsed = (operands: readonly string[]): string => {
  const all = operands.join('');
  return [...new Set(all)]
    .filter((letter) => all.indexOf(letter) === all.lastIndexOf(letter))
    .sort()
    .join('');
};

/**
 * The letters of each operand, whose ranks are given, and of the result, with letters that the spec does not use in the place of "...".
 * Throws `attribute` or `arity`.
 */
export const readEinsum = (spec: string, ranks: readonly number[]): Spec => {
  const text = typeof spec === 'string' ? spec.replaceAll(' ', '') : '?';
  if (!EINSUM.test(text)) {
    const want =
      'letters for each operand, "..." for leading axes, and perhaps an arrow and the result, as in "ij,jk->ik"';
    throw new InputError('attribute', { op: 'einsum', attribute: 'spec', got: describe(spec), want });
  }
  const [left = '', right] = text.split('->');
  const written = left.split(',');
  if (written.length !== ranks.length)
    throw new InputError('arity', { op: 'einsum', got: ranks.length, want: `${written.length}, as "${spec}" says` });
  const free = LETTERS.split('')
    .filter((letter) => !text.includes(letter))
    .join('');
  const counts = written.map((letters, i) => (letters.includes(DOTS) ? ranks[i]! - (letters.length - DOTS.length) : 0));
  const lead = (count: number): string => free.slice(free.length - Math.max(0, count));
  const operands = written.map((letters, i) => letters.replace(DOTS, lead(counts[i]!)));
  const batch = lead(Math.max(...counts));
  const result =
    right === undefined
      ? batch + onceUsed(written.map((letters) => letters.replace(DOTS, '')))
      : right.replace(DOTS, batch);
  return { operands, result };
};
