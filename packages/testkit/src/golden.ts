/** The golden cases: values and derivatives of orders 1 to 3 from a high-precision source that is not us (scripts/golden). */
import { readFileSync } from 'node:fs';
import * as A from 'adjoint';
import { apply, contract, parseSpec, type DType, type Sym } from '@adjoint/ir';

export interface Golden {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly {
    readonly shape: readonly number[];
    readonly data: readonly number[];
    readonly dtype: DType;
  }[];
  /** A direction for each input; null where it is held fixed. */
  readonly directions: readonly (readonly number[] | null)[];
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly weights: readonly number[];
  readonly wrap: 'none' | 'sin';
  readonly shape: readonly number[];
  readonly value: readonly string[];
  /** φ(0), φ′(0), φ″(0), φ‴(0) of φ(t) = Σ w · wrap(op(x + t·v)); absent in cases of values only. */
  readonly orders?: readonly [string, string, string, string];
}

// The golden files lie in packages/testkit/golden, whichever package the tests run in.
const read = (file: string): readonly Golden[] =>
  (JSON.parse(readFileSync(`packages/testkit/golden/${file}.json`, 'utf8')) as { cases: Golden[] }).cases;

export const goldenCases = (): readonly Golden[] => [...read('pointwise'), ...read('arrays')];

type Build = (x: readonly Sym[], at: never) => Sym;
interface Axes {
  axes: number[];
}
interface Steps {
  strides: number[];
  dilation: number[];
}
interface Axis {
  axis: number;
}

/** How a golden array op is written with Adjoint. Pointwise ops are functions of the same name. */
const arrays: Readonly<Record<string, Build>> = {
  sum: ([x], { axes }: Axes) => x!.sum(axes),
  mean: ([x], { axes }: Axes) => x!.mean(axes),
  max: ([x], { axes }: Axes) => x!.max(axes),
  min: ([x], { axes }: Axes) => x!.min(axes),
  prod: ([x], { axes }: Axes) => x!.prod(axes),
  norm: ([x], { axes }: Axes) => x!.norm(axes),
  logSumExp: ([x], { axes }: Axes) => x!.logSumExp(axes),
  variance: ([x], { axes, ddof }: Axes & { ddof: number }) => x!.variance(axes, { ddof }),
  std: ([x], { axes, ddof }: Axes & { ddof: number }) => x!.std(axes, { ddof }),
  cumsum: ([x], at: { axis: number; reverse: boolean }) => apply('cumsum', [x!], at),
  cumprod: ([x], { axis }: Axis) => x!.cumprod(axis),
  softmax: ([x], { axis }: Axis) => x!.softmax(axis),
  logSoftmax: ([x], { axis }: Axis) => x!.logSoftmax(axis),
  crossEntropy: ([x, labels], { axis }: Axis) => A.crossEntropy(x!, labels!, axis),
  reshape: ([x], { shape }: { shape: number[] }) => x!.reshape(shape),
  transpose: ([x], { perm }: { perm: number[] }) => x!.transpose(perm),
  broadcast: ([x], { shape }: { shape: number[] }) => x!.broadcastTo(shape),
  slice: ([x], at: { starts: number[]; stops: number[]; steps: number[] }) => apply('slice', [x!], at),
  pad: ([x], at: { low: number[]; high: number[]; interior: number[] }) => apply('pad', [x!], at),
  concat: (xs, { axis }: Axis) => A.concat(xs, axis),
  flip: ([x], { axes }: Axes) => x!.flip(axes),
  take: ([x, places], { axis }: Axis) => x!.take(places!, axis),
  scatterAdd: ([x, places], { axis, shape }: Axis & { shape: number[] }) => A.scatterAdd(shape, places!, x!, axis),
  sort: ([x], { axis }: Axis) => x!.sort(axis),
  topK: ([x], { axis, k }: Axis & { k: number }) => x!.topK(k, axis).values,
  cummax: ([x], { axis }: Axis) => x!.cummax(axis),
  cummin: ([x], { axis }: Axis) => x!.cummin(axis),
  cumlogsumexp: ([x], { axis }: Axis) => x!.cumlogsumexp(axis),
  dynamicSlice: ([x, starts], { sizes }: { sizes: number[] }) => x!.dynamicSlice(starts!, sizes),
  dynamicUpdate: ([x, update, starts]) => x!.dynamicUpdate(update!, starts!),
  takeAlong: ([x, places], { axis }: Axis) => A.takeAlong(x!, places!, axis),
  scatterAlong: ([x, places], { axis, size }: Axis & { size: number }) => A.scatterAlong(size, places!, x!, axis),
  patches: ([x], at: Steps & { window: number[] }) => apply('patches', [x!], at),
  overlapAdd: ([x], at: Steps & { shape: number[] }) => apply('overlapAdd', [x!], at),
  conv: ([x, kernel], at: A.ConvOptions) => A.conv(x!, kernel!, at),
  convTranspose: ([x, kernel], at: A.ConvTransposeOptions) => A.convTranspose(x!, kernel!, at),
  maxPool: ([x], { window, ...at }: A.WindowOptions & { window: number[] }) => A.maxPool(x!, window, at),
  avgPool: ([x], { window, ...at }: A.WindowOptions & { window: number[] }) => A.avgPool(x!, window, at),
  fft: ([x], at: Axis & { inverse: boolean }) => apply('fft', [x!], at),
  rfft: ([x], { axis }: Axis) => {
    const { re, im } = A.rfft(x!, axis);
    return A.stack([re, im], -1);
  },
  irfft: ([x], { axis, size }: Axis & { size: number }) => {
    const [re, im] = A.split(x!, 2, -1);
    return A.irfft({ re: re.squeeze(-1), im: im.squeeze(-1) }, axis, size);
  },
  diag: ([x]) => x!.diag(),
  diagPart: ([x]) => x!.diagPart(),
  tril: ([x], { offset = 0 }: { offset?: number }) => x!.tril(offset),
  triu: ([x], { offset = 0 }: { offset?: number }) => x!.triu(offset),
  trace: ([x]) => x!.trace(),
  cholesky: ([x]) => x!.cholesky(),
  triangularSolve: ([a, b], at: A.TriangularOptions) => a!.triangularSolve(b!, at),
  solve: ([a, b]) => a!.solve(b!),
  inv: ([x]) => x!.inv(),
  det: ([x]) => x!.det(),
  logAbsDet: ([x]) => x!.slogdet().logabs,
  logdet: ([x]) => x!.logdet(),
  adjugate: ([x]) => x!.adjugate(),
  expm: ([x]) => x!.expm(),
  pinv: ([x]) => x!.pinv(),
  qr: ([x], { part }: { part: 'q' | 'r' }) => x!.qr()[part],
  eigh: ([x], { part }: { part: 'values' | 'vectors' }) => x!.eigh()[part],
  svd: ([x], { part }: { part: 'u' | 's' | 'vt' }) => x!.svd()[part],
  lstsq: ([a, b]) => a!.lstsq(b!),
  matrixPower: ([x], { n }: { n: number }) => x!.matrixPower(n),
  kron: ([a, b]) => a!.kron(b!),
  contract: (xs, { spec }: { spec: string }) => {
    const { operands, result } = parseSpec(spec);
    return contract(operands, result, xs);
  },
};

