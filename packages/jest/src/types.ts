/** The matchers as `expect` knows them: of Jest's own module, and of the global that @types/jest declares. */
import type { Numeric, Op } from 'adjoint';

/** How many nodes each of some ops has. */
export type OpCounts = { readonly [O in Op]?: number };

export interface GradientCheck {
  /** The cost: an output or label. The only output of one float, when left out. */
  readonly of?: string;
  /** The point: a value for each input. */
  readonly at: Readonly<Record<string, Numeric>>;
  /** The inputs to check; all of f64 or f32, when left out. */
  readonly wrt?: string | readonly string[];
  /** 1 (default) checks gradients, 2 the Hessian of each input too. */
  readonly order?: 1 | 2;
  readonly rtol?: number;
  readonly atol?: number;
}

export interface GraphMatchers<R> {
  /** Each listed op has exactly so many nodes; other ops may have any. */
  toHaveOps(counts: OpCounts): R;
  /** The graph computes what the graph of this text (as `print` writes it) does. */
  toMatchGraph(text: string): R;
  /** The graph starts with the very nodes of the other, and keeps its names: so a gradient graph extends its graph. */
  toExtend(base: unknown): R;
  /** The graphs have the same inputs, and outputs computed alike, however they are written. */
  toBeIsomorphicTo(other: unknown): R;
  /** Derivatives of the graph agree with finite differences. */
  toHaveGradients(check: GradientCheck): R;
}

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends GraphMatchers<R> {}
}

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends GraphMatchers<R> {}
  }
}
