/** Kernels of what procedures compute: the calls are those of generated code, the functions are printed from the same sources. */
import {
  callsOf,
  isProcedural,
  keptBy,
  spanOf,
  type ProcedureCall,
  type Procedural,
  type ProcedureName,
} from '@adjoint/codegen';
import type { Node, TensorType } from '@adjoint/ir';
import { inTurn, roundOnce, type Kernel, type Make, type Memory, type Site } from './kernel.ts';
import { cholesky } from './procedures/cholesky.ts';
import { det, logAbsDet, signDet } from './procedures/determinants.ts';
import { solve } from './procedures/elimination.ts';
import { expm } from './procedures/exponential.ts';
import { fft, fftByConvolution } from './procedures/fourier.ts';
import { qr } from './procedures/householder.ts';
import { argsort, searchSorted, sort } from './procedures/order.ts';
import { adjugate, pinv } from './procedures/inverses.ts';
import { randomBits } from './procedures/random.ts';
import { svd } from './procedures/singular.ts';
import { eigh } from './procedures/symmetric.ts';
import { triangularSolve } from './procedures/triangular.ts';

/** The names that are left need no width other than that of doubles. */
type Name = Exclude<ProcedureName, 'widen' | 'narrow' | 'inSingles'>;

const FUNCTIONS: { readonly [N in Name]: (memory: Memory, ...args: number[]) => void } = {
  adjugate,
  argsort,
  cholesky,
  det,
  eigh,
  expm,
  fft,
  fftByConvolution,
  logAbsDet,
  pinv,
  qr,
  randomBits,
  searchSorted,
  signDet,
  solve,
  sort,
  svd,
  triangularSolve,
};

/** The calls of a node whose scratch follows its value, and how many doubles they need there. */
const callsFor = (
  node: Node,
  types: readonly TensorType[],
  args: readonly number[],
  out: number,
): { readonly calls: readonly ProcedureCall[]; readonly room: number } => {
  const first = out + spanOf(node.type);
  let next = first;
  const scratch = (doubles: number): number => (next += doubles) - doubles;
  const kept = scratch(keptBy(node)?.size ?? 0);
  return { calls: callsOf({ node, types, args, out, scratch, kept }), room: next - first };
};

/** Doubles behind the value of the node that its kernel needs. */
export const roomOf = (node: Node, nodes: readonly Node[]): number =>
  isProcedural(node.op)
    ? callsFor(
        node,
        node.args.map((id) => nodes[id]!.type),
        node.args,
        0,
      ).room
    : 0;

const kernel = (site: Site): Kernel => {
  const { memory, node, types, args, out, type } = site;
  const { calls } = callsFor(node, types, args, out);
  const run = (): void => {
    for (const each of calls) {
      if ('put' in each) memory[each.at] = each.put;
      else FUNCTIONS[each.name as Name](memory, ...each.args);
    }
  };
  return inTurn(run, roundOnce(memory, type.dtype, out, spanOf(type)));
};

export const procedures: { readonly [O in Procedural]: Make<O> } = {
  adjugate: kernel,
  argsort: kernel,
  cholesky: kernel,
  det: kernel,
  eigh: kernel,
  expm: kernel,
  fft: kernel,
  logAbsDet: kernel,
  pinv: kernel,
  qr: kernel,
  randomBits: kernel,
  searchSorted: kernel,
  signDet: kernel,
  solve: kernel,
  sort: kernel,
  svd: kernel,
  triangularSolve: kernel,
};
