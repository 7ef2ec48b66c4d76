/** What procedures are written with: each call appends a statement. */
import type { FormulaName } from '../loop/functions.ts';
import {
  Int,
  intOf,
  Real,
  realOf,
  type Block,
  type Body,
  type Procedure,
  type Statement,
  type Truth,
  type Value,
  type Whole,
} from './language.ts';

/** A place in memory: its number is read where it is used. */
export class Cell extends Real {
  readonly set: (x: Value) => void;

  constructor(place: Int, single: boolean, push: (statement: Statement) => void) {
    super({ op: 'load', place, single });
    this.set = (x) => push({ store: place, value: realOf(x), single });
  }
}
class Variable extends Real {
  readonly set: (x: Value) => void;

  constructor(local: number, push: (statement: Statement) => void) {
    super({ op: 'local', local });
    this.set = (x) => push({ setReal: local, to: realOf(x) });
  }
}
class Counter extends Int {
  readonly set: (x: Whole) => void;

  constructor(local: number, push: (statement: Statement) => void) {
    super({ op: 'local', local });
    this.set = (x) => push({ setInt: local, to: intOf(x) });
  }
}
export type { Counter, Variable };

type Each = (i: Int) => void;
type Ints<P extends readonly string[]> = { readonly [K in keyof P]: Int };
type Wholes<P extends readonly string[]> = { readonly [K in keyof P]: Whole };

/** A procedure of these parameters. */
export interface Typed<P extends readonly string[]> extends Procedure {
  readonly parameters: P;
}

export class Writer {
  private block: Statement[] = [];
  private ints: number;
  private reals = 0;
  private readonly procedures = new Set<Procedure>();
  private readonly functions = new Set<FormulaName>();

  constructor(parameters: number) {
    this.ints = parameters;
  }

  private readonly push = (statement: Statement): void => void this.block.push(statement);
  private within(write: () => void): Block {
    const outer = this.block;
    this.block = [];
    write();
    const inner = this.block;
    this.block = outer;
    return inner;
  }
  body(): Body {
    const { block, ints, reals, procedures, functions } = this;
    return { block, ints, reals, procedures: [...procedures], functions: [...functions] };
  }

  int(x: Whole): Counter {
    const counter = new Counter(this.ints++, this.push);
    counter.set(x);
    return counter;
  }
  real(x: Value): Variable {
    const variable = new Variable(this.reals++, this.push);
    variable.set(x);
    return variable;
  }
  at(place: Int, single = false): Cell {
    return new Cell(place, single, this.push);
  }
  private repeat(from: Whole, to: Whole, each: Each, lanes: boolean): void {
    const loop = this.ints++;
    const body = this.within(() => each(new Int({ op: 'local', local: loop })));
    this.push({ loop, from: intOf(from), to: intOf(to), body, lanes });
  }
  for(from: Whole, to: Whole, each: Each): void {
    this.repeat(from, to, each, false);
  }
  /** The same, but no step reads what another writes: so they may be taken together. */
  lanes(from: Whole, to: Whole, each: Each): void {
    this.repeat(from, to, each, true);
  }
  /** Σ of each of the terms. */
  sums(from: Whole, to: Whole, terms: (k: Int) => readonly Real[]): readonly Variable[] {
    const counter = this.ints++;
    const sums = terms(new Int({ op: 'local', local: counter })).map((term) => ({ local: this.reals++, term }));
    this.push({ sums, counter, from: intOf(from), to: intOf(to) });
    return sums.map(({ local }) => new Variable(local, this.push));
  }
  sum(from: Whole, to: Whole, term: (k: Int) => Real): Variable {
    return this.sums(from, to, (k) => [term(k)])[0]!;
  }
  while(during: Truth, body: () => void): void {
    this.push({ during, body: this.within(body) });
  }
  when(test: Truth, yes: () => void, no: () => void = () => {}): void {
    this.push({ when: test, yes: this.within(yes), no: this.within(no) });
  }
  /** An elementary function of x. */
  of(name: FormulaName, x: Value): Real {
    this.functions.add(name);
    return new Real({ op: 'call', name, args: [realOf(x)] });
  }
  call<const P extends readonly string[]>(procedure: Typed<P>, ...args: Wholes<P>): void {
    this.procedures.add(procedure);
    this.push({ call: procedure, args: args.map(intOf) });
  }
}

/** A procedure; it is written once, when it is first asked for. */
export const procedure = <const P extends readonly string[]>(
  name: string,
  parameters: P,
  write: (p: Writer, ...x: Ints<P>) => void,
): Typed<P> => {
  let known: Body | undefined;
  const written = (): Body => {
    const p = new Writer(parameters.length);
    write(p, ...(parameters.map((_, local) => new Int({ op: 'local', local })) as unknown as Ints<P>));
    return p.body();
  };
  return { name, parameters, body: () => (known ??= written()) };
};
