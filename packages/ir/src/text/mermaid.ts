/** A graph as a picture in the language of Mermaid, which code forges and notebooks draw. */
import { demandGraphLike } from '../error/guard.ts';
import type { Graph } from '../graph/graph.ts';
import { arrowsOf, partsOf, type Box, type BoxKind } from './picture.ts';

/** Levels of nesting that are indented: the length of the text stays linear. */
const DEEPEST = 20;

const STYLES: { readonly [K in BoxKind]: string } = {
  input: 'fill:#dbeafe,stroke:#1d4ed8',
  source: 'fill:#f3f4f6,stroke:#6b7280',
  output: 'fill:#dcfce7,stroke:#15803d,stroke-width:3px',
  plain: 'fill:#ffffff,stroke:#374151',
};

const SHAPES: { readonly [K in BoxKind]: readonly [string, string] } = {
  input: ['([', '])'],
  source: ['(', ')'],
  output: ['[', ']'],
  plain: ['[', ']'],
};

/** Mermaid's entities, for all that could end a text or be read as markup. */
const quoted = (lines: readonly string[]): string =>
  `"${lines.map((line) => line.replace(/[^\p{L}\p{N} ,:()[\]{}/→“”…=]/gu, (char) => `#${char.codePointAt(0)};`)).join('<br/>')}"`;

const showBox = ({ key, kind, lines }: Box): string =>
  `n${key}${SHAPES[kind][0]}${quoted(lines)}${SHAPES[kind][1]}:::${kind}`;

/** The graph for Mermaid: scopes are subgraphs, inputs rounded, outputs bold; an arrow has the place of its argument where it matters. */
export const toMermaid = (graph: Graph): string => {
  demandGraphLike(graph);
  const lines = ['flowchart TD'];
  let groups = 0;
  let depth = 1;
  const add = (line: string): void => void lines.push('  '.repeat(Math.min(depth, DEEPEST)) + line);
  for (const part of partsOf(graph)) {
    if ('close' in part) {
      depth--;
      add('end');
    } else if ('open' in part) {
      add(`subgraph s${groups++} [${quoted([part.open])}]`);
      depth++;
    } else add(showBox(part.box));
  }
  for (const { from, to, slot, gives } of arrowsOf(graph)) {
    const arrow = gives ? '-.->' : slot === undefined ? '-->' : `-->|${slot}|`;
    add(`n${from} ${arrow} n${to}`);
  }
  for (const [kind, style] of Object.entries(STYLES)) add(`classDef ${kind} ${style}`);
  return lines.join('\n');
};
