/** Takes the steps of an expression. Arithmetic of plain numbers gives plain numbers: they have no dtype until they meet a symbol. */
import {
  add,
  div,
  eq,
  ge,
  gt,
  InputError,
  le,
  lt,
  mul,
  ne,
  nearest,
  neg,
  pow,
  sub,
  type Sym,
  type Value,
} from '@adjoint/ir';
import { functionNamed, functionNames, type Callable } from './expression-functions.ts';
import { isSymbolic, SymbolList, type Item } from './expression-kinds.ts';
import { faultAt, placeOf } from './expression-scanner.ts';
import type { Infix, Step } from './expression-steps.ts';

interface Operator {
  readonly onNumbers: (a: number, b: number) => number | boolean;
  readonly apply: (a: Value, b: Value) => Sym;
}

const OPERATORS: { readonly [O in Infix]: Operator } = {
  '+': { onNumbers: (a, b) => a + b, apply: add },
  '-': { onNumbers: (a, b) => a - b, apply: sub },
  '*': { onNumbers: (a, b) => a * b, apply: mul },
  '/': { onNumbers: (a, b) => a / b, apply: div },
  '^': { onNumbers: (a, b) => a ** b, apply: pow },
  '<': { onNumbers: (a, b) => a < b, apply: lt },
  '<=': { onNumbers: (a, b) => a <= b, apply: le },
  '>': { onNumbers: (a, b) => a > b, apply: gt },
  '>=': { onNumbers: (a, b) => a >= b, apply: ge },
  '==': { onNumbers: (a, b) => a === b, apply: eq },
  '!=': { onNumbers: (a, b) => a !== b, apply: ne },
};

/** An item, and where in the text it comes from. */
interface Operand {
  readonly item: Item;
  readonly at: number;
}

const kindOf = ({ item }: Operand): string => {
  if (typeof item === 'number') return `the number ${item}`;
  if (item instanceof SymbolList) return 'a list of symbols';
  return Array.isArray(item) ? `a list of ${item.length}` : 'a value that is computed';
};

/** Takes the steps of one statement; `names` are all that it may use. */
export class Machine {
  private readonly stack: Operand[] = [];
  private readonly text: string;
  private readonly names: ReadonlyMap<string, Value>;

  constructor(text: string, names: ReadonlyMap<string, Value>) {
    this.text = text;
    this.names = names;
  }

  /** The value of a statement. Throws `parse`, and what the operations throw. */
  run(steps: readonly Step[]): Value {
    for (const step of steps) this.stack.push({ item: this.step(step), at: step.at });
    return this.value();
  }

  private step(step: Step): Item {
    if (step.kind === 'number') return step.value;
    if (step.kind === 'name') return this.names.get(step.name)!;
    if (step.kind === 'list') return this.list(step.count);
    if (step.kind === 'call') return this.call(step.name, step.count, step.at);
    return step.kind === 'negate' ? this.negate(step.at) : this.infix(step.op, step.at);
  }

  private negate(at: number): Value {
    const x = this.value();
    return typeof x === 'number' ? -x : this.located(at, () => neg(x));
  }

  private infix(op: Infix, at: number): Value {
    const [b, a] = [this.value(), this.value()];
    const { onNumbers, apply } = OPERATORS[op];
    return typeof a === 'number' && typeof b === 'number' ? onNumbers(a, b) : this.located(at, () => apply(a, b));
  }

  private value(): Value {
    const operand = this.stack.pop()!;
    if (!(operand.item instanceof SymbolList)) return operand.item;
    throw faultAt(this.text, operand.at, 'a value, as stack([…]) makes of a list', kindOf(operand));
  }

  private list(count: number): Item {
    const operands = this.stack.splice(this.stack.length - count);
    const items = operands.map(({ item }) => item);
    if (!items.some(isSymbolic)) return items as Value;
    const nested = operands.find(({ item }) => Array.isArray(item) || item instanceof SymbolList);
    if (nested !== undefined) throw faultAt(this.text, nested.at, 'no list among symbols', kindOf(nested));
    return new SymbolList(items as Value[]);
  }

  private call(name: string, count: number, at: number): Value {
    const operands = this.stack.splice(this.stack.length - count);
    const { kinds, apply } = this.callable(name, at);
    const least = kinds.filter((kind) => !kind.optional).length;
    if (count < least || count > kinds.length) {
      const want = least === kinds.length ? String(least) : `${least} to ${kinds.length}`;
      throw faultAt(this.text, at, `${want} argument${kinds.length === 1 ? '' : 's'} of ${name}`, String(count));
    }
    const args = operands.map((operand, i) => {
      const arg = kinds[i]!.read(operand.item);
      if (arg === undefined) throw faultAt(this.text, operand.at, kinds[i]!.want, kindOf(operand));
      return arg;
    });
    return this.located(at, () => apply(args));
  }

  private callable(name: string, at: number): Callable {
    const found = functionNamed(name);
    if (found !== undefined) return found;
    const near = nearest(name, functionNames());
    throw faultAt(
      this.text,
      at,
      near.length === 0 ? 'a function' : `a function such as ${near.join(' or ')}`,
      JSON.stringify(name),
    );
  }

  /** What the operation gives; its faults are told with their place in the text. */
  private located(at: number, operation: () => Value): Value {
    try {
      return operation();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { line, column } = placeOf(this.text, at);
      throw error.at([...error.where, `in the expression at line ${line}, column ${column}`]);
    }
  }
}
