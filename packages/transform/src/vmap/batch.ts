/** Carries nodes into a definition as a batch: what does not depend on the batch stays single, and is computed once. */
import {
  InternalError,
  isElementwise,
  isSource,
  Sym,
  type Builder,
  type Linear,
  type Node,
  type NodeId,
} from '@adjoint/ir';
import type { Batchable, BatchRule } from './batchable.ts';
import { batchRules, elementwiseBatch } from './rules.ts';

const onBatch = ({ op, attrs }: Node, args: readonly Batchable[], size: number): Sym => {
  if (isElementwise(op)) return elementwiseBatch(op, args, size);
  if (isSource(op)) throw new InternalError(`${op} has no arguments to be a batch`);
  // A row of the table takes the attributes of its own op, which the node's are.
  return (batchRules[op] as unknown as BatchRule<Linear>)(args, attrs, size);
};

/**
 * Appends what `roots` need of `nodes`, where `placed` says what stands for some of them already, and gives what stands for each root.
 * The first `same` nodes are those of the definition itself. Linear in what is carried; the count does not depend on `size`.
 */
export const carryBatch = (
  builder: Builder,
  nodes: readonly Node[],
  roots: readonly NodeId[],
  placed: Map<NodeId, Batchable>,
  size: number,
  same = 0,
): Batchable[] => {
  const isPlaced = (id: NodeId): boolean => id < same || placed.has(id);
  const placeOf = (id: NodeId): Batchable => placed.get(id) ?? { sym: new Sym(builder, id), batched: false };
  const wanted = new Set<NodeId>();
  const stack = roots.filter((id) => !isPlaced(id));
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (wanted.has(id)) continue;
    wanted.add(id);
    for (const arg of nodes[id]!.args) if (!isPlaced(arg)) stack.push(arg);
  }
  for (const id of [...wanted].sort((a, b) => a - b)) {
    const node = nodes[id]!;
    builder.deriveFrom(node);
    const args = node.args.map(placeOf);
    const batched = args.some((arg) => arg.batched);
    const single = (): Sym =>
      new Sym(
        builder,
        builder.push(
          node.op,
          args.map(({ sym }) => sym.id),
          node.attrs,
          node.type,
        ),
      );
    placed.set(id, { sym: batched ? onBatch(node, args, size) : single(), batched });
  }
  builder.deriveFrom(undefined);
  return roots.map(placeOf);
};
