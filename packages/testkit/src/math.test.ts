/** Functions that have formulas: right to 2 units in the last place, special functions to 4, right at special numbers, and the same bits wherever they are computed. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  apply,
  define,
  f32,
  f64,
  FORMULAS,
  hasFormula,
  isSpecial,
  OPS,
  scalarRule,
  workingPrecision,
  type WithFormula,
  type Formula,
  type Graph,
  type Precision,
  type Special,
} from '@adjoint/ir';
import type { Target } from '@adjoint/evaluator';
import { compile, evaluate, type Tensor } from 'adjoint';
import { boundOf, worstOf } from './math-doc.ts';
import { numberFiles } from './math-files.ts';
import { errorAt, mathTables } from './math-golden.ts';
import { numberMachine } from './number-machine.ts';

const NAMES = Object.keys(FORMULAS).filter(hasFormula);
const PRECISIONS = ['f64', 'f32'] as const satisfies readonly Precision[];

test.each(mathTables().map((table) => [table.name, table.precision, table] as const))(
  '%s in %s is right to some units in the last place',
  (name, _precision, table) => expect(worstOf(table).error).toBeLessThan(boundOf(name)),
);

test('an error of one place is seen', () => {
  const table = mathTables().find(({ name, precision }) => name === 'exp' && precision === 'f64')!;
  const at = table.near.findIndex((x) => x > 1 && x < 2);
  expect(errorAt(table, at, table.near[at]! + 2 ** -52)).toBeCloseTo(1 - table.rest[at]! / 254, 10);
});

const I = Infinity;
/** f(x), or f(x, y), as IEEE 754-2019 §9.2.1 has them; NaN of NaN goes without saying. Rows are x (, y), f. */
const SPECIALS: { readonly [E in Exclude<WithFormula, Special>]: readonly (readonly number[])[] } = {
  exp: [
    [0, 1],
    [-0, 1],
    [I, I],
    [-I, 0],
    [1000, I],
    [-1000, 0],
  ],
  exp2: [
    [0, 1],
    [-0, 1],
    [I, I],
    [-I, 0],
    [1024, I],
    [-1100, 0],
    [10, 1024],
    [-1074, 5e-324],
  ],
  expm1: [
    [0, 0],
    [-0, -0],
    [I, I],
    [-I, -1],
    [1000, I],
    [-1000, -1],
    [5e-324, 5e-324],
  ],
  sigmoid: [
    [0, 0.5],
    [-0, 0.5],
    [I, 1],
    [-I, 0],
  ],
  log: [
    [0, -I],
    [-0, -I],
    [1, 0],
    [I, I],
    [-I, NaN],
    [-1, NaN],
    [-5e-324, NaN],
  ],
  log1p: [
    [0, 0],
    [-0, -0],
    [-1, -I],
    [I, I],
    [-I, NaN],
    [-2, NaN],
    [5e-324, 5e-324],
  ],
  log2: [
    [0, -I],
    [-0, -I],
    [1, 0],
    [I, I],
    [-1, NaN],
    [8, 3],
    [5e-324, -1074],
    [2 ** 1023, 1023],
  ],
  log10: [
    [0, -I],
    [-0, -I],
    [1, 0],
    [I, I],
    [-1, NaN],
    [1000, 3],
    [1e22, 22],
  ],
  softplus: [
    [I, I],
    [-I, 0],
    [1000, 1000],
    [-1000, 0],
  ],
  sin: [
    [0, 0],
    [-0, -0],
    [I, NaN],
    [-I, NaN],
    [5e-324, 5e-324],
  ],
  cos: [
    [0, 1],
    [-0, 1],
    [I, NaN],
    [-I, NaN],
  ],
  tan: [
    [0, 0],
    [-0, -0],
    [I, NaN],
    [-I, NaN],
    [5e-324, 5e-324],
  ],
  asin: [
    [0, 0],
    [-0, -0],
    [1, Math.PI / 2],
    [-1, -Math.PI / 2],
    [2, NaN],
    [-I, NaN],
  ],
  acos: [
    [1, 0],
    [0, Math.PI / 2],
    [-1, Math.PI],
    [2, NaN],
    [I, NaN],
  ],
  atan: [
    [0, 0],
    [-0, -0],
    [I, Math.PI / 2],
    [-I, -Math.PI / 2],
    [5e-324, 5e-324],
  ],
  atan2: [
    [0, 0, 0],
    [-0, 0, -0],
    [0, -0, Math.PI],
    [-0, -0, -Math.PI],
    [0, 1, 0],
    [-0, 1, -0],
    [0, -1, Math.PI],
    [-0, -1, -Math.PI],
    [1, 0, Math.PI / 2],
    [1, -0, Math.PI / 2],
    [-1, 0, -Math.PI / 2],
    [1, I, 0],
    [-1, I, -0],
    [1, -I, Math.PI],
    [-1, -I, -Math.PI],
    [I, 1, Math.PI / 2],
    [-I, 1, -Math.PI / 2],
    [I, I, Math.PI / 4],
    [-I, I, -Math.PI / 4],
    [I, -I, (3 * Math.PI) / 4],
    [-I, -I, (-3 * Math.PI) / 4],
    [NaN, 0, NaN],
    [0, NaN, NaN],
    [5e-324, 5e-324, Math.PI / 4],
  ],
  sinh: [
    [0, 0],
    [-0, -0],
    [I, I],
    [-I, -I],
    [1000, I],
    [-1000, -I],
    [5e-324, 5e-324],
  ],
  cosh: [
    [0, 1],
    [-0, 1],
    [I, I],
    [-I, I],
    [1000, I],
  ],
  tanh: [
    [0, 0],
    [-0, -0],
    [I, 1],
    [-I, -1],
    [100, 1],
    [5e-324, 5e-324],
  ],
  asinh: [
    [0, 0],
    [-0, -0],
    [I, I],
    [-I, -I],
    [5e-324, 5e-324],
  ],
  acosh: [
    [1, 0],
    [I, I],
    [-I, NaN],
    [0, NaN],
    [-1, NaN],
    [-1e300, NaN],
  ],
  atanh: [
    [0, 0],
    [-0, -0],
    [1, I],
    [-1, -I],
    [2, NaN],
    [-I, NaN],
    [5e-324, 5e-324],
  ],
  cbrt: [
    [0, 0],
    [-0, -0],
    [I, I],
    [-I, -I],
    [27, 3],
    [-8, -2],
    [-1, -1],
  ],
  pow: [
    [2, 0, 1],
    [NaN, 0, 1],
    [NaN, -0, 1],
    [I, 0, 1],
    [0, -0, 1],
    [1, NaN, 1],
    [1, I, 1],
    [-1, I, 1],
    [-1, -I, 1],
    [NaN, 1, NaN],
    [2, NaN, NaN],
    [0, 3, 0],
    [-0, 3, -0],
    [0, 2, 0],
    [-0, 2, 0],
    [-0, 0.5, 0],
    [0, -3, I],
    [-0, -3, -I],
    [-0, -2, I],
    [-0, -0.5, I],
    [0, I, 0],
    [-0, -I, I],
    [2, I, I],
    [2, -I, 0],
    [0.5, I, 0],
    [0.5, -I, I],
    [-2, I, I],
    [-0.5, I, 0],
    [I, 2, I],
    [I, -2, 0],
    [-I, 3, -I],
    [-I, 2, I],
    [-I, 0.5, I],
    [-I, -3, -0],
    [-I, -2, 0],
    [-2, 3, -8],
    [-2, 2, 4],
    [-2, 0.5, NaN],
    [-1e300, 3, -I],
    [10, 22, 1e22],
    [3, 33, 5559060566555523],
    [2, -1074, 5e-324],
    [-2, 2 ** 53, I],
    [-1, 2 ** 53 + 2, 1],
    [-1, 2 ** 53 - 1, -1],
    [1e300, 1e300, I],
    [1e-300, 1e300, 0],
    [4, 0.5, 2],
    [5e-324, -1, I],
  ],
};

