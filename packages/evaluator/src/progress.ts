/** What a compilation tells while it goes on, at a bounded rate. */
import type { Steps } from '@adjoint/ir';
import { inSteps, stepsOf, type Pass } from '@adjoint/optimizer';
import { now } from './clock.ts';

/** `optimize` goes through passes, `plan` says what is computed where, `code` writes text or bytes, `engine` compiles these. */
export type Stage = 'optimize' | 'plan' | 'code' | 'engine';

/** How far a stage is. `total` may grow: passes go round until nothing changes. */
export interface CompileProgress {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (progress: CompileProgress) => void;

/** Milliseconds between two calls within a stage; its first and last are always told. */
const APART = 50;

/** Tells a listener, if there is one, of stages and their steps. */
export class Progress {
  private readonly listener: OnProgress | undefined;
  private last = -Infinity;

  constructor(listener: OnProgress | undefined) {
    this.listener = listener;
  }

  private tell(stage: Stage, done: number, total: number): void {
    if (this.listener === undefined) return;
    const time = now();
    if (done > 0 && done < total && time - this.last < APART) return;
    this.last = time;
    this.listener({ stage, done, total });
  }

  begin(stage: Stage): void {
    this.tell(stage, 0, 1);
  }
  end(stage: Stage): void {
    this.tell(stage, 1, 1);
  }
  /** A stage of one step. */
  stage<T>(stage: Stage, work: () => T): T {
    this.begin(stage);
    const made = work();
    this.end(stage);
    return made;
  }

  /** A stage of several steps. */
  *inSteps<T>(stage: Stage, work: Steps<T>): Steps<T> {
    this.begin(stage);
    const made = yield* work;
    this.end(stage);
    return made;
  }

  /** What the passes of a pipeline make, each of which is told. */
  *optimized<T>(pipeline: readonly Pass[], work: (pipeline: readonly Pass[]) => Steps<T>): Steps<T> {
    const { length } = pipeline;
    let done = 0;
    // A round that has ended may be followed by one more, so the end is told when all is done.
    const tell = (): void => this.tell('optimize', done, length * Math.floor(done / length + 1));
    const told = (pass: Pass): Pass => ({
      ...pass,
      run: inSteps(function* (graph, fired) {
        const after = yield* stepsOf(pass, graph, fired);
        done++;
        tell();
        return after;
      }),
    });
    this.tell('optimize', 0, length);
    const made = yield* work(this.listener === undefined ? pipeline : pipeline.map(told));
    this.tell('optimize', done, done);
    return made;
  }
}
