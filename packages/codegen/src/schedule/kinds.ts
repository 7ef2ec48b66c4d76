/** What a node is to the schedule: whether it is computed at all, and by what. */
import {
  indexSizes,
  isElementwise,
  parseSpec,
  sameShape,
  sizeOf,
  splatOf,
  type Elementwise,
  type Node,
  type Op,
  type Source,
} from '@adjoint/ir';
import { LEAST_WORK } from '../loop/product.ts';
import { isExact, isIndexed, MOST_SUMMED } from './gathers.ts';
import { viewOf } from './views.ts';

/**
 * `source` stands before any run; `view` stands where its argument does; `move` is read through an index map; `fused` is computed element by
 * element, `fold` is reduced or scattered, `contraction` contracted and `placed` put into a larger value, `running` goes along an axis, in loops of
 * generated code; `procedure` is computed by calls of procedures; `control` runs bodies that are generated code; `kernel` is the interpreter's.
 */
export type Kind = 'source' | 'view' | 'move' | 'fused' | 'fold' | Alone | 'kernel';

/** The kinds of nodes that have work of their own. */
export type Alone = 'contraction' | 'placed' | 'running' | 'procedure' | 'control';
const ALONE: ReadonlySet<Kind | undefined> = new Set(['contraction', 'placed', 'running', 'procedure', 'control']);
export const isAlone = (kind: Kind | undefined): kind is Alone => ALONE.has(kind);

/** How many terms each sum of a contraction has. */
const termsOf = ({ attrs, args, type }: Node, nodes: readonly Node[]): number => {
  const { operands, result } = parseSpec(attrs['spec'] as string);
  const sizes = indexSizes([...operands, result], [...args.map((arg) => nodes[arg]!.type.shape), type.shape]);
  return [...sizes].reduce((terms, [letter, size]) => (result.includes(letter) ? terms : terms * size), 1);
};

/** Whether loops of ours contract it: no operand is empty or a single number, and sums of whole numbers are exact until they wrap. */
const contracts = (node: Node, nodes: readonly Node[]): boolean =>
  (node.type.dtype !== 'i32' || termsOf(node, nodes) <= MOST_SUMMED) &&
  node.args.every((arg) => sizeOf(nodes[arg]!.type.shape) > 0 && splatOf(nodes, arg) === undefined);

/** The size of each index of a contraction. */
const sizesOf = ({ args, attrs }: Node, nodes: readonly Node[]): ReadonlyMap<string, number> =>
  indexSizes(
    parseSpec(attrs['spec'] as string).operands,
    args.map((arg) => nodes[arg]!.type.shape),
  );

/** Whether a contraction is too small to be any target's matrix product. */
const isShort = (node: Node, nodes: readonly Node[]): boolean =>
  [...sizesOf(node, nodes).values()].reduce((terms, size) => terms * size, 1) < LEAST_WORK;

/** Whether a contraction of two sums nothing: each element of it is a product. */
const isOuter = (node: Node, nodes: readonly Node[]): boolean => {
  const { args, attrs, type } = node;
  if (args.length !== 2 || type.dtype === 'i32') return false;
  const { result } = parseSpec(attrs['spec'] as string);
  if (new Set(result).size < result.length) return false;
  return [...sizesOf(node, nodes)].every(([letter, size]) => size === 1 || result.includes(letter));
};

type Rule = (node: Node, nodes: readonly Node[], contracting: boolean) => Kind;

const folded: Rule = ({ attrs, args }, nodes) =>
  (attrs['axes'] as readonly number[]).length > 0 && sizeOf(nodes[args[0]!]!.type.shape) > 0 ? 'fold' : 'kernel';
const taken: Rule = (node, nodes) => (isIndexed(node, nodes) ? 'fused' : 'kernel');
const added: Rule = (node, nodes) => (isIndexed(node, nodes) ? 'fold' : 'kernel');

/** What nodes are that are no views and have elements. */
const kinds: { readonly [O in Exclude<Op, Elementwise | Source>]: Kind | Rule } = {
  // Nodes of these two are views, whatever they are of.
  reshape: 'view',
  output: 'view',
  cast: 'fused',
  broadcast: 'move',
  transpose: 'move',
  flip: 'move',
  slice: 'move',
  patches: 'move',
  pad: 'placed',
  concat: 'placed',
  overlapAdd: (node, nodes) => (isExact(node, nodes) ? 'placed' : 'kernel'),
  sum: folded,
  max: folded,
  min: folded,
  prod: folded,
  take: taken,
  takeAlong: taken,
  scatterAdd: added,
  scatterAlong: added,
  cumsum: 'running',
  cumprod: 'running',
  cummax: 'running',
  cummin: 'running',
  cumlogsumexp: 'running',
  argmax: 'running',
  argmin: 'running',
  contract: (node, nodes, contracting) => {
    if (isOuter(node, nodes)) return 'fused';
    return contracts(node, nodes) && (contracting || isShort(node, nodes)) ? 'contraction' : 'kernel';
  },
  cholesky: 'procedure',
  triangularSolve: 'procedure',
  solve: 'procedure',
  det: 'procedure',
  signDet: 'procedure',
  logAbsDet: 'procedure',
  adjugate: 'procedure',
  expm: 'procedure',
  pinv: 'procedure',
  qr: 'procedure',
  eigh: 'procedure',
  svd: 'procedure',
  sort: 'procedure',
  argsort: 'procedure',
  searchSorted: 'procedure',
  fft: 'procedure',
  randomBits: 'procedure',
  call: 'control',
  custom: 'control',
  cond: 'control',
  whileLoop: 'control',
  scan: 'control',
};

/** What the node is; `isOurs` tells whether generated code runs the bodies of one that has some. */
export const kindOf = (
  node: Node,
  nodes: readonly Node[],
  contracting: boolean,
  isOurs: (node: Node) => boolean,
): Kind => {
  const { op, args, type, bodies } = node;
  if (bodies !== undefined && !isOurs(node)) return 'kernel';
  if (args.length === 0 && bodies === undefined) return 'source';
  const isEmpty = sizeOf(type.shape) === 0;
  if ((op !== 'cast' || isEmpty) && viewOf(node, nodes) !== undefined) return 'view';
  if (isElementwise(op)) return isEmpty ? 'kernel' : 'fused';
  const kind = kinds[op as keyof typeof kinds];
  // Procedures and control flow know what to do with nothing.
  if (kind === 'procedure' || kind === 'control') return kind;
  if (isEmpty) return 'kernel';
  return typeof kind === 'string' ? kind : kind(node, nodes, contracting);
};

/** Whether a view has the shape of its argument: then it can be read through the same index map. */
export const keepsShape = ({ type, args }: Node, nodes: readonly Node[]): boolean =>
  sameShape(type.shape, nodes[args[0]!]!.type.shape) && nodes[args[0]!]!.type.rest === undefined;
