/** A graph as a function: optimized, planned and linked once, called many times. Every target is called alike and gives the same values. */
import { atOnce, givenOptions, wrongOption, type Graph, type Keys, type Steps } from '@adjoint/ir';
import { codePipeline, exactPipeline, isUnrolled, passesInSteps, type Pass } from '@adjoint/optimizer';
import { now } from './clock.ts';
import type { Targets } from './deliver.ts';
import type { Feeds } from './feed.ts';
import { interpreter } from './interpreter.ts';
import { link, requestFor, type Linked, type Request } from './link.ts';
import type { ModuleCache } from './module-cache.ts';
import type { Program } from './program.ts';
import { Progress, type OnProgress } from './progress.ts';
import { choices, isTooLarge } from './targets/auto.ts';
import type { Making } from './targets/host.ts';
import { js } from './targets/js.ts';
import { idle, inStages, tierOf, type Stages, type Tier } from './targets/tiers.ts';
import { wasm, wasmAsync } from './targets/wasm.ts';
import type { ThreadPool } from './threads/pool.ts';
import type { Tensor } from './tensor.ts';

export type Target = 'interpreter' | 'js' | 'wasm';

export interface CompileOptions {
  /** `auto`, the default, takes what serves the graph fastest, compiling included. */
  readonly target?: 'auto' | Target;
  /** Outputs, labels or inputs to give; all outputs when left out. */
  readonly outputs?: readonly string[];
  /** Whether to apply the passes that keep every bit; true when left out. */
  readonly optimize?: boolean;
  /** Called as the compilation goes on: some twenty times a second, and as each stage begins and ends. */
  readonly onProgress?: OnProgress;
  /**
   * Whether matrix products may use the relaxed instructions of WebAssembly where the engine has them: a product and its sum may then be rounded
   * once instead of twice, so that results differ from machine to machine in the last bits. False when left out.
   */
  readonly relaxedSimd?: boolean;
  /** Where compiled code is looked up and kept: see `moduleCache`. */
  readonly cache?: ModuleCache;
  /** Threads that share large loops and matrix products of the target `wasm`: see `threadPool`. One thread computes all when left out. */
  readonly pool?: ThreadPool;
}

const KEYS: Keys<CompileOptions> = {
  target: true,
  outputs: true,
  optimize: true,
  onProgress: true,
  relaxedSimd: true,
  cache: true,
  pool: true,
};

/** A graph as a function of feeds, with what is known of it. `I` names the inputs that must be fed, `O` the outputs. */
export interface Compiled<I extends string = string, O extends string = string> {
  /** Fresh tensors, one for each output. Throws `name-unknown`, `feed`, and `index` where an index is out of range. */
  (feeds: Feeds<I>): Record<O, Tensor>;
  /** What serves the calls now: `auto` may start a large graph of numbers in the interpreter, and compile it once it was called often, a step in each call. */
  readonly target: Target;
  /** The generated text, where the target has one. */
  readonly source?: string;
  /** Size of its memory, which is taken once. */
  readonly bytes: number;
  /** What is linked: for tools such as `profile`. */
  readonly program: Program;
  /** A table of the plan. */
  readonly explain: () => string;
  /**
   * Writes the outputs into the given arrays, which may be those of the feeds, and gives these back. Throws as a call does, `size` or `dtype` for a
   * target that does not fit, and `option` for two that overlap.
   */
  readonly into: <T extends Targets<O>>(feeds: Feeds<I>, targets: T) => T;
}

const AVAILABLE = `'auto', 'interpreter', 'js' or 'wasm'`;

/** What a target wants of a graph before, and how it makes its program, in steps. */
interface Way {
  readonly passes: readonly Pass[];
  readonly make: (graph: Graph, making: Making) => Steps<Program>;
}

/** Total, so that a target without a way does not compile. */
const programs: { readonly [T in Target]: Way } = {
  interpreter: {
    passes: exactPipeline,
    // oxlint-disable-next-line require-yield -- one step
    *make(graph, { progress }) {
      return progress.stage('plan', () => interpreter(graph));
    },
  },
  js: { passes: codePipeline, make: js },
  wasm: { passes: codePipeline, make: wasm },
};

/** What is asked for. Throws `option`, `name-unknown` or `value`. */
const asked = (call: string, graph: Graph, options: CompileOptions): Request => {
  const { outputs, onProgress = now, cache } = givenOptions(call, options, KEYS);
  if (typeof onProgress !== 'function') throw wrongOption('onProgress', onProgress, 'a function');
  if (cache !== undefined && typeof cache?.find !== 'function') throw wrongOption('cache', cache, 'a moduleCache()');
  return requestFor(graph, outputs);
};

/** The targets to try, in order. Throws `option`. */
const targetsOf = (wanted: unknown, graph: Graph): readonly Target[] => {
  // A page may have left some out.
  if (wanted === undefined || wanted === 'auto') return choices(graph).filter((each) => Object.hasOwn(programs, each));
  if (typeof wanted === 'string' && Object.hasOwn(programs, wanted)) return [wanted as Target];
  throw wrongOption('target', wanted, AVAILABLE);
};

/** What is to be made, and by which targets. */
interface Job {
  readonly making: Making;
  readonly request: Request;
  readonly graph: Graph;
  readonly targets: readonly Target[];
}

