/** Threads that compiled graphs share: who wants them makes a pool, gives it to `compile`, and closes it. */
import type { CodePlan } from '@adjoint/codegen';
import { givenOptions, InputError, wrongOption } from '@adjoint/ir';
import { Crew } from './crew.ts';
import { coresHere, startHere, type Start } from './engine.ts';
import { sharingOf, type Share, type Sharing } from './sharing.ts';

export interface ThreadPoolOptions {
  /** Threads that compute, the calling one included; as many as the machine runs at a time when left out. */
  readonly threads?: number;
}

/** What threads need of a program to help with it. */
export interface Enlisted {
  readonly module: object;
  readonly memory: object;
  /** Bytes of the memory. */
  readonly bytes: number;
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

/** Milliseconds between two looks at whether threads have come. */
const APART = 1;
/** Calls back after so many milliseconds; where there is no DOM, types lack it. */
const later = (done: (value: unknown) => void, ms: number): unknown =>
  (globalThis as unknown as { readonly setTimeout: (call: () => void, ms: number) => unknown }).setTimeout(
    () => done(undefined),
    ms,
  );

/**
 * Bytes of programs that were collected here and still stand in threads, at most. Those sleep, and have little memory of their own, so their
 * engines see no reason to collect; threads that hold more than this are ended, and others started when there is work.
 */
const MOST_FORGOTTEN = 2 ** 28;

class Pool implements ThreadPool {
  private readonly count: number;
  private readonly begin: Start;
  private crew: Crew | undefined;
  private closed: string | undefined;
  private programs = 0;
  private forgotten = 0;
  private readonly gone = new FinalizationRegistry<number>((bytes) => this.forget(bytes));

  constructor(count: number, begin: Start) {
    this.count = count;
    this.begin = begin;
  }

  get threads(): number {
    return this.closed === undefined ? this.count : 1;
  }
  readonly close = (): void => this.end('closed');

  private end(how: string): void {
    this.closed ??= how;
    this.crew?.end();
    this.crew = undefined;
  }
  private forget(bytes: number): void {
    this.forgotten += bytes;
    if (this.forgotten <= MOST_FORGOTTEN) return;
    this.forgotten = 0;
    this.crew?.end();
    this.crew = undefined;
  }

  readonly start = async (): Promise<void> => {
    while (this.threads > 1 && this.open()?.haveRead(1) !== true) await new Promise((done) => later(done, APART));
    if (this.closed !== undefined)
      throw new InputError('option', { option: 'pool', got: this.closed, want: 'open, where threads may start' });
  };

  /** The threads, which are started if there are none; undefined where they cannot be. */
  private open(): Crew | undefined {
    const failed = (why: string): void => this.end(`without threads: ${why}`);
    if (this.threads > 1 && this.crew === undefined) {
      try {
        this.crew = new Crew(this.count - 1, this.begin, failed);
      } catch (error) {
        failed(String(error));
      }
    }
    return this.crew;
  }

  readonly sharing = (plan: CodePlan): Sharing | undefined => sharingOf(plan, this.threads);

  readonly enlist = ({ memory, bytes, ...rest }: Enlisted): Share => {
    const program = ++this.programs;
    let [known, letter]: [Crew | undefined, number] = [undefined, 0];
    this.gone.register(memory, bytes);
    return (shared) => {
      const crew = this.open();
      if (crew === undefined) return shared.compute(0, shared.size);
      if (crew !== known) [known, letter] = [crew, crew.post({ program, memory, ...rest })];
      if (crew.haveRead(letter)) crew.give(program, shared);
      else shared.compute(0, shared.size);
    };
  };
}

const MOST_THREADS = 64;

/**
 * Threads to give to `compile` as `pool`: graphs compiled with it by the target `wasm` share large loops and matrix products among them, and give the
 * same bits for any number of threads. None starts before a run has work that pays for it. Throws `option` for `threads` other than whole numbers
 * from 1 to 64, and where there are no threads or no shared memory.
 */
export const threadPool = (options: ThreadPoolOptions = {}): ThreadPool => {
  const { threads = Math.min(coresHere(), MOST_THREADS) } = givenOptions('threadPool', options, { threads: true });
  if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS)
    throw wrongOption('threads', threads, `a whole number from 1 to ${MOST_THREADS}`);
  const alone: Start = () => ({ post: () => {}, end: () => {} });
  return new Pool(threads, threads === 1 ? alone : startHere());
};
