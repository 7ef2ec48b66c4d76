/** The short way in and out of a run gives what the long way gives: the same numbers, and the same errors. */
import { describe, expect, test } from '@jest/globals';
import { bool, define, f32, f64, i32, InputError, type TensorType } from '@adjoint/ir';
import fc from 'fast-check';
import { compile, tensor } from './index.ts';

const types = { x: f64(), y: f32(2), k: i32(), v: f64(20) } satisfies Record<string, TensorType>;
const outcome = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
};

const short = compile(define(types, (inputs) => inputs));
/** Truth values are never fed the short way, so nothing of this graph is. */
const long = compile(define({ ...types, truth: bool() }, ({ truth, ...inputs }) => ({ ...inputs, truth })));
const known = (found: unknown): unknown => (typeof found === 'string' ? found.replace(', "truth"', '') : found);

const detached = (): Float64Array => {
  const array = new Float64Array(20);
  structuredClone(array, { transfer: [array.buffer] });
  return array;
};
const values: readonly unknown[] = [
  1.5,
  -0,
  7,
  NaN,
  2 ** 31,
  0.1,
  true,
  null,
  undefined,
  'x',
  [],
  [1, 2],
  tensor(3),
  tensor([1, 2], f32(2)),
  new Float64Array(1).fill(4),
  new Float32Array([1, 2]),
  new Float32Array(1),
  new Int32Array([5]),
  new Uint8Array(2),
  new Float64Array(20).fill(6),
  new (class extends Float32Array {})(2),
  detached(),
  Object.create(Float64Array.prototype),
];

const value = fc.constantFrom(...values);
const good = { x: 0.5, y: new Float32Array([1, 2]), k: 3, v: new Float64Array(20).fill(0.25) };
const names = fc.shuffledSubarray(['x', 'y', 'k', 'v', 'nothing', 'toString'], { minLength: 3 });

describe('feeds', () => {
  test('of any kind and order', () => {
    fc.assert(
      fc.property(names, fc.dictionary(fc.constantFrom('x', 'y', 'k', 'v'), value, { maxKeys: 2 }), (order, odd) => {
        const feeds = Object.fromEntries(order.map((name) => [name, { ...good, ...odd }[name as 'x']]));
        const wanted = outcome(() => {
          const { truth: _, ...rest } = long({ ...feeds, truth: true } as never);
          return rest;
        });
        expect(outcome(() => short(feeds as never))).toEqual(known(wanted));
      }),
      { numRuns: 2000 },
    );
  });
  test('of the prototype are none', () => {
    const feeds = Object.create({ x: 1 }, Object.getOwnPropertyDescriptors({ y: good.y, k: 3, v: good.v }));
    expect(outcome(() => short(feeds as never))).toMatch(/feed "x": got nothing/);
  });
});

describe('targets', () => {
  const fitting: Readonly<Record<string, () => unknown>> = {
    x: () => new Float64Array(1),
    y: () => new Float32Array(2),
    k: () => tensor(0, i32()),
    v: () => new Float64Array(20),
  };
  const target = fc.constantFrom(...values, ...Array.from({ length: 20 }, () => 'fitting'));
  test('of any kind, in any order, some or all', () => {
    fc.assert(
      fc.property(names, fc.array(target, { minLength: 6, maxLength: 6 }), (order, kinds) => {
        const made = (): Record<string, unknown> =>
          Object.fromEntries(
            order.map((name, i) => {
              const make = Object.hasOwn(fitting, name) ? fitting[name] : undefined;
              return [name, kinds[i] === 'fitting' && make !== undefined ? make() : kinds[i]];
            }),
          );
        // A tensor that no run has made goes the long way, and so do those beside it.
        const wanted = outcome(() => {
          const { truth: _, ...rest } = long.into({ ...good, truth: true }, {
            ...made(),
            truth: tensor(true),
          } as never) as never as Record<string, unknown>;
          return rest;
        });
        expect(outcome(() => short.into(good, made() as never))).toEqual(known(wanted));
      }),
      { numRuns: 1000 },
    );
  });
  test('may be the tensors of a run, and those of another graph where they fit', () => {
    const found = short(good);
    expect(short.into({ ...good, x: 2, y: found.y, v: found.v }, found)).toBe(found);
    expect([found.x.item(), found.y, found.v.data]).toEqual([2, tensor([1, 2], f32(2)), good.v]);
    const other = long({ ...good, truth: true });
    expect(short.into(good, { k: other.k, x: other.x }).k.item()).toBe(3);
    expect(outcome(() => short.into(good, { x: other.k } as never))).toMatch(/dtype|f64/);
  });
  test('of a run that failed are not written by the next', () => {
    const run = compile(define({ x: f64(2), k: i32(1) }, ({ x, k }) => ({ picked: x.take(k), sum: x.sum() })));
    const picked = new Float64Array(1);
    expect(outcome(() => run.into({ x: [1, 2], k: [5] }, { picked }))).toMatch(/index 5/);
    run.into({ x: [3, 4], k: [1] }, { sum: new Float64Array(1) });
    expect(picked[0]).toBe(0);
  });
});
