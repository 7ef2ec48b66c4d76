/**
 * The language of procedures: algorithms over one memory that are more than a nest of loops. Counters and places are whole numbers, values are
 * doubles; parameters are whole numbers too, so that a procedure serves matrices of any size at any place. Each is written once, and printed
 * for every target.
 */
import type { FormulaName } from '../loop/functions.ts';

/** `wrap` is a sum modulo 2³², `rotate` turns the bits of a to the left; the results of others are whole numbers that 32 bits hold. */
export type IntInfix = 'add' | 'sub' | 'mul' | 'div' | 'shr' | 'wrap' | 'xor' | 'rotate';
export type RealInfix = 'add' | 'sub' | 'mul' | 'div';
export type RealPrefix = 'neg' | 'abs' | 'sqrt' | 'fround';
export type Comparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

export type IntForm =
  | { readonly op: 'number'; readonly value: number }
  | { readonly op: 'local'; readonly local: number }
  | { readonly op: IntInfix; readonly a: Int; readonly b: Int }
  | { readonly op: 'whole'; readonly of: Real }
  | { readonly op: 'count'; readonly of: Truth };

export type RealForm =
  | { readonly op: 'number'; readonly value: number }
  | { readonly op: 'local'; readonly local: number }
  | { readonly op: 'load'; readonly place: Int; readonly single: boolean }
  | { readonly op: RealPrefix; readonly a: Real }
  | { readonly op: RealInfix; readonly a: Real; readonly b: Real }
  | { readonly op: 'double'; readonly of: Int }
  /** `a` where the factor is not 0, else 0. */
  | { readonly op: 'unless0'; readonly factor: Real; readonly a: Real }
  | { readonly op: 'select'; readonly test: Truth; readonly a: Real; readonly b: Real }
  | { readonly op: 'call'; readonly name: FormulaName; readonly args: readonly Real[] };

export type TruthForm =
  | { readonly op: 'ints'; readonly by: Comparison; readonly a: Int; readonly b: Int }
  | { readonly op: 'reals'; readonly by: Comparison; readonly a: Real; readonly b: Real }
  | { readonly op: 'both' | 'either'; readonly a: Truth; readonly b: Truth };

/** A term of sums, and the local that its sum comes to stand in. */
export interface Sum {
  readonly local: number;
  readonly term: Real;
}

/**
 * Loops go up from `from` to below `to`. Those on `lanes` may take two steps at once: no step reads what another writes. Terms of sums go to
 * four sums in turn, (s₀ + s₂) + (s₁ + s₃) at last; up to three that are left follow.
 */
export type Statement =
  | { readonly setInt: number; readonly to: Int }
  | { readonly setReal: number; readonly to: Real }
  | { readonly store: Int; readonly value: Real; readonly single: boolean }
  | { readonly loop: number; readonly from: Int; readonly to: Int; readonly body: Block; readonly lanes: boolean }
  | { readonly sums: readonly Sum[]; readonly counter: number; readonly from: Int; readonly to: Int }
  | { readonly during: Truth; readonly body: Block }
  | { readonly when: Truth; readonly yes: Block; readonly no: Block }
  | { readonly call: Procedure; readonly args: readonly Int[] };
export type Block = readonly Statement[];

export type Whole = Int | number;
export type Value = Real | number;

const int = (x: Whole): Int => (typeof x === 'number' ? new Int({ op: 'number', value: x }) : x);
const real = (x: Value): Real => (typeof x === 'number' ? new Real({ op: 'number', value: x }) : x);
export { int as intOf, real as realOf };

/** A whole number of 32 bits. */
export class Int {
  readonly form: IntForm;

  constructor(form: IntForm) {
    this.form = form;
  }

