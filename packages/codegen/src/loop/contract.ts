/** From a contraction of the schedule to its work: what the result starts with, the sums, and how they are rounded. */
import { sizeOf, type NodeId } from '@adjoint/ir';
import type { Schedule } from '../schedule/schedule.ts';
import type { Width } from '../schedule/widths.ts';
import { filling, roundings, storedAs } from './lower.ts';
import {
  factorsOf,
  indicesOf,
  isDirect,
  type Factors,
  type Index,
  type Placed,
  type Slot,
  type Tables,
  widthFor,
} from './product.ts';
import { isGathered, sumOf } from './sum.ts';
import { nestWork, type Work } from './work.ts';

/** Keeps a table of the offsets of indices in an operand, and gives its number. */
export type Tabulate = (indices: readonly Index[], slot: Slot, width: Width) => number;

const tablesOf = ({ m, n, k }: Factors, o: Placed, a: Placed, b: Placed, tabulate: Tabulate): Tables => ({
  mO: tabulate(m, 'o', o.width),
  nO: tabulate(n, 'o', o.width),
  mA: tabulate(m, 'a', a.width),
  kA: tabulate(k, 'a', a.width),
  kB: tabulate(k, 'b', b.width),
  nB: tabulate(n, 'b', b.width),
});

/** The work of a contraction; packing takes places from `scratch` on. */
export const contract = (
  schedule: Schedule,
  places: Int32Array,
  id: NodeId,
  scratch: number,
  tabulate: Tabulate,
): Work[] => {
  const { nodes, refs } = schedule;
  const { args, type } = nodes[id]!;
  const placed = (root: NodeId, start: number): Placed => ({
    ...storedAs(schedule, root),
    base: places[root]! + start,
  });
  const indices = indicesOf(nodes[id]!, nodes, refs);
  const [a, b] = args.map((arg) => placed(refs.of(arg).root, refs.of(arg).start)) as [Placed, Placed | undefined];
  const o = placed(id, 0);
  const size = sizeOf(type.shape);
  const width = widthFor(type.dtype);
  const factors = b === undefined || type.dtype === 'i32' ? undefined : factorsOf(indices, width);
  const covered = indices.filter(({ summed }) => !summed).reduce((product, index) => product * index.size, 1);
  const gathers = factors === undefined && isGathered(indices);
  const zeros: Work[] = gathers || covered < size ? [nestWork(filling(o.base, size, o, 0))] : [];
  if (factors !== undefined && b !== undefined) {
    const [left, right] = factors.swapped ? [b, a] : [a, b];
    const product = { ...factors, o, a: left, b: right, width, scratch } as const;
    const tables = isDirect(product) ? undefined : tablesOf(factors, o, left, right, tabulate);
    return [...zeros, { kind: 'product', product: { ...product, tables } }];
  }
  const last = gathers ? roundings(o.base, size, type.dtype).map(nestWork) : [];
  return [...zeros, nestWork(sumOf(indices, { o, a, b }, nodes[id]!)), ...last];
};
