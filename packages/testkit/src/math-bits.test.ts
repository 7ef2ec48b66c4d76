/** Functions that have formulas give the same bits wherever they are computed: on numbers, in loops and alone. */
import { describe, expect, test } from '@jest/globals';
import {
  apply,
  define,
  f32,
  f64,
  FORMULAS,
  hasFormula,
  OPS,
  scalarRule,
  workingPrecision,
  type Formula,
  type Graph,
  type Precision,
  type WithFormula,
} from '@adjoint/ir';
import type { Target } from '@adjoint/evaluator';
import { compile, evaluate, type Tensor } from 'adjoint';
import { POINTS, pointsOf, PRECISIONS, rounding } from './math-points.ts';
import { numberMachine } from './number-machine.ts';

const NAMES = Object.keys(FORMULAS).filter(hasFormula);
/** Odd: loops go two at a time, and the last alone. */
const COUNT = 1601;

/** The first place where two lists differ in a bit that can be seen; −1 where none does. */
const difference = (got: ArrayLike<number>, wanted: ArrayLike<number>): number => {
  for (let i = 0; i < wanted.length; i++) if (!Object.is(got[i], wanted[i])) return i;
  return -1;
};

const graphOf = (name: WithFormula, precision: Precision, shape: readonly number[]): Graph => {
  const type = precision === 'f64' ? f64 : f32;
  return OPS[name].of.length === 1
    ? define({ x: type(...shape) }, ({ x }) => ({ out: apply(name, [x], {}) }))
    : define({ x: type(...shape), y: type(...shape) }, ({ x, y }) => ({ out: apply(name, [x, y], {}) }));
};

describe.each(PRECISIONS)('in %s', (precision) => {
  test.each(NAMES)('%s has the same bits as a formula, on numbers, in loops and alone', (name) => {
    const round = rounding(precision);
    const x = pointsOf(COUNT).map(round);
    const second = pointsOf(COUNT + 7).reverse();
    const side = POINTS.length;
    const y = x.map((_, i) =>
      round(i < side * side ? POINTS[Math.floor(i / side)]! : second[i]! / (i % 2 === 0 ? 1 : 300)),
    );
    const pairs = x.map((_, i) =>
      OPS[name].of.length === 1 ? [x[i]!] : [i < side * side ? x[i % side]! : x[i]!, y[i]!],
    );

    const rule = scalarRule(name, precision);
    const wanted = pairs.map((each) => rule(...each));
    const machine = numberMachine[workingPrecision(name, precision)];
    const formula: Formula = FORMULAS[name];
    expect(
      difference(
        pairs.map((each) => round(formula(machine, ...each))),
        wanted,
      ),
    ).toBe(-1);

    const make = precision === 'f64' ? Float64Array : Float32Array;
    const feedsOf = (from: number, until: number): Record<string, Float64Array | Float32Array> =>
      Object.fromEntries(
        ['x', 'y']
          .slice(0, pairs[0]!.length)
          .map((key, slot) => [key, make.from(pairs.slice(from, until).map((each) => each[slot]!))]),
      );
    const all = feedsOf(0, COUNT);
    const loop = graphOf(name, precision, [COUNT]);
    expect(difference((evaluate(loop, all)['out'] as Tensor).data, wanted)).toBe(-1);
    for (const target of ['js', 'wasm'] as const satisfies readonly Target[]) {
      expect(difference((compile(loop, { target })(all)['out'] as Tensor).data, wanted)).toBe(-1);
      // Loops of less than 16 steps call the function.
      const few = compile(graphOf(name, precision, [13]), { target });
      for (let from = 0; from + 13 <= COUNT; from += 13) {
        const got = few(feedsOf(from, from + 13))['out'] as Tensor;
        expect(difference(got.data, wanted.slice(from, from + 13))).toBe(-1);
      }
    }
  });
});