/** The case's op on symbols. */
const buildGolden = ({ op, attrs }: Golden, x: readonly Sym[]): Sym => {
  const build = arrays[op];
  if (build !== undefined) return build(x, attrs as never);
  return (A as unknown as Readonly<Record<string, (...x: readonly Sym[]) => Sym>>)[op]!(...x);
};

const inputName = (i: number): string => `x${i}`;

/** The value of the case's op: output `value`; and the weighted sum φ(0): output `phi`. */
export const goldenGraph = (golden: Golden): A.Graph => {
  const types = Object.fromEntries(golden.inputs.map(({ dtype, shape }, i) => [inputName(i), { dtype, shape }]));
  return A.define(types, (symbols) => {
    const value = buildGolden(
      golden,
      golden.inputs.map((_, i) => symbols[inputName(i)]!),
    );
    const wrapped = golden.wrap === 'sin' ? value.sin() : value;
    if (golden.orders === undefined) return { value };
    return { value, phi: wrapped.mul(weightsOf(golden)).sum() };
  });
};

const weightsOf = ({ weights, shape }: Golden): A.TensorLike => ({
  dtype: 'f64',
  shape,
  data: Float64Array.from(weights),
});

/** The case's point, by input name. */
export const goldenFeeds = ({ inputs }: Golden): Readonly<Record<string, A.TensorLike>> => {
  const store: { readonly [D in DType]: (data: readonly number[]) => A.TypedArray } = {
    f64: (data) => Float64Array.from(data),
    f32: (data) => Float32Array.from(data),
    i32: (data) => Int32Array.from(data),
    bool: (data) => Uint8Array.from(data),
  };
  return Object.fromEntries(
    inputs.map(({ dtype, shape, data }, i) => [inputName(i), { dtype, shape, data: store[dtype](data) }]),
  );
};

/** The inputs that move, and along what. */
export const goldenDirections = ({
  directions,
  inputs,
}: Golden): readonly { name: string; direction: A.TensorLike }[] =>
  directions.flatMap((direction, i) =>
    direction === null
      ? []
      : [
          {
            name: inputName(i),
            direction: { dtype: 'f64', shape: inputs[i]!.shape, data: Float64Array.from(direction) } as const,
          },
        ],
  );
