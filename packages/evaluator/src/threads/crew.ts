/** Threads that were started together: their words, the letters they were sent, and the jobs that they are given. */
import { CLOSED, CONTROL, MOST_PARTS, READ, RETURNED } from './control.ts';
import { maySleep, type Start, type Thread } from './engine.ts';
import type { Shared } from './sharing.ts';

const upTo = (step: number, x: number): number => Math.ceil(x / step) * step;
/** Looks at a word before the thread goes to sleep: some 60 microseconds. */
const LOOKS = 10_000;

export class Crew {
  private readonly control: Int32Array;
  private readonly threads: Thread[] = [];
  private readonly sleeps = maySleep();
  private letters = 0;

  /** Starts so many threads beside the calling one; `failed` is told why one does not start, or ends. Throws what starting one throws. */
  constructor(count: number, start: Start, failed: (why: string) => void) {
    this.control = new Int32Array(new SharedArrayBuffer(4 * (READ + count + 1)));
    this.control[CONTROL.next] = CLOSED;
    try {
      while (this.threads.length < count) this.threads.push(start(failed));
    } catch (error) {
      this.end();
      throw error;
    }
    const { control } = this;
    this.threads.forEach((thread, i) => thread.post({ control, own: i + 1 }));
    this.called();
  }

  end(): void {
    for (const thread of this.threads) thread.end();
  }
  /** Sends a letter to all, and gives its number. The first was sent already. */
  post(letter: object): number {
    for (const thread of this.threads) thread.post(letter);
    return this.called();
  }
  /** Whether all threads have read the letter of that number. */
  haveRead(letter: number): boolean {
    for (let own = this.threads.length; own > 0; own--) {
      if (Atomics.load(this.control, READ + own) < letter) return false;
    }
    return true;
  }
  private called(): number {
    Atomics.store(this.control, CONTROL.letters, ++this.letters);
    this.wake();
    return this.letters;
  }
  private wake(): void {
    Atomics.add(this.control, CONTROL.epoch, 1);
    Atomics.notify(this.control, CONTROL.epoch);
  }

  /** Has work of a program done that all threads have, and takes part in it. */
  give(program: number, { work, size, step: least, parts: most, compute }: Shared): void {
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
