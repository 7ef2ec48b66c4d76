/** The Hessian of logistic regression: one hundred directions at once. */
import { define, f64, hessian, pick } from 'adjoint';
import type { Feeds, Workload } from '../workload.ts';
import { f64s } from './data.ts';
import { NO_DERIVATIVES, NO_F64, SYMBOLIC } from './reasons.ts';

const SIZES = { full: { rows: 1000, columns: 100 }, tiny: { rows: 12, columns: 4 } } as const;
const SECOND = 'd2(cost)/d(w)d(w)';

/** XᵀDX with D = σ(Xw)·(1 − σ(Xw)): half of it, then mirrored. */
const byHand =
  (rows: number, columns: number) =>
  ({ X, w }: Feeds) => {
    const [x, at, found] = [X as Float64Array, w as Float64Array, new Float64Array(columns * columns)];
    return () => {
      found.fill(0);
      for (let i = 0; i < rows; i++) {
        const row = i * columns;
        let logit = 0;
        for (let j = 0; j < columns; j++) logit += x[row + j]! * at[j]!;
        const sigmoid = 1 / (1 + Math.exp(-logit));
        const weight = sigmoid * (1 - sigmoid);
        for (let j = 0; j < columns; j++) {
          const scale = weight * x[row + j]!;
          for (let k = 0; k <= j; k++) found[j * columns + k] = found[j * columns + k]! + scale * x[row + k]!;
        }
      }
      for (let j = 0; j < columns; j++) for (let k = 0; k < j; k++) found[k * columns + j] = found[j * columns + k]!;
      return [found];
    };
  };

export const logistic: Workload = {
  name: 'hessian',
  what: 'Hessian 100×100 of a logistic likelihood, N = 1000, f64',
  reach: 1.5,
  problem: (size) => {
    const { rows, columns } = SIZES[size];
    const cost = () =>
      define({ X: f64(rows, columns), y: f64(rows), w: f64(columns) }, ({ X, y, w }) => {
        const logit = X.matmul(w);
        return { cost: logit.softplus().sub(y.mul(logit)).sum() };
      });
    return {
      graph: () => pick(hessian(cost(), { of: 'cost', wrt: 'w' }), [SECOND]),
      outputs: [SECOND],
      feeds: {
        X: f64s(rows * columns, 30),
        y: f64s(rows, 31).map((x) => (x > 0 ? 1 : 0)),
        w: f64s(columns, 32),
      },
      tolerance: { within: 1e-11, because: 'sums of 1000 products in f64, 1000·2⁻⁵³ = 1.1e-13, after sums of 100' },
      law: { cost, of: 'cost', wrt: ['w'] },
      peers: {
        hand: byHand(rows, columns),
        jaxjs:
          (jax) =>
          ({ X, y, w }) => {
            const { numpy: np, nn } = jax;
            const found = jax.hessian((w: typeof jax.numpy.Array.prototype) => {
              const logit = np.matmul(X!.ref, w);
              return nn.softplus(logit.ref).sub(y!.ref.mul(logit)).sum();
            })(w!);
            X!.dispose();
            y!.dispose();
            return [found];
          },
        tfjs: NO_F64,
        mathjs: SYMBOLIC,
        onnx: NO_DERIVATIVES,
        jax: { file: 'logistic.py' },
        torch: { file: 'logistic.py' },
        casadi: { file: 'logistic.py' },
      },
    };
  },
};
