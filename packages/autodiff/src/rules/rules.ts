/** All rules as one value, and the two ways of using them on a node: an op's form picks the form of its rule. */
import {
  apply,
  InternalError,
  isBilinear,
  isFloat,
  isGeneral,
  isLinear,
  isPointwise,
  OPS,
  Sym,
  type Builder,
  type General,
  type Node,
  type NodeId,
} from '@adjoint/ir';
import { adjoints, type Adjoint, type Adjoints } from './adjoints.ts';
import { bilinearAdjoints, type BilinearAdjoints } from './bilinear.ts';
import { decompositions } from './decompositions.ts';
import { general, type GeneralRules } from './general.ts';
import { everywhere, settled, throughPartial, type Cotangent } from './cotangent.ts';
import { throughLinear } from './masks.ts';
import { isNotImplemented, throughTangent, type NotImplemented, type Partial } from './partial.ts';
import { partials, type Partials } from './partials.ts';
import type { SeveralRules } from './several.ts';

export interface Rules {
  readonly partials: Partials;
  readonly adjoints: Adjoints;
  readonly bilinear: BilinearAdjoints;
  readonly general: GeneralRules;
  readonly several: SeveralRules;
}

export const RULES: Rules = { partials, adjoints, bilinear: bilinearAdjoints, general, several: decompositions };

type AnyPartials = readonly ((y: Sym, ...x: readonly Sym[]) => Partial)[];
type AnyAdjoint = (ct: Sym, x: readonly Sym[], at: unknown, slot: number) => Sym;
interface AnyGeneral {
  readonly jvp: (t: Sym, y: Sym, x: Sym | readonly Sym[], at: unknown) => Sym;
  readonly vjp: (ct: Sym, y: Sym, x: Sym | readonly Sym[], at: unknown) => Sym;
}

const DIFFERENTIABLE: ReadonlySet<string> = new Set([
  'pointwise',
  'linear',
  'bilinear',
  'general',
  'several',
  'control',
  'result',
]);
/** Whether derivatives flow through the node: its op has a rule and one of its results is a real number. */
export const isDifferentiable = ({ op, type }: Node): boolean =>
  (isFloat(type.dtype) || type.rest?.some(({ dtype }) => isFloat(dtype)) === true) && DIFFERENTIABLE.has(OPS[op].form);

const symsOf = (builder: Builder, ids: readonly NodeId[]): Sym[] => ids.map((id) => new Sym(builder, id));

/** The rule of an argument of a general op, and what it is told of the arguments. */
const generalRule = (
  rules: Rules,
  op: General,
  x: readonly Sym[],
  slot: number,
): [AnyGeneral, Sym | readonly Sym[]] => {
  const row = rules.general[op] as unknown as AnyGeneral | readonly AnyGeneral[];
  return Array.isArray(row) ? [(row as readonly AnyGeneral[])[slot]!, x] : [row as AnyGeneral, x[0]!];
};

/** Reverse: what the cotangent of `node` contributes to its argument in each slot. What they share is made once. */
export const pull = (
  rules: Rules,
  builder: Builder,
  node: Node,
  ct: Cotangent,
): ((slot: number) => Cotangent | NotImplemented) => {
  const { op, attrs } = node;
  const x = symsOf(builder, node.args);
  const y = new Sym(builder, node.id);
  if (isPointwise(op)) {
    return (slot) => {
      const partial = (rules.partials[op] as unknown as AnyPartials)[slot]!(y, ...x);
      return isNotImplemented(partial) ? partial : throughPartial(ct, partial);
    };
  }
  if (isLinear(op)) return throughLinear(op, rules.adjoints[op] as Adjoint<typeof op>, ct, x, attrs as never);
  if (isBilinear(op)) return (slot) => everywhere((rules.bilinear[op] as AnyAdjoint)(settled(ct), x, attrs, slot));
  if (isGeneral(op)) {
    return (slot) => {
      const [rule, told] = generalRule(rules, op, x, slot);
      return everywhere(rule.vjp(settled(ct), y, told, attrs));
    };
  }
  throw new InternalError(`${op} has no derivative, and was asked for one`);
};

/** Forward: what the tangent of the argument in `slot` contributes to that of `node`. */
export const push = (rules: Rules, builder: Builder, node: Node, t: Sym, slot: number): Sym | NotImplemented => {
  const { op, attrs } = node;
  const x = symsOf(builder, node.args);
  const y = new Sym(builder, node.id);
  if (isPointwise(op)) {
    const partial = (rules.partials[op] as unknown as AnyPartials)[slot]!(y, ...x);
    return isNotImplemented(partial) ? partial : throughTangent(t, partial);
  }
  if (isBilinear(op))
    return apply(
      op,
      x.map((arg, i) => (i === slot ? t : arg)),
      attrs as never,
    );
  if (isGeneral(op)) {
    const [rule, told] = generalRule(rules, op, x, slot);
    return rule.jvp(t, y, told, attrs);
  }
  throw new InternalError(`${op} has no tangent of its own for argument ${slot}`);
};
