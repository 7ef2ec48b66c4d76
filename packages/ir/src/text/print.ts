/**
 * A graph as text, one line a node; `parse` reads it back. The line of a node depends on nothing but the node and its names, so that
 * the text of a graph is a prefix of the text of its gradient.
 */
import { demandGraphLike, givenOptions } from '../error/guard.ts';
import { rolesOf } from '../graph/body.ts';
import type { Graph, Names, Node, NodeId } from '../graph/graph.ts';
import { originOf } from '../graph/origin.ts';
import { isSource } from '../ops/ops.ts';
import { showType } from '../type/type.ts';
import { foldedLine, folds } from './fold.ts';
import { COLUMN, showCall, showName } from './line.ts';

export interface PrintOptions {
  /** Shows each composite, such as softmax, as one line: for reading, not for `parse`. */
  readonly fold?: boolean;
  /** Writes the type of every node (the default), or only of inputs and constants, from which the rest follow. */
  readonly types?: boolean;
  /** Tells where each node was built, in comments. */
  readonly origins?: boolean;
}

/** The names of each node, in the order of the record. */
export const namesByNode = (names: Names): Map<NodeId, string[]> => {
  const found = new Map<NodeId, string[]>();
  for (const [name, id] of Object.entries(names)) {
    const known = found.get(id);
    if (known === undefined) found.set(id, [name]);
    else known.push(name);
  }
  return found;
};

/** The text of a node's line, given its names. */
const showLine = (
  node: Node,
  input: string | undefined,
  labels: readonly string[] | undefined,
  types = true,
): string => {
  const call = `%${node.id} = ${showCall(node)}${input === undefined ? '' : ` ${showName(input)}`}`;
  const typed = types || isSource(node.op) ? `${call.padEnd(COLUMN)} : ${showType(node.type)}` : call;
  return labels === undefined ? typed : `${typed} as ${labels.map(showName).join(', ')}`;
};

const returnLine = (outputs: Names): string[] => {
  const items = Object.entries(outputs).map(([name, id]) => `${showName(name)} = %${id}`);
  return items.length === 0 ? [] : [`return ${items.join(', ')}`];
};

const indented = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);

/** The bodies of a node, each between braces, after what it is for and the ids of its inputs in their order. */
const bodyLines = ({ op, bodies }: Node, options: PrintOptions): string[] => {
  const roles = rolesOf(op);
  return (bodies ?? []).flatMap((body, i) => [
    `  ${[roles[i], ...Object.values(body.inputs).map((id) => `%${id}`)].join(' ')} {`,
    ...indented(graphLines(body, options)),
    '  }',
  ]);
};

const graphLines = (graph: Graph, options: PrintOptions): string[] => {
  const { fold = false, types = true, origins = false } = options;
  const inputs = namesByNode(graph.inputs);
  const labels = namesByNode(graph.names);
  const lines: string[] = [];
  const hidden = fold ? folds(graph) : [];
  let next = 0;
  for (const node of graph.nodes) {
    while (next < hidden.length && hidden[next]!.to <= node.id)
      lines.push(foldedLine(graph, hidden[next++]!, labels, types));
    const folded = hidden[next];
    if (folded !== undefined && folded.from <= node.id) continue;
    const line = showLine(node, inputs.get(node.id)?.[0], labels.get(node.id), types);
    const origin = origins ? originOf(node) : undefined;
    lines.push(origin === undefined ? line : `${line} ; built at ${origin}`);
    if (node.bodies !== undefined) lines.push(...bodyLines(node, options));
  }
  for (; next < hidden.length; next++) lines.push(foldedLine(graph, hidden[next]!, labels, types));
  lines.push(...returnLine(graph.outputs));
  if (!fold)
    for (const { name, from, to } of graph.scopes ?? []) lines.push(`scope ${showName(name)} %${from}..%${to - 1}`);
  return lines;
};

/** The graph as text: nodes, `return` with the outputs, and scopes. `parse(print(graph))` is the graph, unless it is folded. Throws `value` or `option`. */
export const print = (graph: Graph, options: PrintOptions = {}): string => {
  demandGraphLike(graph);
  givenOptions('print', options, { fold: true, types: true, origins: true });
  return graphLines(graph, options).join('\n');
};
