/**
 * Random programs as a fold of steps: each step applies an op to values that are there already, chosen by modulus, so every list of steps
 * is a valid program, and fast-check shrinks a program by dropping steps. All values are f64[2,3]; each op has one way to stay there.
 */
import fc from 'fast-check';
import * as A from 'adjoint';
import { apply, contract, type Op, type Sym, OPS } from '@adjoint/ir';

/** Two or three values of the program, and a small number. */
interface Picks {
  readonly a: Sym;
  readonly b: Sym;
  readonly c: Sym;
  readonly k: number;
}
type Step = (picks: Picks) => Sym;

const SHAPE = [2, 3] as const;
type Unary = (x: Sym) => Sym;
type Binary = (a: Sym, b: Sym) => Sym;
const unary =
  (of: Unary): Step =>
  ({ a }) =>
    of(a);
const binary =
  (of: Binary): Step =>
  ({ a, b }) =>
    of(a, b);
const chosen =
  (of: Binary): Step =>
  ({ a, b, c }) =>
    A.where(of(a, b), b, c);
const axisOf = (k: number): number => k % 2;
const back = (x: Sym, axis: number): Sym => x.expandDims(axis).broadcastTo(...SHAPE);
/** Places on the rows of a value, other ones in each. */
const rowPlaces = (k: number): number[][] => [
  [k % 3, (k + 1) % 3, k % 3],
  [(k + 2) % 3, 1, 0],
];
/** A positive definite matrix of two rows. */
const spd = (x: Sym): Sym =>
  x.matmul(x.transpose()).add([
    [2, 0.5],
    [0.5, 1],
  ]);
const whole = (x: Sym): Sym =>
  A.clip(A.where(x.isNaN(), 0, x), -9, 9)
    .abs()
    .rem(2)
    .cast('i32');

/** x · sin y, to be called. */
const kept = (): A.Graph<'x' | 'y', 'value'> =>
  A.define({ x: A.f64(...SHAPE), y: A.f64(...SHAPE) }, ({ x, y }) => ({ value: x.mul(y.sin()) }));

/** The same with its derivative by hand. */
const ruled = (): A.Graph<'x' | 'y', 'value'> =>
  A.custom(kept(), { partials: ({ x, y }) => ({ value: { x: y.sin(), y: x.mul(y.cos()) } }) });

