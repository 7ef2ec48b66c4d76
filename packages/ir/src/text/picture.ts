/** What a picture of a graph shows, whatever draws it: boxes with lines of text, groups for scopes and bodies, arrows for arguments. */
import { rolesOf } from '../graph/body.ts';
import type { Graph, Node, Scope } from '../graph/graph.ts';
import { outerFirst } from '../graph/scopes.ts';
import type { AttrValue, PlainAttrs } from '../ops/attrs.ts';
import { isCommutative, isSource } from '../ops/ops.ts';
import { showType } from '../type/type.ts';
import { showValue } from './line.ts';
import { namesByNode } from './print.ts';

export type BoxKind = 'input' | 'source' | 'output' | 'plain';

export interface Box {
  /** The node's, after those of the nodes that its body lies in: `3`, `3_0_2` for %2 in the first body of %3. */
  readonly key: string;
  readonly kind: BoxKind;
  readonly lines: readonly string[];
  readonly node: Node;
  /** What users call it. */
  readonly named: NamesOfBox;
}

export interface NamesOfBox {
  readonly input: string | undefined;
  readonly outputs: readonly string[];
  readonly labels: readonly string[];
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** What a body gives goes to the node that carries it. */
  readonly gives?: true;
  /** The place of the argument, where it matters which is which. */
  readonly slot?: number;
}

/** Boxes and groups in the order that nested text needs: a group opens, its boxes come, it closes. */
export type Part = { readonly open: string; readonly body?: true } | { readonly box: Box } | { readonly close: true };

const SHOWN = 6;
const LONGEST = 80;

const shortValue = (value: AttrValue): string => {
  if (typeof value !== 'object' || value.length <= SHOWN) return showValue(value);
  return `${showValue(value.slice(0, SHOWN)).slice(0, -1)}, … ${value.length - SHOWN} more]`;
};

/** Attributes with long lists cut. */
const shortAttrs = (attrs: PlainAttrs): string => {
  const text = Object.entries(attrs)
    .map(([name, value]) => ` ${name}: ${shortValue(value)}`)
    .join(',');
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
};

/** The bodies of a node, each with what its keys begin with. */
const bodiesOf = (node: Node, key: string): { role: string; body: Graph; lead: string }[] =>
  (node.bodies ?? []).map((body, i) => ({ role: rolesOf(node.op)[i]!, body, lead: `${key}_${i}_` }));

/** The boxes of a graph in their groups; a body is a group after the box of its node. */
export function* partsOf(graph: Graph, lead = ''): Generator<Part> {
  const [inputs, outputs, labels] = [graph.inputs, graph.outputs, graph.names].map(namesByNode);
  const scopes = [...(graph.scopes ?? [])].sort(outerFirst);
  const open: Scope[] = [];
  let next = 0;
  for (const node of graph.nodes) {
    while (open.length > 0 && open.at(-1)!.to <= node.id) {
      open.pop();
      yield { close: true };
    }
    for (; next < scopes.length && scopes[next]!.from === node.id; next++) {
      open.push(scopes[next]!);
      yield { open: scopes[next]!.name };
    }
    const key = `${lead}${node.id}`;
    const names = [outputs, labels].map((record) => record!.get(node.id) ?? []) as [string[], string[]];
    yield { box: boxOf(key, node, inputs!.get(node.id)?.[0], ...names) };
    for (const { role, body, lead: inner } of bodiesOf(node, key)) {
      yield { open: `${node.op}: ${role}`, body: true };
      yield* partsOf(body, inner);
      yield { close: true };
    }
  }
  for (const _ of open) yield { close: true };
}

const kindOf = (node: Node, input: string | undefined, outputs: readonly string[]): BoxKind => {
  if (input !== undefined) return 'input';
  if (outputs.length > 0) return 'output';
  return isSource(node.op) ? 'source' : 'plain';
};

const boxOf = (
  key: string,
  node: Node,
  input: string | undefined,
  outputs: readonly string[],
  labels: readonly string[],
): Box => {
  const title = input ?? `${node.op}${shortAttrs(node.attrs)}`;
  const names = [...labels.map((label) => `“${label}”`), ...outputs.map((name) => `→ ${name}`)];
  const lines = [title, showType(node.type), ...names];
  return { key, kind: kindOf(node, input, outputs), lines, node, named: { input, outputs, labels } };
};

/** The arrows of a graph, from argument to user. */
export function* arrowsOf({ nodes }: Graph, lead = ''): Generator<Arrow> {
  for (const node of nodes) {
    const { id, op, args } = node;
    const ordered = args.length > 1 && !isCommutative(op);
    const to = `${lead}${id}`;
    for (let slot = 0; slot < args.length; slot++) {
      const from = `${lead}${args[slot]!}`;
      yield ordered ? { from, to, slot } : { from, to };
    }
    for (const { body, lead: inner } of bodiesOf(node, to)) {
      yield* arrowsOf(body, inner);
      for (const out of new Set(Object.values(body.outputs))) yield { from: `${inner}${out}`, to, gives: true };
    }
  }
}