describe.each(NAMES.filter((name) => !isSpecial(name)) as (keyof typeof SPECIALS)[])('%s', (name) => {
  const rule = scalarRule(name, 'f64');
  test.each(SPECIALS[name].map((row) => [row.slice(0, -1), row.at(-1)!] as const))('of %p is %p', (x, wanted) => {
    expect(rule(...x)).toBe(wanted);
    const single = scalarRule(name, 'f32')(...x.map(Math.fround));
    if (x.every((each) => Object.is(each, Math.fround(each)) && !(Math.abs(each) > 1e30 && Math.abs(each) < I)))
      expect(single).toBe(Math.fround(wanted));
  });
  test('of NaN is NaN', () => {
    const x = SPECIALS[name][0]!.slice(0, -1).map(() => NaN);
    expect(rule(...x)).toBeNaN();
    expect(scalarRule(name, 'f32')(...x)).toBeNaN();
  });
});

const POINTS = [
  NaN,
  0,
  -0,
  I,
  -I,
  1,
  -1,
  0.5,
  -0.5,
  2,
  -2,
  3,
  5e-324,
  -5e-324,
  2 ** -1022,
  1e-310,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  709.78,
  -745.13,
  710.4,
  88.7,
  -103.9,
  1e22,
  -1e22,
  51471,
  51472,
  3216,
  3217,
  1e5,
  1e-8,
  22,
  0.999999,
  2 ** 28,
];
/** Points of every size, odd in number: loops go two at a time, and the last alone. */
const pointsOf = (count: number): number[] => {
  let seed = 1;
  const next = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647 - 0.5;
  const found = [...POINTS];
  while (found.length < count)
    found.push(next() * 40, next() * 2 ** (2000 * next()), 1500 * next(), 1 + next() * 2 ** (60 * next() - 30));
  return found.slice(0, count);
};
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
    const round = precision === 'f32' ? Math.fround : (x: number): number => x;
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

