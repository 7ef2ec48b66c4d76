/**
 * The words of 32 bits by which threads agree, in memory that they share. A job is one piece of work in parts. Who takes part counts itself in
 * `active`, takes numbers of parts from `next` until they reach `parts`, and counts itself out; the thread that gave the job then sets `next` to
 * `CLOSED`, so that who comes late finds nothing, and waits until nobody is active. Only then is there another job.
 */
export const CONTROL = {
  /** Changes with each job and each letter: sleepers wait for that. */
  epoch: 0,
  active: 1,
  next: 2,
  parts: 3,
  /** The job: the number of the program and of the work in it, steps of the outermost loop in all and in a part. */
  program: 4,
  work: 5,
  size: 6,
  step: 7,
  /** Letters sent to each thread. */
  letters: 8,
  /** Parts that threads gave back, and behind these words their numbers. */
  returned: 9,
  words: 10,
} as const;

/** A job has at most so many parts. */
export const MOST_PARTS = 256;
export const CLOSED = 2 ** 30;

/** Where the numbers of parts that were given back stand; behind them, how many letters each thread has read. */
export const RETURNED = CONTROL.words;
export const READ = RETURNED + MOST_PARTS;
