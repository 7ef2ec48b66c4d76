/** Carries nodes into a definition as a batch: what does not depend on the batch stays single, and is computed once. */
import {
  InternalError,
  isControl,
  isElementwise,
  isSource,
  Sym,
  type Builder,
  type Control,
  type Linear,
  type Node,
  type NodeId,
} from '@adjoint/ir';
import type { Batchable, BatchRule } from './batchable.ts';
import { resultFlags } from './control-flags.ts';
import { controlBatchRules, type Batching, type Carry, type ControlBatchRules } from './control-rules.ts';
import { batchRules, elementwiseBatch } from './rules.ts';

const onBatch = ({ op, attrs }: Node, args: readonly Batchable[], size: number): Sym => {
  if (isElementwise(op)) return elementwiseBatch(op, args, size);
  if (isSource(op) || isControl(op)) throw new InternalError(`${op} has no arguments to be a batch`);
  // A row of the table takes the attributes of its own op, which the node's are.
  return (batchRules[op] as unknown as BatchRule<Linear>)(args, attrs, size);
};

const single = (builder: Builder, { op, attrs, type, bodies }: Node, args: readonly Batchable[]): Sym => {
  const ids = args.map(({ sym }) => sym.id);
  return new Sym(builder, builder.push(op, ids, attrs, type, bodies));
};

const controlOnBatch = (builder: Builder, node: Node, args: readonly Batchable[], size: number): Batchable[] => {
  const flags = resultFlags(
    node,
    args.map(({ batched }) => batched),
  );
  const carry: Carry = (inner, { nodes, outputs }, placed) =>
    carryBatch(inner, nodes, Object.values(outputs), placed, size);
  const given = { carry, bodies: node.bodies!, at: node.attrs, flags, size } as unknown as Batching<'call'>;
  const found = (controlBatchRules[node.op as Control] as ControlBatchRules['call'])(given, args);
  return found.map((sym, i) => ({ sym, batched: flags[i]! }));
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
  const several = new Map<NodeId, readonly Batchable[]>();
  for (const id of [...wanted].sort((a, b) => a - b)) {
    const node = nodes[id]!;
    builder.deriveFrom(node);
    const picked = node.op === 'output' ? several.get(node.args[0]!) : undefined;
    if (picked !== undefined) {
      placed.set(id, picked[node.attrs['index'] as number]!);
      continue;
    }
    const args = node.args.map(placeOf);
    const batched = args.some((arg) => arg.batched);
    if (batched && isControl(node.op)) {
      const found = controlOnBatch(builder, node, args, size);
      several.set(id, found);
      placed.set(id, found[0]!);
    } else placed.set(id, { sym: batched ? onBatch(node, args, size) : single(builder, node, args), batched });
  }
  builder.deriveFrom(undefined);
  return roots.map(placeOf);
};
