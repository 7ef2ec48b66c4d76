/** Derivatives of linear algebra at matrices where formulas divide by nothing: indefinite, zero, of equal values, singular. */
import { describe, expect, test } from '@jest/globals';
import { compile, define, evaluate, f64, gradients, hessian, hvp, reshape, type Graph, type Sym } from 'adjoint';
import { errorOf, matrixSlopes } from '@adjoint/testkit';

describe('derivatives at hostile matrices', () => {
  test('of an indefinite matrix are NaN for that matrix of the batch alone', () => {
    const graph = define({ x: f64(2, 2, 2) }, ({ x }) => ({ y: x.cholesky().sum() }));
    const x = Float64Array.of(4, 2, 2, 5, 1, 2, 2, 1);
    const found = [...evaluate(gradients(graph, { of: 'y', wrt: ['x'] }), { x })['d(y)/d(x)'].data];
    expect(found.slice(0, 4).every(Number.isFinite)).toBe(true);
    expect(found.slice(4)).toEqual([NaN, NaN, NaN, NaN]);
  });
  test('the gradient of cholesky is symmetric, for it is that of the symmetric part', () => {
    const { first } = matrixSlopes(
      (x) => x.cholesky().sin().sum(),
      [
        [3, 1],
        [0.5, 2],
      ],
    );
    expect(first[1]).toBe(first[2]);
  });
  test('expm at 0 has the derivatives of its series', () => {
    const zero = [
      [0, 0],
      [0, 0],
    ];
    // tr eˣ: the first derivative at 0 is the identity, the second is that of ½·tr x².
    const { first, second } = matrixSlopes((x) => x.expm().trace(), zero);
    expect(errorOf(first, [1, 0, 0, 1])).toBeLessThan(1e-13);
    expect(errorOf(second, [1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1])).toBeLessThan(1e-13);
  });
  test('expm of a turn has derivatives of every order, whichever approximant is taken', () => {
    const turn = [0, -1, 1, 0];
    let of = 'y';
    let graph: Graph = define({ t: f64() }, ({ t }) => ({
      y: t
        .mul(reshape(turn, [2, 2]))
        .expm()
        .at(0, 0),
    }));
    // cos⁽ᵏ⁾; half an ulp of t is an error of its own, and doubles with each squaring.
    const orders = [
      Math.cos,
      (t: number) => -Math.sin(t),
      (t: number) => -Math.cos(t),
      Math.sin,
      Math.cos,
      (t: number) => -Math.sin(t),
    ];
    orders.forEach((wanted) => {
      const run = compile(graph, { outputs: [of], target: 'interpreter' });
      for (const t of [0, 1e-9, 1e-3, 0.1, 0.15, 0.3, 0.6, 0.9, 1.5, 2, 3, 4, 5, 9, 21]) {
        expect(Math.abs(run({ t })[of]!.item() - wanted(t))).toBeLessThan(5e-15 * (1 + t));
      }
      graph = gradients(graph, { of, wrt: ['t'] });
      of = Object.keys(graph.outputs).at(-1)!;
    });
  });
  test('each order of derivative of expm has twice the matrices, none of more rows', () => {
    const n = 4;
    const graph = define({ x: f64(n, n) }, ({ x }) => ({ y: x.expm().sin().sum() }));
    const product = hvp(gradients(graph, { of: 'y', wrt: ['x'] }), { of: 'y', wrt: 'x' });
    const shapes = product.nodes.filter(({ op }) => op === 'expm').map(({ type }) => type.shape);
    expect(new Set(shapes.map((shape) => shape.join()))).toEqual(new Set(['4,4', '2,4,4', '4,4,4']));
  });
  test('pinv of equal singular values, and of a constant rank', () => {
    const identity = [
      [1, 0],
      [0, 1],
    ];
    const weights = [
      [1, 2],
      [3, 5],
    ];
    const weighted = (y: Sym): Sym => y.mul(weights).sum();
    const [found, wanted] = [
      matrixSlopes((x) => weighted(x.pinv()), identity),
      matrixSlopes((x) => weighted(x.inv()), identity),
    ];
    expect(errorOf(found.first, wanted.first)).toBeLessThan(1e-13);
    expect(errorOf(found.second, wanted.second)).toBeLessThan(1e-13);
    // Of full ranks (b·c)⁺ = c⁺·b⁺.
    const types = { b: f64(4, 2), c: f64(2, 3) };
    const at = { b: [1, 2, -1, 0.5, 3, 1, 0, -2].map((x) => x / 2), c: [1, 0.5, -1, 2, 1, 0.3] };
    const feeds = { b: Float64Array.from(at.b), c: Float64Array.from(at.c) };
    const gradientOf = (body: (b: Sym, c: Sym) => Sym): number[] => {
      const graph = define(types, ({ b, c }) => ({ y: body(b, c).sin().sum() }));
      const second = evaluate(hessian(graph, { of: 'y', wrt: 'b' }), feeds);
      return [...second['d(y)/d(b)'].data, ...second['d2(y)/d(b)d(b)'].data];
    };
    const apart = gradientOf((b, c) => c.pinv().matmul(b.pinv()));
    expect(
      errorOf(
        gradientOf((b, c) => b.matmul(c).pinv()),
        apart,
      ),
    ).toBeLessThan(1e-11);
  });
  test('logdet at a negative determinant is NaN, with the slopes of its absolute value; at a singular matrix −∞', () => {
    const negative = [
      [0, 1],
      [1, 0],
    ];
    const graph = define({ x: f64(2, 2) }, ({ x }) => ({ y: x.logdet() }));
    expect(evaluate(graph, { x: negative }).y.item()).toBe(NaN);
    expect(matrixSlopes((x) => x.logdet(), negative).first).toEqual([0, 1, 1, 0]);
    expect(evaluate(graph, { x: new Float64Array(4) }).y.item()).toBe(-Infinity);
  });
});
