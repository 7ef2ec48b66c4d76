/** Directional derivatives of a scalar by every nesting of forward and reverse mode. */
import { jvp, pick, substitute, type Graph, type TensorLike } from 'adjoint';
import { gradients } from '@adjoint/autodiff';
import { Builder, resolve, Sym } from '@adjoint/ir';

export type Way = 'forward' | 'reverse';

/** Every sequence of `order` modes, innermost first. */
export const ways = (order: number): readonly (readonly Way[])[] =>
  order === 0
    ? [[]]
    : ways(order - 1).flatMap(
        (way) =>
          [
            [...way, 'forward'],
            [...way, 'reverse'],
          ] as const,
      );

export interface Motion {
  readonly name: string;
  readonly direction: TensorLike;
}

/** d(of)/dt along the motions, as one more output `name`: a jvp, or the product of a gradient with the direction. */
const derive = (graph: Graph, of: string, motions: readonly Motion[], way: Way, name: string): Graph => {
  const wrt = motions.map((motion) => motion.name);
  if (way === 'forward') {
    const moved = jvp(pick(graph, [of]), { wrt, names: { [`jvp(${of})`]: name } });
    const tangents = Object.fromEntries(motions.map((motion) => [`t(${motion.name})`, motion.direction]));
    return substitute(moved, tangents);
  }
  const moved = gradients(graph, { of, wrt, disconnected: 'zero' });
  const builder = new Builder(moved);
  const terms = motions.map((motion) =>
    new Sym(builder, resolve(moved, `d(${of})/d(${motion.name})`)).mul(motion.direction).sum(),
  );
  const total = terms.reduce((sum, term) => sum.add(term));
  builder.output(name, total.id);
  return builder.close();
};

/** The derivative of `of` along the motions by the given modes, innermost first: output `D`. */
export const nested = (graph: Graph, of: string, motions: readonly Motion[], way: readonly Way[]): Graph => {
  let current = graph;
  let cost = of;
  way.forEach((mode, order) => {
    const name = `D${order + 1}`;
    current = derive(current, cost, motions, mode, name);
    cost = name;
  });
  return pick(current, [cost]);
};
