/** Gradients of one number with respect to many values: reverse mode. */
import {
  constantIn,
  givenOptions,
  InputError,
  literal,
  literalData,
  SAME_COUNT,
  sizeOf,
  Sym,
  wrongOption,
  type Builder,
  type Graph,
  type Keys,
  type NodeId,
  type Numeric,
} from '@adjoint/ir';
import { backpropagate } from './modes/reverse.ts';
import { onesIn, zerosIn } from './modes/zeros.ts';
import { explainCut } from './report.ts';
import { slope, standing, type Way } from './standing.ts';
import {
  demandScalar,
  extend,
  NAMING,
  target,
  targets,
  type AsIs,
  type Called,
  type Renames,
  type Naming,
  type Target,
} from './request.ts';

/** What a target without a path is: an error that says what cut it, or zeros. */
export interface Policy {
  readonly disconnected?: 'error' | 'zero';
}

export interface GradientsOptions<Of extends string = string, W extends string = string, N extends Renames = Renames>
  extends Policy,
    Naming<N> {
  /** The cost: an input, output or label. One number, unless there is a seed. */
  readonly of: Of;
  /** The targets: inputs, outputs or labels, in any relation to each other. */
  readonly wrt: readonly W[];
  /** The cotangent of the cost, of its shape; 1 when left out. */
  readonly seed?: Numeric;
}

const seedOf = (builder: Builder, cost: Target, seed: Numeric | undefined): Sym => {
  const { type } = cost.node;
  if (seed === undefined) {
    demandScalar(cost);
    return onesIn(builder, type);
  }
  const read = literal(seed);
  if (sizeOf(read.shape) !== sizeOf(type.shape))
    throw new InputError('size', { op: 'seed', from: read.shape, to: type.shape, rule: SAME_COUNT });
  return constantIn(builder, type.dtype, type.shape, literalData(read, type.dtype));
};

/** The cotangent of each target, from those given; a target without one is handled as the policy says. Throws `disconnected`. */
export const cotangents = (
  builder: Builder,
  seeds: ReadonlyMap<NodeId, Sym>,
  costs: readonly Target[],
  wrt: readonly Target[],
  disconnected: 'error' | 'zero',
): Sym[] => {
  if (disconnected !== 'error' && disconnected !== 'zero') {
    throw wrongOption('disconnected', disconnected, `'error' or 'zero'`);
  }
  const table = backpropagate(
    builder,
    seeds,
    wrt.map(({ id }) => id),
  );
  return wrt.map(({ name, id, node }) => {
    const found = table.get(id);
    if (found !== undefined) return found;
    if (disconnected === 'zero') return zerosIn(builder, node.type);
    const cost = costs[0]!;
    const { cut, where } = explainCut(builder, cost.id, id);
    throw new InputError('disconnected', { of: cost.name, wrt: name, cut }, where);
  });
};

/**
 * Adds the gradients of one number: outputs `d(of)/d(x)`, each of the shape and dtype of x. The nodes of `graph` are a prefix of the
 * result. Throws `option`, `name-unknown`, `not-scalar`, `not-float`, `disconnected`, `not-implemented` or `name-taken`.
 * Source: Goodfellow, Bengio and Courville, "Deep Learning" (2016), §6.5.
 */
export const gradients = <
  I extends string,
  O extends string,
  const Of extends string,
  const W extends string,
  const N extends Renames = AsIs,
>(
  graph: Graph<I, O>,
  options: GradientsOptions<Of, W, N>,
): Graph<I, O | Called<`d(${Of})/d(${W})`, N>> => {
  const keys: Keys<GradientsOptions> = { ...NAMING, of: true, wrt: true, seed: true, disconnected: true };
  const { of, wrt, seed, disconnected = 'error' } = givenOptions('gradients', options, keys);
  return extend(graph, options, (builder, name) => {
    const cost = target(graph, of, 'of');
    const wanted = targets(graph, wrt);
    const seeded =
      (policy: 'error' | 'zero'): Way =>
      (into, xs) =>
        cotangents(into, new Map([[cost.id, seedOf(into, cost, seed)]]), [cost], xs, policy);
    const nameOf = (x: Target): string => name(`d(${of})/d(${x.name})`);
    const there = standing(graph, of, [seed === undefined ? slope(cost) : seeded('zero')], wanted, nameOf);
    const rest = wanted.filter((_, i) => there[i] === undefined);
    const found = seeded(disconnected)(builder, rest);
    rest.forEach((x, i) => builder.output(nameOf(x), found[i]!.id));
  });
};