/** One step for each op: an op that is new owes one. */
const steps: { readonly [O in Op]: Step } = {
  input: ({ a }) => a,
  constant: ({ a, k }) => a.add([k, -k, 0.5]),
  iota: ({ a }) => a.add(A.iota(3, 'f64')),

  add: binary(A.add),
  sub: binary(A.sub),
  mul: binary(A.mul),
  div: binary(A.div),
  rem: binary(A.rem),
  pow: binary(A.pow),
  atan2: binary(A.atan2),
  maximum: binary(A.maximum),
  minimum: binary(A.minimum),
  neg: unary(A.neg),
  abs: unary(A.abs),
  square: unary(A.square),
  sqrt: unary(A.sqrt),
  rsqrt: unary(A.rsqrt),
  cbrt: unary(A.cbrt),
  reciprocal: unary(A.reciprocal),
  exp: unary(A.exp),
  exp2: unary(A.exp2),
  expm1: unary(A.expm1),
  log: unary(A.log),
  log2: unary(A.log2),
  log10: unary(A.log10),
  log1p: unary(A.log1p),
  sin: unary(A.sin),
  cos: unary(A.cos),
  tan: unary(A.tan),
  asin: unary(A.asin),
  acos: unary(A.acos),
  atan: unary(A.atan),
  sinh: unary(A.sinh),
  cosh: unary(A.cosh),
  tanh: unary(A.tanh),
  asinh: unary(A.asinh),
  acosh: unary(A.acosh),
  atanh: unary(A.atanh),
  sigmoid: unary(A.sigmoid),
  softplus: unary(A.softplus),
  relu: unary(A.relu),
  clip: ({ a, b, c }) => A.clip(a, b, c),
  where: ({ a, b, c }) => A.where(a.lt(b), b, c),

  erf: unary(A.erf),
  erfc: unary(A.erfc),
  erfcx: unary(A.erfcx),
  erfinv: unary(A.erfinv),
  ndtri: unary(A.ndtri),
  logndtr: unary(A.logndtr),
  lgamma: unary(A.lgamma),
  digamma: unary(A.digamma),
  log1mexp: unary(A.log1mexp),
  expi: unary(A.expi),
  exp1: unary(A.exp1),
  betaln: binary(A.betaln),
  gammainc: ({ a, k }) => A.gammainc(k + 1, a),
  gammaincc: ({ a, k }) => A.gammaincc(k + 1, a),
  xlogy: binary(A.xlogy),
  xlog1py: binary(A.xlog1py),
  logaddexp: binary(A.logaddexp),
  hypot: binary(A.hypot),
  polygamma: ({ a, k }) => A.polygamma(k % 4, a),
  besselj: ({ a, k }) => A.besselj(k % 4, a),
  bessely: ({ a, k }) => A.bessely(k % 4, a),
  besseli: ({ a, k }) => A.besseli(k % 4, a),
  besselie: ({ a, k }) => A.besselie(k % 4, a),
  sincDerivative: unary(A.sinc),

  sign: unary(A.sign),
  floor: unary(A.floor),
  ceil: unary(A.ceil),
  trunc: unary(A.trunc),
  round: unary(A.round),
  stopGradient: unary(A.stopGradient),
  eq: chosen(A.eq),
  ne: chosen(A.ne),
  lt: chosen(A.lt),
  le: chosen(A.le),
  gt: chosen(A.gt),
  ge: chosen(A.ge),
  and: chosen((a, b) => a.gt(0).and(b.gt(0))),
  or: chosen((a, b) => a.gt(0).or(b.gt(0))),
  not: chosen((a) => a.gt(0).not()),
  isNaN: chosen((a) => a.isNaN()),
  isFinite: chosen((a) => a.isFinite()),

  cast: ({ a }) => a.cast('f32').cast('f64'),
  sum: ({ a, k }) => back(a.sum(axisOf(k)), axisOf(k)),
  broadcast: ({ a, k }) => back(a.mean(axisOf(k)), axisOf(k)),
  reshape: ({ a }) => a.reshape(3, 2).reshape(...SHAPE),
  transpose: ({ a }) => a.transpose().sin().transpose(),
  flip: ({ a, k }) => a.flip(axisOf(k)),
  slice: ({ a, k }) => a.slice(null, [k % 3, (k % 3) + 1]).broadcastTo(...SHAPE),
  pad: ({ a, k }) =>
    apply('pad', [a.slice(null, [0, 1])], { low: [0, k % 3], high: [0, 2 - (k % 3)], interior: [0, 0] }),
  concat: ({ a, b }) => A.concat([a.slice(null, [0, 1]), b.slice(null, [1, 3])], 1),
  cumsum: ({ a, k }) => apply('cumsum', [a], { axis: axisOf(k), reverse: k % 4 > 1 }),
  take: ({ a, k }) => a.take([k % 3, (k + 1) % 3, k % 3], 1),
  scatterAdd: ({ a, k }) => A.scatterAdd(SHAPE, [k % 3, (k + 1) % 3, k % 3], a, 1),
  sort: ({ a, k }) => a.sort(axisOf(k)),
  cummax: ({ a, k }) => a.cummax(axisOf(k)),
  cummin: ({ a, k }) => a.cummin(axisOf(k)),
  cumlogsumexp: ({ a, k }) => a.cumlogsumexp(axisOf(k)),
  argsort: ({ a, k }) => a.argsort(axisOf(k)).cast('f64').add(a),
  searchSorted: ({ a, b, k }) =>
    a
      .sort()
      .searchSorted(b, { side: k % 2 === 0 ? 'left' : 'right' })
      .cast('f64')
      .add(b),
  takeAlong: ({ a, k }) => a.takeAlong(rowPlaces(k)),
  scatterAlong: ({ a, k }) => A.scatterAlong(3, rowPlaces(k), a),
  patches: ({ a, k }) => {
    const found = apply('patches', [a], { window: [2], strides: [1], dilation: [1 + (k % 2)] });
    return back(found.mul([1, -2]).sum([1, 2]), 1);
  },
  overlapAdd: ({ a, b, k }) => {
    const at = { shape: [4 + (k % 2)], strides: [1], dilation: [1 + (k % 2)] };
    return apply('overlapAdd', [A.stack([a, b], 2)], at).slice(null, [1, 4]);
  },
  fft: ({ a, b, k }) =>
    k % 2 === 0 ? A.fft({ re: a, im: b }, axisOf(k >> 1)).im : A.ifft({ re: b, im: a }, axisOf(k >> 1)).re,
  contract: ({ a, b, k }) =>
    k % 2 === 0 ? a.matmul(b.transpose()).matmul(a) : contract(['ij', 'ij'], 'j', [a, b]).broadcastTo(...SHAPE),
  max: ({ a, k }) => back(a.max(axisOf(k)), axisOf(k)),
  min: ({ a, k }) => back(a.min(axisOf(k)), axisOf(k)),
  prod: ({ a, k }) => back(a.prod(axisOf(k)), axisOf(k)),
  cumprod: ({ a, k }) => a.cumprod(axisOf(k)),
  cholesky: ({ a }) => spd(a).cholesky().matmul(a),
  triangularSolve: ({ a, b, k }) =>
    spd(a).triangularSolve(b, { lower: k % 2 === 0, transpose: k % 3 === 0, unitDiagonal: k % 4 > 1 }),
  solve: ({ a, b }) => spd(a).solve(b),
  det: ({ a, b }) => spd(a).det().mul(b),
  logAbsDet: ({ a, b }) => spd(a).slogdet().logabs.mul(b),
  signDet: ({ a, b }) => a.slice(null, [0, 2]).slogdet().sign.mul(b),
  adjugate: ({ a, b }) => spd(a).adjugate().matmul(b),
  expm: ({ a, b }) => spd(a).neg().expm().matmul(b),
  pinv: ({ a, b }) => spd(a).pinv().matmul(b),
  qr: ({ a, b }) => a.transpose().qr({ mode: 'full' }).q.matmul(b.transpose()).transpose(),
  eigh: ({ a, b }) => spd(a).eigh().values.expandDims(1).mul(b),
  svd: ({ a, b }) => a.svd().s.expandDims(1).mul(b),
  argmax: ({ a }) => back(whole(a).argmax(1).cast('f64'), 1).add(a),
  argmin: ({ a }) => back(a.argmin(0).cast('f64'), 0).add(a),
  randomBits: ({ a, k }) => A.uniform(A.key(whole(a.at(k % 2, k % 3))), SHAPE).add(a),

  call: ({ a, b }) => A.call(kept(), { x: a, y: b }, { keep: true }).value,
  custom: ({ a, b }) => A.call(ruled(), { x: a, y: b }).value,
  cond: ({ a, b, c }) =>
    A.cond(
      a.sum().gt(0),
      () => b.sin().mul(a),
      () => c.add(b),
    ),
  whileLoop: ({ a, b, k }) =>
    A.whileLoop(
      (state) => state.i.lt((k % 4) - 1),
      (state) => ({ i: state.i.add(1), y: state.y.add(b).sin() }),
      { i: 0, y: a },
    ).y,
  scan: ({ a, b, c, k }) => {
    const found = A.scan(
      (carry, { x }) => ({ carry: carry.mul(x).sin(), out: carry.add(x).mul(c.sum(0)) }),
      a.mean(0),
      { x: b },
      { reverse: k % 2 === 1 },
    );
    return found.out.add(found.carry);
  },
  output: ({ a, b }) => {
    const both = A.cond(
      a.at(0, 0).lt(b.at(0, 0)),
      () => ({ p: a.mul(b), q: b }),
      () => ({ p: a, q: a.sub(b) }),
    );
    return both.p.add(both.q);
  },
};

