/** A scan as nodes: one, or with checkpoints a scan over stretches of scans, whose derivative keeps the states between stretches only. */
import type { Graph } from '../graph/graph.ts';
import { sealGraph } from '../graph/graph.ts';
import { bodyType } from '../ops/control.ts';
import { tensorType } from '../type/type.ts';
import { controlNode, openBody } from './body.ts';
import { Builder } from './builder.ts';
import { slice } from './indexing.ts';
import { concat, reshape } from './shaping.ts';
import type { Sym } from './symbol.ts';

export interface Steps {
  readonly carry: number;
  readonly xs: number;
  readonly length: number;
  readonly reverse: boolean;
}

/** The parts of the arguments of a scan. */
const partsOf = <T>(args: readonly T[], { carry, xs }: Steps): [state: T[], stacks: T[], rest: T[]] => [
  args.slice(0, carry),
  args.slice(carry, carry + xs),
  args.slice(carry + xs),
];

/** A body that scans a stretch of `spacing` steps. */
const stretch = (body: Graph, steps: Steps): Graph => {
  const { inputs } = bodyType(body);
  const [state, slices, rest] = partsOf(inputs, steps);
  const stacks = slices.map(({ dtype, shape }) => tensorType(dtype, [steps.length, ...shape]));
  const { builder, syms } = openBody(
    undefined,
    [...state, ...stacks, ...rest].map((type, i) => ({ name: `in${i}`, type })),
  );
  controlNode('scan', syms, { ...steps }, [body], builder).forEach(({ id }, i) => builder.output(`out${i}`, id));
  return sealGraph(builder.close());
};

const cut = (x: Sym, from: number, to: number): Sym => slice(x, [from, to]);

/** Results of two stretches in turn, of stacks [count, spacing, …] and [rest, …]. */
const joined = (long: Sym, short: Sym | undefined, reverse: boolean): Sym => {
  const [count, spacing, ...shape] = long.shape as [number, number, ...number[]];
  const flat = reshape(long, [count * spacing, ...shape]);
  if (short === undefined) return flat;
  return concat(reverse ? [short, flat] : [flat, short]);
};

/** The results of a scan: its last state, and its stacks. With `spacing`, states are kept only so many steps apart. */
export const scanNode = (
  builder: Builder,
  args: readonly Sym[],
  steps: Steps,
  body: Graph,
  spacing: number | undefined,
): Sym[] => {
  if (spacing === undefined) return controlNode('scan', args, { ...steps }, [body], builder);
  const { length, reverse } = steps;
  const count = Math.floor(length / spacing);
  const rest = length - count * spacing;
  const [state, stacks, outside] = partsOf(args, steps);
  const start = reverse ? rest : 0;
  const long = stacks.map((x) =>
    reshape(cut(x, start, start + count * spacing), [count, spacing, ...x.shape.slice(1)]),
  );
  const inner = stretch(body, { ...steps, length: spacing });
  const outer = { ...steps, length: count };
  const most = controlNode('scan', [...state, ...long, ...outside], { ...outer }, [inner], builder);
  const [between, heads] = partsOf(most, { ...steps, xs: most.length - steps.carry });
  if (rest === 0) return [...between, ...heads.map((stack) => joined(stack, undefined, reverse))];
  const short = stacks.map((x) => (reverse ? cut(x, 0, rest) : cut(x, length - rest, length)));
  const last = controlNode('scan', [...between, ...short, ...outside], { ...steps, length: rest }, [body], builder);
  const [final, tails] = partsOf(last, { ...steps, xs: last.length - steps.carry });
  return [...final, ...heads.map((stack, i) => joined(stack, tails[i], reverse))];
};
