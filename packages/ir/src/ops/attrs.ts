/** Kinds of attributes: each op declares its attributes with them, and text and JSON from outside are held against them. */
import { isDType, isDim, MAX_RANK, type DType } from '../type/type.ts';

export interface Kind<T, Q extends boolean = boolean> {
  /** What a value of this kind is, in words. */
  readonly want: string;
  readonly optional: Q;
  readonly is: (value: unknown) => value is T;
}

const kind = <T>(want: string, is: (value: unknown) => value is T): Kind<T, false> => ({ want, optional: false, is });
const listOf = <T>(is: (value: unknown) => value is T, longest = Infinity) => {
  return (value: unknown): value is readonly T[] => {
    if (!Array.isArray(value) || value.length > longest) return false;
    for (const item of value) if (!is(item)) return false;
    return true;
  };
};
const isNumber = (value: unknown): value is number => typeof value === 'number';

export const axis = kind('a whole number ≥ 0', isDim);
export const dims = kind(`a list of at most ${MAX_RANK} whole numbers ≥ 0`, listOf(isDim, MAX_RANK));
export const real = kind('a number', isNumber);
export const numbers = kind('a list of numbers', listOf(isNumber));
export const flag = kind('true or false', (value): value is boolean => typeof value === 'boolean');
export const text = kind('a text', (value): value is string => typeof value === 'string');
export const dtype = kind('a dtype: f64, f32, i32 or bool', (value): value is DType => isDType(value));
export const optional = <T>({ want, is }: Kind<T, false>): Kind<T, true> => ({ want, optional: true, is });

export type Schema = Readonly<Record<string, Kind<unknown>>>;
type Required<S> = { [K in keyof S]: S[K] extends Kind<unknown, false> ? K : never }[keyof S];
type Value<K> = K extends Kind<infer T> ? T : never;

/** The attributes that a schema describes. */
export type AttrsOf<S> = { readonly [K in Required<S>]: Value<S[K]> } & {
  readonly [K in Exclude<keyof S, Required<S>>]?: Value<S[K]>;
};

/** Attributes of any op, as plain data. */
export type AttrValue = number | string | boolean | readonly number[];
export type PlainAttrs = Readonly<Record<string, AttrValue>>;
