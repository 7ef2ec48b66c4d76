/** Why a target has no gradient: the op that cut the path, or that there is none. */
import { originOf, showNodes, type Builder, type Node, type NodeId } from '@adjoint/ir';
import { Span, reachedFrom } from './modes/flow.ts';
import { reasons, type Reason } from './rules/reasons.ts';

const ancestors = (nodes: readonly Node[], of: NodeId): Span => {
  const found = new Span(0, of);
  found.add(of);
  for (let id = of; id >= 0; id--) if (found.has(id)) for (const arg of nodes[id]!.args) found.add(arg);
  return found;
};

const reasonOf = ({ op, type }: Node): string => {
  const stated = (reasons as Readonly<Record<string, Reason | undefined>>)[op];
  return stated?.why ?? `its result is ${type.dtype}`;
};

/** The first node that depends on the target, is needed for the cost, and lets no derivative through. */
const cutBetween = (nodes: readonly Node[], cost: NodeId, wrt: NodeId): NodeId | undefined => {
  const needed = ancestors(nodes, cost);
  const reached = reachedFrom(nodes, [wrt], cost);
  for (let id = wrt + 1; id <= cost; id++) {
    const node = nodes[id]!;
    if (needed.has(id) && !reached.has(id) && node.args.some((arg) => reached.has(arg))) return id;
  }
  return undefined;
};

/** A sentence and the lines for a missing path from `wrt` to `cost`. */
export const explainCut = ({ nodes, inputs }: Builder, cost: NodeId, wrt: NodeId): { cut: string; where: string[] } => {
  const id = cutBetween(nodes, cost, wrt);
  const lines = (...ids: readonly NodeId[]): string[] => showNodes(nodes, ids, originOf, inputs);
  if (id === undefined) return { cut: 'it does not depend on it', where: lines(wrt, cost) };
  const node = nodes[id]!;
  return { cut: `${node.op} (%${id}) cuts the path, for ${reasonOf(node)}`, where: lines(wrt, id, cost) };
};
