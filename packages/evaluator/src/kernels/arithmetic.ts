/**
 * Loops of the commonest elementwise ops, written out: the engine inlines no function that it meets in many forms, and a call costs 20 times
 * an addition. Each gives, once rounded to the dtype, the very bits of the op's scalar rule.
 */
import type { Elementwise } from '@adjoint/ir';
import type { Kernel, Memory } from './kernel.ts';

/** The op on `n` elements from the places of its arguments `a`, `b` and `c`, to the place `o`. */
export type Loop = (m: Memory, n: number, o: number, a: number, b: number, c: number) => Kernel;

const add: Loop = (m, n, o, a, b) => () => {
  for (let i = 0; i < n; i++) m[o + i] = m[a + i]! + m[b + i]!;
};
const sub: Loop = (m, n, o, a, b) => () => {
  for (let i = 0; i < n; i++) m[o + i] = m[a + i]! - m[b + i]!;
};
const mul: Loop = (m, n, o, a, b) => () => {
  for (let i = 0; i < n; i++) m[o + i] = m[a + i]! * m[b + i]!;
};
const div: Loop = (m, n, o, a, b) => () => {
  for (let i = 0; i < n; i++) m[o + i] = m[a + i]! / m[b + i]!;
};
const neg: Loop = (m, n, o, a) => () => {
  for (let i = 0; i < n; i++) m[o + i] = -m[a + i]!;
};
const square: Loop = (m, n, o, a) => () => {
  for (let i = 0; i < n; i++) m[o + i] = m[a + i]! * m[a + i]!;
};
const relu: Loop = (m, n, o, a) => () => {
  for (let i = 0; i < n; i++) m[o + i] = Math.max(m[a + i]!, 0);
};
const gt: Loop = (m, n, o, a, b) => () => {
  for (let i = 0; i < n; i++) m[o + i] = m[a + i]! > m[b + i]! ? 1 : 0;
};
const where: Loop = (m, n, o, a, b, c) => () => {
  for (let i = 0; i < n; i++) m[o + i] = m[a + i] === 0 ? m[c + i]! : m[b + i]!;
};

/** An op without a row runs by its scalar rule. */
export const arithmetic: { readonly [O in Elementwise]?: Loop } = { add, sub, mul, div, neg, square, relu, gt, where };
