/** What a node hands on to its arguments in reverse mode: a term for each, by the form of its op. */
import {
  InputError,
  isControl,
  isFloat,
  isSeveral as isSeveralOp,
  resultsOf,
  resultCount,
  Sym,
  type Builder,
  type Node,
  type NodeId,
} from '@adjoint/ir';
import { controlRules, type MaybeCt, type Pull } from '../control/index.ts';
import { everywhere, joined, settled, type Cotangent } from '../rules/cotangent.ts';
import { isNotImplemented, type NotImplemented } from '../rules/partial.ts';
import { pull, type Rules } from '../rules/rules.ts';
import type { SeveralRule } from '../rules/several.ts';
import type { Slices } from './slices.ts';

/** The cotangent of a node; of one with several results, one for each: undefined where nothing uses the result. */
export type Incoming = Cotangent | readonly MaybeCt[];
const isSeveral = (ct: Incoming): ct is readonly MaybeCt[] => Array.isArray(ct);

/** The cotangents of the results of nodes that have several, as they come in from their `output` nodes. */
export class Results {
  private readonly found = new Map<NodeId, (Cotangent | undefined)[]>();

  take({ args, attrs }: Node, term: Cotangent): void {
    const of = args[0]!;
    const list = this.found.get(of) ?? [];
    const index = attrs['index'] as number;
    const sum = list[index];
    list[index] = sum === undefined ? term : joined(sum, term);
    this.found.set(of, list);
  }

  /** Undefined where nothing has come in. */
  of({ id, type }: Node): readonly MaybeCt[] | undefined {
    const list = this.found.get(id);
    return list && Array.from({ length: resultCount(type) }, (_, i) => list[i]);
  }
}

/** The fault of a rule that nobody has written yet. */
export const missing = (node: Node, { notImplemented }: NotImplemented, slot: number): InputError =>
  new InputError('not-implemented', {
    of: `%${node.id}`,
    wrt: `%${node.args[slot]!}`,
    op: node.op,
    why: notImplemented,
  });

export interface Surroundings {
  readonly rules: Rules;
  readonly builder: Builder;
  readonly results: Results;
  readonly slices: Slices;
  /** Reverse mode itself, for bodies. */
  readonly pullBody: Pull;
  /** Whether a target lies behind the node. */
  readonly reaches: (id: NodeId) => boolean;
  /** Whether its cotangent goes onward, to its arguments or to what lies around the body. */
  readonly goesOn: (id: NodeId) => boolean;
}

/** The term for each argument of the node, undefined where no target lies behind it or there is no path. Throws `not-implemented`. */
export const termsOf = (
  { rules, builder, results, slices, pullBody, reaches, goesOn }: Surroundings,
  node: Node,
  ct: Incoming,
): readonly (Cotangent | undefined)[] => {
  const { nodes } = builder;
  const isOpen = (arg: NodeId): boolean => reaches(arg) && isFloat(nodes[arg]!.type.dtype);
  if (isControl(node.op)) {
    const args = node.args.map((id) => new Sym(builder, id));
    const asked = { wanted: node.args.map(isOpen), onward: node.args.map(goesOn) };
    return controlRules[node.op].cotangents(pullBody, node, args, isSeveral(ct) ? ct : [ct], asked);
  }
  if (isSeveralOp(node.op)) {
    const rule = rules.several[node.op] as SeveralRule<typeof node.op>;
    const [x, y] = [new Sym(builder, node.args[0]!), resultsOf(builder, node.id)];
    if (!isSeveral(ct) || !isOpen(x.id)) return [undefined];
    const cts = ct.map((each) => each && settled(each));
    return [everywhere(rule.vjp(cts, y, x, node.attrs))];
  }
  if (isSeveral(ct)) return [];
  if (node.op === 'output') {
    if (reaches(node.args[0]!)) results.take(node, ct);
    return [];
  }
  if (node.op === 'slice' && isOpen(node.args[0]!) && slices.take(node, ct)) return [];
  let rule: ReturnType<typeof pull> | undefined;
  return node.args.map((arg, slot) => {
    if (!isOpen(arg)) return undefined;
    rule ??= pull(rules, builder, node, ct);
    const term = rule(slot);
    if (isNotImplemented(term)) throw missing(node, term, slot);
    return term;
  });
};
