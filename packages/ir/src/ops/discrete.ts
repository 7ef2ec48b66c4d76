/** Elementwise ops without derivatives: steps, comparisons, logic. `autodiff` states the reason for each. */
import type { ElementwiseRow, Laws, Scalar, Signature } from './row.ts';

const row =
  (signature: Signature) =>
  <S extends Scalar>(doc: string, of: S, laws: Laws = {}): ElementwiseRow<'discrete', S> => ({
    form: 'discrete',
    doc,
    of,
    signature,
    laws,
    schema: {},
  });
const commutative = true;

/** Half to even, as IEEE 754 rounds: 0.5 → 0, 1.5 → 2, 2.5 → 2. */
const roundHalfEven = (x: number): number => {
  const below = Math.floor(x);
  const half = x - below === 0.5;
  const rounded = half ? 2 * Math.round(below / 2) : Math.round(x);
  return rounded === 0 && (x < 0 || Object.is(x, -0)) ? -0 : rounded;
};

export const DISCRETE = {
  sign: row('number')('−1, 0 or 1; zeros and NaN stay', (x: number) => Math.sign(x)),
  floor: row('float')('greatest whole number ≤ x', (x: number) => Math.floor(x)),
  ceil: row('float')('least whole number ≥ x', (x: number) => Math.ceil(x)),
  trunc: row('float')('x without its fraction', (x: number) => Math.trunc(x)),
  round: row('float')('nearest whole number, half to even', roundHalfEven),
  eq: row('equate')('a = b', (a: number, b: number) => +(a === b), { commutative }),
  ne: row('equate')('a ≠ b', (a: number, b: number) => +(a !== b), { commutative }),
  lt: row('compare')('a < b', (a: number, b: number) => +(a < b)),
  le: row('compare')('a ≤ b', (a: number, b: number) => +(a <= b)),
  gt: row('compare')('a > b', (a: number, b: number) => +(a > b)),
  ge: row('compare')('a ≥ b', (a: number, b: number) => +(a >= b)),
  and: row('logic')('both', (a: number, b: number) => a & b, { commutative }),
  or: row('logic')('either', (a: number, b: number) => a | b, { commutative }),
  not: row('logic')('not x', (x: number) => 1 - x),
  isNaN: row('test')('whether x is NaN', (x: number) => +Number.isNaN(x)),
  isFinite: row('test')('whether x is neither NaN nor infinite', (x: number) => +Number.isFinite(x)),
  stopGradient: row('same')('x itself, as a constant to every derivative', (x: number) => x),
} as const;
