/** A graph as a function: optimized, planned and linked once, called many times. Every target is called alike and gives the same values. */
import { describe, InputError, type Graph } from '@adjoint/ir';
import { exactPipeline, runPasses } from '@adjoint/optimizer';
import type { Targets } from './deliver.ts';
import type { Feeds } from './feed.ts';
import { interpreter } from './interpreter.ts';
import { link, requestFor } from './link.ts';
import type { Program } from './program.ts';
import type { Tensor } from './tensor.ts';

export type Target = 'interpreter' | 'js' | 'wasm';

export interface CompileOptions {
  /** `auto`, the default, takes the fastest that serves the graph. */
  readonly target?: 'auto' | Target;
  /** Outputs, labels or inputs to give; all outputs when left out. */
  readonly outputs?: readonly string[];
  /** Whether to apply the passes that keep every bit; true when left out. */
  readonly optimize?: boolean;
}

/** A graph as a function of feeds, with what is known of it. `I` names the inputs that must be fed, `O` the outputs. */
export interface Compiled<I extends string = string, O extends string = string> {
  /** Fresh tensors, one for each output. Throws `name-unknown`, `feed`, and `index` where an index is out of range. */
  (feeds: Feeds<I>): Record<O, Tensor>;
  readonly target: Target;
  /** The generated text, where the target has one. */
  readonly source?: string;
  /** Size of its memory, which is taken once. */
  readonly bytes: number;
  /** A table of the plan. */
  readonly explain: () => string;
  /** Writes the outputs into the given arrays, and gives these back. Throws as a call does, and `size` or `dtype` for a target that does not fit. */
  readonly into: <T extends Targets<O>>(feeds: Feeds<I>, targets: T) => T;
}

const AVAILABLE = `'auto' or 'interpreter': this version has no other`;

/** A compiler of graphs: how each target makes its program. Total, so that a target without one does not compile. */
const programs: { readonly [T in Target]: (graph: Graph) => Program } = {
  interpreter,
  js: () => absent('js'),
  wasm: () => absent('wasm'),
};

const absent = (target: Target): never => {
  throw new InputError('option', {
    option: 'target',
    got: target,
    want: AVAILABLE,
  });
};

const targetOf = (target: unknown): Target => {
  if (target === undefined || target === 'auto') return 'interpreter';
  if (typeof target === 'string' && Object.hasOwn(programs, target)) return target as Target;
  throw new InputError('option', {
    option: 'target',
    got: describe(target),
    want: AVAILABLE,
  });
};

/**
 * The graph as a function. With `outputs` only those are computed, and only the inputs that they need must be fed.
 * Throws `name-unknown` for an unknown output, `option` for an unknown target.
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
export function compile(
  graph: Graph,
  { target: wanted, outputs, optimize: optimizing = true }: CompileOptions = {},
): Compiled {
  const target = targetOf(wanted);
  const request = requestFor(graph, outputs);
  const program = programs[target](optimizing ? runPasses(request.graph, exactPipeline).graph : request.graph);
  const { call, into } = link(request, program);
  const { bytes, source, explain } = program;
  return Object.assign((feeds: Partial<Feeds>) => call(feeds), {
    target,
    bytes,
    explain,
    into,
    ...(source !== undefined && { source }),
  });
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
export async function compileAsync(graph: Graph, options?: CompileOptions): Promise<Compiled> {
  return compile(graph, options);
}
