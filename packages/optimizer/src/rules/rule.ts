/** A rewrite rule is data: two graphs of the same inputs, `written → preferred`, in the users' vocabulary. */
import { define, f64, InternalError, type Graph, type Op, type Sym, type TensorType, type Value } from '@adjoint/ir';

export interface Rule {
  readonly name: string;
  /** `exactly`: for every double, NaN, ±0 and ±∞ too. `over ℝ`: for real numbers, where both sides are defined. */
  readonly holds: 'exactly' | 'over ℝ';
  /** Outputs `written` and `preferred`, inputs x, y, z: what they stand for may have any shape and dtype. */
  readonly sides: Graph<'x' | 'y' | 'z', 'written' | 'preferred'>;
}

/** Rules by the op at the root of their written side; each op's are made when they are first asked for. */
export type Rules = { readonly [O in Op]?: () => readonly Rule[] };

type Sides = (x: Sym, y: Sym, z: Sym) => readonly [written: Sym, preferred: Value];

const inputsUnder = ({ nodes }: Graph, root: number): ReadonlySet<number> => {
  const seen = new Set<number>([root]);
  for (const id of seen) for (const arg of nodes[id]!.args) seen.add(arg);
  return new Set([...seen].filter((id) => nodes[id]!.op === 'input'));
};

/**
 * A rule, written for variables of `type`; it serves every shape and dtype that its ops take. Throws `InternalError` when the preferred
 * side has a variable that the written one lacks.
 */
export const rule = (name: string, holds: Rule['holds'], of: Sides, type: TensorType = f64()): Rule => {
  const sides = define({ x: type, y: type, z: type }, ({ x, y, z }) => {
    const [written, preferred] = of(x, y, z);
    return { written, preferred };
  });
  const bound = inputsUnder(sides, sides.outputs.written);
  const free = [...inputsUnder(sides, sides.outputs.preferred)].find((id) => !bound.has(id));
  if (free !== undefined)
    throw new InternalError(`rule ${name}: its preferred side has a variable that the written side lacks`);
  return { name, holds, sides };
};
