/** Reads the lines of nodes in a printed graph: each is checked as it comes, so what is read so far is always well formed. */
import { brief } from '../error/describe.ts';
import { InputError } from '../error/error.ts';
import { quote } from '../error/describe.ts';
import { MAX_DEPTH, rolesOf } from '../graph/body.ts';
import { makeNode, sealGraph, type Graph, type Node, type NodeId } from '../graph/graph.ts';
import type { NameSpace, Naming } from '../graph/name-space.ts';
import type { PlainAttrs } from '../ops/attrs.ts';
import { isSource, OPS, type Op } from '../ops/ops.ts';
import { typeOf } from '../ops/type-rule.ts';
import { resultsType, sameType, showType, type TensorType } from '../type/type.ts';
import { nearest } from './near.ts';
import { parseAttrs } from './parse-attrs.ts';
import type { Place, Scanner } from './scanner.ts';

/** A text being read, and what has come of it so far. */
export interface Reading {
  readonly scan: Scanner;
  readonly nodes: Node[];
  readonly space: NameSpace;
  readonly types: (text: string) => TensorType | undefined;
  /** How many bodies it lies in. */
  readonly depth: number;
}

/** The id of an earlier node. Throws `parse`. */
export const readId = (scan: Scanner, count: number): NodeId => {
  const at = scan.at;
  const id = scan.id();
  if (id !== undefined && id < count) return id;
  return scan.fail(count === 0 ? 'nothing, for no node comes before' : `a node from %0 to %${count - 1}`, at);
};

/** Takes a name that was read at a place of this line. Throws `parse`. */
export const take = ({ scan, space }: Reading, kind: Naming, name: string, id: NodeId, at: number): void => {
  const why = space.take(kind, name, id);
  if (why !== undefined) scan.fail('a name that is free', at, `${quote(name)}, but ${why}`);
};

const readName = (reading: Reading, kind: Naming, id: NodeId): void => {
  const at = reading.scan.at;
  take(reading, kind, reading.scan.name(), id, at);
};

const OPERATIONS: ReadonlyMap<string, Op> = new Map(Object.keys(OPS).map((op) => [op, op as Op]));

const readOp = (scan: Scanner): Op => {
  const at = scan.at;
  const word = scan.word() ?? scan.fail('an op');
  // The table's own text, so that nodes do not keep a text each.
  const op = OPERATIONS.get(word);
  if (op !== undefined) return op;
  const near = nearest(word, [...OPERATIONS.keys()]);
  return scan.fail(
    near.length === 0 ? 'an op, as docs/ops.md lists them' : `an op such as ${near.join(' or ')}`,
    at,
    quote(word),
  );
};

const readArgs = (scan: Scanner, count: number): NodeId[] => {
  const args: NodeId[] = [];
  while (scan.next('%')) args.push(readId(scan, count));
  // A copy has just the room it needs; a list that grew has room for sixteen more.
  return args.slice();
};

const readType = ({ scan, types }: Reading): TensorType => {
  const at = scan.at;
  const results: TensorType[] = [];
  do {
    const text = scan.typeText() ?? scan.fail('a type such as f64[2,3]');
    results.push(types(text) ?? scan.fail('a type such as f64[2,3]', at, quote(text)));
  } while (scan.has(','));
  return resultsType(results);
};

/** The type that the op's rule gives; a source has the written one. */
const ruledType = (
  { scan, nodes }: Reading,
  op: Op,
  args: readonly NodeId[],
  attrs: PlainAttrs,
  written: TensorType | undefined,
  bodies: readonly Graph[] | undefined,
  at: Place,
): TensorType => {
  try {
    return typeOf(
      op,
      args.map((arg) => nodes[arg]!.type),
      attrs,
      written,
      bodies,
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return scan.failAt(at, 'an op and arguments that fit', brief(error));
  }
};

const readLabels = (reading: Reading, id: NodeId): void => {
  do readName(reading, 'names', id);
  while (reading.scan.has(','));
};

/** The body with its inputs in this order; undefined where the order is of others. */
const ordered = (body: Graph, order: readonly NodeId[]): Graph | undefined => {
  const nameOf = new Map(Object.entries(body.inputs).map(([name, id]) => [id, name]));
  const names = order.map((id) => nameOf.get(id));
  if (order.length !== nameOf.size || new Set(order).size !== nameOf.size || names.includes(undefined))
    return undefined;
  return sealGraph({ ...body, inputs: Object.fromEntries(order.map((id, i) => [names[i]!, id])) });
};

/** The bodies that a node of this op has, on the lines after its own, each as `then %0 %1 {`, the lines of a graph, `}`. */
const readBodies = (reading: Reading, op: Op, readBody: () => Graph): Graph[] | undefined => {
  const roles = rolesOf(op);
  if (roles.length === 0) return undefined;
  const { scan, depth } = reading;
  return roles.map((role) => {
    if (depth >= MAX_DEPTH) scan.fail(`bodies at most ${MAX_DEPTH} deep`);
    if (!scan.keyword(role)) scan.fail(quote(role));
    const place = scan.place();
    const order: NodeId[] = [];
    for (let input = scan.id(); input !== undefined; input = scan.id()) order.push(input);
    scan.mark('{', `an input of the body, or "{"`);
    scan.endLine();
    const body = ordered(readBody(), order);
    if (body === undefined)
      return scan.failAt(place, 'each input of the body, once', order.map((i) => `%${i}`).join(' ') || 'none');
    scan.mark('}');
    scan.endLine();
    return body;
  });
};

/** A line such as `%3 = mul %1 %2 : f64[2,3] as area`, and the bodies of its node. Throws `parse`. */
export const readNode = (reading: Reading, readBody: () => Graph): void => {
  const { scan, nodes } = reading;
  const id = nodes.length;
  const start = scan.at;
  if (scan.id() !== id) scan.fail(`%${id}`, start);
  scan.mark('=');
  const opAt = scan.place();
  const op = readOp(scan);
  const args = readArgs(scan, id);
  const attrs = parseAttrs(scan, op);
  if (op === 'input') readName(reading, 'inputs', id);
  const typed = scan.has(':');
  const typeAt = scan.place();
  if (!typed && isSource(op)) scan.fail(`":" and the type of the ${op}`);
  const written = typed ? readType(reading) : undefined;
  if (scan.keyword('as')) readLabels(reading, id);
  scan.endLine();
  const bodies = readBodies(reading, op, readBody);
  const type = ruledType(reading, op, args, attrs, written, bodies, opAt);
  if (written !== undefined && !sameType(type, written)) scan.failAt(typeAt, showType(type), showType(written));
  nodes.push(makeNode(id, op, args, attrs, type, bodies));
};
