/** What `npm start` runs: programs that each say what came of them. */

export interface Outcome {
  readonly ok: boolean;
  /** One line for the end. */
  readonly summary: string;
  /** Files that were made. */
  readonly files: readonly URL[];
}

export interface Job {
  /** One line for the help. */
  readonly about: string;
  readonly run: () => Promise<Outcome>;
}
