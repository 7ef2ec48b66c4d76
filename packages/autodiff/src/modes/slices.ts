/**
 * Cotangents of slices of one value, put together before they are added. A slice hands on a value as large as what it is cut from, zero but for
 * itself: n slices of a value of n elements would cost n² additions, where what they hold are n numbers. So slices of the same part are added as
 * they are, those that lie beside each other become one by `concat`, and only what overlaps is padded and added.
 */
import { add, apply, Sym, type Attrs, type Node, type NodeId, type Shape } from '@adjoint/ir';
import { everywhere, joined, settled, type Cotangent } from '../rules/cotangent.ts';
import { zerosIn } from './zeros.ts';

/** A part of a value, from `starts` on along each axis. */
interface Box {
  readonly sum: Sym;
  readonly starts: readonly number[];
}

/** Where intervals overlap in more layers than this, what is left over is not put together: time stays linear. */
const MOST_LAYERS = 16;

const endOf = ({ sum, starts }: Box, axis: number): number => starts[axis]! + sum.shape[axis]!;

/** What each kind holds, in the order in which kinds appear. */
const grouped = <T>(all: readonly T[], kindOf: (each: T) => string): T[][] => {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const kind = kindOf(each);
    const known = groups.get(kind);
    if (known === undefined) groups.set(kind, [each]);
    else known.push(each);
  }
  return [...groups.values()];
};

const added = (same: readonly Box[]): Box => ({ ...same[0]!, sum: same.map(({ sum }) => sum).reduce(add) });

/** Boxes in layers, so that those of a layer follow each other along the axis. */
const layered = (boxes: readonly Box[], axis: number): Box[][] => {
  const layers: Box[][] = [];
  for (const box of [...boxes].sort((a, b) => a.starts[axis]! - b.starts[axis]!)) {
    const layer = layers.slice(0, MOST_LAYERS).find((each) => endOf(each.at(-1)!, axis) <= box.starts[axis]!);
    if (layer === undefined) layers.push([box]);
    else layer.push(box);
  }
  return layers;
};

/** A box with zeros around it, so that it fills the value along these axes. */
const widened = ({ sum, starts }: Box, shape: Shape, fills: (axis: number) => boolean): Box => {
  const low = starts.map((start, axis) => (fills(axis) ? start : 0));
  const high = shape.map((dim, axis) => (fills(axis) ? dim - starts[axis]! - sum.shape[axis]! : 0));
  const isWide = [...low, ...high].every((zeros) => zeros === 0);
  const wide = isWide ? sum : apply('pad', [sum], { low, high, interior: shape.map(() => 0) });
  return { sum: wide, starts: starts.map((start, axis) => (fills(axis) ? 0 : start)) };
};

/** The boxes of a layer as one, with zeros between them. */
const inARow = (layer: readonly Box[], axis: number, shape: Shape): Box => {
  const first = layer[0]!;
  if (layer.length === 1) return first;
  const parts: Sym[] = [];
  let end = first.starts[axis]!;
  // Axes behind this one are done: their boxes may have different sizes there.
  const wide = layer.map((box) => widened(box, shape, (other) => other > axis));
  for (const box of wide) {
    const { sum, starts } = box;
    const gap = starts[axis]! - end;
    const between = sum.shape.map((dim, other) => (other === axis ? gap : dim));
    if (gap > 0) parts.push(zerosIn(sum.builder, { dtype: sum.dtype, shape: between }));
    parts.push(sum);
    end = endOf(box, axis);
  }
  return { sum: apply('concat', parts, { axis }), starts: wide[0]!.starts };
};

/** Values of that shape whose sum has the sum of the boxes everywhere. */
const filling = (boxes: readonly Box[], shape: Shape): Sym[] => {
  const extent = ({ sum, starts }: Box, axes: number): string =>
    [...starts.slice(0, axes), ...sum.shape.slice(0, axes)].join();
  let left = grouped(boxes, (box) => extent(box, shape.length)).map(added);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const besides = grouped(left, (box) => extent(box, axis));
    left = besides.flatMap((row) => layered(row, axis).map((layer) => inARow(layer, axis, shape)));
  }
  return left.map((box) => widened(box, shape, () => true).sum);
};

/** How what waits is put together, by the op that handed it on. */
const rules = { slice: filling } as const;

interface Part {
  readonly node: Node;
  readonly ct: Cotangent;
}

/** The cotangents of slices, by what they are cut from, until that is reached. */
export class Slices {
  private readonly found = new Map<NodeId, Part[]>();

  /** Whether it is one that can wait: a part without gaps, not zero by a mask that must travel on. */
  take(node: Node, ct: Cotangent): boolean {
    const { steps } = node.attrs as unknown as Attrs<'slice'>;
    if (ct.mask !== undefined || steps.some((step) => step !== 1)) return false;
    const of = node.args[0]!;
    const parts = this.found.get(of);
    if (parts === undefined) this.found.set(of, [{ node, ct }]);
    else parts.push({ node, ct });
    return true;
  }

  /** The cotangent of a node, with what its slices hand on; undefined where nothing has come in. */
  joinedTo(sum: Cotangent | undefined, { id, type }: Node): Cotangent | undefined {
    const parts = this.found.get(id);
    if (parts === undefined) return sum;
    this.found.delete(id);
    const boxes = parts.map(({ node, ct }) => ({
      sum: settled(ct),
      starts: (node.attrs as unknown as Attrs<'slice'>).starts,
    }));
    const terms = rules.slice(boxes, type.shape).map(everywhere);
    return (sum === undefined ? terms : [sum, ...terms]).reduce(joined);
  }
}
