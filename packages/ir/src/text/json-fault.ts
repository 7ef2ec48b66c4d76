/** Checks of JSON from outside that every part of a graph shares: each fault says the path it was met at. */
import { describe, isRecord } from '../error/describe.ts';
import { InputError } from '../error/error.ts';
import type { Faults } from '../error/faults.ts';

/** A fault at a path such as `nodes[3].args[1]`. */
export const fault = (path: string, got: string, want: string): InputError<'json'> =>
  new InputError('json', { path, got, want });

/** What `read` gives; the path of a fault of it begins at `path`. */
export const below = <T>(path: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== 'json') throw error;
    const { path: inner, got, want } = error.fault as Faults['json'];
    throw fault(`${path}.${inner}`, got, want);
  }
};

const SIMPLE = /^[A-Za-z_]\w{0,40}$/;

/** `.name`, or `["a name"]` where it is not simple. */
export const step = (key: string): string => (SIMPLE.test(key) ? `.${key}` : `[${describe(key)}]`);

/** The value as a list. Throws `json`. */
export const listAt = (value: unknown, path: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw fault(path, describe(value), 'a list');
  return value;
};

/** The value as an object with no fields but these. Throws `json`. */
export const recordAt = (
  value: unknown,
  path: string,
  fields: readonly string[],
): Readonly<Record<string, unknown>> => {
  if (!isRecord(value)) throw fault(path, describe(value), 'an object');
  for (const key of Object.keys(value)) {
    if (!fields.includes(key)) throw fault(path, `the field ${describe(key)}`, `no fields but ${fields.join(', ')}`);
  }
  return value;
};

/** The object's own field, or undefined. */
export const own = (record: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** The value as a whole number from `low` up to, not including, `end`. Throws `json`. */
export const wholeAt = (value: unknown, low: number, end: number, path: () => string, what: string): number => {
  if (Number.isInteger(value) && (value as number) >= low && (value as number) < end) return value as number;
  throw fault(
    path(),
    describe(value),
    end > low ? `${what} from ${low} to ${end - 1}` : 'nothing, for there is none to choose from',
  );
};
