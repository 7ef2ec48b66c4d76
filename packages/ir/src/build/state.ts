/** States of control flow: a value, or a record of states. They go into nodes as lists of values, and come back as they were. */
import { describe } from '../error/describe.ts';
import { InputError } from '../error/error.ts';
import { isPlain, isSingle } from './define.ts';
import type { Value } from './lift.ts';
import type { Sym } from './symbol.ts';

/** A value, or values under names, at any depth. */
export type State = Value | { readonly [name: string]: State };
/** The state as its symbols. */
export type SymsOf<S> = S extends Value ? Sym : { readonly [K in keyof S]: SymsOf<S[K]> };

/** One value of a state, and the way to it: `.h`, or nothing. */
export interface Leaf {
  readonly path: string;
  readonly value: Value;
}

/** The values of a state in order. Throws `value`. */
export const leavesOf = (what: string, state: unknown, path = ''): Leaf[] => {
  if (isSingle(state)) return [{ path, value: state }];
  if (!isPlain(state))
    throw new InputError('value', {
      got: `${what}${path}: ${describe(state)}`,
      want: 'a symbol, or a record of symbols',
    });
  return Object.entries(state).flatMap(([name, part]) => leavesOf(what, part, `${path}.${name}`));
};

/** The state of the form of another, with these symbols for its values, in order. */
export const stateLike = <S>(form: S, syms: readonly Sym[]): SymsOf<S> => {
  let next = 0;
  const build = (part: unknown): unknown =>
    isSingle(part)
      ? syms[next++]
      : Object.fromEntries(Object.entries(part as object).map(([name, inner]) => [name, build(inner)]));
  return build(form) as SymsOf<S>;
};

/** Throws `body` unless both have the same values under the same names. */
export const demandForm = (op: string, what: string, got: readonly Leaf[], want: readonly Leaf[]): void => {
  const show = (leaves: readonly Leaf[]): string =>
    leaves.length === 1 && leaves[0]!.path === ''
      ? 'a single value'
      : `a record of ${leaves.map(({ path }) => path.slice(1)).join(', ') || 'nothing'}`;
  const [given, wanted] = [show(got), show(want)];
  if (given !== wanted) throw new InputError('body', { op, what, got: given, want: wanted });
};
