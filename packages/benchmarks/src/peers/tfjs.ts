/** TensorFlow.js on its WebAssembly backend, one thread. */
import type * as Core from '@tensorflow/tfjs-core';
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { batchOf, type Contender } from '../contender.ts';
import type { Problem } from '../workload.ts';
import { shapeOf } from './shapes.ts';

export type Tf = typeof Core;
export type TfTensors = Readonly<Record<string, Core.Tensor>>;

/** From the library and the data a function that computes all outputs. It runs in a `tidy`. */
export type InTfjs = (tf: Tf, at: TfTensors) => () => Core.Tensor[];

type Backend = { setWasmPaths: (folder: string) => void; setThreadsCount: (threads: number) => void };

/** Its gradients are registered by files that Node cannot read as they are: ES modules that do not say so. */
const ENTRY = `export * from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
export { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';`;

const load = async (): Promise<Tf> => {
  const here = createRequire(import.meta.url);
  const outfile = fileURLToPath(new URL('tfjs.cjs', import.meta.url));
  const resolveDir = fileURLToPath(new URL('..', import.meta.url));
  await build({
    stdin: { contents: ENTRY, resolveDir },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    logLevel: 'error',
  });
  const tf = here(outfile) as Tf & Backend;
  tf.setWasmPaths(`${dirname(here.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'))}/`);
  tf.setThreadsCount(1);
  await tf.setBackend('wasm');
  return tf;
};

/** Made once: a second copy would fight with the first for the backend. */
const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};
const library = once(load);

export const inTfjs = (program: InTfjs, { feeds, graph }: Problem): Contender => ({
  name: 'TensorFlow.js',
  make: async () => {
    const tf = await library();
    const types = graph();
    const at: TfTensors = Object.fromEntries(
      Object.entries(feeds).map(([name, data]) => [name, tf.tensor(data as Float32Array, shapeOf(types, name))]),
    );
    const compute = program(tf, at);
    let last: readonly Core.Tensor[] = [];
    const run = (): void => {
      tf.dispose([...last]);
      last = tf.tidy(compute);
    };
    return {
      batch: batchOf(run),
      results: () => last.map((x) => Float64Array.from(x.dataSync())),
      close: () => tf.dispose([...last, ...Object.values(at)]),
    };
  },
});

/** The cost and its gradient by the named tensors, as a program. */
export const gradientInTfjs =
  (wrt: readonly string[], cost: (tf: Tf, at: TfTensors) => Core.Scalar): InTfjs =>
  (tf, at) => {
    const of = tf.valueAndGrads((...xs: Core.Tensor[]) =>
      cost(tf, { ...at, ...Object.fromEntries(wrt.map((name, i) => [name, xs[i]!])) }),
    );
    return () => {
      const { value, grads } = of(wrt.map((name) => at[name]!));
      return [value, ...grads];
    };
  };
