/** Formulas of `ir` as code: what functions of a target are printed from, and what takes the place of their calls. */
import { FORMULAS, workingPrecision, type Formula, type Machine, type Precision } from '@adjoint/ir';
import { arityOf, Code, type Prim } from './code.ts';
import { meaningOf, type FormulaName } from './functions.ts';

type Value = number;

/**
 * Writes operations as instructions, each distinct one once. Of single precision it says that results are rounded, but not where whoever prints the
 * code rounds everything.
 */
export class CodeMachine implements Machine<Value> {
  readonly precision: Precision;
  private readonly code: Code;
  private readonly rounds: boolean;
  private readonly known: Map<string, Value>;

  constructor(code: Code, precision: Precision, rounds: boolean, known: Map<string, Value> = new Map<string, Value>()) {
    this.code = code;
    this.precision = precision;
    this.rounds = rounds && precision === 'f32';
    this.known = known;
  }

  private once(op: Prim, a: Value, b: Value = 0, c: Value = 0, rounds = false): Value {
    const key = `${op} ${a} ${b} ${c} ${rounds}`;
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const value = this.code.push(op, a, b, c);
    this.code.rounds[value] = rounds;
    this.known.set(key, value);
    return value;
  }
  private readonly exactly =
    (op: Prim) =>
    (a: Value, b?: Value, c?: Value): Value =>
      this.once(op, a, b, c);
  private readonly nearly =
    (op: Prim) =>
    (a: Value, b?: Value): Value =>
      this.once(op, a, b, 0, this.rounds);

  readonly number = (x: number): Value => this.code.number(this.precision === 'f32' ? Math.fround(x) : x);
  readonly add = this.nearly('add');
  readonly sub = this.nearly('sub');
  readonly mul = this.nearly('mul');
  readonly div = this.nearly('div');
  readonly sqrt = this.nearly('sqrt');
  readonly neg = this.exactly('neg');
  readonly abs = this.exactly('abs');
  readonly floor = this.exactly('floor');
  readonly lesser = this.exactly('lesser');
  readonly greater = this.exactly('greater');
  readonly eq = this.exactly('eq');
  readonly lt = this.exactly('lt');
  readonly le = this.exactly('le');
  readonly gt = this.exactly('gt');
  readonly ge = this.exactly('ge');
  readonly both = this.exactly('both');
  readonly either = this.exactly('either');
  readonly select = this.exactly('select');
  readonly power = this.exactly('power');
  readonly exponent = this.exactly('exponent');
  readonly fraction = this.exactly('fraction');
  private readonly far =
    (double: 'quarters' | 'rest' | 'lost') =>
    (x: Value, near: Value): Value =>
      this.once(this.precision === 'f32' ? `${double}f` : double, x, near);
  readonly quarters = this.far('quarters');
  readonly rest = this.far('rest');
  readonly lost = this.far('lost');
}

/** A function as straight-line code: its parameters are what it loads, by their numbers. */
export interface Body {
  readonly code: Code;
  readonly result: Value;
  readonly parameters: number;
  /** What its operations round to, and what its result is rounded to. */
  readonly working: Precision;
  readonly precision: Precision;
}

export const bodyOf = (name: FormulaName): Body => {
  const { of, precision } = meaningOf(name);
  return bodyFrom(FORMULAS[of], arityOf(name), workingPrecision(of, precision), precision);
};

/** The values that an instruction takes. */
export const operandsOf = ({ code }: Body, at: number): number[] =>
  Array.from({ length: arityOf(code.ops[at]!) }, (_, slot) => code.value(at, slot));

export const bodyFrom = (formula: Formula, parameters: number, working: Precision, precision: Precision): Body => {
  const code = new Code();
  const x = Array.from({ length: parameters }, (_, i) => code.push('load', i));
  return { code, result: formula(new CodeMachine(code, working, false), ...x), parameters, working, precision };
};
