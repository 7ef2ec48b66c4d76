/** Reads the lines of nodes in a printed graph: each is checked as it comes, so what is read so far is always well formed. */
import { brief } from '../error/describe.ts';
import { InputError } from '../error/error.ts';
import { quote } from '../error/faults.ts';
import type { Node, NodeId } from '../graph/graph.ts';
import type { NameSpace, Naming } from '../graph/name-space.ts';
import type { PlainAttrs } from '../ops/attrs.ts';
import { isSource, OPS, type Op } from '../ops/ops.ts';
import { typeOf } from '../ops/type-rule.ts';
import { sameType, showType, type TensorType } from '../type/type.ts';
import { nearest } from './near.ts';
import { parseAttrs } from './parse-attrs.ts';
import type { Scanner } from './scanner.ts';

/** A text being read, and what has come of it so far. */
export interface Reading {
  readonly scan: Scanner;
  readonly nodes: Node[];
  readonly space: NameSpace;
  readonly types: (text: string) => TensorType | undefined;
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
  const text = scan.typeText() ?? scan.fail('a type such as f64[2,3]');
  return types(text) ?? scan.fail('a type such as f64[2,3]', at, quote(text));
};

/** The type that the op's rule gives; a source has the written one. */
const ruledType = (
  { scan, nodes }: Reading,
  op: Op,
  args: readonly NodeId[],
  attrs: PlainAttrs,
  written: TensorType | undefined,
  at: number,
): TensorType => {
  try {
    return typeOf(
      op,
      args.map((arg) => nodes[arg]!.type),
      attrs,
      written,
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return scan.fail('an op and arguments that fit', at, brief(error));
  }
};

const readLabels = (reading: Reading, id: NodeId): void => {
  do readName(reading, 'names', id);
  while (reading.scan.has(','));
};

/** A line such as `%3 = mul %1 %2 : f64[2,3] as area`. Throws `parse`. */
export const readNode = (reading: Reading): void => {
  const { scan, nodes } = reading;
  const id = nodes.length;
  const start = scan.at;
  if (scan.id() !== id) scan.fail(`%${id}`, start);
  scan.mark('=');
  const opAt = scan.at;
  const op = readOp(scan);
  const args = readArgs(scan, id);
  const attrs = parseAttrs(scan, op);
  if (op === 'input') readName(reading, 'inputs', id);
  const typed = scan.has(':');
  const typeAt = scan.at;
  if (!typed && isSource(op)) scan.fail(`":" and the type of the ${op}`);
  const written = typed ? readType(reading) : undefined;
  const type = ruledType(reading, op, args, attrs, written, opAt);
  if (written !== undefined && !sameType(type, written)) scan.fail(showType(type), typeAt, showType(written));
  nodes.push({ id, op, args, attrs, type });
  if (scan.keyword('as')) readLabels(reading, id);
  scan.endLine();
};
