/** What an expression is read to: steps in the order they are taken; and what waits while it is read. */
import type { Token } from './expression-scanner.ts';

/** How tightly each operator holds its operands. */
export const BINDING = {
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '==': 1,
  '!=': 1,
  '+': 2,
  '-': 2,
  '*': 3,
  '/': 3,
  '^': 5,
} as const;
export const COMPARISON = 1;
export const PREFIX = 4;
export type Infix = keyof typeof BINDING;
export const isInfix = (text: string): text is Infix => Object.hasOwn(BINDING, text);

/** One thing to do with a stack of operands; `at` is its place in the text. */
export type Step = { readonly at: number } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'infix'; readonly op: Infix }
  | { readonly kind: 'negate' }
  | { readonly kind: 'call'; readonly name: string; readonly count: number }
  | { readonly kind: 'list'; readonly count: number }
);

/** `name = …`, or a nameless expression. */
export interface Statement {
  readonly name: string | undefined;
  readonly at: number;
  readonly steps: readonly Step[];
}

/** An open bracket: that of a call has its token. `commas` counts those met in it. */
export interface Bracket {
  readonly kind: '(' | '[';
  readonly at: number;
  readonly call: Token | undefined;
  commas: number;
}

/** What waits: an operator for its right operand, a bracket for its partner. */
export type Pending = Extract<Step, { kind: 'infix' | 'negate' }> | Bracket;
