/** The pass runner: runs a pipeline until nothing changes, or until its rounds are spent. */
import { demandGraphLike, describe, givenList, InputError, isRecord, type Graph } from '@adjoint/ir';
import type { Firing, Pass } from './pass.ts';

/** A pipeline that still changes the graph after so many rounds is stopped. */
const ROUNDS = 10;

/** Told of each pass that changed the graph. */
export type Watch = (pass: Pass, round: number, before: Graph, after: Graph, fired: readonly Firing[]) => void;

/** Whether a run ended because nothing changed any more, or because its rounds were spent. */
export type Stopped = 'fixpoint' | 'budget';

const demandPass = (pass: unknown): void => {
  const runs = isRecord(pass) && typeof pass['run'] === 'function';
  if (!runs)
    throw new InputError('option', { option: 'a pass', got: describe(pass), want: '{ name, doc, keeps, run }' });
};

/** The graph after the pipeline. Which rules fired is kept only for a `watch` that asks. */
export const runPasses = (
  graph: Graph,
  pipeline: readonly Pass[],
  watch?: Watch,
): { readonly graph: Graph; readonly stopped: Stopped } => {
  demandGraphLike(graph);
  givenList('passes', pipeline, 'passes, as exactPipeline is').forEach(demandPass);
  let current = graph;
  for (let round = 1; round <= ROUNDS; round++) {
    const start = current;
    for (const pass of pipeline) {
      const fired: Firing[] = [];
      const after = pass.run(current, watch === undefined ? () => {} : (rule, node) => fired.push({ rule, node }));
      if (after === current) continue;
      watch?.(pass, round, current, after, fired);
      current = after;
    }
    if (current === start) return { graph: current, stopped: 'fixpoint' };
  }
  return { graph: current, stopped: 'budget' };
};
