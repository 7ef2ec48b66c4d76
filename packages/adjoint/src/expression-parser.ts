/**
 * Reads infix text to steps in the order they are taken (postfix). Nesting is a list, not a recursion, so that depth has no limit; work
 * is linear in the text. Tightest first: `^` (from the right), unary `-` and `+`, `*` and `/`, `+` and `-`, one comparison.
 */
import type { InputError } from '@adjoint/ir';
import { faultAt, placeOf, showToken, tokensOf, type Token } from './expression-scanner.ts';
import {
  BINDING,
  COMPARISON,
  isInfix,
  PREFIX,
  type Bracket,
  type Infix,
  type Pending,
  type Statement,
  type Step,
} from './expression-steps.ts';

class Parser {
  private readonly text: string;
  private readonly tokens: readonly Token[];
  private next = 0;
  private steps: Step[] = [];
  private pending: Pending[] = [];

  constructor(text: string) {
    this.text = text;
    this.tokens = tokensOf(text);
  }

  statements(): Statement[] {
    const found: Statement[] = [];
    while (this.token.kind !== 'end' || found.length === 0) found.push(this.statement());
    return found;
  }

  private statement(): Statement {
    const { at, text, kind } = this.token;
    const named = kind === 'name' && this.tokens[this.next + 1]!.text === '=';
    if (named) this.next += 2;
    this.steps = [];
    do {
      while (this.operand());
    } while (this.operator());
    return { name: named ? text : undefined, at, steps: this.steps };
  }

  private get token(): Token {
    return this.tokens[this.next]!;
  }

  private fail(want: string, token = this.token): InputError {
    return faultAt(this.text, token.at, want, showToken(token));
  }

  /** Takes a token where a value is due. Whether one still is. Throws `parse`. */
  private operand(): boolean {
    const { token } = this;
    const { kind, text, at } = token;
    this.next++;
    if (kind === 'number') this.steps.push({ kind, value: Number(text), at });
    else if (kind === 'name') return this.name(token);
    else if (text === '(' || text === '[') return this.open(text, at);
    else if (text === '-') this.pending.push({ kind: 'negate', at });
    else if (text !== '+') throw this.fail('a value', token);
    return kind !== 'number';
  }

  private name(token: Token): boolean {
    const { text, at } = token;
    if (this.token.text === '(') {
      this.next++;
      return this.open('(', at, token);
    }
    this.steps.push({ kind: 'name', name: text, at });
    return false;
  }

  /** Only a list may be closed at once. */
  private open(kind: '(' | '[', at: number, call?: Token): boolean {
    const empty = kind === '[' && this.token.text === ']';
    if (empty) this.steps.push({ kind: 'list', count: 0, at });
    else this.pending.push({ kind, at, call, commas: 0 });
    this.next += +empty;
    return !empty;
  }

  /** Takes tokens that may follow a value. Whether a value is due; if not, the statement is over. Throws `parse`. */
  private operator(): boolean {
    for (;;) {
      const { text, kind } = this.token;
      if (isInfix(text)) this.infix(text);
      else if (text === ',') this.comma();
      else if (text === ')' || text === ']') this.close(text);
      else if (text === ';' || kind === 'end') return this.end();
      else throw this.fail('an operator');
      this.next++;
      if (text !== ')' && text !== ']') return true;
    }
  }

  private infix(op: Infix): void {
    const binding = BINDING[op];
    for (let top = this.pending.at(-1); top?.kind === 'infix' || top?.kind === 'negate'; top = this.pending.at(-1)) {
      const held = top.kind === 'infix' ? BINDING[top.op] : PREFIX;
      if (held < binding || (held === binding && op === '^')) break;
      if (held === COMPARISON) throw this.fail('one comparison: and(a < b, b < c) joins two');
      this.steps.push(top);
      this.pending.pop();
    }
    this.pending.push({ kind: 'infix', op, at: this.token.at });
  }

  /** Takes the operators since the last open bracket; gives the bracket. */
  private innermost(): Bracket | undefined {
    for (let top = this.pending.at(-1); top !== undefined; top = this.pending.at(-1)) {
      if ('commas' in top) return top;
      this.steps.push(top);
      this.pending.pop();
    }
    return undefined;
  }

  private comma(): void {
    const bracket = this.innermost();
    if (bracket === undefined || (bracket.kind === '(' && bracket.call === undefined)) {
      throw this.fail(bracket === undefined ? 'an operator or the end of the text' : 'an operator or ")"');
    }
    bracket.commas++;
  }

  private close(text: string): void {
    const bracket = this.innermost();
    const want = bracket === undefined ? 'an operator or the end of the text' : bracket.kind === '(' ? '")"' : '"]"';
    if (want !== JSON.stringify(text) || bracket === undefined) throw this.fail(want);
    const { kind, call, at, commas } = bracket;
    if (kind === '[') this.steps.push({ kind: 'list', count: commas + 1, at });
    else if (call !== undefined) this.steps.push({ kind: 'call', name: call.text, count: commas + 1, at: call.at });
    this.pending.pop();
  }

  private end(): false {
    const bracket = this.innermost();
    if (bracket !== undefined) {
      const { line, column } = placeOf(this.text, bracket.at);
      const partner = bracket.kind === '(' ? ')' : ']';
      throw this.fail(`"${partner}" for the "${bracket.kind}" of line ${line}, column ${column}`);
    }
    if (this.token.text === ';') this.next++;
    return false;
  }
}

/** The statements of a text, parted by semicolons. Throws `parse`. */
export const statementsOf = (text: string): readonly Statement[] => new Parser(text).statements();
