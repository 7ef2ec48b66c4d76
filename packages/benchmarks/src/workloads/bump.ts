/** One fused loop with its derivative: sum(tanh(x)·exp(−x²) + sin(x)·x). */
import { define, f32, gradients } from 'adjoint';
import { gradientInJaxJs } from '../peers/jaxjs.ts';
import { gradientInTfjs } from '../peers/tfjs.ts';
import type { Feeds, Workload } from '../workload.ts';
import { f32s } from './data.ts';
import { NO_DERIVATIVES, SCALAR_ONLY, SYMBOLIC } from './reasons.ts';

const SIZES = { full: 1_000_000, tiny: 100 } as const;

const byHand = ({ x }: Feeds) => {
  const slope = new Float32Array(x!.length);
  return () => {
    let sum = 0;
    for (let i = 0; i < slope.length; i++) {
      const at = x![i]!;
      const [t, e, s] = [Math.tanh(at), Math.exp(-at * at), Math.sin(at)];
      sum += t * e + s * at;
      slope[i] = (1 - t * t) * e - 2 * at * t * e + Math.cos(at) * at + s;
    }
    return [[sum], slope];
  };
};

export const bump: Workload = {
  name: 'bump',
  what: 'sum(tanh(x)·exp(−x²) + sin(x)·x), n = 1e6, f32, value and gradient',
  reach: 7,
  work: (size) => ({ unit: 'elements', count: SIZES[size] }),
  problem: (size) => {
    const n = SIZES[size];
    const cost = () =>
      define({ x: f32(n) }, ({ x }) => ({ cost: x.tanh().mul(x.square().neg().exp()).add(x.sin().mul(x)).sum() }));
    const wrt = ['x'];
    return {
      graph: () => gradients(cost(), { of: 'cost', wrt }),
      outputs: ['cost', 'd(cost)/d(x)'],
      feeds: { x: f32s(n, 1, 4) },
      tolerance: { within: 1e-3, because: 'sums of 1e6 terms in f32: naive ones are 4e-4 off' },
      law: { cost, of: 'cost', wrt },
      peers: {
        hand: byHand,
        jaxjs: gradientInJaxJs(wrt, ({ numpy: np }) => ({ x }) => {
          const hill = np.tanh(x!.ref).mul(np.exp(np.square(x!.ref).neg()));
          return hill.add(np.sin(x!.ref).mul(x!)).sum();
        }),
        tfjs: gradientInTfjs(wrt, (tf, { x }) =>
          tf.sum(tf.add(tf.mul(tf.tanh(x!), tf.exp(tf.neg(tf.square(x!)))), tf.mul(tf.sin(x!), x!))),
        ),
        mathjs: SYMBOLIC,
        onnx: NO_DERIVATIVES,
        jax: { file: 'bump.py' },
        torch: { file: 'bump.py' },
        casadi: SCALAR_ONLY,
      },
    };
  },
};
