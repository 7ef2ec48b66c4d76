/** The pass runner: runs a pipeline until nothing changes, or until its rounds are spent. */
import {
  atOnce,
  demandGraphLike,
  givenList,
  isRecord,
  wrongOption,
  type Graph,
  type NodeId,
  type Steps,
} from '@adjoint/ir';
import { stepsOf, type Firing, type Pass } from './pass.ts';

/** A pipeline that still changes the graph after so many rounds is stopped. */
const ROUNDS = 10;

/** Told of each pass that changed the graph. */
export type Watch = (pass: Pass, round: number, before: Graph, after: Graph, fired: readonly Firing[]) => void;

/** Whether a run ended because nothing changed any more, or because its rounds were spent. */
export type Stopped = 'fixpoint' | 'budget';

const demandPass = (pass: unknown): void => {
  const runs = isRecord(pass) && typeof pass['run'] === 'function';
  if (!runs) throw wrongOption('a pass', pass, '{ name, doc, keeps, run }');
};

/** What a pipeline made of a graph. */
export interface Outcome {
  readonly graph: Graph;
  readonly stopped: Stopped;
}

/** The graph after the pipeline, in steps. Which rules fired is kept only for a `watch` that asks. */
export function* passesInSteps(graph: Graph, pipeline: readonly Pass[], watch?: Watch): Steps<Outcome> {
  demandGraphLike(graph);
  givenList('passes', pipeline, 'passes, as exactPipeline is').forEach(demandPass);
  let current = graph;
  for (let round = 1; round <= ROUNDS; round++) {
    const start = current;
    for (const pass of pipeline) {
      const fired: Firing[] = [];
      const tell = watch === undefined ? () => {} : (rule: string, node: NodeId) => void fired.push({ rule, node });
      const after = yield* stepsOf(pass, current, tell);
      if (after === current) continue;
      yield after.nodes.length;
      watch?.(pass, round, current, after, fired);
      current = after;
    }
    if (current === start) return { graph: current, stopped: 'fixpoint' };
  }
  return { graph: current, stopped: 'budget' };
}

/** The graph after the pipeline, at once. */
export const runPasses = (graph: Graph, pipeline: readonly Pass[], watch?: Watch): Outcome =>
  atOnce(passesInSteps(graph, pipeline, watch));
