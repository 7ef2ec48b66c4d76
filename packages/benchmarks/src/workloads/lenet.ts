/** Training a small convolutional network: two convolutions, two poolings, three layers (after LeCun and others 1998, with relu). */
import { conv, define, f32, gradients, maxPool, type TensorType } from 'adjoint';
import { gradientInJaxJs, type JaxArray } from '../peers/jaxjs.ts';
import type { Feeds, Size, Workload } from '../workload.ts';
import { f32s } from './data.ts';
import { lenetByHand } from './lenet-by-hand.ts';
import { CLASSES, PARAMETERS, SIZES, weightsAt } from './lenet-sizes.ts';
import { NO_DERIVATIVES, SCALAR_ONLY, SYMBOLIC } from './reasons.ts';

const feedsOf = (size: Size): Feeds => {
  const { rows, side } = SIZES[size];
  const y = new Float32Array(rows * CLASSES);
  for (let row = 0; row < rows; row++) y[row * CLASSES + (row % CLASSES)] = 1;
  const feeds: Record<string, Float32Array> = { x: f32s(rows * side * side, 50), y };
  Object.entries(weightsAt(size)).forEach(([name, dims], i) => {
    const length = dims.reduce((product, dim) => product * dim, 1);
    feeds[name] = f32s(length, 51 + i, name.startsWith('b') ? 0.1 : Math.sqrt((3 * dims[0]!) / length));
  });
  return feeds;
};

const costOf = (size: Size) => {
  const { rows, side } = SIZES[size];
  const weights = Object.fromEntries(Object.entries(weightsAt(size)).map(([name, dims]) => [name, f32(...dims)]));
  const types: Readonly<Record<string, TensorType>> = {
    x: f32(rows, 1, side, side),
    y: f32(rows, CLASSES),
    ...weights,
  };
  return define(types, (at) => {
    const bias = (name: string) => at[name]!.reshape(1, -1, 1, 1);
    const first = maxPool(conv(at['x']!, at['k1']!, { padding: 'same' }).add(bias('b1')).relu(), 2);
    const second = maxPool(conv(first, at['k2']!).add(bias('b2')).relu(), 2);
    const flat = second.reshape(rows, -1);
    const third = flat.matmul(at['w3']!).add(at['b3']!).relu();
    const fourth = third.matmul(at['w4']!).add(at['b4']!).relu();
    const logits = fourth.matmul(at['w5']!).add(at['b5']!);
    return { cost: logits.logSoftmax(1).mul(at['y']!).sum(1).mean().neg() };
  });
};

export const lenet: Workload = {
  name: 'lenet',
  what: 'LeNet-like conv net, 32 images of 28×28, f32, loss and all gradients',
  reach: 12,
  problem: (size) => {
    const { rows } = SIZES[size];
    return {
      graph: () => gradients(costOf(size), { of: 'cost', wrt: PARAMETERS }),
      outputs: ['cost', ...PARAMETERS.map((name) => `d(cost)/d(${name})`)],
      feeds: feedsOf(size),
      tolerance: {
        within: 1e-3,
        because: 'sums of up to 32·28² products in f32, five layers deep: 25088·2⁻²⁴ = 1.5e-3 at worst',
      },
      law: { cost: () => costOf(size), of: 'cost', wrt: PARAMETERS },
      peers: {
        hand: lenetByHand(size),
        jaxjs: gradientInJaxJs(PARAMETERS, ({ numpy: np, nn, lax }) => (at) => {
          const pool = (x: JaxArray): JaxArray => lax.reduceWindow(x, np.max, [1, 1, 2, 2], [1, 1, 2, 2]);
          const bias = (name: string): JaxArray => at[name]!.reshape([1, -1, 1, 1]);
          const first = pool(nn.relu(lax.conv(at['x']!, at['k1']!, [1, 1], 'SAME').add(bias('b1'))));
          const second = pool(nn.relu(lax.conv(first, at['k2']!, [1, 1], 'VALID').add(bias('b2'))));
          const layer = (x: JaxArray, i: number): JaxArray => np.matmul(x, at[`w${i}`]!).add(at[`b${i}`]!);
          const logits = layer(nn.relu(layer(nn.relu(layer(second.reshape([rows, -1]), 3)), 4)), 5);
          return nn.logSoftmax(logits, 1).mul(at['y']!).sum(1).mean().neg();
        }),
        tfjs: 'its WebAssembly backend has no kernel Conv2DBackpropFilter, so no convolution trains on it',
        mathjs: SYMBOLIC,
        onnx: NO_DERIVATIVES,
        jax: { file: 'lenet.py' },
        torch: { file: 'lenet.py' },
        casadi: SCALAR_ONLY,
      },
    };
  },
};
