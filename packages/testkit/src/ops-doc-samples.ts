/** Calls and points that the cards of docs/ops.md are made of. */
import { bool, f32, f64, i32, type TensorType } from 'adjoint';
import {
  isControl,
  isElementwise,
  OPS,
  type Control,
  type Elementwise,
  type General,
  type Op,
  type PlainAttrs,
  type Pointwise,
  type Result,
} from '@adjoint/ir';

/** A call of an op: types of its arguments, its attributes. */
export interface Sample {
  readonly args: readonly TensorType[];
  readonly attrs: PlainAttrs;
}

const call = (args: readonly TensorType[], attrs: PlainAttrs = {}): Sample => ({ args, attrs });
const matrix = f64(2, 3);
const square = f64(2, 2);
const alongRows = call([matrix], { axes: [0] });

/** A call of each array op: an op that is new owes one. */
const arrays: { readonly [O in Exclude<Plain, Elementwise>]: Sample } = {
  input: call([]),
  constant: call([], { data: [0, 1, 1] }),
  iota: call([]),
  cast: call([f32(2)], { dtype: 'f64' }),
  sum: alongRows,
  broadcast: call([f64(3)], { axes: [0], shape: [2, 3] }),
  reshape: call([matrix], { shape: [3, 2] }),
  transpose: call([matrix], { perm: [1, 0] }),
  flip: alongRows,
  slice: call([f64(5)], { starts: [1], stops: [5], steps: [2] }),
  pad: call([f64(2)], { low: [1], high: [2], interior: [1] }),
  concat: call([f64(2), f64(3)], { axis: 0 }),
  cumsum: call([matrix], { axis: 1, reverse: false }),
  take: call([matrix, i32(2)], { axis: 1 }),
  scatterAdd: call([f64(2), i32(2)], { axis: 0, shape: [5] }),
  sort: call([matrix], { axis: 1 }),
  cummax: call([matrix], { axis: 1 }),
  cummin: call([matrix], { axis: 1 }),
  cumlogsumexp: call([f64(2)], { axis: 0 }),
  argsort: call([matrix], { axis: 1 }),
  searchSorted: call([f64(4), f64(2)], { right: false }),
  takeAlong: call([matrix, i32(2, 2)], { axis: 1 }),
  scatterAlong: call([f64(2, 2), i32(2, 2)], { axis: 1, size: 3 }),
  patches: call([f64(6)], { window: [2], strides: [2], dilation: [1] }),
  overlapAdd: call([f64(3, 2)], { shape: [6], strides: [2], dilation: [1] }),
  fft: call([f64(4, 2)], { axis: 0, inverse: false }),
  contract: call([matrix, f64(3, 4)], { spec: 'ij,jk->ik' }),
  max: alongRows,
  min: alongRows,
  prod: alongRows,
  cumprod: call([f64(2)], { axis: 0 }),
  cholesky: call([square]),
  triangularSolve: call([square, matrix], { lower: true, transpose: false, unitDiagonal: false }),
  solve: call([square, matrix]),
  det: call([square]),
  logAbsDet: call([square]),
  signDet: call([square]),
  adjugate: call([square]),
  expm: call([square]),
  qr: call([f64(3, 2)], { full: false }),
  eigh: call([square]),
  svd: call([matrix]),
  pinv: call([matrix], { rtol: 1e-14 }),
  argmax: call([matrix], { axis: 1 }),
  argmin: call([matrix], { axis: 1 }),
  randomBits: call([i32(2)], { shape: [3], width: 32 }),
};

const scalars = (op: Elementwise): Sample => {
  const { of, signature } = OPS[op];
  const truth = (slot: number): boolean => signature === 'logic' || (signature === 'select' && slot === 0);
  return call(Array.from({ length: of.length }, (_, slot) => (truth(slot) ? bool() : f64())));
};

/** An op whose meaning does not hang on bodies. */
export type Plain = Exclude<Op, Control | Result>;
export const isPlain = (op: Op): op is Plain => !isControl(op) && op !== 'output';

export const sampleOf = (op: Plain): Sample => (isElementwise(op) ? scalars(op) : arrays[op]);

const ORDERED: ReadonlySet<Op> = new Set(['polygamma', 'besselj', 'bessely', 'besseli', 'besselie', 'sincDerivative']);
const NAMES: readonly (readonly string[])[] = [[], ['x'], ['a', 'b'], ['x', 'lo', 'hi']];

/** What the card calls the arguments. */
export const argNames = (op: Plain): readonly string[] => {
  if (op === 'where') return ['c', 'a', 'b'];
  if (op === 'randomBits') return ['key'];
  if (ORDERED.has(op)) return ['n', 'x'];
  if (op === 'gammainc' || op === 'gammaincc') return ['a', 'x'];
  if (op === 'xlogy' || op === 'xlog1py') return ['x', 'y'];
  if (op === 'searchSorted') return ['sorted', 'values'];
  if (sampleOf(op).args[1]?.dtype === 'i32') return ['x', 'places'];
  return NAMES[sampleOf(op).args.length]!;
};

const NAN = Number.NaN;
const INF = Number.POSITIVE_INFINITY;

/** Points where a derivative is a convention, a limit or a classic mistake: the card says what comes out there. */
export const POINTS: { readonly [O in Pointwise]?: readonly (readonly number[])[] } = {
  abs: [[0], [-INF], [NAN]],
  sqrt: [[0], [-1]],
  rsqrt: [[0]],
  cbrt: [[0]],
  reciprocal: [[0]],
  div: [
    [1, 0],
    [0, 0],
  ],
  rem: [
    [5, 0],
    [6, 3],
    [-5, 3],
  ],
  pow: [
    [0, 0],
    [0, 1],
    [0, 2],
    [0, 0.5],
    [-2, 3],
    [-2, 0.5],
  ],
  log: [[0], [-1]],
  log1p: [[-1]],
  asin: [[1]],
  acos: [[1]],
  atan2: [
    [0, 0],
    [0, 1],
  ],
  acosh: [[1]],
  atanh: [[1]],
  sigmoid: [[800], [-800]],
  softplus: [[800], [-800]],
  lgamma: [[0], [-1], [INF]],
  digamma: [[0], [-1]],
  erfinv: [[1]],
  ndtri: [[0], [1]],
  logndtr: [[-1000], [1000]],
  xlogy: [
    [0, 0],
    [0, 2],
    [1, 0],
  ],
  xlog1py: [
    [0, -1],
    [0, 2],
  ],
  logaddexp: [
    [-INF, -INF],
    [800, -800],
  ],
  log1mexp: [[0], [800]],
  hypot: [
    [0, 0],
    [3, 4],
    [0, -2],
  ],
  expi: [[0]],
  exp1: [[0]],
  relu: [[0], [NAN]],
  maximum: [
    [2, 2],
    [0, -0],
    [NAN, 1],
  ],
  minimum: [
    [2, 2],
    [NAN, 1],
  ],
  clip: [
    [0, 0, 1],
    [1, 0, 1],
    [2, 0, 1],
    [2, 1, 0],
  ],
};

/** The same for ops that reduce a vector to a number. */
export const VECTORS: { readonly [O in General]?: readonly (readonly number[])[] } = {
  max: [
    [3, 1, 3],
    [1, NAN, 2],
  ],
  min: [[3, 1, 1]],
  prod: [
    [0, 2, 3],
    [0, 0, 3],
  ],
};
