/** ONNX Runtime, where `npm run bench:peers` has put it: too large for the lock file, and it has no derivatives. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { batchLater, type Contender, type Result } from '../contender.ts';
import type { Problem } from '../workload.ts';
import { onnxModel } from './onnx-model.ts';
import { shapeOf } from './shapes.ts';

/** One node of its graph, from the feeds to `out`. */
export interface Onnx {
  readonly op: string;
  readonly dtype: 'f32' | 'f64';
  readonly shape: readonly number[];
}

/** The part of its interface that is used. */
interface Ort {
  readonly InferenceSession: {
    create: (model: Uint8Array, options: object) => Promise<{ run: (feeds: object) => Promise<Outcome> }>;
  };
  readonly Tensor: new (type: string, data: Result, dims: readonly number[]) => object;
}
type Outcome = Readonly<Record<string, { readonly data: Result }>>;

const PLACE = fileURLToPath(new URL('../out/peers/package.json', import.meta.url));

export const hasOnnx = (): boolean => existsSync(PLACE);

export const inOnnx = ({ op, dtype, shape }: Onnx, { feeds, graph }: Problem): Contender => ({
  name: 'ONNX Runtime',
  make: async () => {
    const { InferenceSession, Tensor } = createRequire(PLACE)('onnxruntime-node') as Ort;
    const types = graph();
    const inputs = Object.keys(feeds).map((name) => ({ name, shape: shapeOf(types, name) }));
    const start = performance.now();
    const session = await InferenceSession.create(onnxModel(op, dtype, inputs, shape), {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
    });
    const compileMs = performance.now() - start;
    const given = Object.fromEntries(
      inputs.map(({ name, shape }) => [name, new Tensor(dtype === 'f32' ? 'float32' : 'float64', feeds[name]!, shape)]),
    );
    let last: Outcome = {};
    return {
      compileMs,
      batch: batchLater(async () => void (last = await session.run(given))),
      results: () => [last['out']!.data],
    };
  },
});
