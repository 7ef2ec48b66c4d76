/**
 * Reads the JSON that `toJSON` writes. It may come from anywhere: work is linear, only own and known fields are read, every fault has
 * its path, and what is given back is well formed.
 */
import { brief, describe, isRecord } from '../error/describe.ts';
import { InputError } from '../error/error.ts';
import { MAX_DEPTH } from '../graph/body.ts';
import { makeNode, sealGraph, type Graph, type Node, type NodeId, type Scope } from '../graph/graph.ts';
import { NameSpace, type Naming } from '../graph/name-space.ts';
import { nameFault } from '../graph/names.ts';
import { crossing } from '../graph/scopes.ts';
import type { PlainAttrs } from '../ops/attrs.ts';
import { isOp, OPS, type Op } from '../ops/ops.ts';
import { typeOf } from '../ops/type-rule.ts';
import { typeReader } from '../type/read-type.ts';
import { sameType, showType, type TensorType } from '../type/type.ts';
import { attrsFromJson } from './json-attrs.ts';
import { below, fault, listAt, own, recordAt, step, wholeAt } from './json-fault.ts';
import { nearest } from './near.ts';

const TOP = ['format', 'version', 'nodes', 'inputs', 'outputs', 'names', 'scopes'];
const BODY = TOP.slice(2);
const NODE = ['op', 'args', 'attrs', 'type', 'bodies'];
const SCOPE = ['name', 'from', 'to'];
type Types = (text: string) => TensorType | undefined;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fault('the text', brief(error), 'JSON');
  }
};

const opAt = (value: unknown, id: NodeId): Op => {
  if (typeof value === 'string' && isOp(value)) return value;
  const near = typeof value === 'string' ? nearest(value, Object.keys(OPS)) : [];
  throw fault(`nodes[${id}].op`, describe(value), near.length === 0 ? 'an op' : `an op such as ${near.join(' or ')}`);
};

const argsAt = (value: unknown, id: NodeId): NodeId[] =>
  Array.from(listAt(value, `nodes[${id}].args`), (arg, i) =>
    wholeAt(arg, 0, id, () => `nodes[${id}].args[${i}]`, 'an earlier node'),
  );

const typeAt = (value: unknown, id: NodeId, types: Types): TensorType => {
  const type = typeof value === 'string' ? types(value) : undefined;
  if (type === undefined) throw fault(`nodes[${id}].type`, describe(value), 'a type such as "f64[2,3]"');
  return type;
};

