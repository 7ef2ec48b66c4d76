/** The chained Rosenbrock function (Rosenbrock 1960), whose derivatives are known in closed form. */
import { define, f64 } from 'adjoint';

const graph = define({ x: f64(2) }, ({ x }) => {
  const [a, b] = [x.at(0), x.at(1)];
  return { f: b.sub(a.square()).square().mul(100).add(a.sub(1).square()) };
});
const slope = ([a, b]: readonly [number, number]): number[] => [
  -400 * a * (b - a * a) + 2 * (a - 1),
  200 * (b - a * a),
];
const curvature = ([a, b]: readonly [number, number]): number[][] => [
  [1200 * a * a - 400 * b + 2, -400 * a],
  [-400 * a, 200],
];

export const rosenbrock = { graph, slope, curvature };
