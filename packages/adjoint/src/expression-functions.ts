/** The functions that an expression can call: every elementwise op under its name, and the table below. No other name is one. */
import {
  all,
  any,
  argmax,
  argmin,
  at,
  beta,
  broadcastTo,
  cast,
  concat,
  crossEntropy,
  cumprod,
  cumsum,
  diag,
  diagPart,
  dot,
  elementwise,
  expandDims,
  eye,
  flip,
  i0,
  i0e,
  i1,
  i1e,
  j0,
  j1,
  y0,
  y1,
  iota,
  isElementwise,
  isOp,
  layerNorm,
  logSoftmax,
  logSumExp,
  matmul,
  max,
  mean,
  min,
  norm,
  ones,
  OPS,
  outer,
  prod,
  reshape,
  sinc,
  softmax,
  squeeze,
  stack,
  std,
  sum,
  type Sym,
  take,
  tile,
  trace,
  transpose,
  tril,
  triu,
  variance,
  zeros,
  type Value,
} from '@adjoint/ir';
import { axes, axesOf, axis, numbers, optional, value, values, whole, type Kind } from './expression-kinds.ts';

/** A function: the kinds of its arguments, and what it makes of them. */
export interface Callable {
  readonly kinds: readonly Kind<unknown>[];
  readonly apply: (args: readonly unknown[]) => Value;
}

type Read<K> = { readonly [I in keyof K]: K[I] extends Kind<infer T> ? T : never };
const of = <const K extends readonly Kind<unknown>[]>(kinds: K, apply: (...args: Read<K>) => Sym): Callable => ({
  kinds,
  apply: (args) => apply(...(args as Read<K>)),
});

const reduction = (apply: (x: Value, over?: readonly number[]) => Sym, over = axes): Callable =>
  of([value, optional(over)], apply);
const along = (apply: (x: Value, axis?: number) => Sym): Callable => of([value, optional(axis)], apply);
const unary = (apply: (x: Value) => Sym): Callable => of([value], apply);
const binary = (apply: (a: Value, b: Value) => Sym): Callable => of([value, value], apply);

const FUNCTIONS: Readonly<Record<string, Callable>> = {
  sum: reduction(sum),
  mean: reduction(mean),
  prod: reduction(prod),
  max: reduction(max, axesOf('maximum')),
  min: reduction(min, axesOf('minimum')),
  any: reduction(any),
  all: reduction(all),
  variance: reduction(variance),
  std: reduction(std),
  norm: reduction(norm),
  logSumExp: reduction(logSumExp),
  argmax: along(argmax),
  argmin: along(argmin),
  softmax: along(softmax),
  logSoftmax: along(logSoftmax),
  cumsum: of([value, axis], cumsum),
  cumprod: of([value, axis], cumprod),
  matmul: binary(matmul),
  dot: binary(dot),
  outer: binary(outer),
  trace: unary(trace),
  diag: unary(diag),
  diagPart: unary(diagPart),
  beta: binary(beta),
  i0: unary(i0),
  i0e: unary(i0e),
  i1: unary(i1),
  i1e: unary(i1e),
  j0: unary(j0),
  j1: unary(j1),
  y0: unary(y0),
  y1: unary(y1),
  sinc: unary(sinc),
  crossEntropy: of([value, value, optional(axis)], crossEntropy),
  layerNorm: unary((x) => layerNorm(x)),
  transpose: of([value, optional(numbers)], (x, perm) => (perm === undefined ? transpose(x) : transpose(x, perm))),
  reshape: of([value, numbers], reshape),
  broadcastTo: of([value, numbers], broadcastTo),
  expandDims: of([value, axis], expandDims),
  squeeze: reduction(squeeze),
  flip: reduction(flip),
  tile: of([value, numbers], tile),
  tril: of([value, optional(whole)], tril),
  triu: of([value, optional(whole)], triu),
  concat: of([values, optional(axis)], concat),
  stack: of([values, optional(axis)], stack),
  at: of([value, numbers], (x, places) => at(x, ...places)),
  take: of([value, value, optional(axis)], take),
  iota: of([whole], (n) => iota(n)),
  zeros: of([numbers], (shape) => zeros(shape)),
  ones: of([numbers], (shape) => ones(shape)),
  eye: of([whole], (n) => eye(n)),
  f64: unary((x) => cast(x, 'f64')),
  f32: unary((x) => cast(x, 'f32')),
  i32: unary((x) => cast(x, 'i32')),
  bool: unary((x) => cast(x, 'bool')),
};

/** The function of that name, or undefined. */
export const functionNamed = (name: string): Callable | undefined => {
  if (Object.hasOwn(FUNCTIONS, name)) return FUNCTIONS[name];
  if (!isOp(name) || !isElementwise(name)) return undefined;
  const kinds = Array.from({ length: OPS[name].of.length }, () => value);
  return { kinds, apply: (args) => elementwise(name, args as readonly Value[]) };
};

/** The names of all functions. */
export const functionNames = (): string[] => [
  ...Object.keys(OPS).filter((op) => isOp(op) && isElementwise(op)),
  ...Object.keys(FUNCTIONS),
];
