/** Least squares as a graph: the sum of squared residuals of a model, with the derivatives that a fit asks for. */
import { call, compile, define, f64, hessian, jacobian } from 'adjoint';
import type { Evaluate } from './fit.ts';
import type { Model } from './models.ts';

/**
 * `squares` is Σ r² with r = y − model(x, b). With it come its gradient and Hessian, and `normal`, the matrix JᵀJ of
 * the Jacobian J of r.
 */
export function leastSquares(model: Model, observations: number, parameters: number) {
  const inputs = { x: f64(observations), y: f64(observations), b: f64(parameters) };
  const residuals = define(inputs, ({ x, y, b }) => ({ r: y.sub(call(model, { x, b }).y) }));
  const withJacobian = jacobian(residuals, { of: 'r', wrt: 'b' });
  const squares = define(inputs, (symbols) => {
    const { r, 'd(r)/d(b)': J } = call(withJacobian, symbols);
    return { squares: r.square().sum(), normal: J.transpose().matmul(J) };
  });
  return hessian(squares, { of: 'squares', wrt: 'b' });
}

/** The compiled graph of a model and its observations, as the function of b that `fit` minimizes. */
export function objective(model: Model, x: readonly number[], y: readonly number[], parameters: number): Evaluate {
  const run = compile(leastSquares(model, x.length, parameters));
  return (b) => {
    const found = run({ x, y, b });
    return {
      b,
      squares: found.squares.item(),
      normal: found.normal.data,
      gradient: found['d(squares)/d(b)'].data,
      hessian: found['d2(squares)/d(b)d(b)'].data,
    };
  };
}
