/** A graph as a JSON value. JSON has no NaN, no ∞ and no −0: among attributes they are the texts "NaN", "Infinity", "-Infinity", "-0". */
import { demandGraphLike } from '../error/guard.ts';
import type { Graph, Names, Node, Scope } from '../graph/graph.ts';
import type { AttrValue, PlainAttrs } from '../ops/attrs.ts';
import { showType } from '../type/type.ts';
import { showNumber } from '../error/describe.ts';

export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity' | '-0';
export type JsonAttr = number | string | boolean | readonly JsonNumber[];

export interface JsonNode {
  readonly op: string;
  readonly args: readonly number[];
  readonly attrs?: Readonly<Record<string, JsonAttr>>;
  /** As `f64[2,3]`. */
  readonly type: string;
  /** Of a node of control flow. */
  readonly bodies?: readonly JsonBody[];
}

/** A graph within a graph. */
export type JsonBody = Omit<JsonGraph, 'format' | 'version'>;

/** A graph as plain data that JSON can hold. The place of a node is its id. */
export interface JsonGraph {
  readonly format: 'adjoint';
  readonly version: 1;
  readonly nodes: readonly JsonNode[];
  readonly inputs: Names;
  readonly outputs: Names;
  readonly names: Names;
  readonly scopes?: readonly Scope[];
}

const numberToJson = (x: number): JsonNumber =>
  Number.isFinite(x) && !Object.is(x, -0) ? x : (showNumber(x) as JsonNumber);

const attrToJson = (value: AttrValue): JsonAttr => {
  if (typeof value === 'number') return numberToJson(value);
  return typeof value === 'object' ? value.map(numberToJson) : value;
};

const attrsToJson = (attrs: PlainAttrs): Record<string, JsonAttr> =>
  Object.fromEntries(Object.entries(attrs).map(([name, value]) => [name, attrToJson(value)]));

const nodeToJson = ({ op, args, attrs, type, bodies }: Node): JsonNode => {
  const plain = { op, args: [...args], type: showType(type), ...(bodies && { bodies: bodies.map(bodyToJson) }) };
  for (const _ in attrs) return { ...plain, attrs: attrsToJson(attrs) };
  return plain;
};

const bodyToJson = ({ nodes, inputs, outputs, names, scopes }: Graph): JsonBody => ({
  nodes: nodes.map(nodeToJson),
  inputs: { ...inputs },
  outputs: { ...outputs },
  names: { ...names },
  ...(scopes && { scopes: scopes.map(({ name, from, to }) => ({ name, from, to })) }),
});

/** The graph as plain data for JSON.stringify; `fromJSON` gives the same graph back. */
export const toJSON = (graph: Graph): JsonGraph => {
  demandGraphLike(graph);
  return { format: 'adjoint', version: 1, ...bodyToJson(graph) };
};
