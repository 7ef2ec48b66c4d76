/** Contractions of factors that repeat their elements along an axis. It holds exactly. */
import { canonicalSpec, parseSpec, showSpec, type Builder, type Node, type NodeId } from '@adjoint/ir';

/** The letters of a factor that it repeats its elements along, where the result does so too and nothing else knows of them. */
const repeatedAlong = (letters: string, { op, attrs }: Node, others: readonly string[], result: string): string[] => {
  if (op !== 'broadcast') return [];
  const once = (letter: string, text: string): boolean => text.split(letter).length === 2;
  return (attrs['axes'] as readonly number[])
    .map((axis) => letters[axis]!)
    .filter((letter) => once(letter, letters) && once(letter, result) && !others.some((each) => each.includes(letter)));
};

/** The argument of a broadcast, repeated only along those of its axes that are not in `dropped`. */
const narrowed = (builder: Builder, node: Node, dropped: readonly number[]): NodeId => {
  const shape = (node.attrs['shape'] as readonly number[]).filter((_, axis) => !dropped.includes(axis));
  const axes = (node.attrs['axes'] as readonly number[])
    .filter((axis) => !dropped.includes(axis))
    .map((axis) => axis - dropped.filter((each) => each < axis).length);
  return axes.length === 0 ? node.args[0]! : builder.push('broadcast', node.args, { axes, shape });
};

/**
 * A contraction that is the same all along an axis of one factor is computed once, and repeated. A sum along one index keeps its order; in what order
 * sums along several are taken hangs on the layout of the factors, so those stay.
 */
export const contractBeforeBroadcast = (builder: Builder, node: Node): NodeId | undefined => {
  const { operands, result } = parseSpec(node.attrs['spec'] as string);
  const factors = node.args.map((arg) => builder.nodes[arg]!);
  const alone = operands.map((letters, i) =>
    repeatedAlong(
      letters,
      factors[i]!,
      operands.filter((_, other) => other !== i),
      result,
    ),
  );
  const all = alone.flat();
  const summed = new Set([...operands.join('')].filter((letter) => !result.includes(letter)));
  if (all.length === 0 || summed.size > 1) return undefined;
  const without = (letters: string): string => [...letters].filter((letter) => !all.includes(letter)).join('');
  const args = factors.map((factor, i) => {
    if (alone[i]!.length === 0) return factor.id;
    return narrowed(
      builder,
      factor,
      alone[i]!.map((letter) => operands[i]!.indexOf(letter)),
    );
  });
  const spec = showSpec(canonicalSpec({ operands: operands.map(without), result: without(result) }));
  const axes = [...result].flatMap((letter, axis) => (all.includes(letter) ? [axis] : []));
  const shape = node.type.shape.filter((_, axis) => !axes.includes(axis));
  const narrow = builder.push('contract', args, node.attrs['shape'] === undefined ? { spec } : { spec, shape });
  return builder.push('broadcast', [narrow], { axes, shape: node.type.shape });
};
