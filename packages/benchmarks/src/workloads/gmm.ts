/** The log-likelihood of a Gaussian mixture and its gradient, as ADBench states it (Šrajer, Kukelova, Fitzgibbon 2018), but for constants. */
import { define, einsum, f64, gradients } from 'adjoint';
import { gradientInJaxJs, type JaxArray } from '../peers/jaxjs.ts';
import type { Workload } from '../workload.ts';
import { f64s } from './data.ts';
import { gmmByHand } from './gmm-by-hand.ts';
import { NO_DERIVATIVES, NO_F64, SYMBOLIC } from './reasons.ts';

const SIZES = { full: { n: 1000, k: 25, d: 10 }, tiny: { n: 6, k: 3, d: 4 } } as const;
const WRT = ['alpha', 'mu', 'q', 'l'] as const;

/** Where the entries below the diagonal stand in a matrix: ones at [entry, place]. */
const places = (d: number): Float64Array => {
  const below = (d * (d - 1)) / 2;
  const found = new Float64Array(below * d * d);
  let entry = 0;
  for (let row = 0; row < d; row++)
    for (let column = 0; column < row; column++) found[entry++ * d * d + row * d + column] = 1;
  return found;
};

export const gmm: Workload = {
  name: 'gmm',
  what: 'Gaussian mixture log-likelihood gradient, d = 10, k = 25, n = 1000, f64',
  reach: 5,
  problem: (size) => {
    const { n, k, d } = SIZES[size];
    const below = (d * (d - 1)) / 2;
    const types = {
      x: f64(n, d),
      place: f64(below, d * d),
      alpha: f64(k),
      mu: f64(k, d),
      q: f64(k, d),
      l: f64(k, below),
    };
    const cost = () =>
      define(types, ({ x, place, alpha, mu, q, l }) => {
        const away = x.reshape(n, 1, d).sub(mu);
        const lower = l.matmul(place).reshape(k, d, d);
        const scaled = q
          .exp()
          .mul(away)
          .add(einsum('kab,nkb->nka', lower, away));
        const inner = alpha.add(q.sum(1)).sub(scaled.square().sum(2).mul(0.5));
        const prior = q.mul(2).exp().sum().add(l.square().sum()).mul(0.5);
        return { cost: inner.logSumExp(1).sum().sub(alpha.logSumExp().mul(n)).add(prior) };
      });
    return {
      graph: () => gradients(cost(), { of: 'cost', wrt: WRT }),
      outputs: ['cost', ...WRT.map((name) => `d(cost)/d(${name})`)],
      feeds: {
        x: f64s(n * d, 40, 2),
        place: places(d),
        alpha: f64s(k, 41),
        mu: f64s(k * d, 42, 2),
        q: f64s(k * d, 43, 0.5),
        l: f64s(k * below, 44, 0.5),
      },
      tolerance: { within: 1e-10, because: 'sums of 25,000 terms in f64: 25000·2⁻⁵³ = 3e-12, some of which cancel' },
      law: { cost, of: 'cost', wrt: WRT },
      peers: {
        hand: gmmByHand(n, k, d),
        jaxjs: gradientInJaxJs(WRT, ({ numpy: np, nn }) => ({ x, place, alpha, mu, q, l }) => {
          // Its einsum needs iterator helpers, which Node has from version 22 on; its matmul of these shapes is wrong.
          const turned = (lower: JaxArray, away: JaxArray): JaxArray => lower.mul(away.reshape([n, k, 1, d])).sum(3);
          const away = x!.reshape([n, 1, d]).sub(mu!);
          const lower = np.matmul(l!.ref, place!).reshape([k, d, d]);
          const scaled = np.exp(q!.ref).mul(away.ref).add(turned(lower, away));
          const inner = alpha!.ref.add(q!.ref.sum(1)).sub(np.square(scaled).sum(2).mul(0.5));
          const prior = np.exp(q!.mul(2)).sum().add(np.square(l!).sum()).mul(0.5);
          return nn.logsumexp(inner, 1).sum().sub(nn.logsumexp(alpha!).mul(n)).add(prior);
        }),
        tfjs: NO_F64,
        mathjs: SYMBOLIC,
        onnx: NO_DERIVATIVES,
        jax: { file: 'gmm.py' },
        torch: { file: 'gmm.py' },
        casadi: 'it unrolls arrays into scalars: several million operations here',
      },
    };
  },
};
