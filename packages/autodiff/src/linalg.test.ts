/** Derivatives of linear algebra of empty matrices, of f32, and in loops and batches. */
import { expect, test } from '@jest/globals';
import { define, evaluate, eye, f32, f64, hessian, scan, vmap, type Graph, type Sym } from 'adjoint';
import { errorOf } from '@adjoint/testkit';

test.each<[string, (x: Sym) => Sym]>([
  ['qr', (x) => x.qr().q],
  ['qr, r', (x) => x.qr().r],
  ['eigh', (x) => x.eigh().vectors],
  ['eigh, values', (x) => x.eigh().values],
  ['svd', (x) => x.svd().u],
  ['svd, values', (x) => x.svd().s],
  ['cholesky', (x) => x.cholesky()],
  ['inv', (x) => x.inv()],
  ['det', (x) => x.det()],
  ['logdet', (x) => x.logdet()],
  ['adjugate', (x) => x.adjugate()],
  ['expm', (x) => x.expm()],
  ['pinv', (x) => x.pinv()],
  ['triangularSolve', (x) => x.triangularSolve(x)],
  ['kron', (x) => x.kron(x)],
  ['matrixPower', (x) => x.matrixPower(3)],
])('%s of an empty matrix, and of no matrices, and their derivatives', (_, body) => {
  for (const shape of [
    [0, 0],
    [0, 2, 2],
    [3, 0, 0],
  ]) {
    const graph = define({ x: f64(...shape) }, ({ x }) => ({ y: body(x).mul(body(x)).sum() }));
    const second = evaluate(hessian(graph, { of: 'y', wrt: 'x' }), { x: new Float64Array(0) });
    expect(second['d2(y)/d(x)d(x)'].shape).toEqual([...shape, ...shape]);
  }
});

test('the logarithm of a determinant is of the dtype of its matrix, so are its derivatives', () => {
  const graph = define({ x: f32(2, 2) }, ({ x }) => ({ y: x.logdet() }));
  const found = evaluate(hessian(graph, { of: 'y', wrt: 'x' }), { x: Float32Array.of(4, 1, 2, 3) });
  expect(Object.values(found).map(({ dtype }) => dtype)).toEqual(['f32', 'f32', 'f32']);
  expect(found.y.item()).toBeCloseTo(Math.log(10), 6);
  expect(evaluate(graph, { x: Float32Array.of(0, 1, 1, 0) }).y.item()).toBe(NaN);
});

test('decompositions in a loop are differentiated and batched as they are outside', () => {
  const types = { x: f64(3, 2, 2), y: f64(2) };
  const step = (y: Sym, x: Sym): Sym =>
    x
      .eigh()
      .vectors.square()
      .matmul(x.add(eye(2).mul(4)).solve(y.sin()));
  const looped = define(types, ({ x, y }) => ({
    z: scan((carry: Sym, part: Sym) => ({ carry: step(carry, part), out: carry }), y, x).carry.sum(),
  }));
  const plain = define(types, ({ x, y }) => ({ z: [0, 1, 2].reduce((carry, i) => step(carry, x.at(i)), y).sum() }));
  const x = Float64Array.of(1, 0.2, 0.3, 2, 0.5, -1, 0.1, 1.5, -1, 0.7, 0.4, 0.3);
  const derivatives = (graph: Graph): number[] => {
    const second = hessian(graph, { of: 'z', wrt: 'x' });
    const many = vmap(second, { axes: { y: 0 }, size: 2 });
    const found = evaluate(many, {
      x,
      y: [
        [0.3, -0.8],
        [1, 2],
      ],
    });
    return [...found['d(z)/d(x)']!.data, ...found['d2(z)/d(x)d(x)']!.data];
  };
  expect(errorOf(derivatives(looped), derivatives(plain))).toBeLessThan(1e-12);
});
