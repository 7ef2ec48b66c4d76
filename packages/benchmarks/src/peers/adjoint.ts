/** Ourselves, on each target. */
import { compile, type Graph, type TypedArray } from 'adjoint';
import { batchOf, type Contender } from '../contender.ts';
import type { Problem } from '../workload.ts';

export type Target = 'auto' | 'wasm' | 'js' | 'interpreter';

const ARRAYS = { f64: Float64Array, f32: Float32Array, i32: Int32Array, bool: Uint8Array } as const;

const arraysFor = ({ nodes, outputs }: Graph): Record<string, TypedArray> =>
  Object.fromEntries(
    Object.entries(outputs).map(([name, id]) => {
      const { dtype, shape } = nodes[id]!.type;
      return [name, new ARRAYS[dtype](shape.reduce((product, dim) => product * dim, 1))];
    }),
  );

/** `auto` may interpret a graph for hundreds of calls before it compiles it. */
const PATIENCE_MS = 20_000;

/** A call is `run.into` with the caller's arrays. Making it defines, differentiates, optimizes and compiles. */
export const adjoint = (
  { graph, feeds, outputs }: Pick<Problem, 'graph' | 'feeds' | 'outputs'>,
  target: Target,
): Contender => ({
  name: target === 'auto' ? 'adjoint' : `adjoint, ${target}`,
  make: () => {
    const made = graph();
    const start = performance.now();
    const run = compile(made, { target });
    const compileMs = performance.now() - start;
    const into = arraysFor(made);
    return {
      settle: () => {
        const until = performance.now() + PATIENCE_MS;
        const isWaiting = (): boolean => run.target === 'interpreter' && performance.now() < until;
        if (target === 'auto') while (isWaiting()) run.into(feeds, into);
      },
      batch: batchOf(() => void run.into(feeds, into)),
      results: () => outputs.map((name) => into[name]!),
      compileMs,
      get bytes() {
        return run.bytes;
      },
    };
  },
});
