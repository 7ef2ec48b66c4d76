/** Law: derivatives of orders 1 to 3, by every nesting of the modes, are those of an oracle that is not us. */
import { describe, expect, test } from '@jest/globals';
import { compile, evaluate, type Target, type Tensor } from '@adjoint/evaluator';
import { isDiscrete, isOp, OPS, type Op } from '@adjoint/ir';
import { goldenCases, goldenDirections, goldenFeeds, goldenGraph, nested, ways, type Golden } from '@adjoint/testkit';

/**
 * Values: V8's Math is fdlibm, within 2 ulp of the true function for these ops; sums of a few terms add as much again.
 * Derivatives: products of some ten factors each within some ulp, times the cancellation in φ, which the weights bound by 10.
 */
const VALUE = 1e-14;
const ORDERS = 1e-10;
/**
 * An absolute floor, in units of Σ|w|: 1 − y² of tanh is right to an ulp of 1 where that is a large part of what is left, and terms
 * that cancel exactly, as those of log Σ eˣ of one number, leave as much.
 */
const FLOOR = 2 ** -50;

const close = (got: number, wanted: string, rtol: number, atol: number): void => {
  const want = Number(wanted);
  if (Object.is(got, want) || got === want) return;
  const error = Math.abs(got - want);
  if (!(error <= rtol * Math.abs(want) + atol))
    throw new Error(`got ${got}, the oracle says ${wanted}: off by ${error}`);
};

const cases = goldenCases();
const named = cases.map((golden) => [golden.name, golden] as const);
const scaleOf = ({ weights }: Golden): number => weights.reduce((sum, weight) => sum + Math.abs(weight), 0);

describe('values are those of the oracle', () => {
  test.each(named)('%s', (_, golden) => {
    const { value } = evaluate(goldenGraph(golden), goldenFeeds(golden), { outputs: ['value'] });
    expect(value!.shape).toEqual(golden.shape);
    golden.value.forEach((wanted, i) => close(value!.data[i]!, wanted, VALUE, 1e-15));
  });
});

const TARGETS = ['js', 'wasm'] as const satisfies readonly Target[];

describe.each([1, 2, 3])(
  'derivatives of order %i, every nesting of the modes, and one of them on every target',
  (order) => {
    const moving = named.filter(([, { orders }]) => orders !== undefined);
    test.each(moving)('%s', (_, golden) => {
      const graph = goldenGraph(golden);
      const floor = FLOOR * scaleOf(golden);
      const check = (found: Readonly<Record<string, Tensor>>, how: string): void => {
        try {
          close(Object.values(found)[0]!.item(), golden.orders![order]!, ORDERS, floor);
        } catch (error) {
          throw new Error(how, { cause: error });
        }
      };
      const feeds = goldenFeeds(golden);
      for (const [i, way] of ways(order).entries()) {
        const derivative = nested(graph, 'phi', goldenDirections(golden), way);
        check(evaluate(derivative, feeds), `by ${way.join(' then ')}`);
        if (i > 0) continue;
        for (const target of TARGETS)
          check(compile(derivative, { target })(feeds), `by ${way.join(' then ')} as ${target}`);
      }
    });
  },
);

test('every op that has a derivative has golden cases of orders 1 to 3, and every elementwise op has golden values', () => {
  const used = new Set<string>();
  const valued = new Set<string>();
  for (const golden of cases) {
    for (const { op } of goldenGraph(golden).nodes) {
      valued.add(op);
      if (golden.orders !== undefined) used.add(op);
    }
  }
  const owing = Object.keys(OPS).filter(
    (op) => isOp(op) && ['pointwise', 'linear', 'bilinear', 'general', 'several'].includes(OPS[op].form),
  );
  // A cast from f64 to f32 rounds, which no smooth oracle does: request.test.ts checks that its derivative is one.
  expect(owing.filter((op) => !used.has(op))).toEqual(['cast']);
  const logic: readonly Op[] = [
    'eq',
    'ne',
    'lt',
    'le',
    'gt',
    'ge',
    'and',
    'or',
    'not',
    'isNaN',
    'isFinite',
    'stopGradient',
  ];
  expect(Object.keys(OPS).filter((op) => isOp(op) && isDiscrete(op) && !valued.has(op) && !logic.includes(op))).toEqual(
    [],
  );
});
