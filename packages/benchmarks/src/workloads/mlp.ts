/** Training a network: loss and all gradients. */
import { gradients } from 'adjoint';
import { gradientInJaxJs } from '../peers/jaxjs.ts';
import { gradientInTfjs } from '../peers/tfjs.ts';
import type { Workload } from '../workload.ts';
import { mlpByHand } from './mlp-by-hand.ts';
import { costOf, feedsOf, jaxJsCost, PARAMETERS, SIZES } from './perceptron.ts';
import { NO_DERIVATIVES, SCALAR_ONLY, SYMBOLIC } from './reasons.ts';

export const mlp: Workload = {
  name: 'mlp',
  what: 'MLP 128 × 784-512-512-10, f32, loss and all gradients',
  reach: 10,
  work: (size) => {
    const { rows, from, hidden, to } = SIZES[size];
    // Three products a layer, but for the first layer, whose input needs no gradient.
    return { unit: 'flop', count: 2 * rows * (2 * from * hidden + 3 * hidden * hidden + 3 * hidden * to) };
  },
  problem: (size) => ({
    graph: () => gradients(costOf(size), { of: 'cost', wrt: PARAMETERS }),
    outputs: ['cost', ...PARAMETERS.map((name) => `d(cost)/d(${name})`)],
    feeds: feedsOf(size),
    tolerance: { within: 2e-4, because: 'sums of up to 784 products in f32, three layers deep: 3·784·2⁻²⁴ = 1.4e-4' },
    law: { cost: () => costOf(size), of: 'cost', wrt: PARAMETERS },
    peers: {
      hand: mlpByHand(size),
      jaxjs: gradientInJaxJs(PARAMETERS, jaxJsCost),
      tfjs: gradientInTfjs(PARAMETERS, (tf, at) => {
        const layer = (x: ReturnType<typeof tf.matMul>, w: string, b: string) => tf.add(tf.matMul(x, at[w]!), at[b]!);
        const hidden = tf.relu(layer(tf.relu(layer(at['x']!, 'w1', 'b1')), 'w2', 'b2'));
        const logits = tf.logSoftmax(layer(hidden, 'w3', 'b3'));
        return tf.neg(tf.mean(tf.sum(tf.mul(logits, at['y']!), 1)));
      }),
      mathjs: SYMBOLIC,
      onnx: NO_DERIVATIVES,
      jax: { file: 'mlp.py' },
      torch: { file: 'mlp.py' },
      casadi: SCALAR_ONLY,
    },
  }),
};
