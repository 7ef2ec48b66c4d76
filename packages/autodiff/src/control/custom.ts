/** The derivatives of `custom`: what its rules say, written out where they are asked for, so that they are differentiated in their turn. */
import { isFloat, resultsOf, type Node, type Sym } from '@adjoint/ir';
import { everywhere, settled } from '../rules/cotangent.ts';
import { marked, orZeros, place, spread, type ControlRule, type Maybe } from './rule.ts';

const areFloat = (syms: readonly Sym[]): boolean[] => syms.map(({ dtype }) => isFloat(dtype));

/** What a rule gives of the arguments, the results, and what comes in along some of them: zeros where nothing does. */
const ruled = (
  node: Node,
  rule: 1 | 2,
  args: readonly Sym[],
  along: readonly Sym[],
  given: readonly Maybe[],
): Sym[] => {
  const { builder } = args[0]!;
  const incoming = marked(
    along.map((sym, i) => orZeros(builder, given[i], sym)),
    areFloat(along),
  );
  return place(builder, node.bodies![rule]!, [...args, ...resultsOf(builder, node.id), ...incoming]);
};

export const custom: ControlRule = {
  tangents: (_push, node, args, t) => {
    const results = resultsOf(args[0]!.builder, node.id);
    return spread(ruled(node, 1, args, args, t), areFloat(results));
  },
  cotangents: (_pull, node, args, cts, { wanted }) => {
    const given = cts.map((ct) => ct && settled(ct));
    const found = ruled(node, 2, args, resultsOf(args[0]!.builder, node.id), given);
    return spread(found.map(everywhere), areFloat(args)).map((ct, i) => (wanted[i] ? ct : undefined));
  },
};
