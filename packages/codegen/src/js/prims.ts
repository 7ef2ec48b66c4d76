/** Each primitive as an expression of JavaScript. */
import { isFunction, type Prim, type Write as Stores } from '../loop/code.ts';
import type { FormulaName, HostFunction } from '../loop/functions.ts';

/** What is written as a call, of what the prelude or the host has. */
type Calls = Exclude<HostFunction, 'fmod' | 'toInt32'> | FormulaName;
type Write = (a: string, b: string, c: string) => string;

const infix =
  (sign: string): Write =>
  (a, b) =>
    `${a} ${sign} ${b}`;
const truth =
  (sign: string): Write =>
  (a, b) =>
    `${a} ${sign} ${b} ? 1 : 0`;
const math =
  (name: string): Write =>
  (a) =>
    `Math.${name}(${a})`;
const math2 =
  (name: string): Write =>
  (a, b) =>
    `Math.${name}(${a}, ${b})`;

const call =
  (name: string): Write =>
  (a) =>
    `${name}(${a})`;

export const isCall = (op: Prim): op is Calls => isFunction(op) && op !== 'fmod' && op !== 'toInt32';

export const PRIMS: {
  readonly [P in Exclude<Prim, 'const' | 'load' | 'loadAt' | 'index' | 'state' | 'while' | Stores | Calls>]: Write;
} = {
  fmod: infix('%'),
  toInt32: (a) => `${a} | 0`,
  lesser: (a, b) => `${b} < ${a} ? ${b} : ${a}`,
  greater: (a, b) => `${a} < ${b} ? ${b} : ${a}`,
  power: call('power'),
  exponent: call('exponent'),
  fraction: call('fraction'),
  both: infix('*'),
  either: math2('max'),
  add: infix('+'),
  sub: infix('-'),
  mul: infix('*'),
  div: infix('/'),
  neg: (a) => `-${a}`,
  abs: math('abs'),
  sqrt: math('sqrt'),
  min: math2('min'),
  max: math2('max'),
  floor: math('floor'),
  ceil: math('ceil'),
  trunc: math('trunc'),
  nearest: (a) => `nearest(${a})`,
  select: (a, b, c) => `${a} !== 0 ? ${b} : ${c}`,
  fround: math('fround'),
  wrap: (a) => `${a} | 0`,
  imul: math2('imul'),
  eq: truth('==='),
  ne: truth('!=='),
  lt: truth('<'),
  le: truth('<='),
  gt: truth('>'),
  ge: truth('>='),
};

/** What the expressions call that the language lacks: to the nearest whole number, half to even, −0 kept. */
export const PRELUDE = `const nearest = (x) => {
  const below = Math.floor(x);
  const rounded = x - below === 0.5 ? 2 * Math.round(below / 2) : Math.round(x);
  return rounded === 0 && (x < 0 || Object.is(x, -0)) ? -0 : rounded;
};`;
