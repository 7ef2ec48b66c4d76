/** The tokens of an infix expression, and faults with the line and column they were met at. */
import { InputError } from '@adjoint/ir';

export interface Token {
  readonly kind: 'number' | 'name' | 'mark' | 'end' | 'stray';
  readonly text: string;
  /** Where it starts. */
  readonly at: number;
}

const TOKEN =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<mark>[<>=!]=|[-+*/^()<>,;=[\]])|(?<stray>\S))/uy;
const LONGEST_SHOWN = 40;

const tokenOf = (groups: Readonly<Record<string, string | undefined>>, end: number): Token => {
  for (const kind of ['number', 'name', 'mark', 'stray'] as const) {
    const text = groups[kind];
    if (text !== undefined) return { kind, text, at: end - text.length };
  }
  return { kind: 'end', text: '', at: end };
};

/** The text cut into tokens, the end last. */
export const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    tokens.push(tokenOf(match.groups!, TOKEN.lastIndex));
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
};

/** The line and column of a place, both from 1. */
export const placeOf = (text: string, at: number): { line: number; column: number } => {
  let [line, start] = [1, 0];
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', start))
    [line, start] = [line + 1, end + 1];
  return { line, column: at - start + 1 };
};

/** A token as messages show it. */
export const showToken = ({ kind, text }: Token): string => {
  if (kind === 'end') return 'the end of the text';
  return JSON.stringify(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
};

/** The fault `parse` at a place of the text. */
export const faultAt = (text: string, at: number, want: string, got: string): InputError =>
  new InputError('parse', { ...placeOf(text, at), got, want });
