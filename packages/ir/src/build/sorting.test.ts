/** Orders and running extremes along an axis: types, and what does not fit. */
import { describe, expect, test } from '@jest/globals';
import { builtCode, builtMessage, builtType } from '@adjoint/testkit';
import type { Sym } from './index.ts';

describe('orders along an axis', () => {
  test('have the shape of the value, and places are i32', () => {
    expect(builtType((x) => x.sort())).toBe('f64[2,3]');
    expect(builtType((x, v, n, p) => p.argsort(0))).toBe('i32[2,3]');
    expect(builtType((x) => x.topK(2).values)).toBe('f64[2,2]');
    expect(builtType((x) => x.topK(1, 0).indices)).toBe('i32[1,3]');
    expect(builtType((x) => x.topK(0).values)).toBe('f64[2,0]');
    expect(builtType((x, v) => v.searchSorted(x))).toBe('i32[2,3]');
    expect(builtType((x) => x.searchSorted([1, 2], { side: 'right' }))).toBe('i32[2]');
    expect(builtType((x, v, n) => n.cummax(-1))).toBe('i32[3]');
    expect(builtType((x, v, n, p, s) => x.cast('f32').cumlogsumexp(0).add(s))).toBe('f32[2,3]');
  });
  test('say what does not fit', () => {
    for (const of of [
      (x: Sym) => x.sort(2),
      (x: Sym) => x.argsort(-3),
      (x: Sym) => x.topK(1, 2).values,
      (x: Sym) => x.cummin(2),
    ]) {
      expect(builtCode((x) => of(x))).toBe('axis');
    }
    expect(builtCode((x, v, n, p) => p.cummax(0))).toBe('dtype');
    expect(builtCode((x, v, n) => n.cumlogsumexp(0))).toBe('dtype');
    expect(builtCode((x, v, n, p, s) => s.sort())).toBe('axis');
    expect(builtCode((x, v, n, p, s) => s.searchSorted(1))).toBe('axis');
    expect(builtCode((x, v, n) => v.searchSorted(n))).toBe('dtype');
    expect(builtCode((x, v) => x.searchSorted(v))).toBe('size');
    expect(builtCode((x, v) => v.searchSorted(x, { side: 'middle' as never }))).toBe('option');
    expect(builtMessage((x) => x.topK(4).values)).toMatchInlineSnapshot(`
"topK: k is 4
  %0 = input x : f64[2,3]  @ built.ts
  %5 = topK %0 {axis: -1}  @ sorting.test.ts
  it must be a whole number from 0 to 3, the size of axis 1"
`);
    expect(builtCode((x) => x.topK(1.5).values)).toBe('option');
    expect(builtCode((x) => x.topK(-1).values)).toBe('option');
  });
});
