/** A graph as a picture in the language of Graphviz. */
import { demandGraphLike } from '../error/guard.ts';
import type { Graph } from '../graph/graph.ts';
import { arrowsOf, partsOf, type BoxKind } from './picture.ts';

/** Levels of nesting that are indented: the length of the text stays linear. */
const DEEPEST = 20;

const STYLES: { readonly [K in BoxKind]: string } = {
  input: 'shape=ellipse, style=filled, fillcolor="#dbeafe"',
  source: 'shape=box, style="rounded,filled", fillcolor="#f3f4f6"',
  output: 'shape=box, style="filled,bold", fillcolor="#dcfce7"',
  plain: 'shape=box, style=solid',
};

/** A text in double quotes; `\` starts an escape there, so it is doubled. */
const quoted = (lines: readonly string[]): string =>
  `"${lines.map((line) => line.replace(/[\\"]/g, '\\$&')).join('\\n')}"`;

/** The graph for Graphviz: scopes are clusters, inputs ellipses, outputs bold; an arrow has the place of its argument where it matters. */
export const toDot = (graph: Graph): string => {
  demandGraphLike(graph);
  const lines = [
    'digraph {',
    '  graph [fontname="Helvetica", fontsize=11]',
    '  node [fontname="Helvetica", fontsize=11]',
    '  edge [fontname="Helvetica", fontsize=9, labeldistance=1.6]',
  ];
  let groups = 0;
  let depth = 1;
  const add = (line: string): void => void lines.push('  '.repeat(Math.min(depth, DEEPEST)) + line);
  for (const part of partsOf(graph)) {
    if ('close' in part) {
      depth--;
      add('}');
    } else if ('open' in part) {
      add(`subgraph cluster_${groups++} {`);
      depth++;
      add(`label=${quoted([part.open])}; color="#9ca3af"`);
    } else add(`n${part.box.key} [label=${quoted(part.box.lines)}, ${STYLES[part.box.kind]}]`);
  }
  for (const { from, to, slot, gives } of arrowsOf(graph)) {
    const style = gives ? ' [style=dashed]' : slot === undefined ? '' : ` [headlabel="${slot}"]`;
    add(`n${from} -> n${to}${style}`);
  }
  return [...lines, '}'].join('\n');
};