describe.each(PRECISIONS)('between bounds, in %s', (precision) => {
  const round = precision === 'f32' ? Math.fround : (x: number): number => x;
  const pi = round(Math.PI);
  test.each<readonly [WithFormula, number, number]>([
    ['sin', -1, 1],
    ['cos', -1, 1],
    ['tanh', -1, 1],
    ['sigmoid', 0, 1],
    ['atan', -pi / 2, pi / 2],
    ['exp', 0, I],
    ['cosh', 1, I],
    ['expm1', -1, I],
    ['softplus', 0, I],
    ['erf', -1, 1],
    ['erfc', 0, 2],
    ['logndtr', -I, 0],
    ['hypot', 0, I],
  ])('%s stays from %p to %p', (name, low, high) => {
    const rule = scalarRule(name, precision);
    const found = pointsOf(20000)
      .map(round)
      .map((x) => rule(x))
      .filter((y) => y < low || y > high);
    expect(found).toEqual([]);
  });
  test.each(['sin', 'tan', 'asin', 'atan', 'sinh', 'tanh', 'asinh', 'atanh', 'cbrt', 'erf', 'erfinv'] as const)(
    '%s is odd',
    (name) => {
      const rule = scalarRule(name, precision);
      const x = pointsOf(5000).map(round);
      expect(x.filter((each) => !Object.is(rule(-each), -rule(each)))).toEqual([]);
    },
  );
});

test('the functions on numbers are printed from the formulas', () => {
  const folder = 'packages/ir/src/math/numbers';
  const files = numberFiles();
  expect(readdirSync(folder).sort()).toEqual([...files.keys(), 'index.ts'].sort());
  for (const [name, text] of files)
    expect([name, readFileSync(`${folder}/${name}`, 'utf8') === text]).toEqual([name, true]);
});
