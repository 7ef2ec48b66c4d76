/** What holds of every graph: one union of slugs, and one total table that says each in a sentence. */
import { MAX_DEPTH } from './body.ts';
import type { NodeId } from './graph.ts';

export type Invariant =
  | 'plain-data'
  | 'id-is-index'
  | 'args-precede'
  | 'op-known'
  | 'attrs-valid'
  | 'type-valid'
  | 'type-agrees'
  | 'bodies-valid'
  | 'name-valid'
  | 'name-points'
  | 'name-unique'
  | 'inputs-named'
  | 'scope-valid'
  | 'scopes-nest';

/** What holds of every graph, each invariant under its slug. */
export const INVARIANTS: { readonly [I in Invariant]: string } = {
  'plain-data': 'a graph is an object with a list of nodes and records of inputs, outputs and names',
  'id-is-index': 'the id of a node is its place in the list',
  'args-precede': 'an argument is the id of an earlier node, so there are no cycles',
  'op-known': 'an op is one of the closed set',
  'attrs-valid': 'a node has the attributes of its op and no others, each of its kind',
  'type-valid': 'a type has a dtype and a shape of whole numbers ≥ 0',
  'type-agrees': 'the type of a node is what the type rule of its op gives',
  'bodies-valid': `a node of control flow has the bodies of its op, each well formed, at most ${MAX_DEPTH} deep; others have none`,
  'name-valid': 'a name is a text, not empty, without control characters, and not __proto__',
  'name-points': 'a name points at a node',
  'name-unique': 'inputs, outputs and labels share one space: a name in two of them is of one node',
  'inputs-named': 'every input has one name among the inputs, and only inputs do',
  'scope-valid': 'a scope has a name and a range of nodes that are there',
  'scopes-nest': 'two scopes are apart, or one lies in the other',
};

/** One broken invariant, and the node it was found at if it is about one. */
export interface Issue {
  readonly slug: Invariant;
  readonly node?: NodeId;
  readonly message: string;
}

/** Takes note of a broken invariant. */
export type Report = (slug: Invariant, message: string, node?: NodeId) => void;

/** `%3: type is f64[], sum gives f64[2]`. */
export const showIssue = ({ slug, node, message }: Issue): string =>
  `${node === undefined ? '' : `%${node}: `}${message} (${slug})`;
