/** Constants of one number. */
import type { Node, NodeId } from './graph.ts';

/** The one number that a node is a constant of, whatever its shape; undefined for any other node. */
export const splatOf = (nodes: readonly Node[], id: NodeId): number | undefined => {
  const node = nodes[id]!;
  const { op, attrs } = node.op === 'broadcast' ? nodes[node.args[0]!]! : node;
  const data = op === 'constant' ? (attrs['data'] as readonly number[]) : [];
  return data.length === 1 ? data[0] : undefined;
};
