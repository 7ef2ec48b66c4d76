/** Reads tokens of a text from left to right, once, character by character; every fault has the line and column it was met at. */
import { InputError } from '../error/error.ts';
import { quote } from '../error/describe.ts';
import { BARE, DIGIT, FIRST, NUMERIC, WORD, type CharSet } from './chars.ts';

const NUMBER = /^(?:-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity)|NaN)$/;
const TOKEN = /^(?:"(?:[^"\\\n]|\\.)*"?|[\w()/.%+-]+|[^\s])/;
const LONGEST_NUMBER = 400;
const LONGEST_TYPE = 1200;
const LONGEST_SHOWN = 40;

const NEWLINE = 10;
const QUOTE = 34;
const BACKSLASH = 92;

/** A place in the text, to come back to in a message. */
export interface Place {
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

/** A text, and how far it is read. Space within a line and comments (`;` to its end) are skipped before each token. */
export class Scanner {
  private readonly text: string;
  /** Where the next token starts. */
  at = 0;
  private line = 1;
  private lineStart = 0;

  constructor(text: string) {
    this.text = text;
    this.skip();
  }

  /** Whether the mark is next; if so it is read. */
  has(mark: string): boolean {
    if (!this.text.startsWith(mark, this.at)) return false;
    this.move(this.at + mark.length);
    return true;
  }

  /** Whether the word is next, and not just the start of a longer one; if so it is read. */
  keyword(word: string): boolean {
    const end = this.at + word.length;
    if (!this.text.startsWith(word, this.at) || WORD[this.text.charCodeAt(end)] === 1) return false;
    this.move(end);
    return true;
  }

  /** Whether the character is next. */
  next(char: string): boolean {
    return this.text[this.at] === char;
  }

  /** Reads the mark. Throws `parse`. */
  mark(mark: string, want = quote(mark)): void {
    if (!this.has(mark)) this.fail(want);
  }

  /** Letters, digits and `_`, or undefined. */
  word(): string | undefined {
    return this.letters(WORD);
  }

  /** A name: bare, or in double quotes. Throws `parse`. */
  name(): string {
    return this.string() ?? this.letters(BARE) ?? this.fail('a name');
  }

  /** The number after `%`, or undefined where there is none. */
  id(): number | undefined {
    if (!this.next('%')) return undefined;
    const end = this.run(DIGIT, this.at + 1);
    const digits = this.text.slice(this.at + 1, end);
    if (digits.length === 0 || digits.length > 15) return this.fail('% and the number of a node');
    this.move(end);
    return Number(digits);
  }

  /** A number, or undefined. */
  number(): number | undefined {
    const end = this.run(NUMERIC, this.at);
    const token = end - this.at > LONGEST_NUMBER ? '' : this.text.slice(this.at, end);
    if (!NUMBER.test(token)) return undefined;
    this.move(end);
    return Number(token);
  }

  /** What stands up to the next `]`, with it, or undefined. */
  typeText(): string | undefined {
    const start = this.at;
    if (this.run(WORD, start) === start) return undefined;
    const token = this.text.slice(start, start + LONGEST_TYPE);
    const end = token.indexOf(']') + 1;
    if (end === 0) return undefined;
    this.move(start + end);
    return token.slice(0, end);
  }

  /** A text in double quotes, or undefined where none starts. Throws `parse` for one that does not end, or has an unknown escape. */
  string(): string | undefined {
    if (this.text.charCodeAt(this.at) !== QUOTE) return undefined;
    const end = this.stringEnd();
    try {
      const value = JSON.parse(this.text.slice(this.at, end)) as string;
      this.move(end);
      return value;
    } catch {
      return this.fail('a text as JSON writes it');
    }
  }

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  /** Whether nothing is left on this line. */
  get lineEnded(): boolean {
    return this.ended || this.text.charCodeAt(this.at) === NEWLINE;
  }

  /** Goes to the next line. Throws `parse` when something is left on this one. */
  endLine(want = 'the end of the line'): void {
    if (!this.lineEnded) this.fail(want);
    if (this.ended) return;
    this.line++;
    this.lineStart = this.at + 1;
    this.move(this.at + 1);
  }

  place(): Place {
    return { at: this.at, line: this.line, column: this.at - this.lineStart + 1 };
  }

  /** Throws `parse`: at a place on this line if given, else here, with the token that stands there. */
  fail(want: string, at = this.at, got = this.tokenAt(at)): never {
    throw new InputError('parse', { line: this.line, column: at - this.lineStart + 1, got, want });
  }

  /** Throws `parse` about an earlier place. */
  failAt({ line, column }: Place, want: string, got: string): never {
    throw new InputError('parse', { line, column, got, want });
  }

  private letters(set: CharSet): string | undefined {
    const start = this.at;
    if (FIRST[this.text.charCodeAt(start)] !== 1) return undefined;
    const end = this.run(set, start);
    this.move(end);
    return this.text.slice(start, end);
  }

  /** The end of the characters of the set from `start` on. */
  private run(set: CharSet, start: number): number {
    let end = start;
    while (set[this.text.charCodeAt(end)] === 1) end++;
    return end;
  }

  private stringEnd(): number {
    for (let at = this.at + 1; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code === QUOTE) return at + 1;
      if (code === NEWLINE) break;
      if (code === BACKSLASH) at++;
    }
    return this.fail('a text that ends with a double quote on its line');
  }

  /** Goes to a place, past the space and the comment there. */
  private move(to: number): void {
    this.at = to;
    this.skip();
  }

  private skip(): void {
    const { text } = this;
    for (let at = this.at; ; at++) {
      const char = text[at];
      if (char === ' ' || char === '\t' || char === '\r') continue;
      if (char === ';') at = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
      this.at = at;
      return;
    }
  }

  private tokenAt(at: number): string {
    if (at >= this.text.length) return 'the end of the text';
    if (this.text.charCodeAt(at) === NEWLINE) return 'the end of the line';
    const rest = this.text.slice(at, at + LONGEST_SHOWN);
    return quote(TOKEN.exec(rest)?.[0] ?? rest[0]!);
  }
}
