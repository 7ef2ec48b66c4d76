/** A computation made ready to be timed, whoever computes it. */

export type Result = ArrayLike<number>;

export interface Ready {
  /** Computes so many times; gives the milliseconds it took. */
  readonly batch: (calls: number) => number | Promise<number>;
  /** The outputs of the last time. */
  readonly results: () => readonly Result[] | Promise<readonly Result[]>;
  /** Goes on until it is as fast as it will be, where calls alone may not tell. */
  readonly settle?: () => void;
  /** Milliseconds to the function, without the first call, where that can be told apart. */
  readonly compileMs?: number;
  /** Size of its memory, where it says so. */
  readonly bytes?: number;
  readonly close?: () => void;
}

export interface Contender {
  readonly name: string;
  readonly make: () => Ready | Promise<Ready>;
}

/** Times a function of this process. */
export const batchOf =
  (run: () => void): Ready['batch'] =>
  (calls) => {
    const start = performance.now();
    for (let i = 0; i < calls; i++) run();
    return performance.now() - start;
  };

/** Times a function of this process whose results come later. */
export const batchLater =
  (run: () => Promise<void>): Ready['batch'] =>
  async (calls) => {
    const start = performance.now();
    for (let i = 0; i < calls; i++) await run();
    return performance.now() - start;
  };
