/** Special functions: how exact their values are, held against the golden values; and what they say where there is no number. */
import { describe, expect, test } from '@jest/globals';
import { goldenCases, goldenFeeds, goldenGraph } from '@adjoint/testkit';
import { hasFormula, isOp, OPS, scalarRule, type Elementwise } from '@adjoint/ir';
import { evaluate } from './index.ts';

/** The distance between neighbouring doubles at x. */
const ulp = (x: number): number => 2 ** Math.max(-1074, Math.floor(Math.log2(Math.abs(x) || 5e-324)) - 52);

/**
 * The most ulp that a value may be off: of the result, or of 1 where `near` says so, because the function has zeros that no short formula
 * knows to full relative precision. Beside each, what some thousand random points over the whole domain gave.
 */
const ULP: Readonly<Record<string, { readonly most: number; readonly near?: 'one' }>> = {
  erf: { most: 2 }, // 1.4
  erfc: { most: 4 }, // 2.9
  erfcx: { most: 3 }, // 2.1
  erfinv: { most: 4 }, // 2.9
  ndtri: { most: 3 }, // 2.2
  logndtr: { most: 4 }, // 3.4
  lgamma: { most: 4 }, // 3.2, near its zeros 1 and 2 too; left of −2 relative to 1
  digamma: { most: 3, near: 'one' }, // 2.5 relative to 1; as much relative to the value right of 0
  polygamma: { most: 20 }, // 4.3 for n ≤ 5, 6 for n ≤ 40, 18 at 150; an ulp of x is n + 1 of the result
  betaln: { most: 4, near: 'one' }, // 0.8 on average; where log Γ's of 10⁷ cancel, 13 relative to 1
  gammainc: { most: 20 }, // 14.1: 3e-15
  gammaincc: { most: 50 }, // 39: 9e-15, where its continued fraction is long; 10⁻¹³⁸ is no worse
  xlogy: { most: 2 }, // 1.4
  xlog1py: { most: 2 }, // 1.4
  logaddexp: { most: 1, near: 'one' }, // 0.5 above 1
  log1mexp: { most: 2 }, // 1.4
  hypot: { most: 2 }, // 1.1
  sinc: { most: 4 }, // 3.1
  besselj: { most: 3, near: 'one' }, // 1.0 relative to 1; 5.7 relative to the value where it does not oscillate, at order 40
  bessely: { most: 12, near: 'one' }, // 1.8 for n ≤ 1, 11 for n = 40: its recurrence has so many steps
  besseli: { most: 5 }, // 3.9
  besselie: { most: 8 }, // 6.8 for n = 20
  expi: { most: 12 }, // 10.4: a sum of 80 terms
  exp1: { most: 4 }, // 3.7
};

const special = goldenCases().filter(({ op }) => Object.hasOwn(ULP, op));

test('every special function has a bound, and golden values', () => {
  const names = Object.keys(OPS).slice(Object.keys(OPS).indexOf('erf'), Object.keys(OPS).indexOf('exp1') + 1);
  expect(names.map((op) => op.replace('sincDerivative', 'sinc')).filter((op) => ULP[op] === undefined)).toEqual([]);
  expect(Object.keys(ULP).filter((op) => !special.some((golden) => golden.op === op))).toEqual([]);
});

describe('values are within some ulp of the oracle', () => {
  test.each(special.map((golden) => [golden.name, golden] as const))('%s', (_, golden) => {
    const { most, near } = ULP[golden.op]!;
    const { value } = evaluate(goldenGraph(golden), goldenFeeds(golden), { outputs: ['value'] });
    golden.value.forEach((wanted, i) => {
      const want = Number(wanted);
      const got = value!.data[i]!;
      const unit = ulp(near === 'one' ? Math.max(1, Math.abs(want)) : want);
      // The golden text, rounded to a double, is off by up to half an ulp itself.
      if (!Object.is(got, want) && !(Math.abs(got - want) <= (most + 0.5) * unit))
        throw new Error(`got ${got}, the oracle says ${wanted}: off by ${Math.abs(got - want) / unit} ulp`);
    });
  });
});

