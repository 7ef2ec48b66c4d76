/** Reads the attributes of an op: only those that it declares, each once and of its kind, so no key from outside is ever a surprise. */
import { NO_ATTRS } from '../graph/graph.ts';
import type { AttrValue, PlainAttrs, Schema } from '../ops/attrs.ts';
import { OPS, type Op } from '../ops/ops.ts';
import { nearest } from './near.ts';
import type { Scanner } from './scanner.ts';

const VALUE = 'a number, a text in double quotes, true, false or a list of numbers';

const readList = (scan: Scanner): readonly number[] => {
  const items: number[] = [];
  if (scan.has(']')) return items;
  do {
    items.push(scan.number() ?? scan.fail('a number'));
  } while (scan.has(','));
  scan.mark(']', '"," or "]"');
  return items;
};

const readValue = (scan: Scanner): AttrValue => {
  if (scan.has('[')) return readList(scan);
  if (scan.keyword('true')) return true;
  if (scan.keyword('false')) return false;
  return scan.string() ?? scan.number() ?? scan.fail(VALUE);
};

const demandKey = (scan: Scanner, key: string, at: number, schema: Schema, taken: boolean): void => {
  if (Object.hasOwn(schema, key) && !taken) return;
  const known = Object.keys(schema);
  const near = nearest(key, known);
  const want = known.length === 0 ? 'no attributes' : `an attribute: ${(near.length > 0 ? near : known).join(', ')}`;
  scan.fail(taken ? 'each attribute once' : want, at, JSON.stringify(key.slice(0, 40)));
};

const readItems = (scan: Scanner, schema: Schema): PlainAttrs => {
  const attrs: Record<string, AttrValue> = {};
  do {
    const keyAt = scan.at;
    const key = scan.word() ?? scan.fail('the name of an attribute');
    demandKey(scan, key, keyAt, schema, Object.hasOwn(attrs, key));
    scan.mark(':');
    const at = scan.at;
    const value = readValue(scan);
    if (!schema[key]!.is(value)) scan.fail(schema[key]!.want, at);
    attrs[key] = value;
  } while (scan.has(','));
  scan.mark('}', '"," or "}"');
  return attrs;
};

/** `{axes: [0], shape: [2, 3]}`, or nothing. Throws `parse`. */
export const parseAttrs = (scan: Scanner, op: Op): PlainAttrs => {
  const schema: Schema = OPS[op].schema;
  const at = scan.at;
  const attrs = scan.has('{') ? readItems(scan, schema) : NO_ATTRS;
  const missing = Object.keys(schema).find((key) => !schema[key]!.optional && !Object.hasOwn(attrs, key));
  if (missing !== undefined) scan.fail(`${op} with ${missing}: ${schema[missing]!.want}`, at);
  return attrs;
};
