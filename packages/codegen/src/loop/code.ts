/** Straight-line code on doubles, in columns: an instruction is a primitive and up to three operands, and its number is its value. */
import { argumentsOf, isFormulaName, isHostFunction, type FormulaName, type HostFunction } from './functions.ts';

/**
 * The primitives. `const` takes the place of a number in the pool, `load` an access, `loadAt` an access and the value of its index, `store` an
 * access and a value, `accumulate` these and the number of a `Combine`, `addAt` an access, a value and the value of its index; `index` takes
 * the depth of a loop, `state` the number of a part of a state, `while` leaves the loop where its value is 0; the others take values.
 * Truth values are 0 and 1, whole numbers are doubles: `wrap` brings one below 2⁶³ back to 32 bits, `toInt32` any, `imul` multiplies two.
 * `lesser`, `greater`, `power`, `exponent`, `fraction`: see `Machine` in `ir`.
 */
export type Prim =
  | 'const'
  | 'load'
  | 'loadAt'
  | 'index'
  | 'state'
  | 'while'
  | Write
  | (typeof ARITHMETIC)[number]
  | (typeof COMPARISONS)[number]
  | (typeof CONNECTIVES)[number]
  | HostFunction
  | FormulaName;

/** What goes to memory: `accumulate` combines the value with what stands there, `addAt` adds it to that. */
export type Write = 'store' | 'accumulate' | 'addAt';
const WRITES: ReadonlySet<string> = new Set<Write>(['store', 'accumulate', 'addAt']);
export const writes = (op: Prim): op is Write => WRITES.has(op);
/** Whether the primitive reads or writes memory: its first operand is an access. */
export const touches = (op: Prim): boolean => op === 'load' || op === 'loadAt' || writes(op);

/** How values are gathered. */
export const COMBINES = ['add', 'max', 'min', 'mul'] as const;
export type Combine = (typeof COMBINES)[number];

const ARITHMETIC = [
  'add',
  'sub',
  'mul',
  'div',
  'neg',
  'abs',
  'sqrt',
  'min',
  'max',
  'floor',
  'ceil',
  'trunc',
  'nearest',
  'select',
  'fround',
  'wrap',
  'imul',
  'lesser',
  'greater',
  'power',
  'exponent',
  'fraction',
] as const;
const COMPARISONS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const;
/** Of truth values. */
const CONNECTIVES = ['both', 'either'] as const;

export const isFunction = (op: Prim): op is HostFunction | FormulaName => isHostFunction(op) || isFormulaName(op);

const TRUTHS: ReadonlySet<string> = new Set([...COMPARISONS, ...CONNECTIVES]);
/** Whether the primitive gives a truth value. */
export const isTruth = (op: Prim): boolean => TRUTHS.has(op);

/** How many of the operands of a primitive are values. */
export const arityOf = (op: Prim): number => {
  if (NULLARY.has(op)) return 0;
  if (op === 'select') return 3;
  if (BINARY.has(op)) return 2;
  return isFunction(op) ? argumentsOf(op) : 1;
};
const NULLARY: ReadonlySet<string> = new Set(['const', 'load', 'index', 'state']);
const BINARY: ReadonlySet<string> = new Set([
  'addAt',
  'add',
  'sub',
  'mul',
  'div',
  'min',
  'max',
  'imul',
  'lesser',
  'greater',
  ...COMPARISONS,
  ...CONNECTIVES,
]);

export class Code {
  readonly ops: Prim[] = [];
  readonly a: number[] = [];
  readonly b: number[] = [];
  readonly c: number[] = [];
  /** Whether each value is rounded to f32 once it is computed. */
  readonly rounds: boolean[] = [];
  /** The pool of numbers. */
  readonly numbers: number[] = [];
  private readonly known = new Map<number, number>();
  private minusZero = -1;

  push(op: Prim, a = 0, b = 0, c = 0): number {
    this.rounds.push(false);
    this.a.push(a);
    this.b.push(b);
    this.c.push(c);
    return this.ops.push(op) - 1;
  }
  /** The value that is this number: one instruction for each. */
  number(x: number): number {
    const isMinusZero = Object.is(x, -0);
    const found = isMinusZero ? this.minusZero : (this.known.get(x) ?? -1);
    if (found >= 0) return found;
    const value = this.push('const', this.numbers.push(x) - 1);
    if (isMinusZero) this.minusZero = value;
    else this.known.set(x, value);
    return value;
  }
  /** The operand of an instruction that is a value, by its slot. */
  value(at: number, slot: number): number {
    if (writes(this.ops[at]!) || this.ops[at] === 'loadAt') return slot === 0 ? this.b[at]! : this.c[at]!;
    return slot === 0 ? this.a[at]! : slot === 1 ? this.b[at]! : this.c[at]!;
  }
}

/** The functions that codes call, in the order of their names. */
export const functionsIn = (codes: Iterable<Code>): (HostFunction | FormulaName)[] => {
  const used = new Set<Prim>();
  for (const { ops } of codes) for (const op of ops) used.add(op);
  return [...used].filter(isFunction).sort();
};
