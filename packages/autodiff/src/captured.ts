/** Derivatives asked for within a body, of what is around it: a path that leaves the body is not followed, so it must not be there. */
import { InputError, originOf, showNodes, type Builder, type NodeId, type Sym } from '@adjoint/ir';
import { reachedFrom, type Span } from './modes/flow.ts';

/** What of each definition moves with the targets, and with what is captured of those around it. */
const moving = (xs: readonly Sym[]): ((of: Builder) => Span) => {
  const known = new Map<Builder, Span>();
  const movingIn = (of: Builder): Span => {
    const found = known.get(of);
    if (found !== undefined) return found;
    const targets = xs.filter(({ builder }) => builder === of).map(({ id }) => id);
    const captured = of.captures.filter(({ from, id }) => movingIn(from).has(id)).map(({ input }) => input);
    const span = reachedFrom(of.nodes, [...targets, ...captured], of.nodes.length - 1);
    known.set(of, span);
    return span;
  };
  return movingIn;
};

/** Throws `outside` where the cost hangs on a target by what its body captures, and not only by the target itself. */
export const demandInside = (builder: Builder, cost: NodeId, xs: readonly Sym[]): void => {
  if (xs.every((x) => x.builder === builder)) return;
  const movingIn = moving(xs);
  const isTarget = (from: Builder, id: NodeId): boolean => xs.some((x) => x.builder === from && x.id === id);
  for (const { from, id, input } of builder.captures) {
    if (isTarget(from, id) || !movingIn(from).has(id)) continue;
    if (!reachedFrom(builder.nodes, [input], cost).has(cost)) continue;
    const wrt = xs.find((x) => x.builder !== builder)!;
    const by = `%${id} (${from.nodes[id]!.op})`;
    const where = showNodes(from.nodes, [id], originOf, from.inputs);
    throw new InputError('outside', { of: `%${cost}`, wrt: `%${wrt.id}`, by }, where);
  }
};
