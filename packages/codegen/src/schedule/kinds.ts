/** What a node is to the schedule: whether it is computed at all, and by what. */
import { isElementwise, sameShape, sizeOf, type Node } from '@adjoint/ir';
import { viewOf } from './views.ts';

/**
 * `source` stands before any run; `view` stands where its argument does; `move` is read through an index map; `fused` is computed element by
 * element and `fold` is reduced, both in loops of generated code; `kernel` is the interpreter's.
 */
export type Kind = 'source' | 'view' | 'move' | 'fused' | 'fold' | 'kernel';

const MOVES: ReadonlySet<string> = new Set(['broadcast', 'transpose', 'flip', 'slice']);
const FOLDS: ReadonlySet<string> = new Set(['sum', 'max', 'min']);

export const kindOf = (node: Node, nodes: readonly Node[]): Kind => {
  const { op, args, attrs, type } = node;
  if (args.length === 0) return 'source';
  if (viewOf(node, nodes) !== undefined) return 'view';
  if (sizeOf(type.shape) === 0) return 'kernel';
  if (isElementwise(op) || op === 'cast') return 'fused';
  if (MOVES.has(op)) return 'move';
  const folds = FOLDS.has(op) && (attrs['axes'] as readonly number[]).length > 0;
  return folds && sizeOf(nodes[args[0]!]!.type.shape) > 0 ? 'fold' : 'kernel';
};

/** Whether a view has the shape of its argument: then it can be read through the same index map. */
export const keepsShape = ({ type, args }: Node, nodes: readonly Node[]): boolean =>
  sameShape(type.shape, nodes[args[0]!]!.type.shape) && nodes[args[0]!]!.type.rest === undefined;
