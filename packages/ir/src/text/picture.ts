/** What a picture of a graph shows, whatever draws it: boxes with lines of text, groups for scopes, arrows for arguments. */
import type { Graph, Node, NodeId, Scope } from '../graph/graph.ts';
import { outerFirst } from '../graph/scopes.ts';
import type { AttrValue, PlainAttrs } from '../ops/attrs.ts';
import { isCommutative, isSource } from '../ops/ops.ts';
import { showType } from '../type/type.ts';
import { showValue } from './line.ts';
import { namesByNode } from './print.ts';

export type BoxKind = 'input' | 'source' | 'output' | 'plain';

export interface Box {
  readonly id: NodeId;
  readonly kind: BoxKind;
  readonly lines: readonly string[];
}

export interface Arrow {
  readonly from: NodeId;
  readonly to: NodeId;
  /** The place of the argument, where it matters which is which. */
  readonly slot?: number;
}

/** Boxes and groups in the order that nested text needs: a group opens, its boxes come, it closes. */
export type Part = { readonly open: string } | { readonly box: Box } | { readonly close: true };

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

/** The boxes of a graph in their groups. */
export function* partsOf(graph: Graph): Generator<Part> {
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
    yield { box: boxOf(node, inputs!.get(node.id)?.[0], outputs!.get(node.id) ?? [], labels!.get(node.id) ?? []) };
  }
  for (const _ of open) yield { close: true };
}

const kindOf = (node: Node, input: string | undefined, outputs: readonly string[]): BoxKind => {
  if (input !== undefined) return 'input';
  if (outputs.length > 0) return 'output';
  return isSource(node.op) ? 'source' : 'plain';
};

const boxOf = (node: Node, input: string | undefined, outputs: readonly string[], labels: readonly string[]): Box => {
  const title = input ?? `${node.op}${shortAttrs(node.attrs)}`;
  const names = [...labels.map((label) => `“${label}”`), ...outputs.map((name) => `→ ${name}`)];
  return { id: node.id, kind: kindOf(node, input, outputs), lines: [title, showType(node.type), ...names] };
};

/** The arrows of a graph, from argument to user. */
export function* arrowsOf({ nodes }: Graph): Generator<Arrow> {
  for (const { id, op, args } of nodes) {
    const ordered = args.length > 1 && !isCommutative(op);
    for (let slot = 0; slot < args.length; slot++) {
      yield ordered ? { from: args[slot]!, to: id, slot } : { from: args[slot]!, to: id };
    }
  }
}
