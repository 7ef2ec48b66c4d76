/** Brings the generated code of a program into the engine's fast tier, and its memory into being, before the first run that counts. */
import { isIndexing } from '@adjoint/codegen';
import { givenOptions } from '@adjoint/ir';
import { now } from './clock.ts';
import type { Kernel } from './kernels/index.ts';
import type { Piece, Program } from './program.ts';

export interface WarmUpOptions {
  /** Milliseconds that it may take, 20 when left out. */
  readonly ms?: number;
}

/** Nanoseconds that the slow tier takes for a byte or an operation, in round numbers. */
const SLOW = 0.2;
const ROUNDS = 32;

const estimate = ({ bytes, flops = 0 }: Piece): number => (SLOW * (bytes + flops)) / 1e6;

/** Whether it reads or writes where what stands in memory says. */
const goesAnywhere = ({ graph, nodes }: Piece): boolean => nodes.some((id) => isIndexing(graph.nodes[id]!.op));

/**
 * Runs the generated code of a compiled graph on what its memory holds, piece by piece and for about so many milliseconds; a piece that would take
 * longer than that is left out. Engines compile code again when it has run for a while, but a loop that is running stays as it is, so a long
 * first run is a slow one. Kernels, control flow and what goes to computed places are not run: they could find indices out of range, or no end.
 * No run depends on it.
 */
export const warmUp = ({ program }: { readonly program: Program }, options: WarmUpOptions = {}): void => {
  const { ms = 20 } = givenOptions('warmUp', options, { ms: true });
  const pieces: { run: Kernel; ms: number }[] = [];
  program.watched({
    piece: (piece, run) => {
      // Operations are counted of all generated code but control flow.
      if (piece.form !== 'kernel' && piece.flops !== undefined && !goesAnywhere(piece))
        pieces.push({ run, ms: estimate(piece) });
      return run;
    },
  });
  // Pages that were never written cost more than those that were; what is fed is written before each run anyway.
  for (const view of program.inputs.values()) view.fill(0);
  const start = now();
  const left = (): number => ms - (now() - start);
  for (let round = 0; round < ROUNDS && left() > ms / 2; round++) {
    for (const piece of pieces) if (piece.ms <= left()) piece.run();
  }
};
