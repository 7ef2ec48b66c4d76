/** Elements by places beside them: how those stretch, and what does not fit. */
import { describe, expect, test } from '@jest/globals';
import { builtCode, builtMessage, builtType } from '@adjoint/testkit';
import * as build from './index.ts';

describe('elements by places beside them', () => {
  test('stretch along the other axes, and take numbers as i32', () => {
    expect(builtType((x) => x.takeAlong([[0, 2, 1, 1]]))).toBe('f64[2,4]');
    expect(builtType((x) => x.takeAlong([[0], [1]], 0))).toBe('f64[2,3]');
    expect(builtType((x, v) => v.reshape(1, 3).takeAlong([[0], [1]]))).toBe('f64[2,1]');
    expect(builtType((x) => build.scatterAlong(5, [[0, 4, 4]], x))).toBe('f64[2,5]');
    expect(builtType((x, v, n, p) => p.takeAlong(build.zeros([2, 0], 'i32')))).toBe('bool[2,0]');
  });
  test('say what does not fit', () => {
    expect(builtCode((x) => x.takeAlong([0, 1]))).toBe('size');
    expect(builtCode((x) => x.takeAlong([[0], [1], [2]]))).toBe('broadcast');
    expect(builtCode((x) => x.takeAlong([[0.5]]))).toBe('literal-dtype');
    expect(builtCode((x) => x.takeAlong([[0]], 2))).toBe('axis');
    expect(builtCode((x) => build.scatterAlong(-1, [[0, 1, 2]], x))).toBe('shape');
    expect(builtMessage((x, v) => v.takeAlong([[0]]))).toMatchInlineSnapshot(`
"takeAlong: shape [1,1] does not fit [3]
  %1 = input v : f64[3]  @ built.ts
  %5 = constant {data: [0]} : i32[1,1]  @ along.test.ts
  %6 = takeAlong %1 %5 {axis: 0}  @ along.test.ts
  places and x must have the same axes, all equal but axis 0"
`);
  });
});
