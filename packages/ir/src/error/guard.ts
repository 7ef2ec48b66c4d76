/** Guards for callers without types: what is not even of the right kind is refused at the door, in the words of the call. */
import { describe, inFull, isRecord, quote } from './describe.ts';
import { InputError } from './error.ts';

/** The fault of an option, told with what was given. */
export const wrongOption = (option: string, given: unknown, want: string): InputError =>
  new InputError('option', { option, got: inFull(given), want });

/** All options that there are: a new one is owed here too. */
export type Keys<T> = { readonly [K in keyof T]-?: true };

const listed = (keys: object): string => Object.keys(keys).join(', ');

/** The options as they are. Throws `option` unless they are a record and have no others than `keys`. */
export const givenOptions = <T>(call: string, options: T, keys: Keys<T>): T => {
  if (!isRecord(options)) {
    const want = `a record of options: ${listed(keys)}`;
    throw wrongOption(`the options of ${call}`, options, want);
  }
  for (const key in options) {
    if (Object.hasOwn(keys, key) || !Object.hasOwn(options, key)) continue;
    throw new InputError('option', {
      option: `${call}: ${quote(key)}`,
      got: 'no option',
      want: `one of ${listed(keys)}`,
    });
  }
  return options;
};

/** The record as it is. Throws `option` unless it is one. */
export const givenRecord = <T>(what: string, record: T, of: string): T => {
  if (!isRecord(record)) throw wrongOption(what, record, `a record of ${of}`);
  return record;
};

/** The list as it is. Throws `option` unless it is one. */
export const givenList = <T extends readonly unknown[]>(what: string, list: T, of: string): T => {
  if (!Array.isArray(list)) throw wrongOption(what, list, `a list of ${of}`);
  return list;
};

/** Throws `option` unless each is a function. */
export const demandFunctions = (what: string, ...given: readonly unknown[]): void => {
  for (const each of given) {
    if (typeof each === 'function') continue;
    throw wrongOption(what, each, 'a function of symbols');
  }
};

/** Throws `value` unless the value looks like a graph; `verify` says whether it is a sound one. */
export const demandGraphLike = (value: unknown): void => {
  const parts = ['inputs', 'outputs', 'names'];
  const looks = isRecord(value) && Array.isArray(value['nodes']) && parts.every((part) => isRecord(value[part]));
  if (!looks)
    throw new InputError('value', { got: describe(value), want: 'a graph, as define, parse or fromJSON gives' });
};
