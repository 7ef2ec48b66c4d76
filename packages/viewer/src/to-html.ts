/** A graph, or the trace of an optimization, as one page that stands alone. */
import { demandGraphLike, describe, givenOptions, InputError, isRecord, type Graph } from '@adjoint/ir';
import { replay, type Trace } from '@adjoint/optimizer';
import type { Feeds } from '@adjoint/evaluator';
import { demandFew } from './limit.ts';
import { matched } from './match.ts';
import type { Mark, PageData, PagePicture, PageStep } from './page-data.ts';
import { sceneOf } from './scene-of.ts';
import { escaped } from './text.ts';
import { titleOf } from './title.ts';
import { valuesOf } from './values.ts';
import { PAGE_POLICY, PAGE_SCRIPT, PAGE_STYLE, PICTURE_STYLE } from './written/page.ts';

export interface HtmlOptions {
  /** Values for the inputs: the page then tells what each node's value is like, as the interpreter has it. */
  readonly at?: Feeds;
  /** Shows each composite, such as softmax, as one box at first. */
  readonly fold?: boolean;
  /** Tells where each node was built; true when left out. */
  readonly origins?: boolean;
  /** The title of the page. */
  readonly title?: string;
}

const WANT = 'a graph, as define, parse or fromJSON gives, or a trace, as optimizeWithTrace gives';

const isTrace = (given: unknown): given is Trace =>
  isRecord(given) && Array.isArray(given['steps']) && given['steps'].every(isRecord) && isRecord(given['before']);

const graphsOf = (given: Graph | Trace): readonly Graph[] => {
  if (isTrace(given)) {
    demandGraphLike(given.before);
    return replay(given);
  }
  if (!isRecord(given) || !Array.isArray((given as Partial<Graph>).nodes))
    throw new InputError('value', { got: describe(given), want: WANT });
  demandGraphLike(given);
  return [given];
};

/** Rules by how often they were used, the most used first. */
const counted = (fired: Trace['steps'][number]['fired']): [string, number][] => {
  const counts = new Map<string, number>();
  for (const { rule } of fired) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
};

/** The number of the node that a box stands for, or for one in a body undefined. */
const nodeOf = (key: string): number | undefined => (key.includes('_') ? undefined : Number(key));

const pictureOf = (graph: Graph, { at, origins = true }: HtmlOptions): PagePicture => {
  const { text, scene, origins: built, ops } = sceneOf(graph, origins);
  const boxes = scene.boxes.map((box) => ({ ...box, hint: '' }));
  const values = at === undefined ? undefined : valuesOf(graph, at);
  const ofBox = (key: string) => (nodeOf(key) === undefined ? 0 : values![nodeOf(key)!]!);
  return {
    text,
    scene: { ...scene, boxes },
    origins: built.map((origin) => origin ?? 0),
    ops,
    ...(values !== undefined && { values: boxes.map(({ key }) => ofBox(key)) }),
  };
};

/** The marks of nodes as marks of boxes. */
const onBoxes = ({ scene }: PagePicture, marks: readonly (Mark | 0)[]): (Mark | 0)[] =>
  scene.boxes.map(({ key }) => marks[nodeOf(key) ?? -1] ?? 0);

/** JSON that no reader of HTML takes for the end of its element. */
const asJson = (data: PageData): string => JSON.stringify(data).replaceAll('<', '\\u003c');

/**
 * The graph as a page of HTML that needs nothing else: its picture, to be moved and folded, its text, and what each node is. Of a trace, one picture
 * after each pass, with what it removed and added. Its own security policy allows its own script alone. Throws `value` for what is neither or has
 * more boxes than a picture can, `option`, and for `at` what `evaluate` throws.
 */
export const toHtml = (given: Graph | Trace, options: HtmlOptions = {}): string => {
  const graphs = graphsOf(given);
  const { fold = false, title } = givenOptions('toHtml', options, { at: true, fold: true, origins: true, title: true });
  demandFew(graphs);
  const steps = isTrace(given) ? given.steps : [];
  const pictures = graphs.map((graph) => pictureOf(graph, options));
  const withSteps = pictures.map((picture, i): PagePicture => {
    if (i === 0) return picture;
    const { pass, doc, keeps, round, fired } = steps[i - 1]!;
    const { before, after } = matched(graphs[i - 1]!, graphs[i]!);
    const marks = { before: onBoxes(pictures[i - 1]!, before), after: onBoxes(picture, after) };
    const step: PageStep = { pass, doc, keeps, round, fired: counted(fired), ...marks };
    return { ...picture, step };
  });
  const called = titleOf(graphs[0]!, title);
  const data: PageData = {
    title: called,
    pictures: withSteps,
    fold,
    ...(isTrace(given) && { stopped: given.stopped }),
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(called)}</title>
<style>${PICTURE_STYLE}</style>
<style>${PAGE_STYLE}</style>
</head>
<body>
<noscript>This page draws a graph by a script of its own, which is not allowed to run.</noscript>
<script type="application/json" id="data">${asJson(data)}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
};
