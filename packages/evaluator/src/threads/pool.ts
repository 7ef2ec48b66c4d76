/** Threads that compiled graphs share: who wants them makes a pool, gives it to `compile`, and closes it. */
import type { CodePlan } from '@adjoint/codegen';
import { describe, InputError } from '@adjoint/ir';
import { CLOSED, CONTROL, MOST_PARTS, READ, RETURNED } from './control.ts';
import { coresHere, maySleep, startHere, type Start, type Thread } from './engine.ts';
import { sharingOf, type Share, type Shared, type Sharing } from './sharing.ts';

export interface ThreadPoolOptions {
  /** Threads that compute, the calling one included; as many as the machine runs at a time when left out. */
  readonly threads?: number;
}

/** What threads need of a program to help with it. */
export interface Enlisted {
  readonly module: object;
  readonly memory: object;
  /** The names by which the module imports the memory. */
  readonly host: string;
  readonly name: string;
  /** For each thread, the byte from which on it may pack operands. */
  readonly spare: readonly number[];
}

/** Made by `threadPool`. */
export interface ThreadPool {
  /** Threads that compute, the calling one included; 1 once it is closed. */
  readonly threads: number;
  /**
   * Starts the threads now, and fulfils when all are there. Without it they start with the first run that has work for them, which goes on
   * alone. Rejects with `option` where one cannot start, or the pool is closed.
   */
  readonly start: () => Promise<void>;
  /** Ends the threads. What was compiled goes on with the calling thread alone. */
  readonly close: () => void;
  /** For `compile`: what threads share of a plan, undefined for nothing; and how a program of it has that done. */
  readonly sharing: (plan: CodePlan) => Sharing | undefined;
  readonly enlist: (program: Enlisted) => Share;
}

const failed = (why: string): string => `without threads: ${why}`;
const upTo = (step: number, x: number): number => Math.ceil(x / step) * step;
/** Looks at a word before the thread goes to sleep: some 100 microseconds. */
const LOOKS = 10_000;
/** Milliseconds between two looks at whether threads have come. */
const APART = 1;
/** Calls back after so many milliseconds; where there is no DOM, types lack it. */
const later = (done: (value: unknown) => void, ms: number): unknown =>
  (globalThis as unknown as { readonly setTimeout: (call: () => void, ms: number) => unknown }).setTimeout(
    () => done(undefined),
    ms,
  );

class Pool implements ThreadPool {
  private readonly count: number;
  private readonly begin: Start;
  private readonly control: Int32Array;
  private readonly sleeps: boolean;
  private team: Thread[] | undefined;
  private closed: string | undefined;
  private programs = 0;
  private letters = 0;
  private readonly gone = new FinalizationRegistry<number>((program) => this.post({ program }));

  constructor(count: number, begin: Start) {
    this.count = count;
    this.begin = begin;
    this.control = new Int32Array(new SharedArrayBuffer(4 * (READ + count)));
    this.control[CONTROL.next] = CLOSED;
    this.sleeps = maySleep();
  }

  get threads(): number {
    return this.closed === undefined ? this.count : 1;
  }
  readonly close = (): void => this.end('closed');

  private end(how: string): void {
    this.closed ??= how;
    for (const thread of this.team ?? []) thread.end();
    this.team = [];
  }

  readonly start = async (): Promise<void> => {
    this.open();
    while (this.closed === undefined && !this.have(1)) await new Promise((done) => later(done, APART));
    if (this.closed !== undefined)
      throw new InputError('option', { option: 'pool', got: this.closed, want: 'open, where threads may start' });
  };

  private open(): void {
    if (this.team !== undefined) return;
    const { control, count } = this;
    this.team = [];
    try {
      for (let own = 1; own < count; own++) this.team.push(this.begin((why) => this.end(failed(why))));
    } catch (error) {
      return this.end(failed(String(error)));
    }
    this.team.forEach((thread, i) => thread.post({ control, own: i + 1 }));
    this.called();
  }
  private called(): void {
    Atomics.store(this.control, CONTROL.letters, ++this.letters);
    this.wake();
  }
  private wake(): void {
    Atomics.add(this.control, CONTROL.epoch, 1);
    Atomics.notify(this.control, CONTROL.epoch);
  }
  /** Sends a letter to all that were started. */
  private post(letter: object): void {
    if (this.team === undefined || this.team.length === 0) return;
    for (const thread of this.team) thread.post(letter);
    this.called();
  }
  /** Whether all threads have read so many letters. */
  private have(letters: number): boolean {
    for (let own = 1; own < this.count; own++) if (Atomics.load(this.control, READ + own) < letters) return false;
    return true;
  }

  readonly sharing = (plan: CodePlan): Sharing | undefined => sharingOf(plan, this.threads);

  readonly enlist = ({ module, memory, host, name, spare }: Enlisted): Share => {
    const program = ++this.programs;
    let letter = 0;
    const share: Share = (shared) => {
      if (this.threads === 1) return shared.compute(0, shared.size);
      if (letter === 0) {
        this.open();
        this.post({ program, module, memory, host, name, spare });
        this.gone.register(memory, program);
        letter = this.letters;
      }
      if (this.have(letter)) this.give(program, shared);
      else shared.compute(0, shared.size);
    };
    return share;
  };

  /** Has a job done, and takes part in it. */
  private give(program: number, { work, size, step: least, parts: most, compute }: Shared): void {
    const { control } = this;
    const step = upTo(least, size / Math.min(most, MOST_PARTS));
    const whole = Math.floor(size / step);
    const parts = Math.max(1, size - whole * step < least ? whole : whole + 1);
    control[CONTROL.program] = program;
    control[CONTROL.work] = work;
    control[CONTROL.size] = size;
    control[CONTROL.step] = step;
    control[CONTROL.parts] = parts;
    control[CONTROL.returned] = 0;
    Atomics.store(control, CONTROL.next, 0);
    this.wake();
    const part = (at: number): void => compute(step * at, at === parts - 1 ? size : step * (at + 1));
    try {
      for (let at = Atomics.add(control, CONTROL.next, 1); at < parts; at = Atomics.add(control, CONTROL.next, 1))
        part(at);
    } finally {
      Atomics.store(control, CONTROL.next, CLOSED);
      this.join();
    }
    const returned = control[CONTROL.returned]!;
    for (let at = 0; at < returned; at++) part(control[RETURNED + at]!);
  }
  /** Returns when nobody else is active. */
  private join(): void {
    const { control, sleeps } = this;
    for (let looks = 0; ; looks++) {
      const active = Atomics.load(control, CONTROL.active);
      if (active === 0) return;
      if (sleeps && looks > LOOKS) Atomics.wait(control, CONTROL.active, active);
    }
  }
}

const MOST_THREADS = 64;

/**
 * Threads to give to `compile` as `pool`: graphs compiled with it by the target `wasm` share large loops and matrix products among them, and give the
 * same bits for any number of threads. None starts before a run has work that pays for it. Throws `option` for `threads` other than whole numbers
 * from 1 to 64, and where there are no threads or no shared memory.
 */
export const threadPool = ({ threads = Math.min(coresHere(), MOST_THREADS) }: ThreadPoolOptions = {}): ThreadPool => {
  if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS)
    throw new InputError('option', {
      option: 'threads',
      got: describe(threads),
      want: `a whole number from 1 to ${MOST_THREADS}`,
    });
  const alone: Start = () => ({ post: () => {}, end: () => {} });
  return new Pool(threads, threads === 1 ? alone : startHere());
};
