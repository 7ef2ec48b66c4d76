/** A problem as NIST publishes it: observations, two starts, and certified results of 11 digits. */

/** An estimate and its standard deviation, for each parameter. */
export interface Estimate {
  readonly parameters: readonly number[];
  readonly deviations: readonly number[];
  /** Residual sum of squares. */
  readonly squares: number;
}

export interface Problem {
  readonly name: string;
  /** NIST's word: lower, average or higher. */
  readonly difficulty: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Start 1 is far from the solution, start 2 near. */
  readonly starts: readonly [readonly number[], readonly number[]];
  readonly certified: Estimate;
}

interface Published {
  readonly name: string;
  readonly difficulty: string;
  readonly start1: readonly number[];
  readonly start2: readonly number[];
  readonly certified: {
    readonly parameters: readonly string[];
    readonly standard_deviations: readonly string[];
    readonly residual_sum_of_squares: string;
  };
  readonly data: { readonly rows: readonly (readonly [y: number, x: number])[] };
}

export function readProblem(json: string): Problem {
  const { name, difficulty, start1, start2, certified, data } = JSON.parse(json) as Published;
  return {
    name,
    difficulty: difficulty.toLowerCase(),
    x: data.rows.map(([, x]) => x),
    y: data.rows.map(([y]) => y),
    starts: [start1, start2],
    certified: {
      parameters: certified.parameters.map(Number),
      deviations: certified.standard_deviations.map(Number),
      squares: Number(certified.residual_sum_of_squares),
    },
  };
}
