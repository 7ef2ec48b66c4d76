/** Elementwise kernels: the scalar rule of `ir` in a loop, or without one where the value is a scalar. */
import { scalarRule, sizeOf, type Elementwise, type ScalarFunction } from '@adjoint/ir';
import { arithmetic } from './arithmetic.ts';
import { inTurn, roundOnce, type Kernel, type Memory, type Site } from './kernel.ts';

type Unary = (x: number) => number;
type Binary = (x: number, y: number) => number;

const one = (m: Memory, f: Unary, o: number, a: number): Kernel => {
  return () => {
    m[o] = f(m[a]!);
  };
};
const two = (m: Memory, f: Binary, o: number, a: number, b: number): Kernel => {
  return () => {
    m[o] = f(m[a]!, m[b]!);
  };
};
const three = (m: Memory, f: ScalarFunction, o: number, a: number, b: number, c: number): Kernel => {
  return () => {
    m[o] = f(m[a]!, m[b]!, m[c]!);
  };
};

const ones = (m: Memory, f: Unary, n: number, o: number, a: number): Kernel => {
  return () => {
    for (let i = 0; i < n; i++) m[o + i] = f(m[a + i]!);
  };
};
const twos = (m: Memory, f: Binary, n: number, o: number, a: number, b: number): Kernel => {
  return () => {
    for (let i = 0; i < n; i++) m[o + i] = f(m[a + i]!, m[b + i]!);
  };
};
const threes = (m: Memory, f: ScalarFunction, n: number, o: number, a: number, b: number, c: number): Kernel => {
  return () => {
    for (let i = 0; i < n; i++) m[o + i] = f(m[a + i]!, m[b + i]!, m[c + i]!);
  };
};

const scalar = (count: number, m: Memory, f: ScalarFunction, o: number, a: number, b: number, c: number): Kernel => {
  if (count === 1) return one(m, f, o, a);
  return count === 2 ? two(m, f, o, a, b) : three(m, f, o, a, b, c);
};

const array = (
  count: number,
  m: Memory,
  f: ScalarFunction,
  n: number,
  o: number,
  a: number,
  b: number,
  c: number,
): Kernel => {
  if (count === 1) return ones(m, f, n, o, a);
  return count === 2 ? twos(m, f, n, o, a, b) : threes(m, f, n, o, a, b, c);
};

/** The op on every element. */
export const elementwise = (op: Elementwise, site: Site): Kernel => {
  const { memory, out, type } = site;
  const count = site.node.args.length;
  const a = site.arg(0);
  const b = count > 1 ? site.arg(1) : 0;
  const c = count > 2 ? site.arg(2) : 0;
  const n = sizeOf(type.shape);
  if (n === 1) return scalar(count, memory, scalarRule(op, type.dtype), out, a, b, c);
  const loop = type.dtype === 'i32' ? undefined : arithmetic[op];
  if (loop !== undefined) return inTurn(loop(memory, n, out, a, b, c), roundOnce(memory, type.dtype, out, n));
  return array(count, memory, scalarRule(op, type.dtype), n, out, a, b, c);
};
