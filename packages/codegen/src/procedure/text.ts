/** Expressions of procedures as text: that of JavaScript, and what people read. */
import type { FormulaName } from '../loop/functions.ts';
import type { Comparison, Int, Real, Truth } from './language.ts';

/** What is not the same in all of them. */
export interface Dialect {
  readonly int: (local: number) => string;
  readonly load: (place: string, single: boolean) => string;
  readonly call: (name: FormulaName, args: string) => string;
}

const INFIX = { add: '+', sub: '-', mul: '*', div: '/', shr: '>>', xor: '^' } as const;
const COMPARES: { readonly [C in Comparison]: string } = {
  eq: '===',
  ne: '!==',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};
const SUMS: ReadonlySet<string> = new Set(['add', 'sub']);
const ATOMS: ReadonlySet<string> = new Set(['number', 'local', 'load', 'abs', 'sqrt', 'fround', 'call']);
const isAtom = ({ form }: Int | Real): boolean =>
  form.op === 'double' ? isAtom(form.of) : ATOMS.has(form.op) && !(form.op === 'number' && !(form.value >= 0));

const literal = (x: number): string => (Object.is(x, -0) ? '-0' : String(x));

export class Text {
  private readonly dialect: Dialect;
  /** The counter that stands some steps ahead. */
  private ahead: { readonly counter: number; readonly by: number } | undefined;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  /** `x` at so many steps of a counter from where it is. */
  later(x: Real, counter: number, by: number): string {
    this.ahead = { counter, by };
    const text = this.real(x);
    this.ahead = undefined;
    return text;
  }

  readonly int = (x: Int): string => {
    const { form } = x;
    if (form.op === 'number') return String(form.value);
    if (form.op === 'whole') return `${this.within(form.of)} | 0`;
    if (form.op === 'count') return `${this.truth(form.of)} ? 1 : 0`;
    if (form.op === 'div') return `${this.intWithin(form.a)} / ${this.intWithin(form.b)} | 0`;
    if (form.op === 'wrap') return `(${this.intWithin(form.a)} + ${this.intWithin(form.b)}) | 0`;
    if (form.op === 'rotate') {
      const [bits, places] = [this.intWithin(form.a), this.intWithin(form.b)];
      return `(${bits} << ${places}) | (${bits} >>> (32 - ${places}))`;
    }
    if (form.op === 'local') {
      const name = this.dialect.int(form.local);
      return this.ahead?.counter === form.local && this.ahead.by > 0 ? `(${name} + ${this.ahead.by})` : name;
    }
    // Sums need no brackets on their left.
    const left = SUMS.has(form.op) && SUMS.has(form.a.form.op) ? this.int(form.a) : this.intWithin(form.a);
    return `${left} ${INFIX[form.op]} ${this.intWithin(form.b)}`;
  };
  private intWithin(x: Int): string {
    return isAtom(x) ? this.int(x) : `(${this.int(x)})`;
  }

  readonly real = ({ form }: Real): string => {
    switch (form.op) {
      case 'number':
        return literal(form.value);
      case 'local':
        return `x${form.local}`;
      case 'load':
        return this.dialect.load(this.int(form.place), form.single);
      case 'double':
        return this.int(form.of);
      case 'neg':
        return `-${this.within(form.a)}`;
      case 'abs':
      case 'sqrt':
      case 'fround':
        return `Math.${form.op}(${this.real(form.a)})`;
      case 'unless0':
        return `${this.within(form.factor)} === 0 ? 0 : ${this.within(form.a)}`;
      case 'select':
        return `${this.truth(form.test)} ? ${this.within(form.a)} : ${this.within(form.b)}`;
      case 'call':
        return this.dialect.call(form.name, form.args.map(this.real).join(', '));
      default:
        return `${this.within(form.a)} ${INFIX[form.op]} ${this.within(form.b)}`;
    }
  };
  private within(x: Real): string {
    return isAtom(x) ? this.real(x) : `(${this.real(x)})`;
  }

  readonly truth = ({ form }: Truth): string => {
    if (form.op === 'ints') return `${this.intWithin(form.a)} ${COMPARES[form.by]} ${this.intWithin(form.b)}`;
    if (form.op === 'reals') return `${this.within(form.a)} ${COMPARES[form.by]} ${this.within(form.b)}`;
    return `(${this.truth(form.a)}) ${form.op === 'both' ? '&&' : '||'} (${this.truth(form.b)})`;
  };
}
