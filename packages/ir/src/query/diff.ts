/** What changed from one graph to another, as lines of text: for people, and for the messages of tests. */
import { demandGraphLike } from '../error/guard.ts';
import type { Graph, Names, NodeId } from '../graph/graph.ts';
import { showName, showNode } from '../text/line.ts';
import { align, type Alignment } from './align.ts';

const KINDS = [
  ['input', 'inputs'],
  ['output', 'outputs'],
  ['label', 'names'],
] as const;

const showNamed = (sign: string, kind: string, name: string, id: NodeId): string =>
  `${sign} ${kind} ${showName(name)} = %${id}`;

const diffNames = (kind: string, a: Names, b: Names, moved: (id: NodeId) => NodeId): string[] => {
  const kept = (name: string): boolean =>
    Object.hasOwn(a, name) && Object.hasOwn(b, name) && moved(a[name]!) === b[name];
  const gone = Object.keys(a)
    .filter((name) => !kept(name))
    .map((name) => showNamed('-', kind, name, a[name]!));
  const come = Object.keys(b)
    .filter((name) => !kept(name))
    .map((name) => showNamed('+', kind, name, b[name]!));
  return [...gone, ...come];
};

/** The items of `all` that `others` has fewer of. */
const surplus = <T>(all: readonly T[], others: readonly T[], keyOf: (item: T) => string): T[] => {
  const spare = new Map<string, number>();
  for (const item of others) spare.set(keyOf(item), (spare.get(keyOf(item)) ?? 0) + 1);
  return all.filter((item) => {
    const count = spare.get(keyOf(item)) ?? 0;
    spare.set(keyOf(item), count - 1);
    return count <= 0;
  });
};

const diffScopes = (a: Graph, b: Graph, moved: (id: NodeId) => NodeId): string[] => {
  const show = (name: string, from: NodeId, last: NodeId): string => `scope ${showName(name)} %${from}..%${last}`;
  const before = (a.scopes ?? []).map(({ name, from, to }) => ({
    line: show(name, from, to - 1),
    key: show(name, moved(from), moved(to - 1)),
  }));
  const after = (b.scopes ?? []).map(({ name, from, to }) => ({
    line: show(name, from, to - 1),
    key: show(name, from, to - 1),
  }));
  const keyOf = ({ key }: { readonly key: string }): string => key;
  const gone = surplus(before, after, keyOf).map(({ line }) => `- ${line}`);
  return [...gone, ...surplus(after, before, keyOf).map(({ line }) => `+ ${line}`)];
};

/** Lines for the nodes that are not kept, in the order of their places; a run of kept ones is told by its length. */
const diffNodes = (a: Graph, b: Graph, { partner, same }: Alignment): string[] => {
  const lines: string[] = [];
  let kept = 0;
  let next = 0;
  const tellKept = (): void => {
    if (kept > 0) lines.push(`  ${kept === 1 ? '1 node' : `${kept} nodes`} kept`);
    kept = 0;
  };
  const tell = (line: string): void => {
    tellKept();
    lines.push(line);
  };
  const addUpTo = (end: NodeId): void => {
    for (; next < end; next++) tell(`+ ${showNode(b.nodes[next]!)}`);
  };
  for (const node of a.nodes) {
    const other = partner[node.id]!;
    if (same[node.id] === 1) {
      addUpTo(other);
      kept++;
      next++;
    } else {
      if (other >= 0) addUpTo(other);
      tell(`- ${showNode(node)}`);
    }
  }
  addUpTo(b.nodes.length);
  if (lines.length > 0) tellKept();
  return lines;
};

/**
 * What turns `a` into `b`: nodes removed (-) and added (+), a changed one as both; then inputs, outputs, labels and scopes. The empty
 * text when nothing does. A node that only moved is kept. Linear.
 */
export const diff = (a: Graph, b: Graph): string => {
  [a, b].forEach(demandGraphLike);
  const alignment = align(a, b);
  const moved = (id: NodeId): NodeId => alignment.partner[id] ?? -1;
  const names = KINDS.flatMap(([kind, record]) => diffNames(kind, a[record], b[record], moved));
  return [...diffNodes(a, b, alignment), ...names, ...diffScopes(a, b, moved)].join('\n');
};
