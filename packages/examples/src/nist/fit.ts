/** Nonlinear least squares: Levenberg–Marquardt from anywhere, then Newton on the full Hessian to the last digit. */
import { diagonal, dot, inverseDiagonal, type Numbers, solve } from './linear.ts';
import type { Estimate } from './problem.ts';

/** The sum of squares S at b, with its derivatives. */
export interface Point {
  readonly b: Numbers;
  readonly squares: number;
  readonly gradient: Numbers;
  /** JᵀJ of the residuals: half the Hessian, but for the curvature of the model. */
  readonly normal: Numbers;
  readonly hessian: Numbers;
}

export type Evaluate = (b: readonly number[]) => Point;

export interface Fit {
  readonly point: Point;
  /** Points that were looked at. */
  readonly evaluations: number;
}

const MOST_EVALUATIONS = 10_000;
const MOST_DAMPING = 1e30;
const LEAST_GAIN = 1e-4;
const SMALL_STEP = 1e-10;

const moved = (b: Numbers, step: Numbers): number[] => Array.from(b, (value, i) => value + step[i]!);

/** The greatest change of a parameter, relative to it. */
const sizeOf = (step: Numbers, b: Numbers): number =>
  Math.max(...Array.from(step, (change, i) => Math.abs(change / b[i]!)));

/** The matrix with `extra` added to its diagonal. */
const damped = (matrix: Numbers, extra: readonly number[]): number[] =>
  Array.from(matrix, (value, at) => (at % (extra.length + 1) === 0 ? value + extra[at / (extra.length + 1)]! : value));

interface Trial {
  readonly next: Point;
  /** The decrease of S, relative to the one foretold. */
  readonly gain: number;
  readonly size: number;
}

/** The point at the end of the step with (JᵀJ + diag(extra))·step = −½∇S; undefined where there is no such step. */
function trial(evaluate: Evaluate, point: Point, extra: readonly number[]): Trial | undefined {
  const downhill = Array.from(point.gradient, (slope) => -slope / 2);
  const step = solve(damped(point.normal, extra), downhill);
  if (!step) return undefined;
  const next = evaluate(moved(point.b, step));
  const restrained = step.map((change, i) => change * extra[i]!);
  const foretold = dot(step, downhill) + dot(step, restrained);
  return { next, gain: (point.squares - next.squares) / foretold, size: sizeOf(step, next.b) };
}

/**
 * Moves where a damped step lowers S, and tunes the damping by how well the decrease was foretold (Nielsen 1999,
 * "Damping parameter in Marquardt's method"). The damping is in units of the greatest diagonal of JᵀJ met so far, so
 * that the units of the parameters do not matter (Moré 1978, "The Levenberg–Marquardt algorithm").
 */
function levenbergMarquardt(evaluate: Evaluate, start: Point): Fit {
  let [point, evaluations] = [start, 1];
  let [damping, growth] = [1e-3, 2];
  let scale = diagonal(point.normal, point.b.length);
  while (evaluations < MOST_EVALUATIONS && damping < MOST_DAMPING) {
    const extra = scale.map((value) => damping * value);
    const tried = trial(evaluate, point, extra);
    evaluations += 1;
    if (tried && tried.gain > LEAST_GAIN) {
      point = tried.next;
      scale = diagonal(point.normal, scale.length).map((value, i) => Math.max(value, scale[i]!));
      damping *= Math.max(1 / 3, 1 - (2 * tried.gain - 1) ** 3);
      growth = 2;
      if (tried.size < SMALL_STEP) break;
    } else {
      damping *= growth;
      growth *= 2;
    }
  }
  return { point, evaluations };
}

/** Newton's method, as long as it makes its own steps smaller: rounding ends that. */
function newton(evaluate: Evaluate, { point, evaluations }: Fit, last = Number.POSITIVE_INFINITY): Fit {
  const downhill = Array.from(point.gradient, (slope) => -slope);
  const step = solve(point.hessian, downhill);
  if (!step) return { point, evaluations };
  const size = sizeOf(step, point.b);
  if (!(size < last / 2)) return { point, evaluations };
  return newton(evaluate, { point: evaluate(moved(point.b, step)), evaluations: evaluations + 1 }, size);
}

/** The b that minimizes the sum of squares, sought from `start`. */
export const fit = (evaluate: Evaluate, start: readonly number[]): Fit =>
  newton(evaluate, levenbergMarquardt(evaluate, evaluate(start)));

/**
 * Parameters with their standard deviations √(s²·(JᵀJ)⁻¹ᵢᵢ), where s² = S / (observations − parameters);
 * NaN where JᵀJ is singular.
 */
export function estimate({ b, squares, normal }: Point, observations: number): Estimate {
  const variance = squares / (observations - b.length);
  const inverse = inverseDiagonal(normal, b.length) ?? Array.from(b, () => Number.NaN);
  return { parameters: Array.from(b), deviations: inverse.map((value) => Math.sqrt(variance * value)), squares };
}