  private infix(op: IntInfix, x: Whole): Int {
    return new Int({ op, a: this, b: int(x) });
  }
  plus(x: Whole): Int {
    return x === 0 ? this : this.infix('add', x);
  }
  minus(x: Whole): Int {
    return x === 0 ? this : this.infix('sub', x);
  }
  times(x: Whole): Int {
    return x === 1 ? this : this.infix('mul', x);
  }
  /** Of numbers that are not negative, rounded down. */
  over(x: Whole): Int {
    return this.infix('div', x);
  }
  /** Half of it so many times, rounded down. */
  half(times = 1): Int {
    return this.infix('shr', times);
  }
  /** The sum modulo 2³². */
  wrapped(x: Whole): Int {
    return this.infix('wrap', x);
  }
  xor(x: Whole): Int {
    return this.infix('xor', x);
  }
  /** Its bits, turned to the left by so many places. */
  rotated(places: number): Int {
    return this.infix('rotate', places);
  }
  double(): Real {
    return new Real({ op: 'double', of: this });
  }
  private compare(by: Comparison, x: Whole): Truth {
    return new Truth({ op: 'ints', by, a: this, b: int(x) });
  }
  eq(x: Whole): Truth {
    return this.compare('eq', x);
  }
  ne(x: Whole): Truth {
    return this.compare('ne', x);
  }
  lt(x: Whole): Truth {
    return this.compare('lt', x);
  }
  le(x: Whole): Truth {
    return this.compare('le', x);
  }
  gt(x: Whole): Truth {
    return this.compare('gt', x);
  }
  ge(x: Whole): Truth {
    return this.compare('ge', x);
  }
}

export class Real {
  readonly form: RealForm;

  constructor(form: RealForm) {
    this.form = form;
  }

  private infix(op: RealInfix, x: Value): Real {
    return new Real({ op, a: this, b: real(x) });
  }
  private prefix(op: RealPrefix): Real {
    return new Real({ op, a: this });
  }
  private compare(by: Comparison, x: Value): Truth {
    return new Truth({ op: 'reals', by, a: this, b: real(x) });
  }
  add(x: Value): Real {
    return this.infix('add', x);
  }
  sub(x: Value): Real {
    return this.infix('sub', x);
  }
  mul(x: Value): Real {
    return this.infix('mul', x);
  }
  div(x: Value): Real {
    return this.infix('div', x);
  }
  neg(): Real {
    return this.prefix('neg');
  }
  abs(): Real {
    return this.prefix('abs');
  }
  sqrt(): Real {
    return this.prefix('sqrt');
  }
  fround(): Real {
    return this.prefix('fround');
  }
  eq(x: Value): Truth {
    return this.compare('eq', x);
  }
  ne(x: Value): Truth {
    return this.compare('ne', x);
  }
  lt(x: Value): Truth {
    return this.compare('lt', x);
  }
  le(x: Value): Truth {
    return this.compare('le', x);
  }
  gt(x: Value): Truth {
    return this.compare('gt', x);
  }
  ge(x: Value): Truth {
    return this.compare('ge', x);
  }
  square(): Real {
    return this.mul(this);
  }
  /** The whole number that it is. */
  whole(): Int {
    return new Int({ op: 'whole', of: this });
  }
  /** Where the factor is 0, 0. */
  unless0(factor: Real): Real {
    return new Real({ op: 'unless0', factor, a: this });
  }
}

export class Truth {
  readonly form: TruthForm;

  constructor(form: TruthForm) {
    this.form = form;
  }
  and(x: Truth): Truth {
    return new Truth({ op: 'both', a: this, b: x });
  }
  or(x: Truth): Truth {
    return new Truth({ op: 'either', a: this, b: x });
  }
  /** 1 where it holds, else 0. */
  count(): Int {
    return new Int({ op: 'count', of: this });
  }
  select(a: Value, b: Value): Real {
    return new Real({ op: 'select', test: this, a: real(a), b: real(b) });
  }
}

/** An algorithm: its name, the names of its parameters (none is m or s, as memory is called), and what writes it. */
export interface Procedure {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: () => Body;
}

/** A procedure written out: its first locals of whole numbers are the parameters. */
export interface Body {
  readonly block: Block;
  readonly ints: number;
  readonly reals: number;
  /** What it calls. */
  readonly procedures: readonly Procedure[];
  readonly functions: readonly FormulaName[];
}
