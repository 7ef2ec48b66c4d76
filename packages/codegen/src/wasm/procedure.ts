/** Procedures as functions of the module. Locals are its whole numbers, its values, and vectors of two for each value. */
import type {
  Block,
  Body,
  Comparison,
  Int,
  IntInfix,
  Procedure,
  Real,
  RealInfix,
  RealPrefix,
  Statement,
  Truth,
} from '../procedure/language.ts';
import { setIn } from '../procedure/lanes.ts';
import type { ProcedureCall } from '../procedure/table.ts';
import { Assembler } from './assembler.ts';
import type { Bytes } from './bytes.ts';
import { ProcedureLanes } from './procedure-lanes.ts';
import * as X from './opcodes.ts';

const INTS: { readonly [O in IntInfix]: number } = {
  add: X.I32_ADD,
  sub: X.I32_SUB,
  mul: X.I32_MUL,
  div: X.I32_DIV_S,
  shr: X.I32_SHR_S,
  wrap: X.I32_ADD,
  xor: 0x73,
  rotate: 0x77,
};
const INT_COMPARES: { readonly [C in Comparison]: number } = {
  eq: 0x46,
  ne: 0x47,
  lt: 0x48,
  gt: 0x4a,
  le: 0x4c,
  ge: 0x4e,
};
const REAL_COMPARES: { readonly [C in Comparison]: number } = {
  eq: 0x61,
  ne: 0x62,
  lt: 0x63,
  gt: 0x64,
  le: 0x65,
  ge: 0x66,
};
const INFIX: { readonly [O in RealInfix]: number } = { add: 0xa0, sub: 0xa1, mul: 0xa2, div: 0xa3 };
const PREFIX: { readonly [O in RealPrefix]: readonly number[] } = {
  neg: [0x9a],
  abs: [0x99],
  sqrt: [0x9f],
  fround: [X.F32_DEMOTE_F64, X.F64_PROMOTE_F32],
};

/** A place, less the whole number that the instruction itself adds. */
const parted = (place: Int): readonly [rest: Int, bytes: number] => {
  const { form } = place;
  if (form.op !== 'add' || form.b.form.op !== 'number' || form.b.form.value < 0) return [place, 0];
  return [form.a, 8 * form.b.form.value];
};

/** Numbers of what is called: elementary functions, and procedures by their names. */
export type IndexOf = (name: string) => number;

export class ProcedureWriter {
  readonly f: Assembler;
  readonly body: Body;
  private readonly to: Bytes;
  private readonly indexOf: IndexOf;
  private readonly lanes: ProcedureLanes;

  constructor(to: Bytes, body: Body, indexOf: IndexOf) {
    this.to = to;
    this.f = new Assembler(to);
    this.body = body;
    this.indexOf = indexOf;
    this.lanes = new ProcedureLanes(this);
  }

  write(parameters: number): void {
    const { ints, reals, block } = this.body;
    this.f.locals([ints - parameters, X.I32], [reals, X.F64], [2 * reals, X.V128]);
    this.block(block);
    this.f.end();
  }

  readonly block = (block: Block): void => block.forEach((statement) => this.statement(statement));

  private statement(statement: Statement): void {
    const { f } = this;
    if ('setInt' in statement) {
      this.int(statement.to);
      f.set(statement.setInt);
    } else if ('setReal' in statement) {
      this.real(statement.to);
      f.set(this.value(statement.setReal));
    } else if ('store' in statement) {
      const { store, value, single } = statement;
      const offset = this.address(store, single);
      this.real(value);
      if (single) f.op(X.F32_DEMOTE_F64, X.F32_STORE).at(offset);
      else f.op(X.F64_STORE).at(offset);
    } else if ('loop' in statement) {
      if (statement.lanes) return this.lanes.loop(statement, setIn(statement.body));
      this.int(statement.from);
      f.set(statement.loop);
      this.upTo(statement.loop, statement.to, 1, () => this.block(statement.body));
    } else if ('sums' in statement) this.lanes.sums(statement);
    else if ('during' in statement)
      f.during(
        () => this.truth(statement.during),
        () => this.block(statement.body),
      );
    else if ('when' in statement) {
      const { when, yes, no } = statement;
      this.truth(when);
      if (no.length === 0) f.when(() => this.block(yes));
      else
        f.branch(
          () => this.block(yes),
          () => this.block(no),
        );
    } else {
      statement.args.forEach(this.int);
      f.call(this.indexOf(statement.call.name));
    }
  }

