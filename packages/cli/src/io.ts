/** What the command needs of the world, and the one error that ends it. */

export interface Io {
  readonly version: string;
  /** The text of a file; undefined where there is none of that name. */
  readonly read: (path: string) => string | undefined;
  readonly stdin: () => Promise<string>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** 0: all is well. 1: the graph, or a check of it, failed. 2: the command was not used rightly. */
export type ExitCode = 0 | 1 | 2;

/** Ends the command with a message and an exit code. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: ExitCode;

  constructor(code: ExitCode, message: string) {
    super(message);
    this.code = code;
  }
}

export const misuse = (message: string): Failure => new Failure(2, message);
