/** First and second order of a function whose derivatives are known in closed form, by every mode and product. */
import { describe, expect, test } from '@jest/globals';
import { evaluate, gradients, hessian, hvp, jacobian, jvp, vjp } from 'adjoint';
import { rosenbrock } from '@adjoint/testkit';

const at = [-1.2, 1] as const;

describe('first and second order of the Rosenbrock function', () => {
  test('gradient and Hessian are those of the closed form', () => {
    const found = evaluate(hessian(rosenbrock.graph, { of: 'f', wrt: 'x' }), { x: at });
    expect(found['d(f)/d(x)'].toArray()).toEqual(rosenbrock.slope(at).map((value) => expect.closeTo(value, 10)));
    expect(found['d2(f)/d(x)d(x)'].toArray()).toEqual(
      rosenbrock.curvature(at).map((row) => row.map((value) => expect.closeTo(value, 10))),
    );
  });
  test('the Hessian is the Jacobian of the gradient in either mode', () => {
    const first = gradients(rosenbrock.graph, { of: 'f', wrt: ['x'] });
    for (const mode of ['forward', 'reverse', 'auto'] as const) {
      const found = evaluate(jacobian(first, { of: 'd(f)/d(x)', wrt: 'x', mode }), { x: at });
      expect(found['d(d(f)/d(x))/d(x)'].toArray()).toEqual(
        rosenbrock.curvature(at).map((row) => row.map((value) => expect.closeTo(value, 10))),
      );
    }
  });
  test('hvp, vjp and jvp are its products', () => {
    const v = [0.5, -2];
    const product = rosenbrock.curvature(at).map((row) => row[0]! * v[0]! + row[1]! * v[1]!);
    expect(evaluate(hvp(rosenbrock.graph, { of: 'f', wrt: 'x' }), { x: at, 'v(x)': v })['hvp(f)'].toArray()).toEqual(
      product.map((value) => expect.closeTo(value, 10)),
    );
    const pulled = evaluate(vjp(rosenbrock.graph, { of: 'f', wrt: 'x' }), { x: at, 'ct(f)': 2 });
    expect(pulled['vjp(x)'].toArray()).toEqual(rosenbrock.slope(at).map((value) => expect.closeTo(2 * value, 10)));
    const pushed = evaluate(jvp(rosenbrock.graph, { wrt: 'x' }), { x: at, 't(x)': v });
    expect(pushed['jvp(f)'].item()).toBeCloseTo(
      rosenbrock.slope(at)[0]! * v[0]! + rosenbrock.slope(at)[1]! * v[1]!,
      10,
    );
  });
});
