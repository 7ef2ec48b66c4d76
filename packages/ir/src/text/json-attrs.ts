/** Reads attributes from JSON: only those that the op declares, each of its kind. */
import { describe, isRecord } from '../error/describe.ts';
import type { InputError } from '../error/error.ts';
import { NO_ATTRS, type NodeId } from '../graph/graph.ts';
import type { AttrValue, PlainAttrs, Schema } from '../ops/attrs.ts';
import { OPS, type Op } from '../ops/ops.ts';
import { fault, step } from './json-fault.ts';

const SPECIAL = new Map<unknown, number>([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['-0', -0],
]);

const decodeNumber = (value: unknown): unknown => SPECIAL.get(value) ?? value;
const decode = (value: unknown): unknown =>
  Array.isArray(value) ? Array.from(value, decodeNumber) : decodeNumber(value);

const pathOf = (id: NodeId, name: string): string => `nodes[${id}].attrs${step(name)}`;

/** A fault at the first item of a list that is not of the kind, or at the whole. */
const misfit = (value: unknown, read: unknown, { is, want }: Schema[string], path: string): InputError => {
  const place = Array.isArray(read) && is([]) ? read.findIndex((item) => !is([item])) : -1;
  return place < 0
    ? fault(path, describe(value), want)
    : fault(`${path}[${place}]`, describe((value as unknown[])[place]), want);
};

/** A text stays one where a text is wanted, even "NaN". */
const attrAt = (value: unknown, name: string, schema: Schema, id: NodeId): AttrValue => {
  const { is } = schema[name]!;
  const read = is(value) ? copied(value) : decode(value);
  if (!is(read)) throw misfit(value, read, schema[name]!, pathOf(id, name));
  return read as AttrValue;
};

/** A list of ours, which nobody changes. */
const copied = (value: unknown): unknown => (Array.isArray(value) ? Array.from(value) : value);

/** The attributes of node `id`; none where the value is undefined. Throws `json`. */
export const attrsFromJson = (op: Op, value: unknown, id: NodeId): PlainAttrs => {
  const schema: Schema = OPS[op].schema;
  const given = value === undefined ? NO_ATTRS : value;
  if (!isRecord(given)) throw fault(`nodes[${id}].attrs`, describe(given), 'an object');
  const attrs: Record<string, AttrValue> = {};
  for (const name of Object.keys(given)) {
    const known = Object.keys(schema);
    if (!known.includes(name))
      throw fault(pathOf(id, name), describe(given[name]), `no attribute but ${known.join(', ') || 'none'}`);
    attrs[name] = attrAt(given[name], name, schema, id);
  }
  const missing = Object.keys(schema).find((name) => !schema[name]!.optional && !Object.hasOwn(attrs, name));
  if (missing !== undefined) throw fault(pathOf(id, missing), 'nothing', schema[missing]!.want);
  return Object.keys(attrs).length === 0 ? NO_ATTRS : attrs;
};