const demandRule = (
  nodes: readonly Node[],
  op: Op,
  args: readonly NodeId[],
  attrs: PlainAttrs,
  type: TensorType,
  bodies: readonly Graph[] | undefined,
): void => {
  const id = nodes.length;
  let ruled: TensorType;
  try {
    ruled = typeOf(
      op,
      args.map((arg) => nodes[arg]!.type),
      attrs,
      type,
      bodies,
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw fault(`nodes[${id}]`, brief(error), 'an op and arguments that fit');
  }
  if (!sameType(ruled, type)) throw fault(`nodes[${id}].type`, showType(type), showType(ruled));
};

const bodiesAt = (value: unknown, id: NodeId, types: Types, depth: number): Graph[] | undefined => {
  if (value === undefined) return undefined;
  const path = `nodes[${id}].bodies`;
  if (depth >= MAX_DEPTH) throw fault(path, 'another', `bodies at most ${MAX_DEPTH} deep`);
  return Array.from(listAt(value, path), (body, i) =>
    below(`${path}[${i}]`, () => graphAt(recordAt(body, 'the body', BODY), types, depth + 1)),
  );
};

const nodesAt = (value: unknown, types: Types, depth: number): Node[] => {
  const nodes: Node[] = [];
  for (const item of listAt(value, 'nodes')) {
    const id = nodes.length;
    const record = recordAt(item, `nodes[${id}]`, NODE);
    const op = opAt(own(record, 'op'), id);
    const args = argsAt(own(record, 'args'), id);
    const attrs = attrsFromJson(op, own(record, 'attrs'), id);
    const type = typeAt(own(record, 'type'), id, types);
    const bodies = bodiesAt(own(record, 'bodies'), id, types, depth);
    demandRule(nodes, op, args, attrs, type, bodies);
    nodes.push(makeNode(id, op, args, attrs, type, bodies));
  }
  return nodes;
};

const takeNames = (space: NameSpace, kind: Naming, value: unknown, nodes: readonly Node[]): void => {
  if (!isRecord(value)) throw fault(kind, describe(value), 'an object');
  for (const [name, id] of Object.entries(value)) {
    const path = (): string => kind + step(name);
    const why = space.take(kind, name, wholeAt(id, 0, nodes.length, path, 'a node'));
    if (why !== undefined) throw fault(path(), `${describe(name)}, but ${why}`, 'a name that is free');
  }
};

/** Every input has one name, and only inputs do. */
const demandInputs = (inputs: Readonly<Record<string, NodeId>>, nodes: readonly Node[]): void => {
  const named = new Set<NodeId>();
  for (const [name, id] of Object.entries(inputs)) {
    if (nodes[id]!.op !== 'input') throw fault(`inputs${step(name)}`, `%${id}, which is ${nodes[id]!.op}`, 'an input');
    if (named.has(id)) throw fault(`inputs${step(name)}`, `a second name of %${id}`, 'one name for each input');
    named.add(id);
  }
  const nameless = nodes.find(({ id, op }) => op === 'input' && !named.has(id));
  if (nameless !== undefined) throw fault('inputs', `no name for %${nameless.id}`, 'one name for each input');
};

const scopeAt = (value: unknown, i: number, size: number): Scope => {
  const record = recordAt(value, `scopes[${i}]`, SCOPE);
  const name = own(record, 'name');
  const why = nameFault(name);
  if (why !== undefined) throw fault(`scopes[${i}].name`, describe(name), `a name, but ${why}`);
  const from = wholeAt(own(record, 'from'), 0, size, () => `scopes[${i}].from`, 'a node');
  const to = wholeAt(own(record, 'to'), from + 1, size + 1, () => `scopes[${i}].to`, 'an end');
  return { name: name as string, from, to };
};

const scopesAt = (value: unknown, size: number): Scope[] => {
  const scopes = Array.from(listAt(value, 'scopes'), (scope, i) => scopeAt(scope, i, size));
  const pair = crossing(scopes);
  if (pair !== undefined)
    throw fault(`scopes[${pair[1]}]`, `a scope that crosses scopes[${pair[0]}]`, 'scopes that nest');
  return scopes;
};

const graphAt = (record: Readonly<Record<string, unknown>>, types: Types, depth: number): Graph => {
  const nodes = nodesAt(own(record, 'nodes'), types, depth);
  const space = new NameSpace();
  for (const kind of ['inputs', 'outputs', 'names'] as const) takeNames(space, kind, own(record, kind), nodes);
  const { inputs, outputs, names } = space;
  demandInputs(inputs, nodes);
  const scopes = own(record, 'scopes');
  return sealGraph({
    nodes,
    inputs,
    outputs,
    names,
    ...(scopes !== undefined && { scopes: scopesAt(scopes, nodes.length) }),
  });
};

/** The graph that a JSON value, or its text, says. Throws `json`, with the path of the fault. */
export const fromJSON = (value: unknown): Graph => {
  const record = recordAt(typeof value === 'string' ? parsed(value) : value, 'the graph', TOP);
  for (const [key, want] of [
    ['format', 'adjoint'],
    ['version', 1],
  ] as const) {
    if (own(record, key) !== want) throw fault(key, describe(own(record, key)), describe(want));
  }
  return graphAt(record, typeReader(), 0);
};
