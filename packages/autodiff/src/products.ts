/** Products of a Jacobian with one vector: vjp from the left (reverse mode), jvp from the right (forward mode), hvp with a Hessian. */
import { givenOptions, InputError, isFloat, Sym, type Graph, type NodeId } from '@adjoint/ir';
import { cotangents } from './gradients.ts';
import { pushForward } from './modes/forward.ts';
import { onesIn, zerosIn } from './modes/zeros.ts';
import {
  addSeed,
  demandScalar,
  extend,
  NAMING,
  target,
  targets,
  type AsIs,
  type Called,
  type Renames,
  type Naming,
} from './request.ts';

export interface VjpOptions<Of extends string = string, W extends string = string, N extends Renames = Renames>
  extends Naming<N> {
  /** What the cotangents are of. */
  readonly of: Of | readonly Of[];
  readonly wrt: W | readonly W[];
}

/**
 * Adds the product of a cotangent with the Jacobian: inputs `ct(of)`, outputs `vjp(x)`, summed over all `of`; zeros where there is no path.
 * Throws `option`, `name-unknown`, `not-float`, `not-implemented` or `name-taken`.
 */
export const vjp = <
  I extends string,
  O extends string,
  const Of extends string,
  const W extends string,
  const N extends Renames = AsIs,
>(
  graph: Graph<I, O>,
  options: VjpOptions<Of, W, N>,
): Graph<I | Called<`ct(${Of})`, N>, O | Called<`vjp(${W})`, N>> => {
  const { of, wrt } = givenOptions('vjp', options, { ...NAMING, of: true, wrt: true });
  return extend(graph, options, (builder, name) => {
    const costs = targets(graph, of, 'of');
    if (costs.length === 0)
      throw new InputError('option', { option: 'of', got: 'an empty list', want: 'at least one name' });
    const wanted = targets(graph, wrt);
    const seeds = new Map<NodeId, Sym>();
    for (const cost of costs) {
      const ct = new Sym(builder, builder.inputOnce(name(`ct(${cost.name})`), cost.node.type));
      addSeed(seeds, cost.id, ct);
    }
    const found = cotangents(builder, seeds, costs, wanted, 'zero');
    wanted.forEach((x, i) => builder.output(name(`vjp(${x.name})`), found[i]!.id));
  });
};

export interface JvpOptions<W extends string = string, N extends Renames = Renames> extends Naming<N> {
  readonly wrt: W | readonly W[];
}

/**
 * Adds the derivative of every f64 or f32 output along given tangents: inputs `t(x)`, outputs `jvp(of)`; zeros where there is no path.
 * The jvp of a jvp is the second derivative along the same t(x). Throws `option`, `name-unknown`, `not-float`, `not-implemented` or `name-taken`.
 */
export const jvp = <I extends string, O extends string, const W extends string, const N extends Renames = AsIs>(
  graph: Graph<I, O>,
  options: JvpOptions<W, N>,
): Graph<I | Called<`t(${W})`, N>, O | Called<`jvp(${O})`, N>> => {
  const { wrt } = givenOptions('jvp', options, { ...NAMING, wrt: true });
  return extend(graph, options, (builder, name) => {
    const outputs = Object.entries<NodeId>(graph.outputs).filter(([, id]) => isFloat(graph.nodes[id]!.type.dtype));
    const seeds = new Map<NodeId, Sym>();
    for (const x of targets(graph, wrt)) {
      const t = new Sym(builder, builder.inputOnce(name(`t(${x.name})`), x.node.type));
      addSeed(seeds, x.id, t);
    }
    const found = pushForward(
      builder,
      seeds,
      outputs.map(([, id]) => id),
    );
    for (const [output, id] of outputs) {
      const tangent = found.get(id) ?? zerosIn(builder, graph.nodes[id]!.type);
      builder.output(name(`jvp(${output})`), tangent.id);
    }
  });
};

export interface HvpOptions<Of extends string = string, W extends string = string, N extends Renames = Renames>
  extends Naming<N> {
  readonly of: Of;
  readonly wrt: W;
}

/**
 * Adds the product of a Hessian with a vector, at the cost of a few gradients: input `v(x)`, output `hvp(of)`, forward over reverse.
 * Throws `option`, `name-unknown`, `not-scalar`, `not-float`, `not-implemented` or `name-taken`.
 */
export const hvp = <
  I extends string,
  O extends string,
  const Of extends string,
  const W extends string,
  const N extends Renames = AsIs,
>(
  graph: Graph<I, O>,
  options: HvpOptions<Of, W, N>,
): Graph<I | Called<`v(${W})`, N>, O | Called<`hvp(${Of})`, N>> => {
  const { of, wrt } = givenOptions('hvp', options, { ...NAMING, of: true, wrt: true });
  return extend(graph, options, (builder, name) => {
    const cost = target(graph, of, 'of');
    demandScalar(cost);
    const x = target(graph, wrt, 'wrt');
    const v = new Sym(builder, builder.inputOnce(name(`v(${wrt})`), x.node.type));
    const seed = onesIn(builder, cost.node.type);
    const [slope] = cotangents(builder, new Map([[cost.id, seed]]), [cost], [x], 'zero');
    const found = pushForward(builder, new Map([[x.id, v]]), [slope!.id]).get(slope!.id);
    builder.output(name(`hvp(${of})`), (found ?? zerosIn(builder, x.node.type)).id);
  });
};
