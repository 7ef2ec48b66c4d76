/** Which nodes lie between targets and costs: derivatives are taken there and nowhere else. */
import type { Node, NodeId } from '@adjoint/ir';
import { isDifferentiable } from '../rules/rules.ts';

/** A set of nodes in the span of ids from `low`. */
export class Span {
  readonly low: NodeId;
  private readonly marks: Uint8Array;

  constructor(low: NodeId, high: NodeId) {
    this.low = low;
    this.marks = new Uint8Array(Math.max(0, high - low + 1));
  }
  has(id: NodeId): boolean {
    return id >= this.low && this.marks[id - this.low] === 1;
  }
  add(id: NodeId): void {
    this.marks[id - this.low] = 1;
  }
}

/** The nodes up to `high` that real derivatives with respect to the targets can reach. */
export const reachedFrom = (nodes: readonly Node[], targets: readonly NodeId[], high: NodeId): Span => {
  const low = targets.reduce((least, id) => Math.min(least, id), high);
  const reached = new Span(low, high);
  for (const id of targets) if (id <= high) reached.add(id);
  for (let id = low; id <= high; id++) {
    const node = nodes[id]!;
    if (!reached.has(id) && node.args.some((arg) => reached.has(arg)) && isDifferentiable(node)) reached.add(id);
  }
  return reached;
};

/** The nodes of `within` that the roots need. */
export const neededBy = (nodes: readonly Node[], roots: readonly NodeId[], within: Span): Span => {
  const high = roots.reduce((most, id) => Math.max(most, id), within.low);
  const needed = new Span(within.low, high);
  for (const id of roots) if (within.has(id)) needed.add(id);
  for (let id = high; id >= within.low; id--) {
    if (!needed.has(id)) continue;
    for (const arg of nodes[id]!.args) if (within.has(arg)) needed.add(arg);
  }
  return needed;
};
