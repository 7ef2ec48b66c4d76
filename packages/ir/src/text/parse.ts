/**
 * Reads the text that `print` writes. The text may come from anywhere: work is linear, no name becomes code or a prototype key,
 * every fault has its place, and what is given back is well formed.
 */
import { describe } from '../error/describe.ts';
import { InputError } from '../error/error.ts';
import { quote } from '../error/describe.ts';
import { sealGraph, type Graph, type Scope } from '../graph/graph.ts';
import { NameSpace } from '../graph/name-space.ts';
import { nameFault } from '../graph/names.ts';
import { crossing } from '../graph/scopes.ts';
import { typeReader } from '../type/read-type.ts';
import { readId, readNode, take, type Reading } from './parse-node.ts';
import { Scanner, type Place } from './scanner.ts';

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

const isOver = (scan: Scanner, depth: number): boolean => (depth === 0 ? scan.ended : scan.next('}'));

const readGraph = (scan: Scanner, types: Reading['types'], depth: number): Graph => {
  const reading: Reading = { scan, nodes: [], space: new NameSpace(), types, depth };
  const readBody = (): Graph => readGraph(scan, types, depth + 1);
  for (skipBlank(scan); scan.next('%'); skipBlank(scan)) readNode(reading, readBody);
  const returned = scan.keyword('return');
  if (returned) readReturn(reading);
  skipBlank(scan);
  const scopes = readScopes(reading);
  const want = returned || scopes.length > 0 ? 'a scope' : `%${reading.nodes.length}, return, a scope`;
  if (!isOver(scan, depth)) scan.fail(`${want} or ${depth === 0 ? 'the end of the text' : 'the } of the body'}`);
  const { inputs, outputs, names } = reading.space;
  return sealGraph({ nodes: reading.nodes, inputs, outputs, names, scopes });
};

/** The graph that a text says. Throws `parse`, with line and column, or `value`. */
export const parse = (text: string): Graph => {
  if (typeof text !== 'string') throw new InputError('value', { got: describe(text), want: 'the text of a graph' });
  return readGraph(new Scanner(text), typeReader(), 0);
};
