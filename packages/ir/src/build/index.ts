/** Everything that writes graphs. Users see it again in the package `adjoint`. */
export * from './along.ts';
export { openBody, parentOf, controlNode, resultsOf, type Port, type Traced } from './body.ts';
export { cond, scan, whileLoop, type Scanned, type ScanOptions } from './control.ts';
export type { State, SymsOf } from './state.ts';
export { apply, elementwise } from './apply.ts';
export * from './choices.ts';
export { Builder, traceIn } from './builder.ts';
export * from './contraction.ts';
export * from './convolution.ts';
export * from './creation.ts';
export * from './decompositions.ts';
export { define, isSingle, type OutputsOf, type Symbols } from './define.ts';
export * from './dynamic.ts';
export * from './fourier.ts';
export { gamma, type GammaOptions } from './gamma.ts';
export { at, cut, scatterAdd, slice, take, type Range } from './indexing.ts';
export * from './keys.ts';
export { inline, isSym, lift, liftInto, together, type Role, type Value } from './lift.ts';
export {
  ARRAYS,
  fits,
  isTensorLike,
  literal,
  literalData,
  typedArrayDType,
  type Literal,
  type NestedArray,
  type Numeric,
  type TensorLike,
  type TypedArray,
} from './literal.ts';
export * from './matrices.ts';
export * from './nn.ts';
export type { IndexOptions } from './outside.ts';
export * from './pointwise.ts';
export * from './pooling.ts';
export {
  bernoulli,
  exponential,
  gumbel,
  normal,
  uniform,
  type BernoulliOptions,
  type DrawOptions,
  type NormalOptions,
  type UniformOptions,
} from './random.ts';
export * from './reductions.ts';
export * from './shaping.ts';
export * from './sorting.ts';
export * from './special.ts';
export { Sym } from './symbol.ts';
export type { Padding, PerAxis, WindowOptions } from './windows.ts';
