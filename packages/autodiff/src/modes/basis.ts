/** All rows or columns of a Jacobian at once: one product in a scratch graph, carried over as a batch along a basis. */
import {
  broadcastTo,
  Builder,
  contract,
  eyeIn,
  NO_ATTRS,
  parseSpec,
  reshape,
  sizeOf,
  Sym,
  type Node,
  type NodeId,
  type TensorType,
} from '@adjoint/ir';
import { carryBatch } from '@adjoint/transform';
import { pushForward } from './forward.ts';
import { backpropagate } from './reverse.ts';

/** A graph in the making with the nodes of another, to be thrown away. */
export const scratchOf = ({ nodes }: { readonly nodes: readonly Node[] }): Builder =>
  new Builder({ nodes, inputs: {}, outputs: {}, names: {} });

type Product = (scratch: Builder, seed: Sym) => readonly (NodeId | undefined)[];

/**
 * The contraction of x with each unit vector, which is the operand `seed`: Σⱼ xᵢⱼ δⱼᵦ = xᵢᵦ, read off and not multiplied. Undefined where x is
 * none of the first `same` nodes, or lacks an index of the unit vectors or of the result.
 */
const readOff = (
  builder: Builder,
  { op, args, attrs, type }: Node,
  seed: NodeId,
  size: number,
  same: number,
): Sym | undefined => {
  const [x] = args.filter((arg) => arg !== seed);
  if (op !== 'contract' || args.length !== 2 || x === undefined || x >= same) return undefined;
  const { operands, result } = parseSpec(attrs['spec'] as string);
  const [unit, own] = args[0] === seed ? operands : [operands[1], operands[0]];
  const letters = [...unit!];
  const given = new Set(letters).size === letters.length && [...letters, ...result].every((i) => own!.includes(i));
  if (!given) return undefined;
  // An index that the result keeps stands in it twice: the elements off the diagonal are zeros.
  const found = contract([own!], unit! + result, [new Sym(builder, x)]);
  return reshape(found, [size, ...type.shape]);
};

/** What `product` makes of each unit vector of `type`: the results with the vectors along a new axis 0; undefined where it makes nothing. */
const onBasis = (builder: Builder, type: TensorType, product: Product): (Sym | undefined)[] => {
  const scratch = scratchOf(builder);
  const same = builder.nodes.length;
  const seed = new Sym(scratch, scratch.push('input', [], NO_ATTRS, type));
  const found = product(scratch, seed);
  const size = sizeOf(type.shape);
  const basis = reshape(eyeIn(builder, size, size, type.dtype), [size, ...type.shape]);
  const roots = found.filter((id) => id !== undefined);
  const placed = new Map([[seed.id, { sym: basis, batched: true }]]);
  for (const node of scratch.nodes.slice(seed.id)) {
    const off = node.args.includes(seed.id) ? readOff(builder, node, seed.id, size, same) : undefined;
    if (off !== undefined) placed.set(node.id, { sym: off, batched: true });
  }
  const carried = carryBatch(builder, scratch.nodes, roots, placed, size, same);
  return found.map((id) => {
    if (id === undefined) return undefined;
    const { sym, batched } = carried[roots.indexOf(id)]!;
    return batched ? sym : broadcastTo(sym, [size, ...sym.shape]);
  });
};

/** The tangent of `of` along each unit vector of x: shape [size of x, ...of]; undefined where `of` does not move. */
export const columns = (builder: Builder, of: NodeId, x: NodeId): Sym | undefined =>
  onBasis(builder, builder.nodes[x]!.type, (scratch, seed) => [
    pushForward(scratch, new Map([[x, seed]]), [of]).get(of)?.id,
  ])[0];

/** The cotangent of each x from each unit vector of `of`: shape [size of `of`, ...x]; undefined where there is no path. */
export const rows = (builder: Builder, of: NodeId, xs: readonly NodeId[]): (Sym | undefined)[] =>
  onBasis(builder, builder.nodes[of]!.type, (scratch, seed) => {
    const table = backpropagate(scratch, new Map([[of, seed]]), xs);
    return xs.map((x) => table.get(x)?.id);
  });
