/** Derivatives of a number with respect to one matrix. */
import { define, evaluate, f64, gradients, hessian, type Sym } from 'adjoint';

/** The gradient and the Hessian, at x. */
export const matrixSlopes = (
  body: (x: Sym) => Sym,
  x: readonly (readonly number[])[],
): { first: number[]; second: number[] } => {
  const graph = define({ x: f64(x.length, x[0]!.length) }, ({ x }) => ({ y: body(x) }));
  const first = evaluate(gradients(graph, { of: 'y', wrt: ['x'] }), { x })['d(y)/d(x)'];
  const second = evaluate(hessian(graph, { of: 'y', wrt: 'x' }), { x })['d2(y)/d(x)d(x)'];
  return { first: [...first.data], second: [...second.data] };
};