const OPERATIONS = Object.keys(OPS) as readonly Op[];

/** A program with inputs x and y, f64[2,3], outputs `value` (f64[2,3]) and `cost` (their sum, a number). */
export const program = (
  recipe: readonly (readonly [Op, number, number, number])[],
): A.Graph<'x' | 'y', 'value' | 'cost'> =>
  A.define({ x: A.f64(...SHAPE), y: A.f64(...SHAPE) }, ({ x, y }) => {
    const values: Sym[] = [x, y];
    const pick = (i: number): Sym => values[i % values.length]!;
    for (const [op, i, j, k] of recipe) values.push(steps[op]({ a: pick(i), b: pick(j), c: pick(i + k), k }));
    const value = values.at(-1)!;
    return { value, cost: value.sum() };
  });

const small = fc.nat(30);
/** Programs of up to `most` steps over all ops, or over those given. */
export const programs = (
  most = 25,
  ops: readonly Op[] = OPERATIONS,
): fc.Arbitrary<A.Graph<'x' | 'y', 'value' | 'cost'>> =>
  fc.array(fc.tuple(fc.constantFrom(...ops), small, small, small), { minLength: 1, maxLength: most }).map(program);

/** Doubles with NaN, ±0, ±∞ and subnormals among them, for an f64[2,3]. */
export const anyPoint = fc
  .array(
    fc.oneof(
      fc.double(),
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.constantFrom(NaN, 0, -0, Infinity, -Infinity, 5e-324, -1, 1),
    ),
    {
      minLength: 6,
      maxLength: 6,
    },
  )
  .map((data) => Float64Array.from(data));

/** Ordinary numbers for an f64[2,3]. */
export const tamePoint = fc
  .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 6, maxLength: 6 })
  .map((data) => Float64Array.from(data));
