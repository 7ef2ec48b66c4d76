/** Inside a definition gradients nest, and go through called graphs. */
import { describe, expect, test } from '@jest/globals';
import { call, define, evaluate, f64, grad, sum } from 'adjoint';
import type { Sym } from '@adjoint/ir';
import { messageOf, rosenbrock } from '@adjoint/testkit';

describe('inside a definition', () => {
  test('gradients nest: a step of descent is differentiated', () => {
    const graph = define({ x: f64() }, ({ x }) => {
      const [inner] = grad(x.pow(3), [x]);
      const stepped = x.sub(inner!.mul(0.1));
      const [outer] = grad(stepped.square(), [x]);
      return { outer: outer! };
    });
    // d/dx (x − 0.3x²)² = 2(x − 0.3x²)(1 − 0.6x)
    expect(evaluate(graph, { x: 2 }).outer.item()).toBeCloseTo(2 * (2 - 1.2) * (1 - 1.2), 14);
  });
  test('a called graph is differentiated as if it were written there', () => {
    const graph = define({ a: f64(2) }, ({ a }) => {
      const { f } = call(rosenbrock.graph, { x: a.mul(2) });
      const [slope] = grad(f, [a]);
      return { slope: slope! };
    });
    expect(evaluate(graph, { a: [-0.6, 0.5] }).slope.toArray()).toEqual(
      rosenbrock.slope([-1.2, 1]).map((value) => expect.closeTo(2 * value, 10)),
    );
  });
  test('symbols of two definitions do not meet', () => {
    let other: Sym | undefined;
    define({ x: f64() }, ({ x }) => (other = x));
    expect(messageOf(() => define({ x: f64() }, ({ x }) => grad(sum(x), [other!])[0]!))).toMatch(
      'of another definition',
    );
  });
});
