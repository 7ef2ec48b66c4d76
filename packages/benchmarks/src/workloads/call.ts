/** Twenty operations: what a call costs over its arithmetic. */
import { define, f64 } from 'adjoint';
import type { Feeds, Workload } from '../workload.ts';
import { NO_DERIVATIVES, NO_F64 } from './reasons.ts';

/** Horner's rule, ten times ·x + c. */
const COEFFICIENTS = [0.3, -0.7, 1.1, 0.2, -0.4, 0.9, -1.3, 0.6, 0.5, -0.1] as const;

/** Written out: an engine does not unroll a loop. */
const byHand = (feeds: Feeds) => {
  const results = [new Float64Array(1)];
  const x = feeds['x'] as Float64Array;
  return () => {
    const at = x[0]!;
    const sum =
      (((((((((at + 0.3) * at - 0.7) * at + 1.1) * at + 0.2) * at - 0.4) * at + 0.9) * at - 1.3) * at + 0.6) * at +
        0.5) *
        at -
      0.1;
    results[0]![0] = sum;
    return results;
  };
};

export const call: Workload = {
  name: 'call',
  what: 'one call of a graph of 20 operations, f64, with run.into',
  work: () => ({ unit: 'call', count: 1 }),
  problem: () => ({
    graph: () =>
      define({ x: f64() }, ({ x }) => ({
        y: COEFFICIENTS.reduce((sum, coefficient) => sum.mul(x).add(coefficient), x.mul(0).add(1)),
      })),
    outputs: ['y'],
    feeds: { x: Float64Array.of(0.8) },
    tolerance: { within: 1e-14, because: 'twenty roundings, 20·2⁻⁵³ = 2e-15' },
    peers: {
      hand: byHand,
      jaxjs:
        ({ numpy: np }) =>
        ({ x }) => {
          let sum = np.ones([], { dtype: np.float64 });
          for (const coefficient of COEFFICIENTS) sum = sum.mul(x!.ref).add(coefficient);
          x!.dispose();
          return [sum];
        },
      tfjs: NO_F64,
      mathjs: (math, { x }) => {
        const text = COEFFICIENTS.reduce((inner, coefficient) => `(${inner}) * x + ${coefficient}`, '1');
        const [compiled, scope] = [math.compile(text), { x: x![0]! }];
        return () => [[compiled.evaluate(scope) as number]];
      },
      onnx: NO_DERIVATIVES,
      jax: { file: 'call.py' },
      torch: 'it runs an operation at a time, some microseconds each',
      casadi: { file: 'call.py' },
    },
  }),
};
