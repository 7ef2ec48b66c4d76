/** Jacobians: their shapes in both modes, what is read off and not multiplied, and what is empty or still. */
import { describe, expect, test } from '@jest/globals';
import { define, einsum, evaluate, f64, hessian, jacobian, prune, stats, tensor, type Graph } from 'adjoint';

describe('shapes of Jacobians', () => {
  const map = define({ x: f64(2, 2), s: f64(), none: f64(0) }, ({ x, s, none }) => ({
    y: x.matmul([1, 0]).mul(s),
    empty: none.mul(s),
  }));
  const x = [
    [1, 2],
    [3, 4],
  ];
  const feeds = { x, s: 5, none: [] };
  test.each(['forward', 'reverse', 'auto'] as const)('%s', (mode) => {
    const found = evaluate(jacobian(map, { of: 'y', wrt: ['x', 's'], mode }), feeds);
    expect(found['d(y)/d(x)'].toArray()).toEqual([
      [
        [5, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [5, 0],
      ],
    ]);
    expect(found['d(y)/d(s)'].toArray()).toEqual([1, 3]);
  });
  test('the columns of a linear map are read off, not multiplied', () => {
    const graph = define({ m: f64(3, 2), x: f64(2) }, ({ m, x }) => ({ y: m.matmul(x) }));
    const products = (of: Graph): number => stats(prune(of)).ops['contract'] ?? 0;
    const rows = jacobian(graph, { of: 'y', wrt: 'x', mode: 'reverse' });
    const columns = jacobian(graph, { of: 'y', wrt: 'x', mode: 'forward' });
    // Of what is not finite, 0 · ∞ would make NaN of every column.
    const m = [1, Infinity, 3, 4, 5, 6];
    for (const made of [rows, columns]) {
      const found = evaluate(made, { m: tensor(m, f64(3, 2)), x: [1, 0] }, { outputs: ['d(y)/d(x)'] });
      expect([...found['d(y)/d(x)']!.data]).toEqual(m);
      // The product itself, and the one that moves the axes of m.
      expect(products(made)).toBe(2);
    }
  });
  test.each(['reverse', 'forward'] as const)(
    'of a contraction that keeps the index: a diagonal, to second order (%s)',
    (mode) => {
      const graph = define({ m: f64(3, 2), x: f64(2) }, ({ m, x }) => ({ y: einsum('ij,j->ij', m, x) }));
      const m = [1, 2, 3, 4, 5, 6];
      const rows = evaluate(jacobian(graph, { of: 'y', wrt: 'x', mode }), { m: tensor(m, f64(3, 2)), x: [7, 8] });
      // y[i, j] = m[i, j]·x[j]
      const wanted = [0, 1, 2].map((i) => [0, 1].map((j) => [0, 1].map((k) => (j === k ? m[2 * i + j]! : 0))));
      expect(rows['d(y)/d(x)'].toArray()).toEqual(wanted);
      const cost = define({ m: f64(3, 2), x: f64(2) }, ({ m, x }) => ({ y: einsum('ij,j->ij', m, x).square().sum() }));
      const curved = evaluate(hessian(cost, { of: 'y', wrt: 'x' }), { m: tensor(m, f64(3, 2)), x: [7, 8] });
      expect(curved['d2(y)/d(x)d(x)'].toArray()).toEqual([
        [2 * (1 + 9 + 25), 0],
        [0, 2 * (4 + 16 + 36)],
      ]);
    },
  );
  test('of nothing, and of what does not move', () => {
    const none = evaluate(jacobian(map, { of: 'empty', wrt: ['s', 'x'] }), feeds);
    expect(none['d(empty)/d(s)'].shape).toEqual([0]);
    expect(none['d(empty)/d(x)'].shape).toEqual([0, 2, 2]);
    const still = evaluate(jacobian(map, { of: 's', wrt: 'x' }), feeds);
    expect(still['d(s)/d(x)'].toArray()).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});
