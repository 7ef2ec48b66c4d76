/** Long work in steps: it is written once, and its caller has it done at once or a step at a time. */

/** Work that may be left and taken up again wherever it yields: how much it did since, in nodes that a pass goes through. */
export type Steps<T> = Generator<number, T>;

/** What the work gives, all of it done at once. */
export const atOnce = <T>(steps: Steps<T>): T => {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
};

/** So many of a list are a step: a millisecond at most, and resuming a generator costs nothing beside. */
const STRIDE = 1024;

/** Does `work` for each number below `count`, in order. */
export function* eachInSteps(count: number, work: (at: number) => void): Steps<void> {
  for (let from = 0; from < count; from += STRIDE) {
    const until = Math.min(from + STRIDE, count);
    for (let at = from; at < until; at++) work(at);
    yield until - from;
  }
}

/** The first number below `count` that passes the test; −1 where none does. */
export function* firstInSteps(count: number, test: (at: number) => boolean): Steps<number> {
  for (let from = 0; from < count; from += STRIDE) {
    const until = Math.min(from + STRIDE, count);
    for (let at = from; at < until; at++) if (test(at)) return at;
    yield until - from;
  }
  return -1;
}
