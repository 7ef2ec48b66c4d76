/** Batching rules of linear algebra: leading axes are a batch already. */
import {
  apply,
  range,
  reshape,
  transpose,
  type Attrs,
  type Matrix,
  type Result,
  type Several,
  type Sym,
} from '@adjoint/ir';
import { batch, first, type Batchable, type BatchRule } from './batchable.ts';

const plain =
  <O extends Exclude<Matrix, 'solve' | 'triangularSolve'> | Several | Result | 'signDet'>(op: O): BatchRule<O> =>
  (args, at) =>
    apply(op, [first(args)], at);

/** With one matrix for all, the right-hand sides stand side by side, and it is eliminated once. */
const system =
  <O extends 'solve' | 'triangularSolve'>(op: O) =>
  (args: readonly Batchable[], at: Attrs<O>, size: number): Sym => {
    const [a, b] = args as [Batchable, Batchable];
    if (a.batched) return apply(op, [a.sym, batch(b, size)], at);
    const rank = a.sym.shape.length;
    const columns = b.sym.shape.at(-1)!;
    const beside = transpose(b.sym, [...range(rank + 1).slice(1), 0]);
    const shape = b.sym.shape.slice(1, -1);
    const found = apply(op, [a.sym, reshape(beside, [...shape, columns * size])], at);
    return transpose(reshape(found, [...shape, columns, size]), [rank, ...range(rank)]);
  };

export const matrixRules: { readonly [O in Matrix | Several | Result | 'signDet']: BatchRule<O> } = {
  qr: plain('qr'),
  eigh: plain('eigh'),
  svd: plain('svd'),
  output: plain('output'),
  cholesky: plain('cholesky'),
  triangularSolve: system('triangularSolve'),
  solve: system('solve'),
  det: plain('det'),
  logAbsDet: plain('logAbsDet'),
  signDet: plain('signDet'),
  adjugate: plain('adjugate'),
  expm: plain('expm'),
  pinv: plain('pinv'),
};
