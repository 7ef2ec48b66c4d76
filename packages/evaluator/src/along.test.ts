/** Ops along an axis: what is told at run time, and what every element and every NaN comes to. */
import { describe, expect, test } from '@jest/globals';
import { define, f64, i32, scatterAlong } from '@adjoint/ir';
import { summaryOf } from '@adjoint/testkit';
import { evaluate } from './index.ts';

describe('a place out of range', () => {
  test.each([3, -1])('is an error at run time: %i', (place) => {
    const graph = define({ x: f64(2, 3), p: i32(2, 1) }, ({ x, p }) => x.takeAlong(p));
    const x = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    expect(summaryOf(() => evaluate(graph, { x, p: [[0], [place]] }))).toBe(
      `index: takeAlong: index ${place} is out of range`,
    );
    const adding = define({ x: f64(2), p: i32(2) }, ({ x, p }) => scatterAlong(3, p, x));
    expect(summaryOf(() => evaluate(adding, { x: [1, 2], p: [0, place] }))).toBe(
      `index: scatterAlong: index ${place} is out of range`,
    );
  });
});
