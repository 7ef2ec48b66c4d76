/** Machines on plain numbers: formulas as they are read, without any printer between. */
import { exponent, fraction, power, quarters, quartersf, rest, restf, type Machine, type Precision } from '@adjoint/ir';

const doubles: Machine<number> = {
  precision: 'f64',
  number: (x) => x,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  sqrt: Math.sqrt,
  neg: (x) => -x,
  abs: Math.abs,
  floor: Math.floor,
  min: Math.min,
  max: Math.max,
  eq: (a, b) => +(a === b),
  lt: (a, b) => +(a < b),
  le: (a, b) => +(a <= b),
  gt: (a, b) => +(a > b),
  ge: (a, b) => +(a >= b),
  both: (a, b) => a * b,
  either: (a, b) => Math.max(a, b),
  select: (condition, a, b) => (condition === 0 ? b : a),
  power,
  exponent,
  fraction,
  quarters,
  rest,
};

export const numberMachine: { readonly [P in Precision]: Machine<number> } = {
  f64: doubles,
  f32: {
    ...doubles,
    precision: 'f32',
    number: Math.fround,
    add: (a, b) => Math.fround(a + b),
    sub: (a, b) => Math.fround(a - b),
    mul: (a, b) => Math.fround(a * b),
    div: (a, b) => Math.fround(a / b),
    sqrt: (x) => Math.fround(Math.sqrt(x)),
    quarters: quartersf,
    rest: restf,
  },
};
