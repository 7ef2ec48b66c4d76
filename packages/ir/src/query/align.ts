/** Pairs the nodes of two graphs that are the same: a common beginning, a common end, and what changed between. Linear. */
import type { Graph, Node, NodeId } from '../graph/graph.ts';
import { sameAttrs, sameBodies } from '../graph/same.ts';
import { sameType } from '../type/type.ts';

const sameKind = (a: Node, b: Node): boolean =>
  a.op === b.op && sameType(a.type, b.type) && sameAttrs(a.attrs, b.attrs) && sameBodies(a.bodies, b.bodies);

/** Where nodes of `a` are in `b`, and whether a pair is the same or changed. */
export interface Alignment {
  /** For each node of `a` its partner in `b`, or −1. */
  readonly partner: Int32Array;
  /** For each node of `a`, 1 if its partner is the same node: op, attributes, type, and arguments that are partners. */
  readonly same: Uint8Array;
}

/** Pairs a's nodes with b's. The end is matched by op, attributes and type; what lies between is paired only when as long in both. */
export const align = (a: Pick<Graph, 'nodes'>, b: Pick<Graph, 'nodes'>): Alignment => {
  const [countA, countB] = [a.nodes.length, b.nodes.length];
  const shorter = Math.min(countA, countB);
  const partner = new Int32Array(countA).fill(-1);
  const same = new Uint8Array(countA);
  const fits = (id: NodeId, other: NodeId): boolean => {
    const [x, y] = [a.nodes[id]!, b.nodes[other]!];
    return sameKind(x, y) && x.args.length === y.args.length && x.args.every((arg, i) => partner[arg] === y.args[i]);
  };
  let head = 0;
  for (; head < shorter && fits(head, head); head++) {
    partner[head] = head;
    same[head] = 1;
  }
  let tail = 0;
  while (tail < shorter - head && sameKind(a.nodes[countA - 1 - tail]!, b.nodes[countB - 1 - tail]!)) tail++;
  const paired = countA === countB ? head : countA - tail;
  for (let id = paired; id < countA; id++) {
    partner[id] = id + countB - countA;
    same[id] = +fits(id, partner[id]!);
  }
  return { partner, same };
};
