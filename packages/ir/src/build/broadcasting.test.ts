/** Broadcasting follows NumPy, and is a node that can be seen. */
import { describe, expect, test } from '@jest/globals';
import { builtMessage, builtType } from '@adjoint/testkit';
import { print } from '../text/print.ts';
import { f64 } from '../type/type.ts';
import * as build from './index.ts';
import { define } from './index.ts';

describe('broadcasting', () => {
  test('is an explicit node', () => {
    const graph = define({ x: f64(2, 3), v: f64(2, 1) }, ({ x, v }) => x.add(v));
    expect(print(graph)).toMatchInlineSnapshot(`
"%0 = input x                 : f64[2,3]
%1 = input v                 : f64[2,1]
%2 = reshape %1 {shape: [2]} : f64[2]
%3 = broadcast %2 {axes: [1], shape: [2, 3]} : f64[2,3]
%4 = add %0 %3               : f64[2,3]
return out = %4"
`);
  });

  test('follows NumPy', () => {
    expect(builtType((x, v) => x.add(v))).toBe('f64[2,3]');
    expect(builtType((x, v) => v.reshape(3, 1).add(v))).toBe('f64[3,3]');
    expect(builtType((x) => x.reshape(2, 1, 3).mul(x.reshape(1, 2, 3)))).toBe('f64[2,2,3]');
    expect(builtType((x) => build.where(true, x, 0))).toBe('f64[2,3]');
    expect(builtType((x, v) => v.broadcastTo(4, 2, 3))).toBe('f64[4,2,3]');
    expect(builtType((x) => x.slice([0, 0]).add(build.zeros(1, 3)))).toBe('f64[0,3]');
  });

  test('says which shapes do not', () => {
    expect(builtMessage((x) => x.add(build.zeros(2)))).toMatchInlineSnapshot(`
"add: shapes [2,3] and [2] do not broadcast
  %0 = input x : f64[2,3]  @ built.ts
  %6 = broadcast %5 {axes: [0], shape: [2]} : f64[2]  @ broadcasting.test.ts
  %7 = add %0 %6  @ broadcasting.test.ts
  aligned at the last axis, two dimensions must be equal or one of them 1"
`);
    expect(builtMessage((x) => x.broadcastTo(3, 2))).toMatchInlineSnapshot(`
"broadcastTo: shapes [2,3] and [3,2] do not broadcast
  %0 = input x : f64[2,3]  @ built.ts
  %5 = broadcastTo %0 {shape: [3, 2]}  @ broadcasting.test.ts
  aligned at the last axis, two dimensions must be equal or one of them 1"
`);
  });
});
