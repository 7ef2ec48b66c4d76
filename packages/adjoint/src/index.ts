/** Adjoint: define a graph of symbols, differentiate it, optimize it, compile it; only then feed it numbers. */

// Types and values.
export { bool, f32, f64, i32 } from '@adjoint/ir';
export type { DType, NestedArray, Numeric, Shape, TensorLike, TensorType, TypedArray, Value } from '@adjoint/ir';
export { tensor, Tensor } from '@adjoint/evaluator';

// Graphs and definitions.
export { define, originOf, OPS, Sym } from '@adjoint/ir';
export { expression } from './expression.ts';
export type { Graph, InputNames, Names, Node, NodeId, Op, OutputNames, Scope } from '@adjoint/ir';
export { call, pick, substitute, vmap, type VmapOptions } from '@adjoint/transform';

// Elementwise operations.
export {
  abs,
  acos,
  acosh,
  add,
  and,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cast,
  cbrt,
  ceil,
  clip,
  cos,
  cosh,
  div,
  eq,
  exp,
  exp2,
  expm1,
  floor,
  ge,
  gt,
  isFinite,
  isNaN,
  le,
  log,
  log10,
  log1p,
  log2,
  lt,
  maximum,
  minimum,
  mul,
  ne,
  neg,
  not,
  or,
  pow,
  reciprocal,
  relu,
  rem,
  round,
  rsqrt,
  sigmoid,
  sign,
  sin,
  sinh,
  softplus,
  sqrt,
  square,
  stopGradient,
  sub,
  tan,
  tanh,
  trunc,
  where,
} from '@adjoint/ir';

// Special functions.
export {
  besseli,
  besselie,
  besselj,
  bessely,
  beta,
  betaln,
  digamma,
  erf,
  erfc,
  erfcx,
  erfinv,
  exp1,
  expi,
  gammainc,
  gammaincc,
  hypot,
  i0,
  i0e,
  i1,
  i1e,
  j0,
  j1,
  lgamma,
  log1mexp,
  logaddexp,
  logndtr,
  ndtri,
  polygamma,
  sinc,
  xlog1py,
  xlogy,
  y0,
  y1,
} from '@adjoint/ir';

// Reductions, shapes, places, contractions, networks.
export {
  all,
  any,
  argmax,
  argmin,
  cumlogsumexp,
  cummax,
  cummin,
  cumprod,
  cumsum,
  logSumExp,
  max,
  mean,
  min,
  norm,
  prod,
  std,
  sum,
  variance,
} from '@adjoint/ir';
export {
  broadcastTo,
  concat,
  expandDims,
  flip,
  pad,
  reshape,
  squeeze,
  stack,
  tile,
  transpose,
  tril,
  triu,
} from '@adjoint/ir';
export {
  at,
  constant,
  eye,
  full,
  iota,
  oneHot,
  ones,
  scatterAdd,
  scatterAlong,
  slice,
  split,
  take,
  takeAlong,
  zeros,
} from '@adjoint/ir';
export { diag, diagPart, dot, einsum, matmul, outer, trace } from '@adjoint/ir';
export { dynamicSlice, dynamicUpdate } from '@adjoint/ir';
export { argsort, searchSorted, sort, topK } from '@adjoint/ir';
export {
  adjugate,
  cholesky,
  det,
  eigh,
  expm,
  inv,
  kron,
  logdet,
  lstsq,
  matrixPower,
  pinv,
  qr,
  slogdet,
  solve,
  svd,
  triangularSolve,
} from '@adjoint/ir';
export type { QrOptions, RankOptions, TriangularOptions } from '@adjoint/ir';
export { avgPool, conv, convTranspose, maxPool } from '@adjoint/ir';
export type {
  AvgPoolOptions,
  ConvOptions,
  ConvTransposeOptions,
  IndexOptions,
  Padding,
  PerAxis,
  SearchOptions,
  WindowOptions,
} from '@adjoint/ir';
export { crossEntropy, layerNorm, logSoftmax, softmax } from '@adjoint/ir';

// Fourier transforms, random numbers.
export { fft, ifft, irfft, rfft, type Pair } from '@adjoint/ir';
export { key, randomBits, splitKey } from '@adjoint/ir';
export { bernoulli, categorical, exponential, gamma, gumbel, normal, permutation, randint, uniform } from '@adjoint/ir';
export type {
  BernoulliOptions,
  BitsOptions,
  CategoricalOptions,
  DrawOptions,
  GammaOptions,
  NormalOptions,
  RandintOptions,
  UniformOptions,
} from '@adjoint/ir';

// Control flow.
export { cond, scan, whileLoop, type Scanned, type ScanOptions, type State, type SymsOf } from '@adjoint/ir';
export { type CallOptions } from '@adjoint/transform';

// Differentiate.
export { grad, gradients, hessian, hvp, jacobian, jvp, tangent, vjp } from '@adjoint/autodiff';
export type { AsIs, Called, Naming, Renames } from '@adjoint/autodiff';
export {
  checkpoint,
  clipGradient,
  custom,
  implicit,
  scaleGradient,
  type CustomRules,
  type Residual,
  type Syms,
} from '@adjoint/autodiff';
export { checkGradients, type CheckOptions } from './check-gradients.ts';

// Optimize.
export { cse, fold, optimize, optimizeWithTrace, prune, replay, roll, rule, simplify } from '@adjoint/optimizer';
export type { OptimizeOptions, Pass, Rule, Step, Trace } from '@adjoint/optimizer';

// Run.
export { compile, compileAsync, evaluate, moduleCache, threadPool, toModule, warmUp } from '@adjoint/evaluator';
export type {
  Compiled,
  CompileOptions,
  CompileProgress,
  ModuleCache,
  ModuleOptions,
  ThreadPool,
  ThreadPoolOptions,
  WarmUpOptions,
} from '@adjoint/evaluator';

// Debug: where a NaN comes from, where the time goes.
export { firstNaN, profile } from '@adjoint/evaluator';
export type { FirstNaN, FirstNaNOptions, Profile, ProfileOptions, ProfileRow, SeenArgument } from '@adjoint/evaluator';

// Look, check, keep.
export { diff, fromJSON, isomorphic, parse, print, stats, toDot, toJSON, toMermaid, verify } from '@adjoint/ir';
export { between, pathBetween } from '@adjoint/ir';
export { toHtml, toSvg, type HtmlOptions, type SvgOptions } from '@adjoint/viewer';
export type { Issue, PrintOptions, Stats } from '@adjoint/ir';

// Errors.
export { InputError, InternalError } from '@adjoint/ir';
export type { FaultCode, Faults } from '@adjoint/ir';
