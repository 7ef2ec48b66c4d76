/** Shapes of linear algebra: batches, right-hand sides, empty axes; and what powers and Kronecker products are. */
import { describe, expect, test } from '@jest/globals';
import type { Shape } from '@adjoint/ir';
import { computed, drawn, filled, matrixOf, type Build } from '@adjoint/testkit';

describe('shapes', () => {
  const shapeOf = (build: Build, ...x: readonly number[][]): Shape =>
    computed(build, ...x.map((shape) => drawn(3, ...shape))).shape;
  test('of right-hand sides: a vector, a batch of vectors, matrices; leading axes broadcast', () => {
    expect(shapeOf((a, b) => a.solve(b), [3, 3], [3])).toEqual([3]);
    expect(shapeOf((a, b) => a.solve(b), [3, 3], [3, 2])).toEqual([3, 2]);
    expect(shapeOf((a, b) => a.solve(b), [4, 3, 3], [4, 3])).toEqual([4, 3]);
    expect(shapeOf((a, b) => a.solve(b), [4, 3, 3], [1, 3])).toEqual([4, 3]);
    expect(shapeOf((a, b) => a.solve(b), [4, 3, 3], [3])).toEqual([4, 3]);
    expect(shapeOf((a, b) => a.solve(b), [3, 3], [4, 3, 2])).toEqual([4, 3, 2]);
    expect(shapeOf((a, b) => a.triangularSolve(b), [5, 1, 3, 3], [1, 4, 3, 2])).toEqual([5, 4, 3, 2]);
    expect(shapeOf((a, b) => a.lstsq(b), [4, 2], [4])).toEqual([2]);
    expect(shapeOf((a, b) => a.lstsq(b), [5, 2, 4], [5, 2, 3])).toEqual([5, 4, 3]);
    expect(shapeOf((a, b) => a.kron(b), [2, 3], [4, 5])).toEqual([8, 15]);
    expect(shapeOf((a, b) => a.kron(b), [7, 1, 3], [2, 2])).toEqual([7, 2, 6]);
    expect(shapeOf((a, b) => a.kron(b), [2], [3])).toEqual([6]);
  });
  test('of empty matrices and batches', () => {
    expect(shapeOf((a) => a.inv(), [0, 0])).toEqual([0, 0]);
    expect(shapeOf((a) => a.inv(), [0, 3, 3])).toEqual([0, 3, 3]);
    expect(shapeOf((a, b) => a.solve(b), [2, 0, 0], [2, 0, 4])).toEqual([2, 0, 4]);
    expect(shapeOf((a, b) => a.solve(b), [2, 2], [2, 0])).toEqual([2, 0]);
    expect(shapeOf((a) => a.cholesky(), [0, 0])).toEqual([0, 0]);
    expect(shapeOf((a) => a.expm(), [0, 0])).toEqual([0, 0]);
    expect(shapeOf((a) => a.adjugate(), [0, 0])).toEqual([0, 0]);
    expect(shapeOf((a) => a.pinv(), [0, 3])).toEqual([3, 0]);
    expect(shapeOf((a) => a.pinv(), [2, 3, 0])).toEqual([2, 0, 3]);
    expect([...computed((a) => a.det(), drawn(1, 2, 0, 0)).data]).toEqual([1, 1]);
    expect(computed((a) => a.slogdet().logabs, drawn(1, 0, 0)).item()).toBe(0);
    expect(computed((a) => a.slogdet().sign, drawn(1, 0, 0)).item()).toBe(1);
    expect(computed((a) => a.adjugate(), matrixOf([7])).item()).toBe(1);
  });
  test('powers are products', () => {
    const a = matrixOf([1, 1], [1, 0]);
    expect([...computed((x) => x.matrixPower(10), a).data]).toEqual([89, 55, 55, 34]);
    expect([...computed((x) => x.matrixPower(0), a).data]).toEqual([1, 0, 0, 1]);
    expect([...computed((x) => x.matrixPower(-2), a).data]).toEqual([1, -1, -1, 2]);
  });
  test('kron puts blocks', () => {
    expect([...computed((x, y) => x.kron(y), matrixOf([1, 2]), matrixOf([3], [4])).data]).toEqual([3, 6, 4, 8]);
    expect([...computed((x, y) => x.kron(y), filled([2], [1, 10]), filled([2], [1, 2])).data]).toEqual([1, 2, 10, 20]);
  });
});
