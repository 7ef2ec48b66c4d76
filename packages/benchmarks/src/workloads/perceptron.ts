/** The network that `mlp` and `mlp-hvp` share: two hidden layers of relu, cross-entropy; its graph, data, and what peers need. */
import { define, f32, type Graph } from 'adjoint';
import type { JaxArray, JaxArrays, Jax } from '../peers/jaxjs.ts';
import type { Feeds, Size } from '../workload.ts';
import { f32s } from './data.ts';

export const SIZES = {
  full: { rows: 128, from: 784, hidden: 512, to: 10 },
  tiny: { rows: 4, from: 6, hidden: 5, to: 3 },
} as const;

export const PARAMETERS = ['w1', 'b1', 'w2', 'b2', 'w3', 'b3'] as const;
export type Parameter = (typeof PARAMETERS)[number];

const typesAt = (size: Size) => {
  const { rows, from, hidden, to } = SIZES[size];
  return {
    x: f32(rows, from),
    y: f32(rows, to),
    w1: f32(from, hidden),
    b1: f32(hidden),
    w2: f32(hidden, hidden),
    b2: f32(hidden),
    w3: f32(hidden, to),
    b3: f32(to),
  };
};

/** The mean cross-entropy: output `cost`. */
export const costOf = (size: Size): Graph =>
  define(typesAt(size), ({ x, y, w1, b1, w2, b2, w3, b3 }) => {
    const first = x.matmul(w1).add(b1).relu();
    const second = first.matmul(w2).add(b2).relu();
    const logits = second.matmul(w3).add(b3);
    return { cost: logits.logSoftmax(1).mul(y).sum(1).mean().neg() };
  });

/** Weights even on ±√(6 / (inputs + outputs)) of their layer (Glorot and Bengio 2010). */
export const feedsOf = (size: Size): Feeds => {
  const { rows, from, hidden, to } = SIZES[size];
  const weights = (inputs: number, outputs: number, seed: number): Float32Array =>
    f32s(inputs * outputs, seed, Math.sqrt(6 / (inputs + outputs)));
  const y = new Float32Array(rows * to);
  for (let row = 0; row < rows; row++) y[row * to + (row % to)] = 1;
  return {
    x: f32s(rows * from, 10),
    y,
    w1: weights(from, hidden, 11),
    b1: f32s(hidden, 12, 0.1),
    w2: weights(hidden, hidden, 13),
    b2: f32s(hidden, 14, 0.1),
    w3: weights(hidden, to, 15),
    b3: f32s(to, 16, 0.1),
  };
};

export const jaxJsCost =
  ({ numpy: np, nn }: Jax) =>
  ({ x, y, w1, b1, w2, b2, w3, b3 }: JaxArrays): JaxArray => {
    const first = nn.relu(np.matmul(x!, w1!).add(b1!));
    const second = nn.relu(np.matmul(first, w2!).add(b2!));
    const logits = np.matmul(second, w3!).add(b3!);
    return nn.logSoftmax(logits, 1).mul(y!).sum(1).mean().neg();
  };
