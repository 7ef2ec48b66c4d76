/** Kernels of linear algebra: each matrix of a batch is copied out, solved in double precision, and copied back, rounded once. */
import type { Procedural } from '@adjoint/codegen';
import { sizeOf, type Attrs, type Matrix } from '@adjoint/ir';
import { inTurn, roundOnce, type Kernel, type Make, type Memory, type Site } from '../kernel.ts';
import { determinantSign } from './elimination.ts';
import { exponential } from './exponential.ts';
import { times, turned } from './products.ts';
import { singularParts } from './singular.ts';

/** What becomes of the arguments for one matrix of the batch; the arrays may be overwritten. */
type Solve = (a: Float64Array, b: Float64Array) => Float64Array;

const copyIn = (memory: Memory, from: number, to: Float64Array): void => {
  for (let i = 0; i < to.length; i++) to[i] = memory[from + i]!;
};

const eachMatrix = (site: Site, solve: Solve): Kernel => {
  const { memory, out, type, args, types } = site;
  const lead = types[0]!.shape.slice(0, -2);
  const count = sizeOf(lead);
  const [a, b] = [0, 1].map((slot) => new Float64Array(sizeOf(types[slot]?.shape.slice(-2) ?? [0])));
  const size = sizeOf(type.shape.slice(lead.length));
  const solveAll = (): void => {
    for (let i = 0; i < count; i++) {
      copyIn(memory, args[0]! + i * a!.length, a!);
      if (args.length > 1) copyIn(memory, args[1]! + i * b!.length, b!);
      memory.set(solve(a!, b!), out + i * size);
    }
  };
  return inTurn(solveAll, roundOnce(memory, type.dtype, out, sizeOf(type.shape)));
};

/** The rows and columns of the matrices in an argument. */
const dimsOf = ({ types }: Site, slot = 0): readonly [rows: number, columns: number] => {
  const [m = 0, n = 0] = types[slot]!.shape.slice(-2);
  return [m, n];
};

const mapping =
  (of: (a: Float64Array, n: number) => Float64Array) =>
  (site: Site): Kernel => {
    const [n] = dimsOf(site);
    return eachMatrix(site, (a) => of(a, n));
  };

/** det(u)·det(v) · v·diag(product of the other singular values)·uᵀ: a matrix that is singular has one too. */
const cofactors = (a: Float64Array, n: number): Float64Array => {
  const { u, s, v } = singularParts(a, n, n);
  const sign = determinantSign(Float64Array.from(u), n) * determinantSign(Float64Array.from(v), n);
  for (let j = 0; j < n; j++) {
    const others = s.reduce((product, x, i) => (i === j ? product : product * x), sign);
    for (let i = 0; i < n; i++) v[i * n + j] = v[i * n + j]! * others;
  }
  return times(v, turned(u, n, n), n, n, n);
};

const pinv = (site: Site<Attrs<'pinv'>>): Kernel => {
  const [m, n] = dimsOf(site);
  const k = Math.min(m, n);
  return eachMatrix(site, (a) => {
    const { u, s, v } = singularParts(a, m, n);
    const least = (s[0] ?? 0) * site.attrs.rtol;
    for (let j = 0; j < k; j++) {
      const inverse = s[j]! <= least ? 0 : 1 / s[j]!;
      for (let i = 0; i < n; i++) v[i * k + j] = v[i * k + j]! * inverse;
    }
    return times(v, turned(u, m, k), n, k, m);
  });
};

export const matrices: { readonly [O in Exclude<Matrix, Procedural>]: Make<O> } = {
  adjugate: mapping(cofactors),
  expm: mapping(exponential),
  pinv,
};
