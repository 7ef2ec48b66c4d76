/** The one space of names that inputs, outputs and labels share. Names are data: any text but a few that would mislead. */
import { InputError, InternalError } from '../error/error.ts';
import type { Graph, Names, Node, NodeId } from './graph.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** Why a text is no name, or undefined when it is one. */
export const nameFault = (name: unknown): string | undefined => {
  if (typeof name !== 'string') return 'it is not a text';
  if (name === '') return 'it is empty';
  if (name === '__proto__') return 'it would change what every object inherits';
  return CONTROL.test(name) ? 'it has a control character' : undefined;
};

/** Throws `name` unless the text can be a name. */
export const demandName = (name: string): void => {
  const why = nameFault(name);
  if (why !== undefined) throw new InputError('name', { name, why });
};

export const lookup = (names: Names, name: string): NodeId | undefined =>
  Object.hasOwn(names, name) ? names[name] : undefined;

/** What a name stands for: `an input`, `an output` or `a label`, and of which node; undefined when it is free. */
export const holderOf = (
  graph: Pick<Graph, 'inputs' | 'outputs' | 'names'>,
  name: string,
): { id: NodeId; kind: string } | undefined => {
  const kinds = [
    ['an input', graph.inputs],
    ['an output', graph.outputs],
    ['a label', graph.names],
  ] as const;
  for (const [kind, names] of kinds) {
    const id = lookup(names, name);
    if (id !== undefined) return { id, kind };
  }
  return undefined;
};

/** The node that an input, output or label names; untyped callers may give anything. Throws `name-unknown`. */
export const resolve = (graph: Pick<Graph, 'inputs' | 'outputs' | 'names'>, name: unknown): NodeId => {
  const given = name as string;
  const holder = typeof name === 'string' ? holderOf(graph, given) : undefined;
  if (holder !== undefined) return holder.id;
  const known = [...Object.keys(graph.inputs), ...Object.keys(graph.outputs), ...Object.keys(graph.names)];
  throw new InputError('name-unknown', {
    name: given,
    what: 'input, output or label',
    known: [...new Set(known)],
  });
};

/** The node of an id that is known to be in the graph. */
export const nodeAt = (nodes: readonly Node[], id: NodeId): Node => {
  const node = nodes[id];
  if (node === undefined) throw new InternalError(`no node %${id} among ${nodes.length}`);
  return node;
};
