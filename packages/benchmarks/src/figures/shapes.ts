/** Products of matrices of many shapes: none may be far slower than others of as much work. */
import { define, f32, f64 } from 'adjoint';
import { interleave, median } from '../measure/interleave.ts';
import { adjoint } from '../peers/adjoint.ts';
import type { Size } from '../workload.ts';
import { draws, f32s, f64s } from '../workloads/data.ts';

export interface Shape {
  readonly dtype: 'f32' | 'f64';
  readonly shape: readonly [m: number, k: number, n: number];
  readonly gflops: number;
  /** How many times slower than the fastest of its class, which is of as many decimal digits of work. */
  readonly behind: number;
}

const DIMS = [1, 2, 3, 4, 5, 7, 8, 13, 16, 24, 31, 32, 48, 63, 64, 100, 127, 128, 129, 255, 1000] as const;
export const SAMPLES = { full: 40, tiny: 3 } as const;
const MS = { full: 60, tiny: 2 } as const;

const speedOf = async (dtype: 'f32' | 'f64', [m, k, n]: Shape['shape'], ms: number): Promise<number> => {
  const [type, draw] = dtype === 'f32' ? ([f32, f32s] as const) : ([f64, f64s] as const);

  const ready = await adjoint(
    {
      graph: () => define({ a: type(m, k), b: type(k, n) }, ({ a, b }) => ({ c: a.matmul(b) })),
      feeds: { a: draw(m * k, 60), b: draw(k * n, 61) },
      outputs: [],
    },
    'wasm',
  ).make();
  // Once for the engine, whose fast code comes some thousand calls later, and once for the clock.
  await interleave([ready], { totalMs: ms, rounds: 5 });
  const [times] = await interleave([ready], { totalMs: ms, rounds: 5 });
  return (2 * m * k * n) / (median(times!) * 1e6);
};

const classOf = ([m, k, n]: Shape['shape']): number => Math.floor(Math.log10(m * k * n));

export const shapes = async (size: Size, step: (note: string) => Promise<void>): Promise<readonly Shape[]> => {
  const draw = draws(5);
  const dim = (): number => DIMS[Math.floor(((draw() + 1) / 2) * DIMS.length)]!;
  const found: Omit<Shape, 'behind'>[] = [];
  for (let i = 0; i < SAMPLES[size]; i++) {
    const shape = [dim(), dim(), dim()] as const;
    await step(`matmul ${shape.join('×')}`);
    for (const dtype of ['f32', 'f64'] as const)
      found.push({ dtype, shape, gflops: await speedOf(dtype, shape, MS[size]) });
  }
  return found.map((each) => {
    const peers = found.filter(({ dtype, shape }) => dtype === each.dtype && classOf(shape) === classOf(each.shape));
    return { ...each, behind: Math.max(...peers.map(({ gflops }) => gflops)) / each.gflops };
  });
};
