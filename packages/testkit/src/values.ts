/** Values of graphs as lists, and how far they are apart. */
import type { Feeds } from '@adjoint/evaluator';
import { evaluate, type Graph } from 'adjoint';

export const valuesOf = (graph: Graph, feeds: Feeds): Record<string, unknown> =>
  Object.fromEntries(Object.entries(evaluate(graph, feeds)).map(([name, value]) => [name, value.toArray()]));

/** The greatest difference of two nests of numbers, in units of the second where that is more than 1; ∞ where the counts differ. */
export const distance = (found: unknown, wanted: unknown): number => {
  const [x, y] = [[found].flat(9), [wanted].flat(9)] as [number[], number[]];
  if (x.length !== y.length) return Infinity;
  return x.reduce((most, value, i) => Math.max(most, Math.abs(value - y[i]!) / Math.max(1, Math.abs(y[i]!))), 0);
};
