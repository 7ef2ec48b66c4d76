/** The graph that the pictures show computes the loss that they say. */
import { expect, test } from '@jest/globals';
import { evaluate, gradients } from 'adjoint';
import { regression } from './regression.ts';

test('at w = 0 the loss is ln 2, and its gradient Xᵀ(½ − y) / 150', () => {
  const X = Array.from({ length: 150 }, (_, i) => [1, i, i % 2, -i]);
  const y = X.map((_, i) => Number(i >= 75));
  const found = evaluate(gradients(regression, { of: 'loss', wrt: ['w'] }), { X, y, w: [0, 0, 0, 0] });
  const slope = (feature: number): number => X.reduce((sum, row, i) => sum + row[feature]! * (0.5 - y[i]!), 0) / 150;
  expect(found.loss.item()).toBeCloseTo(Math.LN2, 14);
  [0, 1, 2, 3].forEach((feature) => expect(found['d(loss)/d(w)'].data[feature]).toBeCloseTo(slope(feature), 12));
});
