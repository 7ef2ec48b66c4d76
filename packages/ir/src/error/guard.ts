/** Guards for callers without types: what is not even of the right kind is refused at the door, in the words of the call. */
import { describe, isRecord } from './describe.ts';
import { InputError } from './error.ts';

/** The options as they are. Throws `option` unless they are a record. */
export const givenOptions = <T>(call: string, options: T): T => {
  if (!isRecord(options)) {
    throw new InputError('option', {
      option: `the options of ${call}`,
      got: describe(options),
      want: 'a record of options',
    });
  }
  return options;
};

/** The record as it is. Throws `option` unless it is one. */
export const givenRecord = <T>(what: string, record: T, of: string): T => {
  if (!isRecord(record))
    throw new InputError('option', { option: what, got: describe(record), want: `a record of ${of}` });
  return record;
};

/** The list as it is. Throws `option` unless it is one. */
export const givenList = <T extends readonly unknown[]>(what: string, list: T, of: string): T => {
  if (!Array.isArray(list))
    throw new InputError('option', { option: what, got: describe(list), want: `a list of ${of}` });
  return list;
};

/** Throws `value` unless the value looks like a graph; `verify` says whether it is a sound one. */
export const demandGraphLike = (value: unknown): void => {
  const parts = ['inputs', 'outputs', 'names'];
  const looks = isRecord(value) && Array.isArray(value['nodes']) && parts.every((part) => isRecord(value[part]));
  if (!looks)
    throw new InputError('value', { got: describe(value), want: 'a graph, as define, parse or fromJSON gives' });
};
