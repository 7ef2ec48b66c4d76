/** All procedures that nodes are computed by. */
import { cholesky, det, logAbsDet, signDet, solve, triangularSolve } from './elimination.ts';
import { fft, fftByConvolution } from './fourier.ts';
import type { Procedure } from './language.ts';
import { argsort, searchSorted, sort } from './order.ts';
import { narrow, round, widen } from './widths.ts';

export const PROCEDURES = {
  argsort,
  cholesky,
  det,
  fft,
  fftByConvolution,
  logAbsDet,
  narrow,
  round,
  searchSorted,
  signDet,
  solve,
  sort,
  triangularSolve,
  widen,
} as const;
export type ProcedureName = keyof typeof PROCEDURES;

/** A procedure that is called with these numbers. */
export interface Call {
  readonly name: ProcedureName;
  readonly args: readonly number[];
}

/** Those, and all that they call. */
export const withCalled = (procedures: Iterable<Procedure>): Procedure[] => {
  const found = new Set(procedures);
  // A set goes on to what is added while it is walked.
  for (const each of found) for (const called of each.body().procedures) found.add(called);
  return [...found];
};

/** Calls, one a line. */
export const printCalls = (calls: readonly Call[]): string =>
  calls.map(({ name, args }) => `${name}(${args.join(', ')})`).join('\n');
