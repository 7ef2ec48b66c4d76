/** The pass runner: runs a pipeline until nothing changes, verifies after each pass, names the breaker, and keeps a trace if asked. */
import { InputError, InternalError, print, verify, type Graph } from '@adjoint/ir';
import type { Firing, Keeps, Pass } from './pass.ts';
import { csePass } from './passes/cse.ts';
import { foldPass } from './passes/fold.ts';
import { prunePass } from './passes/prune.ts';
import { simplifyExactly, simplifyOverReals } from './passes/simplify.ts';
import { transition, type Change } from './trace.ts';

/** Each keeps every value bit for bit. */
export const exactPipeline: readonly Pass[] = [prunePass, foldPass, simplifyExactly, csePass, prunePass];
/** Keeps values over ℝ. */
export const realPipeline: readonly Pass[] = [
  prunePass,
  foldPass,
  simplifyExactly,
  simplifyOverReals,
  csePass,
  prunePass,
];

/** A pipeline that still changes the graph after so many rounds is stopped, and the trace says so. */
const ROUNDS = 10;

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

/** One pass that changed the graph. */
export interface Step extends Change {
  readonly pass: string;
  readonly doc: string;
  readonly keeps: Keeps;
  readonly round: number;
  readonly fired: readonly Firing[];
}

/** What a run did. `stopped` says whether it ended because nothing changed, or because its rounds were spent. */
export interface Trace {
  readonly before: Graph;
  readonly steps: readonly Step[];
  readonly stopped: 'fixpoint' | 'budget';
}

const pipelineOf = ({ level = 1, unsafe = false, passes }: OptimizeOptions): readonly Pass[] => {
  if (passes !== undefined) return passes;
  if (level !== 0 && level !== 1)
    throw new InputError('option', { option: 'level', got: String(level), want: '0 or 1' });
  if (level === 0) return [prunePass];
  return unsafe ? realPipeline : exactPipeline;
};

const demandSound = (pass: Pass, before: Graph, after: Graph): void => {
  const issues = verify(after);
  if (issues.length === 0) return;
  const told = issues.slice(0, 10).map(({ message }) => `  ${message}`);
  throw new InternalError(
    `pass ${pass.name} broke the graph:\n${told.join('\n')}\nthe graph before it:\n${print(before)}`,
  );
};

type Watch = (pass: Pass, round: number, before: Graph, after: Graph, fired: readonly Firing[]) => void;

const run = (graph: Graph, options: OptimizeOptions, watch?: Watch): { graph: Graph; stopped: Trace['stopped'] } => {
  const pipeline = pipelineOf(options);
  let current = graph;
  for (let round = 1; round <= ROUNDS; round++) {
    const start = current;
    for (const pass of pipeline) {
      const fired: Firing[] = [];
      const after = pass.run(current, watch === undefined ? () => {} : (rule, node) => fired.push({ rule, node }));
      if (after === current) continue;
      if (options.verify ?? true) demandSound(pass, current, after);
      watch?.(pass, round, current, after, fired);
      current = after;
    }
    if (current === start) return { graph: current, stopped: 'fixpoint' };
  }
  return { graph: current, stopped: 'budget' };
};

/**
 * The graph made smaller: inputs, outputs and what they compute stay, bit for bit unless `unsafe`; labels of nodes that go go too.
 * Throws `option`.
 */
export const optimize = <G extends Graph>(graph: G, options: OptimizeOptions = {}): G => run(graph, options).graph as G;

/** As `optimize`, with the trace of the run: which pass did what, which rule fired where, and patches to replay it. Throws `option`. */
export const optimizeWithTrace = <G extends Graph>(
  graph: G,
  options: OptimizeOptions = {},
): { graph: G; trace: Trace } => {
  const steps: Step[] = [];
  const found = run(graph, options, ({ name, doc, keeps }, round, before, after, fired) =>
    steps.push({ pass: name, doc, keeps, round, fired, ...transition(before, after) }),
  );
  return { graph: found.graph as G, trace: { before: graph, steps, stopped: found.stopped } };
};