function* jobOf(request: Request, options: CompileOptions): Steps<Job> {
  const { target, optimize: optimizing = true, onProgress, cache, relaxedSimd = false, pool } = options;
  const progress = new Progress(onProgress);
  const { passes } = programs[targetsOf(target, request.graph)[0]!];
  const graph = optimizing
    ? (yield* progress.optimized(passes, (pipeline) => passesInSteps(request.graph, pipeline))).graph
    : request.graph;
  return { making: { progress, cache, relaxedSimd, pool }, request, graph, targets: targetsOf(target, graph) };
}

/** A program joined to the names of its graph, and its target. */
interface Stage extends Linked {
  readonly target: Target;
  readonly program: Program;
}

const stageOf = (request: Request, target: Target, program: Program): Stage => {
  return { target, program, ...link(request, program) };
};

/** By the first of the targets whose program the engine can hold. */
function* firstOf({ request, graph, making }: Job, targets: readonly Target[]): Steps<Stage> {
  for (let at = 0; ; at++) {
    const target = targets[at]!;
    try {
      const stage = stageOf(request, target, yield* programs[target].make(graph, making));
      yield graph.nodes.length;
      return stage;
    } catch (error) {
      if (at + 1 === targets.length || !isTooLarge(error)) throw error;
    }
  }
}

/** What serves after the interpreter; undefined where the engine can hold nothing else. */
function* secondOf(request: Request, options: CompileOptions, { more }: Tier): Steps<Stage | undefined> {
  if (!isUnrolled(request.graph)) yield* idle(more);
  const job = yield* jobOf(request, options);
  try {
    const stage = yield* firstOf(job, job.targets);
    yield* stage.program.begin?.() ?? [];
    return stage;
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    return undefined;
  }
}

/** The interpreter for some calls, and then what they pay for; undefined where a graph is compiled at once. */
const tieredOf = (request: Request, options: CompileOptions): Stages<Stage> | undefined => {
  const { target = 'auto' } = options;
  const tier = target === 'auto' ? tierOf(request.graph) : undefined;
  if (tier === undefined) return undefined;
  return inStages(stageOf(request, 'interpreter', interpreter(request.graph)), tier, secondOf(request, options, tier));
};

/** What one program serves for ever: nothing stands between a caller and it. */
const compiled = ({ target, program, call, into }: Stage): Compiled => {
  const { bytes, source, explain } = program;
  const shown = { target, program, bytes, explain, into, ...(source !== undefined && { source }) };
  return Object.assign((feeds: Partial<Feeds>) => call(feeds), shown);
};

const compiledInStages = ({ now, enter }: Stages<Stage>): Compiled =>
  Object.defineProperties(
    Object.assign((feeds: Partial<Feeds>) => enter().call(feeds), {
      into: <T extends Targets>(feeds: Partial<Feeds>, targets: T): T => enter().into(feeds, targets),
      explain: () => now().program.explain(),
    }),
    {
      target: { enumerable: true, get: () => now().target },
      program: { enumerable: true, get: () => now().program },
      bytes: { enumerable: true, get: () => now().program.bytes },
      source: { enumerable: true, get: () => now().program.source },
    },
  ) as Compiled;

/**
 * The graph as a function. With `outputs` only those are computed, and only the inputs that they need must be fed.
 * Throws `name-unknown` for an unknown output, `option` for an unknown target or option.
 */
export function compile<I extends string, O extends string>(
  graph: Graph<I, O>,
  options?: CompileOptions & { readonly outputs?: never },
): Compiled<I, O>;
export function compile<N extends string>(
  graph: Graph,
  options: CompileOptions & { readonly outputs: readonly N[] },
): Compiled<string, N>;
export function compile(graph: Graph, options?: CompileOptions): Compiled;
export function compile(graph: Graph, options: CompileOptions = {}): Compiled {
  const request = asked('compile', graph, options);
  const tiered = tieredOf(request, options);
  if (tiered !== undefined) return compiledInStages(tiered);
  const job = atOnce(jobOf(request, options));
  return compiled(atOnce(firstOf(job, job.targets)));
}

/** As `compile`, for where a target can only be made asynchronously. Rejects with what `compile` throws. */
export function compileAsync<I extends string, O extends string>(
  graph: Graph<I, O>,
  options?: CompileOptions & { readonly outputs?: never },
): Promise<Compiled<I, O>>;
export function compileAsync<N extends string>(
  graph: Graph,
  options: CompileOptions & { readonly outputs: readonly N[] },
): Promise<Compiled<string, N>>;
export function compileAsync(graph: Graph, options?: CompileOptions): Promise<Compiled>;
export async function compileAsync(graph: Graph, options: CompileOptions = {}): Promise<Compiled> {
  const request = asked('compileAsync', graph, options);
  const tiered = tieredOf(request, options);
  if (tiered !== undefined) return compiledInStages(tiered);
  const job = atOnce(jobOf(request, options));
  const [first, ...others] = job.targets;
  if (first !== 'wasm') return compiled(atOnce(firstOf(job, job.targets)));
  try {
    return compiled(stageOf(request, 'wasm', await wasmAsync(job.graph, job.making)));
  } catch (error) {
    if (others.length === 0 || !isTooLarge(error)) throw error;
    return compiled(atOnce(firstOf(job, others)));
  }
}
