/** A product of that network's Hessian with a vector, forward over reverse. */
import { gradients, jvp, pick } from 'adjoint';
import type { JaxArray, JaxArrays } from '../peers/jaxjs.ts';
import type { Workload } from '../workload.ts';
import { f32s } from './data.ts';
import { costOf, feedsOf, jaxJsCost, PARAMETERS } from './perceptron.ts';
import { NO_DERIVATIVES, SCALAR_ONLY, SYMBOLIC } from './reasons.ts';

const tangent = (name: string): string => `t(${name})`;
const products = PARAMETERS.map((name) => `jvp(d(cost)/d(${name}))`);

export const mlpHvp: Workload = {
  name: 'mlp-hvp',
  what: 'Hessian-vector product of that MLP, f32',
  problem: (size) => {
    const feeds = feedsOf(size);
    const vector = PARAMETERS.map((name, i) => [tangent(name), f32s(feeds[name]!.length, 20 + i)] as const);
    return {
      graph: () => pick(jvp(gradients(costOf(size), { of: 'cost', wrt: PARAMETERS }), { wrt: PARAMETERS }), products),
      outputs: products,
      feeds: { ...feeds, ...Object.fromEntries(vector) },
      tolerance: { within: 5e-4, because: 'sums of up to 784 products in f32, six products deep: 6·784·2⁻²⁴ = 2.8e-4' },
      peers: {
        hand: 'nobody writes it by hand; the limit is stated in gradients, and the gradient is written by hand',
        jaxjs: (jax) => (at) => {
          const of = (xs: readonly JaxArray[]): JaxArray =>
            jaxJsCost(jax)({ x: at['x']!.ref, y: at['y']!.ref, ...named(xs) });
          const slope = (xs: JaxArray[]): JaxArray[] => jax.grad(of)(xs) as JaxArray[];
          const [, found] = jax.jvp(
            slope,
            [PARAMETERS.map((name) => at[name]!)],
            [PARAMETERS.map((name) => at[tangent(name)]!)],
          );
          at['x']!.dispose();
          at['y']!.dispose();
          return found;
        },
        tfjs: 'it has no forward mode, and its relu, logSoftmax and matMul have gradients that cannot be differentiated',
        mathjs: SYMBOLIC,
        onnx: NO_DERIVATIVES,
        jax: { file: 'mlp_hvp.py' },
        torch: { file: 'mlp_hvp.py' },
        casadi: SCALAR_ONLY,
      },
    };
  },
};

const named = (xs: readonly JaxArray[]): JaxArrays => Object.fromEntries(PARAMETERS.map((name, i) => [name, xs[i]!]));
