/** All procedures that nodes are computed by. */
import { cholesky } from './cholesky.ts';
import { det, logAbsDet, signDet } from './determinants.ts';
import { solve } from './elimination.ts';
import { expm } from './exponential.ts';
import { fft, fftByConvolution } from './fourier.ts';
import { qr } from './householder.ts';
import type { Procedure } from './language.ts';
import { argsort, searchSorted, sort } from './order.ts';
import { adjugate, pinv } from './inverses.ts';
import { randomBits } from './random.ts';
import { svd } from './singular.ts';
import { eigh } from './symmetric.ts';
import { triangularSolve } from './triangular.ts';
import { inSingles, narrow, widen } from './widths.ts';

export const PROCEDURES = {
  adjugate,
  argsort,
  cholesky,
  det,
  eigh,
  expm,
  fft,
  fftByConvolution,
  inSingles,
  logAbsDet,
  narrow,
  pinv,
  qr,
  randomBits,
  searchSorted,
  signDet,
  solve,
  sort,
  svd,
  triangularSolve,
  widen,
} as const;
export type ProcedureName = keyof typeof PROCEDURES;

/** A procedure that is called with these numbers; or a number that is put at a place, for one that reads it there. */
export type ProcedureCall =
  | { readonly name: ProcedureName; readonly args: readonly number[] }
  | { readonly put: number; readonly at: number };

/** Those, and all that they call. */
export const withCalled = (procedures: Iterable<Procedure>): Procedure[] => {
  const found = new Set(procedures);
  // A set goes on to what is added while it is walked.
  for (const each of found) for (const called of each.body().procedures) found.add(called);
  return [...found];
};

/** Calls, one a line. */
export const printCalls = (calls: readonly ProcedureCall[]): string =>
  calls
    .map((call) => ('put' in call ? `m[${call.at}] = ${call.put}` : `${call.name}(${call.args.join(', ')})`))
    .join('\n');
