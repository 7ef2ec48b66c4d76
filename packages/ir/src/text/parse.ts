/**
 * Reads the text that `print` writes. The text may come from anywhere: work is linear, no name becomes code or a prototype key,
 * every fault has its place, and what is given back is well formed.
 */
import { brief } from '../error/describe.ts';
import { InputError } from '../error/error.ts';
import { quote } from '../error/faults.ts';
import { sealGraph, type Graph, type Node, type NodeId, type Scope } from '../graph/graph.ts';
import { NameSpace, type Naming } from '../graph/name-space.ts';
import { nameFault } from '../graph/names.ts';
import { crossing } from '../graph/scopes.ts';
import type { PlainAttrs } from '../ops/attrs.ts';
import { isOp, isSource, OPS, type Op } from '../ops/ops.ts';
import { typeOf } from '../ops/type-rule.ts';
import { typeReader } from '../type/read-type.ts';
import { sameType, showType, type TensorType } from '../type/type.ts';
import { nearest } from './near.ts';
import { parseAttrs } from './parse-attrs.ts';
import { Scanner, type Place } from './scanner.ts';

/** A text being read, and what has come of it so far. */
interface Reading {
  readonly scan: Scanner;
  readonly nodes: Node[];
  readonly space: NameSpace;
  readonly types: (text: string) => TensorType | undefined;
}

const readId = (scan: Scanner, count: number): NodeId => {
  const at = scan.at;
  const id = scan.id();
  if (id !== undefined && id < count) return id;
  return scan.fail(count === 0 ? 'nothing, for no node comes before' : `a node from %0 to %${count - 1}`, at);
};

/** Takes a name that was read at a place of this line. Throws `parse`. */
const take = ({ scan, space }: Reading, kind: Naming, name: string, id: NodeId, at: number): void => {
  const why = space.take(kind, name, id);
  if (why !== undefined) scan.fail('a name that is free', at, `${quote(name)}, but ${why}`);
};

const readName = (reading: Reading, kind: Naming, id: NodeId): void => {
  const at = reading.scan.at;
  take(reading, kind, reading.scan.name(), id, at);
};

const readOp = (scan: Scanner): Op => {
  const at = scan.at;
  const op = scan.word() ?? scan.fail('an op');
  if (isOp(op)) return op;
  const near = nearest(op, Object.keys(OPS));
  return scan.fail(near.length === 0 ? 'an op, as docs/ops.md lists them' : `an op such as ${near.join(' or ')}`, at, quote(op));
};

const readArgs = (scan: Scanner, count: number): NodeId[] => {
  const args: NodeId[] = [];
  while (scan.next('%')) args.push(readId(scan, count));
  return args;
};

const readType = ({ scan, types }: Reading): TensorType => {
  const at = scan.at;
  const text = scan.typeText() ?? scan.fail('a type such as f64[2,3]');
  return types(text) ?? scan.fail('a type such as f64[2,3]', at, quote(text));
};

/** The type that the op's rule gives; a source has the written one. */
const ruledType = ({ scan, nodes }: Reading, op: Op, args: readonly NodeId[], attrs: PlainAttrs, written: TensorType | undefined, at: number): TensorType => {
  try {
    return typeOf(op, args.map((arg) => nodes[arg]!.type), attrs, written);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return scan.fail('an op and arguments that fit', at, brief(error));
  }
};

const readLabels = (reading: Reading, id: NodeId): void => {
  do readName(reading, 'names', id);
  while (reading.scan.has(','));
};

const readNode = (reading: Reading): void => {
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

const readReturn = (reading: Reading): void => {
  const { scan, nodes } = reading;
  do {
    const at = scan.at;
    const name = scan.name();
    scan.mark('=');
    take(reading, 'outputs', name, readId(scan, nodes.length), at);
  } while (scan.has(','));
  scan.endLine();
};

const readScope = ({ scan, nodes }: Reading): Scope => {
  const at = scan.at;
  const name = scan.name();
  const why = nameFault(name);
  if (why !== undefined) scan.fail('the name of a scope', at, `${quote(name)}: ${why}`);
  const from = readId(scan, nodes.length);
  scan.mark('..');
  const toAt = scan.at;
  const to = readId(scan, nodes.length) + 1;
  if (to <= from) scan.fail(`a node from %${from} on`, toAt);
  scan.endLine();
  return { name, from, to };
};

const skipBlank = (scan: Scanner): void => {
  while (scan.lineEnded && !scan.ended) scan.endLine();
};

const readScopes = (reading: Reading): Scope[] => {
  const { scan } = reading;
  const scopes: Scope[] = [];
  const places: Place[] = [];
  for (let place = scan.place(); scan.keyword('scope'); place = scan.place()) {
    places.push(place);
    scopes.push(readScope(reading));
    skipBlank(scan);
  }
  const pair = crossing(scopes);
  if (pair === undefined) return scopes;
  const [outer, inner] = pair.map((i) => quote(scopes[i]!.name));
  return scan.failAt(places[pair[1]]!, `a scope in ${outer} or apart from it`, `${inner}, which crosses it`);
};

/** The graph that a text says. Throws `parse`, with line and column. */
export const parse = (text: string): Graph => {
  const scan = new Scanner(String(text));
  const reading: Reading = { scan, nodes: [], space: new NameSpace(), types: typeReader() };
  for (skipBlank(scan); scan.next('%'); skipBlank(scan)) readNode(reading);
  const returned = scan.keyword('return');
  if (returned) readReturn(reading);
  skipBlank(scan);
  const scopes = readScopes(reading);
  const want = returned || scopes.length > 0 ? 'a scope' : `%${reading.nodes.length}, return, a scope`;
  if (!scan.ended) scan.fail(`${want} or the end of the text`);
  const { inputs, outputs, names } = reading.space;
  return sealGraph({ nodes: reading.nodes, inputs, outputs, names, scopes });
};
