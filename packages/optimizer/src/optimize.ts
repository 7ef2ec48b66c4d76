/** What users call: a pipeline run with the graph verified after each pass, the breaker named, and a trace if asked. */
import { givenOptions, InternalError, print, showIssue, verify, wrongOption, type Graph, type Keys } from '@adjoint/ir';
import type { Firing, Keeps, Pass } from './pass.ts';
import { exactPipeline, leastPipeline, realPipeline } from './pipelines.ts';
import { runPasses, type Stopped, type Watch } from './runner.ts';
import { transition, type Change } from './trace.ts';

export interface OptimizeOptions {
  /** 0: only drop what is idle. 1 (default): every pass that keeps bits. */
  readonly level?: 0 | 1;
  /** Adds the rules that hold over ℝ but not for every double. */
  readonly unsafe?: boolean;
  /** A pipeline of one's own, in place of the two above. */
  readonly passes?: readonly Pass[];
  /** Checks the graph after each pass; true by default. */
  readonly verify?: boolean;
}

const KEYS: Keys<OptimizeOptions> = { level: true, unsafe: true, passes: true, verify: true };

/** One pass that changed the graph. */
export interface Step extends Change {
  readonly pass: string;
  readonly doc: string;
  readonly keeps: Keeps;
  readonly round: number;
  readonly fired: readonly Firing[];
}

/** What a run did: it ended because nothing changed any more, or because its rounds were spent. */
export interface Trace {
  readonly before: Graph;
  readonly steps: readonly Step[];
  readonly stopped: Stopped;
}

const pipelineOf = ({ level = 1, unsafe = false, passes }: OptimizeOptions): readonly Pass[] => {
  if (passes !== undefined) return passes;
  if (level !== 0 && level !== 1) throw wrongOption('level', level, '0 or 1');
  if (level === 0) return leastPipeline;
  return unsafe ? realPipeline : exactPipeline;
};

const demandSound: Watch = (pass, _round, before, after) => {
  const issues = verify(after);
  if (issues.length === 0) return;
  const told = issues.slice(0, 10).map((issue) => `  ${showIssue(issue)}`);
  throw new InternalError(
    `pass ${pass.name} broke the graph:\n${told.join('\n')}\nthe graph before it:\n${print(before)}`,
  );
};

const isVerified = ({ verify: wanted = true }: OptimizeOptions): boolean => wanted;

/**
 * The graph made smaller: inputs, outputs and what they compute stay, bit for bit unless `unsafe`; labels of nodes that go go too.
 * Throws `option`.
 */
export const optimize = <G extends Graph>(graph: G, options: OptimizeOptions = {}): G => {
  givenOptions('optimize', options, KEYS);
  return runPasses(graph, pipelineOf(options), isVerified(options) ? demandSound : undefined).graph as G;
};

/** As `optimize`, with the trace of the run: which pass did what, which rule fired where, and patches to replay it. Throws `option`. */
export const optimizeWithTrace = <G extends Graph>(
  graph: G,
  options: OptimizeOptions = {},
): { graph: G; trace: Trace } => {
  givenOptions('optimizeWithTrace', options, KEYS);
  const steps: Step[] = [];
  const found = runPasses(graph, pipelineOf(options), (pass, round, before, after, fired) => {
    if (isVerified(options)) demandSound(pass, round, before, after, fired);
    const { name, doc, keeps } = pass;
    steps.push({ pass: name, doc, keeps, round, fired, ...transition(before, after) });
  });
  return { graph: found.graph as G, trace: { before: graph, steps, stopped: found.stopped } };
};
