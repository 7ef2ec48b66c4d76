/** A refused call shows its arguments, the place where it was written, and the cure. */
import { describe, expect, test } from '@jest/globals';
import { builtMessage, builtType, refusal, type Expression } from '@adjoint/testkit';
import * as build from './index.ts';

describe('messages', () => {
  test('show the arguments, the call, where it was written, and the cure', () => {
    expect(refusal(() => builtType((x) => x.mul(x).sum(2))).where.at(-1)).toMatch(
      /built at \S+messages\.test\.ts:\d+:\d+$/,
    );
    expect(builtMessage((x) => x.mul(x).sum(2))).toMatchInlineSnapshot(`
"sum: axis 2 is out of range for a value of rank 2
  %5 = mul %0 %0 : f64[2,3]  @ messages.test.ts
  %6 = sum %5 {axes: 2}  @ messages.test.ts
  axes of a rank-2 value are 0 and 1"
`);
  });

  test.each<[string, Expression]>([
    ['axis', (x) => x.mean([0, -3])],
    ['axis', (x) => x.max(0.5)],
    ['axis', (x) => x.variance(7)],
    ['axis', (x) => x.std(7)],
    ['axis', (x) => x.norm(7)],
    ['axis', (x) => x.logSumExp(7)],
    ['axis', (x) => x.argmax(2)],
    ['axis', (x) => x.cumsum(2)],
    ['axis', (x) => x.cumprod(-3)],
    ['axis', (x) => x.flip(2)],
    ['axis', (x) => x.transpose(0, 2)],
    ['axis', (x) => x.expandDims(4)],
    ['axis', (x) => x.squeeze(4)],
    ['axis', (x) => x.slice(null, null, null)],
    ['axis', (x) => x.at(0, 0, 0)],
    ['axis', (x) => x.split(2, 2)[0]!],
    ['axis', (x) => x.take([0], 2)],
    ['axis', (x) => build.concat([x, x], 2)],
    ['axis', (x) => build.scatterAdd([4], [0], x, 1)],
    ['axis', (x, v) => v.tril()],
    ['axis', (x, v, n, p, s) => s.diag()],
    ['axis-repeated', (x) => x.sum([0, -2])],
    ['attribute', (x) => x.transpose(0, 0)],
    [
      'attribute',
      (x) =>
        x.pad([
          [-1, 0],
          [0, 0],
        ]),
    ],
    ['attribute', (x) => x.pad([[1, 0]])],
    ['attribute', (x) => x.slice([0.5, 2])],
    ['size', (x) => x.reshape(4)],
    ['size', (x) => x.squeeze(0)],
    ['size', (x, v) => build.concat([x, v.reshape(1, 3).reshape(3, 1)])],
    ['shape', (x) => x.reshape(-1, 4)],
    ['shape', (x) => x.reshape(-1, -1)],
    ['shape', (x) => x.tile(0.5)],
    ['index', (x) => x.at(2)],
    ['index', (x) => x.at(0, NaN)],
    ['option', (x) => x.slice([0, 2, 0])],
    ['option', (x) => x.split(4)[0]!],
    ['option', (x) => x.split([1, 2])[0]!],
    ['option', (x) => x.split(1e9)[0]!],
    ['dtype', (x) => x.any()],
  ])('%s: the line of x is there, case %#', (want, body) => {
    const error = refusal(() => builtType(body));
    expect(error.code).toBe(want);
    expect(error.where.length).toBeGreaterThan(1);
    expect(error.where.join('\n')).toMatch(/^%\d+ = /);
    expect(error.where.at(-1)).toMatch(/messages\.test\.ts:\d+:\d+$/);
  });
});
