/** Every problem of NIST is solved from both of its starts, and its derivatives are right. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { checkGradients, define, exp, f64 } from 'adjoint';
import { estimate, fit } from './fit.ts';
import { leastSquares, objective } from './least-squares.ts';
import { MODELS, type ProblemName } from './models.ts';
import { readProblem } from './problem.ts';
import { agreement } from './report.ts';

const problem = (name: string) => readProblem(readFileSync(`packages/examples/data/nist/${name}.json`, 'utf8'));
const names = Object.keys(MODELS) as ProblemName[];

describe('a straight line', () => {
  const line = define({ x: f64(4), b: f64(2) }, ({ x, b }) => ({ y: b.at(0).add(b.at(1).mul(x)) }));
  const evaluate = objective(line, [0, 1, 2, 3], [1, 3, 4, 8], 2);
  const { point } = fit(evaluate, [100, -100]);

  test('is fitted as the textbook says', () => {
    const { parameters, squares } = estimate(point, 4);
    expect(parameters[0]).toBeCloseTo(0.7, 12);
    expect(parameters[1]).toBeCloseTo(2.2, 12);
    expect(squares).toBeCloseTo(1.8, 12);
  });

  test('has the standard deviations of the textbook', () => {
    // s² = 1.8 / 2; JᵀJ = [[4, 6], [6, 14]], of determinant 20.
    const [first, second] = estimate(point, 4).deviations;
    expect(first).toBeCloseTo(Math.sqrt((0.9 * 14) / 20), 12);
    expect(second).toBeCloseTo(Math.sqrt((0.9 * 4) / 20), 12);
  });
});

test('a start where the sum of squares is not a number comes to an end', () => {
  const growth = define({ x: f64(2), b: f64(1) }, ({ x, b }) => ({ y: exp(b.at(0).mul(x)) }));
  const { point } = fit(objective(growth, [1, 2], [1, 1], 1), [1e9]);
  expect(Array.from(point.b)).toEqual([1e9]);
});

describe.each(names)('%s', (name) => {
  const { x, y, starts, certified } = problem(name);
  const [observations, parameters] = [x.length, certified.parameters.length];

  test('derivatives of both orders agree with finite differences', () => {
    const graph = leastSquares(MODELS[name], observations, parameters);
    const b = [...certified.parameters];
    expect(() =>
      checkGradients(graph, { of: 'squares', wrt: 'b', at: { x, y, b }, order: 2, rtol: 1e-4 }),
    ).not.toThrow();
  });

  test.each([1, 2] as const)('is solved from start %i to 9 digits, its standard deviations to 7', (start) => {
    const { point } = fit(objective(MODELS[name], x, y, parameters), starts[start - 1]!);
    const digits = agreement(estimate(point, observations), certified);
    expect(digits.parameters).toBeGreaterThanOrEqual(9);
    expect(digits.deviations).toBeGreaterThanOrEqual(7);
  });
});