  /** The number of a value among locals. */
  value(real: number): number {
    return this.body.ints + real;
  }
  /** Steps of a counter while it and `step` − 1 of its next are less than the limit; it goes on from where it is. */
  upTo(counter: number, limit: Int, step: number, each: () => void): void {
    const { f } = this;
    const isLess = (): void => {
      f.get(counter);
      if (step > 1) f.int(step - 1).op(X.I32_ADD);
      this.int(limit);
      f.op(INT_COMPARES.lt);
    };
    isLess();
    f.when(() =>
      f.repeat(() => {
        each();
        f.add(counter, () => f.int(step));
      }, isLess),
    );
  }
  /** Pushes the first byte of a place, and gives what the instruction is to add to it. */
  address(place: Int, single = false): number {
    const [rest, offset] = parted(place);
    this.int(rest);
    this.f.int(single ? 2 : 3).op(X.I32_SHL);
    return single ? offset / 2 : offset;
  }

  readonly int = ({ form }: Int): void => {
    const { f } = this;
    if (form.op === 'number') f.int(form.value);
    else if (form.op === 'local') f.get(form.local);
    else if (form.op === 'whole') {
      this.real(form.of);
      f.op(X.SATURATING, X.I32_TRUNC_SAT_F64_S);
    } else if (form.op === 'count') this.truth(form.of);
    else {
      this.int(form.a);
      this.int(form.b);
      f.op(INTS[form.op]);
    }
  };

  readonly real = ({ form }: Real): void => {
    const { f } = this;
    if (form.op === 'number') this.number(form.value);
    else if (form.op === 'local') f.get(this.value(form.local));
    else if (form.op === 'load') {
      const offset = this.address(form.place, form.single);
      if (form.single) f.op(X.F32_LOAD).at(offset).op(X.F64_PROMOTE_F32);
      else f.op(X.F64_LOAD).at(offset);
    } else if (form.op === 'double') {
      this.int(form.of);
      f.op(X.F64_CONVERT_I32_S);
    } else if (form.op === 'unless0') {
      this.real(form.a);
      f.zero(X.F64);
      this.real(form.factor);
      f.zero(X.F64).op(X.F64_NE, X.SELECT);
    } else if (form.op === 'select') {
      this.real(form.a);
      this.real(form.b);
      this.truth(form.test);
      f.op(X.SELECT);
    } else if (form.op === 'call') {
      form.args.forEach(this.real);
      f.call(this.indexOf(form.name));
    } else if ('b' in form) {
      this.real(form.a);
      this.real(form.b);
      f.op(INFIX[form.op]);
    } else {
      this.real(form.a);
      f.op(...PREFIX[form.op]);
    }
  };
  number(x: number): void {
    this.to.byte(X.F64_CONST);
    this.to.double(x);
  }

  readonly truth = ({ form }: Truth): void => {
    const { f } = this;
    if (form.op === 'ints') {
      this.int(form.a);
      this.int(form.b);
      f.op(INT_COMPARES[form.by]);
    } else if (form.op === 'reals') {
      this.real(form.a);
      this.real(form.b);
      f.op(REAL_COMPARES[form.by]);
    } else {
      this.truth(form.a);
      this.truth(form.b);
      f.op(form.op === 'both' ? X.I32_AND : X.I32_OR);
    }
  };
}

/** Writes the body of the function. */
export const writeProcedure = (to: Bytes, procedure: Procedure, indexOf: IndexOf): void =>
  new ProcedureWriter(to, procedure.body(), indexOf).write(procedure.parameters.length);

/** Writes the body of a function of calls. */
export const writeCalls = (to: Bytes, calls: readonly ProcedureCall[], indexOf: IndexOf): void => {
  const f = new Assembler(to);
  f.locals();
  for (const each of calls) {
    if ('put' in each) {
      f.int(each.at).int(3).op(X.I32_SHL, X.F64_CONST);
      to.double(each.put);
      f.op(X.F64_STORE).at();
    } else {
      for (const arg of each.args) f.int(arg);
      f.call(indexOf(each.name));
    }
  }
  f.end();
};
