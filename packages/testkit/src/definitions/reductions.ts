/** Definitions of the ops that make one number of many along axes, or of all up to each. */
import { convert, DTYPES } from '@adjoint/ir';
import type { Tensor } from '@adjoint/evaluator';
import { AXES, AXIS, cases, NUMBERS, type Definitions } from './definition.ts';
import { along, at, fibre, product, total, type Index } from './places.ts';

const LEAST = { f64: -Infinity, f32: -Infinity, i32: -(2 ** 31), bool: 0 };
const MOST = { f64: Infinity, f32: Infinity, i32: 2 ** 31 - 1, bool: 1 };

/** The elements along the axis up to the place. */
const upTo = (x: Tensor, axis: number, index: Index): number[] =>
  along(index, axis, index[axis]! + 1).map((place) => at(x, place));

export const reductions: Definitions<
  'sum' | 'max' | 'min' | 'prod' | 'cumsum' | 'cumprod' | 'cummax' | 'cummin' | 'cumlogsumexp'
> = {
  sum: {
    cases: cases(NUMBERS, AXES),
    element:
      ([x], { axes }) =>
      (index) =>
        axes.length === 0 ? at(x!, index) : total(x!.dtype, fibre(x!, axes, index)),
  },
  max: {
    cases: cases(DTYPES, AXES),
    element:
      ([x], { axes }) =>
      (index) =>
        Math.max(LEAST[x!.dtype], ...fibre(x!, axes, index)),
  },
  min: {
    cases: cases(DTYPES, AXES),
    element:
      ([x], { axes }) =>
      (index) =>
        Math.min(MOST[x!.dtype], ...fibre(x!, axes, index)),
  },
  prod: {
    cases: cases(NUMBERS, AXES),
    element:
      ([x], { axes }) =>
      (index) =>
        product(x!.dtype, fibre(x!, axes, index)),
  },
  cumsum: {
    cases: NUMBERS.flatMap((dtype) =>
      [true, false].flatMap((reverse) =>
        cases(
          [dtype],
          AXIS.map(([shape, attrs]) => [shape, { ...attrs, reverse }]),
        ),
      ),
    ),
    element:
      ([x], { axis, reverse }) =>
      (index) => {
        const from = (place: Index): number => at(x!, place);
        const whole = along(index, axis, x!.shape[axis]!);
        const terms = reverse ? whole.slice(index[axis]).reverse().map(from) : upTo(x!, axis, index);
        return total(x!.dtype, terms);
      },
  },
  cumprod: {
    cases: cases(NUMBERS, AXIS),
    element:
      ([x], { axis }) =>
      (index) =>
        product(x!.dtype, upTo(x!, axis, index)),
  },
  cummax: {
    cases: cases(NUMBERS, AXIS),
    element:
      ([x], { axis }) =>
      (index) =>
        Math.max(...upTo(x!, axis, index)),
  },
  cummin: {
    cases: cases(NUMBERS, AXIS),
    element:
      ([x], { axis }) =>
      (index) =>
        Math.min(...upTo(x!, axis, index)),
  },
  cumlogsumexp: {
    cases: cases(['f64', 'f32'], AXIS),
    element:
      ([x], { axis }, { dtype }) =>
      (index) => {
        const xs = upTo(x!, axis, index);
        let [most, rest] = [xs[0]!, 0];
        for (const each of xs.slice(1)) {
          const scaled =
            Number.isNaN(each) || each > most
              ? (rest + 1) * Math.exp(most - each)
              : rest + (each === most ? 1 : Math.exp(each - most));
          [most, rest] = [Math.max(most, each), scaled];
        }
        return convert[dtype](Number.isFinite(most) ? most + Math.log1p(rest) : most);
      },
  },
};
