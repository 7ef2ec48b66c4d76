/** The scene of a graph: what `toDot` draws, with what a box can tell when it is asked. */
import {
  arrowsOf,
  originOf,
  partsOf,
  print,
  showName,
  showType,
  showValue,
  type Box,
  type Graph,
  type Names,
  type NodeId,
} from '@adjoint/ir';
import { NONE, type Scene, type SceneArrow, type SceneBox, type SceneGroup, type Word } from './scene.ts';
import { NODE_LINE } from './page-data.ts';
import { cut } from './text.ts';

/** Groups in groups are drawn so deep; what is deeper stands in the last of them. So the work is linear in what is nested. */
const DEEPEST = 20;
const SHOWN = 4;
const LONGEST = { line: 24, attrs: 34, name: 40, hint: 240, text: 2000 } as const;

/** `d(loss)/d(w)`, `d2(f)/d(x)d(x)`, `jvp(y)`, `vjp(x)`, `hvp(f)`: how derivatives are named. */
const DERIVATIVE = /^(?:d\d*|[jvh]vp)\(.+\)$/s;

const sweep = ({ nodes }: Graph, from: readonly NodeId[]): Uint8Array => {
  const needed = new Uint8Array(nodes.length);
  for (const id of from) needed[id] = 1;
  for (let id = nodes.length - 1; id >= 0; id--) {
    if (needed[id] === 1) for (const arg of nodes[id]!.args) needed[arg] = 1;
  }
  return needed;
};

const idsOf = (names: Names, wanted: (name: string) => boolean): NodeId[] =>
  Object.keys(names)
    .filter(wanted)
    .map((name) => names[name]!);

/** Which nodes only derivatives need; none where nothing else is given. */
const derivedOf = (graph: Graph): ((id: NodeId) => boolean) => {
  const isDerivative = (name: string): boolean => DERIVATIVE.test(name);
  const rest = idsOf(graph.outputs, (name) => !isDerivative(name));
  if (rest.length === 0) return () => false;
  const plain = sweep(graph, [...rest, ...idsOf(graph.names, (name) => !isDerivative(name))]);
  const derived = sweep(graph, idsOf(graph.outputs, isDerivative));
  return (id) => derived[id] === 1 && plain[id] === 0;
};

/** An attribute in short: the value alone where its name says nothing, and not at all where the type says it. */
const shortAttrs = ({ node }: Box): string => {
  const shape = showValue(node.type.shape);
  return Object.entries(node.attrs)
    .filter(([name, value]) => !(name === 'shape' && showValue(value) === shape))
    .map(([name, value]) => {
      const list = Array.isArray(value) ? (value as readonly number[]) : undefined;
      const text =
        list === undefined || list.length <= SHOWN
          ? typeof value === 'string'
            ? value
            : showValue(list?.length === 1 ? list[0] : value)
          : `${showValue(list.slice(0, SHOWN)).slice(0, -1)}, … ${list.length - SHOWN} more]`;
      return name === 'data' || name === 'spec' ? text : `${name} ${text}`;
    })
    .join(', ');
};

const linesOf = (box: Box): [Word, string][] => {
  const { node, named } = box;
  const names: [Word, string][] = [
    ...named.labels.map((label): [Word, string] => ['name', `“${cut(label, LONGEST.name)}”`]),
    ...named.outputs.map((name): [Word, string] => ['name', `→ ${cut(name, LONGEST.name)}`]),
  ];
  const type: [Word, string] = ['type', cut(showType(node.type), LONGEST.attrs)];
  if (named.input !== undefined) return [['op', cut(named.input, LONGEST.name)], type, ...names];
  const attrs = shortAttrs(box);
  if (node.op === 'constant') return [['op', cut(attrs, LONGEST.attrs)], type, ...names];
  if (attrs === '') return [['op', node.op], type, ...names];
  const short = node.op.length + attrs.length < LONGEST.line;
  const head: [Word, string][] = short
    ? [['op', `${node.op} ${attrs}`]]
    : [
        ['op', node.op],
        ['attrs', cut(attrs, LONGEST.attrs)],
      ];
  return [...head, type, ...names];
};

/** A graph's text, long lines cut, and its scene. */
export interface Written {
  readonly text: readonly string[];
  readonly scene: Scene;
  /** For each box where it was built, if that is known and asked for. */
  readonly origins: readonly (string | undefined)[];
  readonly ops: readonly string[];
}

/** What is to be drawn of a graph. Linear. */
export const sceneOf = (graph: Graph, origins: boolean): Written => {
  const text = print(graph)
    .split('\n')
    .map((line) => cut(line, LONGEST.text));
  const lines = text.filter((line) => NODE_LINE.test(line));
  const isDerived = derivedOf(graph);
  const boxes: SceneBox[] = [];
  const groups: SceneGroup[] = [];
  const built: (string | undefined)[] = [];
  const ops: string[] = [];
  const open: number[] = [];
  const places = new Map<string, number>();
  for (const part of partsOf(graph)) {
    const around = open.at(-1) ?? NONE;
    if ('close' in part) open.pop();
    else if ('open' in part) {
      const parent = around;
      if (open.length >= DEEPEST) open.push(around);
      else
        open.push(
          groups.push({ id: groups.length, name: cut(part.open, LONGEST.name), body: part.body === true, parent }) - 1,
        );
    } else {
      const { key, kind, node } = part.box;
      const origin = origins ? originOf(node) : undefined;
      const line = cut(lines[boxes.length]!.trim().replace(/ +: /, ' : '), LONGEST.hint);
      const names = part.box.named.outputs.map((name) => `\nreturn ${showName(cut(name, LONGEST.hint))}`).join('');
      const hint = `${line}${names}${origin === undefined ? '' : `\nbuilt at ${origin}`}`;
      built.push(origin);
      ops.push(node.op);
      places.set(key, boxes.length);
      boxes.push({
        key,
        kind,
        derived: isDerived(Number.parseInt(key, 10)),
        lines: linesOf(part.box),
        hint,
        group: around,
      });
    }
  }
  const arrows: SceneArrow[] = [];
  for (const { from, to, slot, gives } of arrowsOf(graph)) {
    const ends = [places.get(from), places.get(to)] as const;
    // A graph that is not sound may name arguments that there are not: it is drawn as far as it goes.
    if (ends[0] === undefined || ends[1] === undefined) continue;
    arrows.push({ from: ends[0], to: ends[1], ...(slot !== undefined && { slot }), ...(gives && { gives }) });
  }
  return { text, scene: { boxes, groups, arrows }, origins: built, ops };
};
