/** What a node is to the schedule: whether it is computed at all, and by what. */
import { indexSizes, isElementwise, parseSpec, sameShape, sizeOf, splatOf, type Node, type Op } from '@adjoint/ir';
import { LEAST_WORK } from '../loop/product.ts';
import { isProcedural } from '../procedure/calls.ts';
import { isExact, isIndexed, isTaking, MOST_SUMMED } from './gathers.ts';
import { viewOf } from './views.ts';

/**
 * `source` stands before any run; `view` stands where its argument does; `move` is read through an index map; `fused` is computed element by
 * element, `fold` is reduced or scattered, `contraction` contracted and `placed` put into a larger value, `running` goes along an axis, in loops of
 * generated code; `procedure` is computed by calls of procedures; `control` runs bodies that are generated code; `kernel` is the interpreter's.
 */
export type Kind =
  | 'source'
  | 'view'
  | 'move'
  | 'fused'
  | 'fold'
  | 'contraction'
  | 'placed'
  | 'running'
  | 'procedure'
  | 'control'
  | 'kernel';

const MOVES: ReadonlySet<string> = new Set(['broadcast', 'transpose', 'flip', 'slice', 'patches']);
const PLACES: ReadonlySet<string> = new Set(['pad', 'concat', 'overlapAdd']);
const FOLDS: ReadonlySet<string> = new Set(['sum', 'max', 'min', 'prod']);

/** Ops that go along an axis and know at each element what came before. */
export type Running = 'cumsum' | 'cumprod' | 'cummax' | 'cummin' | 'cumlogsumexp' | 'argmax' | 'argmin';
const RUNNING: ReadonlySet<string> = new Set<Running>([
  'cumsum',
  'cumprod',
  'cummax',
  'cummin',
  'cumlogsumexp',
  'argmax',
  'argmin',
]);
export const isRunning = (op: Op): op is Running => RUNNING.has(op);

/** How many terms each sum of a contraction has. */
const termsOf = ({ attrs, args, type }: Node, nodes: readonly Node[]): number => {
  const { operands, result } = parseSpec(attrs['spec'] as string);
  const sizes = indexSizes([...operands, result], [...args.map((arg) => nodes[arg]!.type.shape), type.shape]);
  return [...sizes].reduce((terms, [letter, size]) => (result.includes(letter) ? terms : terms * size), 1);
};

/** Whether loops of ours contract it: no operand is empty or a single number, and sums of whole numbers are exact until they wrap. */
const contracts = (node: Node, nodes: readonly Node[]): boolean =>
  node.op === 'contract' &&
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
  const { op, args, attrs, type } = node;
  if (op !== 'contract' || args.length !== 2 || type.dtype === 'i32') return false;
  const { result } = parseSpec(attrs['spec'] as string);
  if (new Set(result).size < result.length) return false;
  return [...sizesOf(node, nodes)].every(([letter, size]) => size === 1 || result.includes(letter));
};

/** What the node is; `isOurs` tells whether generated code runs the bodies of one that has some. */
export const kindOf = (
  node: Node,
  nodes: readonly Node[],
  contracting: boolean,
  isOurs: (node: Node) => boolean,
): Kind => {
  const { op, args, attrs, type, bodies } = node;
  if (bodies !== undefined) return isOurs(node) ? 'control' : 'kernel';
  if (args.length === 0) return 'source';
  if (op === 'cast' && sizeOf(type.shape) > 0) return 'fused';
  if (viewOf(node, nodes) !== undefined) return 'view';
  if (isProcedural(op)) return 'procedure';
  if (sizeOf(type.shape) === 0) return 'kernel';
  if (isElementwise(op) || isOuter(node, nodes)) return 'fused';
  if (MOVES.has(op)) return 'move';
  if (PLACES.has(op) && (op !== 'overlapAdd' || isExact(node, nodes))) return 'placed';
  if (isIndexed(node, nodes)) return isTaking(op) ? 'fused' : 'fold';
  if (isRunning(op)) return 'running';
  if (contracts(node, nodes) && (contracting || isShort(node, nodes))) return 'contraction';
  const folds = FOLDS.has(op) && (attrs['axes'] as readonly number[]).length > 0;
  return folds && sizeOf(nodes[args[0]!]!.type.shape) > 0 ? 'fold' : 'kernel';
};

/** Whether a view has the shape of its argument: then it can be read through the same index map. */
export const keepsShape = ({ type, args }: Node, nodes: readonly Node[]): boolean =>
  sameShape(type.shape, nodes[args[0]!]!.type.shape) && nodes[args[0]!]!.type.rest === undefined;
