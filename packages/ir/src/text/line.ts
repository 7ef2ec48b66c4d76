/** One node as one line of text: the unit of printed graphs and of messages. */
import { describe } from '../error/describe.ts';
import type { Graph, Names, Node } from '../graph/graph.ts';
import { showType } from '../type/type.ts';

/** Types stand at this column where the call before them is short. */
export const COLUMN = 28;

/** An attribute as it is written; what is none, but stands in a call that is told of, in words. */
export const showValue = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value);
  return Array.isArray(value) ? `[${value.map((item) => describe(item)).join(', ')}]` : describe(value);
};

export const showAttrs = (attrs: Readonly<Record<string, unknown>>): string => {
  const items = Object.entries(attrs).map(([name, value]) => `${name}: ${showValue(value)}`);
  return items.length === 0 ? '' : ` {${items.join(', ')}}`;
};

const BARE = /^[A-Za-z_][\w()/.]*$/;
/** A name as it is written: bare where it cannot be misread, else a JSON text. */
export const showName = (name: string): string => (BARE.test(name) ? name : JSON.stringify(name));

interface Call {
  readonly op: string;
  readonly args: readonly number[];
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** `mul %1 %2`: an op, its arguments and attributes. */
export const showCall = ({ op, args, attrs }: Call): string =>
  `${[op, ...args.map((id) => `%${id}`)].join(' ')}${showAttrs(attrs)}`;

/** `%3 = mul %1 %2 : f64[2,3]`; an input with its name, where it is known. */
export const showNode = (node: Node, input?: string): string => {
  const name = input === undefined ? '' : ` ${showName(input)}`;
  return `%${node.id} = ${showCall(node)}${name} : ${showType(node.type)}`;
};

/** The lines of a message about some nodes of a graph: each with where it was built, if that is known. */
export const showNodes = (
  nodes: Graph['nodes'],
  ids: readonly number[],
  originOf: (node: Node) => string | undefined,
  inputs: Names = {},
): string[] => {
  const names = new Map(Object.entries(inputs).map(([name, id]) => [id, name]));
  return [...new Set(ids)]
    .map((id) => nodes[id]!)
    .map((node) => {
      const line = showNode(node, names.get(node.id));
      const text = line.length > 120 ? `${line.slice(0, 117)}…` : line;
      const origin = originOf(node);
      return origin === undefined ? text : `${text.padEnd(44)}  built at ${origin}`;
    });
};