const INF = Infinity;
const NAN = NaN;
describe('where there is no number, or only one', () => {
  test.each<[Elementwise, readonly number[], number]>([
    ['erf', [-0], -0],
    ['erf', [INF], 1],
    ['erfc', [-INF], 2],
    ['erfc', [INF], 0],
    ['erfcx', [-INF], INF],
    ['erfcx', [INF], 0],
    ['erfcx', [-27], INF],
    ['erfinv', [-0], -0],
    ['erfinv', [1], INF],
    ['erfinv', [-1], -INF],
    ['erfinv', [1.0000000000000002], NAN],
    ['ndtri', [0], -INF],
    ['ndtri', [1], INF],
    ['ndtri', [-1e-300], NAN],
    ['ndtri', [1.1], NAN],
    ['logndtr', [-INF], -INF],
    ['logndtr', [-1e200], -INF],
    ['logndtr', [INF], -0],
    ['lgamma', [0], INF],
    ['lgamma', [-0], INF],
    ['lgamma', [-7], INF],
    ['lgamma', [-INF], INF],
    ['lgamma', [INF], INF],
    ['lgamma', [1e308], INF],
    ['lgamma', [1], 0],
    ['lgamma', [2], 0],
    ['digamma', [1.4616321449683622], -9.241265521729427e-17],
    ['digamma', [0], -INF],
    ['digamma', [-0], INF],
    ['digamma', [-3], NAN],
    ['digamma', [INF], INF],
    ['digamma', [-INF], NAN],
    ['polygamma', [0, -3], NAN],
    ['polygamma', [1, -3], INF],
    ['polygamma', [2, -3], NAN],
    ['polygamma', [2, 0], -INF],
    ['polygamma', [2, -0], INF],
    ['polygamma', [1, INF], 0],
    ['polygamma', [1.5, 1], NAN],
    ['polygamma', [-1, 1], NAN],
    ['polygamma', [1e300, 2], -INF],
    ['betaln', [0, 1], INF],
    ['betaln', [1, INF], -INF],
    ['gammainc', [1, 0], 0],
    ['gammainc', [0, 1], 1],
    ['gammainc', [1, INF], 1],
    ['gammainc', [INF, 1], 0],
    ['gammainc', [0, 0], NAN],
    ['gammainc', [-1, 1], NAN],
    ['gammaincc', [1, 0], 1],
    ['gammaincc', [1, INF], 0],
    ['gammaincc', [1, -1], NAN],
    ['xlogy', [0, 0], 0],
    ['xlogy', [0, INF], 0],
    ['xlogy', [0, -1], 0],
    ['xlogy', [0, NAN], NAN],
    ['xlogy', [1, 0], -INF],
    ['xlog1py', [0, -1], 0],
    ['logaddexp', [-INF, -INF], -INF],
    ['logaddexp', [INF, -INF], INF],
    ['logaddexp', [NAN, INF], NAN],
    ['log1mexp', [0], -INF],
    ['log1mexp', [INF], -0],
    ['log1mexp', [-1], NAN],
    ['hypot', [INF, NAN], INF],
    ['hypot', [-0, -0], 0],
    ['sincDerivative', [0, 0], 1],
    ['sincDerivative', [0, -3], 0],
    ['sincDerivative', [0, INF], 0],
    ['sincDerivative', [0.5, 1], NAN],
    ['besselj', [0, 0], 1],
    ['besselj', [1, 0], 0],
    ['besselj', [0, INF], 0],
    ['besselj', [0, NAN], NAN],
    ['besselj', [0.5, 1], NAN],
    ['besselj', [INF, 1], NAN],
    ['bessely', [0, 0], -INF],
    ['bessely', [-1, 0], INF],
    ['bessely', [200, 1e-3], -INF],
    ['bessely', [0, INF], 0],
    ['bessely', [0, -1], NAN],
    ['besseli', [0, 0], 1],
    ['besseli', [1, -INF], -INF],
    ['besseli', [0, -INF], INF],
    ['besselie', [0, INF], 0],
    ['besselie', [0.5, 1], NAN],
    ['besselie', [1e300, 1], NAN],
    ['expi', [0], -INF],
    ['expi', [INF], INF],
    ['expi', [-INF], -0],
    ['exp1', [0], INF],
    ['exp1', [INF], 0],
    ['exp1', [-1], NAN],
  ])('%s of %p is %p', (op, x, wanted) => {
    const got = scalarRule(op, 'f64')(...x);
    expect(got === 0 && wanted === 0 && op !== 'erf' && op !== 'erfinv' ? 0 : got).toBe(
      wanted === 0 && op !== 'erf' && op !== 'erfinv' ? 0 : wanted,
    );
    expect(isOp(op)).toBe(true);
    const single = scalarRule(op, 'f32')(...x);
    if (hasFormula(op) && x.every((each) => Object.is(each, Math.fround(each)))) expect(single).toBe(Math.fround(got));
  });

  const unary = ['erf', 'erfc', 'erfcx', 'erfinv', 'ndtri', 'logndtr', 'lgamma', 'digamma', 'log1mexp', 'expi', 'exp1'];
  test.each(unary)('%s of NaN is NaN', (op) => {
    expect(scalarRule(op as Elementwise, 'f64')(NAN)).toBeNaN();
  });
});

test('no argument takes long', () => {
  const far = [0, 5e-324, 1e-5, 0.5, 3, 600, 1e5, 1e9, 1e16, 1e300, 1.7e308, INF];
  const every = far.flatMap((x) => [x, -x]);
  const started = performance.now();
  for (const op of Object.keys(OPS).filter((name) => Object.hasOwn(ULP, name)) as Elementwise[])
    for (const a of every) for (const b of every) scalarRule(op, 'f64')(a, b);
  // 13,000 calls: 50 ms here. A loop that an argument can make endless would take hours.
  expect(performance.now() - started).toBeLessThan(5000);
});

test('of f32, where there is no formula, the value is that of f64, rounded', () => {
  expect(scalarRule('exp1', 'f32')(0.5)).toBe(Math.fround(scalarRule('exp1', 'f64')(0.5)));
});
