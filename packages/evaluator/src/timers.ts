/** Times the pieces of a program, in runs that are watched: long ones one by one, short ones in repetition. */
import type { TypedArray } from '@adjoint/ir';
import { now } from './clock.ts';
import type { Piece, Program } from './program.ts';

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;

/** Batches of repetitions take so many milliseconds: well over what clocks of browsers resolve. */
const BATCH = 0.5;
const SAMPLES = 5;
/** Calls that take longer are timed one by one. */
const LONG = 0.05;
/** Milliseconds that all runs may take. */
const MOST = 2000;

/** What is known of the time of a piece. */
export class Timer {
  readonly piece: Piece;
  /** The piece that runs it, where it is in a body. */
  outer: Timer | undefined;
  hasBody = false;
  calls = 0;
  /** Milliseconds in the present run; those of all runs. */
  present = 0;
  readonly totals: number[] = [];
  /** Milliseconds of one call, out of repetitions. */
  readonly samples: number[] = [];

  constructor(piece: Piece) {
    this.piece = piece;
  }
  get perCall(): number {
    return median(this.totals) / this.calls;
  }
  /** Milliseconds in a run of the program. */
  get ms(): number {
    return this.samples.length > 0 ? this.calls * median(this.samples) : median(this.totals);
  }
}

/** Times the pieces of a program one by one. */
export const timed = (program: Program, runs: number): Timer[] => {
  const timers: Timer[] = [];
  let open: Timer | undefined;
  const run = program.watched({
    piece: (piece, kernel) => {
      const timer = new Timer(piece);
      timers.push(timer);
      return () => {
        const outer = open;
        timer.outer ??= outer;
        timer.calls++;
        open = timer;
        const start = now();
        kernel();
        const ms = now() - start;
        open = outer;
        timer.present += ms;
        if (outer === undefined) return;
        outer.hasBody = true;
        outer.present -= ms;
      };
    },
  });
  const start = now();
  for (let i = 0; i < runs && (i < 3 || now() - start < MOST); i++) {
    for (const timer of timers) timer.calls = timer.present = 0;
    run();
    for (const timer of timers) timer.totals.push(timer.present);
  }
  return timers;
};

/** Milliseconds of one call. */
const repeated = (kernel: () => void): number => {
  for (let count = 8; ; count *= 2) {
    const start = now();
    for (let i = 0; i < count; i++) kernel();
    const ms = now() - start;
    if (ms >= BATCH) return ms / count;
  }
};

/** The same of a piece that writes what it reads: that is put back before each call, and what putting it back takes is taken off. */
const restored = (kernel: () => void, kept: readonly TypedArray[]): number => {
  const before = kept.map((values) => values.slice());
  const restore = (): void => kept.forEach((values, i) => values.set(before[i]!));
  const alone = repeated(restore);
  const both = repeated(() => {
    restore();
    kernel();
  });
  return Math.max(0, both - alone);
};

/** Samples of the pieces that are too short to be timed one by one, in repetition. */
export const sample = (program: Program, timers: readonly Timer[]): void => {
  let next = 0;
  const run = program.watched({
    piece: (piece, kernel, kept) => {
      const timer = timers[next++]!;
      if (timer.hasBody || timer.calls === 0 || timer.perCall > LONG) return kernel;
      return () => {
        if (timer.samples.length >= SAMPLES) kernel();
        else timer.samples.push(piece.inPlace ? restored(kernel, kept()) : repeated(kernel));
      };
    },
  });
  const start = now();
  for (let i = 0; i < SAMPLES && (i === 0 || now() - start < MOST); i++) run();
};

/** Milliseconds of a run that is not watched. */
export const whole = (program: Program, runs: number): number => {
  const first = now();
  program.run();
  if (now() - first <= LONG) return median(Array.from({ length: SAMPLES }, () => repeated(program.run)));
  const times: number[] = [];
  for (let i = 0; i < runs && (i < 3 || now() - first < MOST); i++) {
    const start = now();
    program.run();
    times.push(now() - start);
  }
  return median(times);
};
