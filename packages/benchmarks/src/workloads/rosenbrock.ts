/** The chained Rosenbrock function, Σ 100·(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²: little work, so that calls and loads count. */
import { define, f64, gradients } from 'adjoint';
import { gradientInJaxJs } from '../peers/jaxjs.ts';
import type { Feeds, Workload } from '../workload.ts';
import { f64s } from './data.ts';
import { NO_DERIVATIVES, NO_F64, SYMBOLIC } from './reasons.ts';

const SIZES = { full: 1000, tiny: 10 } as const;

const byHand = (feeds: Feeds) => {
  const x = feeds['x'] as Float64Array;
  const slope = new Float64Array(x.length);
  const value = [0];
  return () => {
    let sum = 0;
    slope[0] = 0;
    for (let i = 0; i + 1 < x.length; i++) {
      const at = x[i]!;
      const bend = x[i + 1]! - at * at;
      const short = 1 - at;
      sum += 100 * bend * bend + short * short;
      slope[i] = slope[i]! - 400 * bend * at - 2 * short;
      slope[i + 1] = 200 * bend;
    }
    value[0] = sum;
    return [value, slope];
  };
};

export const rosenbrock: Workload = {
  name: 'rosenbrock',
  what: 'chained Rosenbrock, n = 1000, f64, value and gradient',
  reach: 0.0035,
  work: (size) => ({ unit: 'elements', count: SIZES[size] }),
  problem: (size) => {
    const n = SIZES[size];
    const cost = () =>
      define({ x: f64(n) }, ({ x }) => {
        const [first, next] = [x.slice([0, n - 1]), x.slice([1, n])];
        const bend = next.sub(first.square()).square().mul(100);
        return { cost: bend.add(first.neg().add(1).square()).sum() };
      });
    const wrt = ['x'];
    return {
      graph: () => gradients(cost(), { of: 'cost', wrt }),
      outputs: ['cost', 'd(cost)/d(x)'],
      feeds: { x: f64s(n, 2) },
      tolerance: { within: 1e-12, because: 'sums of 1000 terms in f64, 1000·2⁻⁵³ = 1.1e-13' },
      law: { cost, of: 'cost', wrt },
      peers: {
        hand: byHand,
        jaxjs: gradientInJaxJs(wrt, ({ numpy: np }) => ({ x }) => {
          const first = x!.ref.slice([0, n - 1]);
          const bend = np.square(x!.slice([1, n]).sub(np.square(first.ref))).mul(100);
          return bend.add(np.square(first.neg().add(1))).sum();
        }),
        tfjs: NO_F64,
        mathjs: `${SYMBOLIC}: of 1000 variables, in a text of 1000 terms`,
        onnx: NO_DERIVATIVES,
        jax: { file: 'rosenbrock.py' },
        torch: { file: 'rosenbrock.py' },
        casadi: { file: 'rosenbrock.py' },
      },
    };
  },
};
