/** Ops that put elements where they belong in another value, or add them up there: loops that read through index maps and write through others. */
import { sizeOf, stridesOf, type Attrs, type Node, type NodeId } from '@adjoint/ir';
import type { Schedule } from '../schedule/schedule.ts';
import { Code, COMBINES } from './code.ts';
import { elementwise } from './expand.ts';
import { patchStrides } from '../schedule/refs.ts';
import { windowsOverlap } from '../schedule/sums.ts';
import { filling, roundings, storedAs } from './lower.ts';
import { joined, type Access, type Nest } from './nest.ts';

/** Where the elements of one argument go: from which place of the result on, and by which steps. */
interface Target {
  readonly start: number;
  readonly strides: readonly number[];
}

const targets: {
  readonly [O in 'pad' | 'concat' | 'overlapAdd']: (node: Node, schedule: Schedule) => readonly Target[];
} = {
  pad: ({ type, attrs }) => {
    const { low, interior } = attrs as unknown as Attrs<'pad'>;
    const own = stridesOf(type.shape);
    const start = low.reduce((sum, before, axis) => sum + before * own[axis]!, 0);
    return [{ start, strides: own.map((stride, axis) => stride * (interior[axis]! + 1)) }];
  },
  concat: ({ type, attrs, args }, { nodes }) => {
    const { axis } = attrs as unknown as Attrs<'concat'>;
    const strides = stridesOf(type.shape);
    let next = 0;
    return args.map((arg) => {
      const start = next;
      next += nodes[arg]!.type.shape[axis]! * strides[axis]!;
      return { start, strides };
    });
  },
  overlapAdd: ({ type, attrs }) => [
    { start: 0, strides: patchStrides(stridesOf(type.shape), attrs as unknown as Attrs<'overlapAdd'>) },
  ],
};

const isPlacing = (op: string): op is keyof typeof targets => Object.hasOwn(targets, op);

/** So many elements are written out, and so many of these copied in one function: a loop and a call for a few take longer. */
const [MOST_ALONE, MOST_TOGETHER] = [8, 500];

/** Each step of an access, without loops. */
const written = ({ strides, base, ...stored }: Access, sizes: readonly number[]): Access[] =>
  sizes
    .reduce(
      (places, size, depth) =>
        places.flatMap((place) => Array.from({ length: size }, (_, i) => place + i * strides[depth]!)),
      [base],
    )
    .map((place) => ({ ...stored, base: place, strides: [] }));

/** The nests, with copies of a few elements that follow each other as one. */
const together = (nests: readonly Nest[]): Nest[] => {
  const found: Nest[] = [];
  let last: { readonly code: Code; readonly accesses: Access[] } | undefined;
  for (const nest of nests) {
    const { sizes, code, accesses, nodes } = nest;
    const isCopy = code.ops.length === 2 && code.ops[1] === 'store';
    const isShort = isCopy && sizes.reduce((product, size) => product * size, 1) <= MOST_ALONE;
    if (!isShort || last === undefined || last.accesses.length > 2 * MOST_TOGETHER) {
      last = isShort ? { code: new Code(), accesses: [] } : undefined;
      found.push(last === undefined ? nest : { sizes: [], folds: [], nodes, ...last });
    }
    if (last === undefined) continue;
    const { code: own, accesses: all } = last;
    const [to, from] = accesses.map((access) => written(access, sizes)) as [Access[], Access[] | undefined];
    to.forEach((target, i) => {
      const value = from === undefined ? own.number(code.numbers[0]!) : own.push('load', all.push(from[i]!) - 1);
      own.push('store', all.push(target) - 1, value);
    });
  }
  return found;
};

/** The loops of such an op: zeros where no element comes or several do, then a copy for each argument. */
export const place = (schedule: Schedule, places: Int32Array, id: NodeId): Nest[] => {
  const { nodes, refs, splats } = schedule;
  const node = nodes[id]!;
  const { op, args, type } = node;
  if (!isPlacing(op)) return [];
  const out = places[id]!;
  const stored = storedAs(schedule, id);
  const size = sizeOf(type.shape);
  const sums = op === 'overlapAdd';
  const adds = sums && windowsOverlap(node, nodes);
  const covered = args.reduce((sum, arg) => sum + sizeOf(nodes[arg]!.type.shape), 0);
  const copies = targets[op](node, schedule).flatMap(({ start, strides }, i): Nest[] => {
    const arg = args[i]!;
    const { shape } = nodes[arg]!.type;
    if (sizeOf(shape) === 0) return [];
    const axes = shape.flatMap((dim, axis) => (dim === 1 ? [] : [axis]));
    const along = (steps: readonly number[]): number[] => axes.map((axis) => steps[axis]!);
    const ref = refs.of(arg);
    const code = new Code();
    const number = splats[arg];
    const value = number === undefined ? code.push('load', 1) : code.number(number);
    if (adds) code.push('accumulate', 0, value, COMBINES.indexOf('add'));
    else code.push('store', 0, sums ? elementwise(code, 'add', type.dtype, [code.number(0), value]) : value);
    const accesses = [
      { ...stored, single: stored.single && !adds, base: out + start, strides: along(strides) },
      {
        ...storedAs(schedule, ref.root),
        base: places[ref.root]! + ref.start,
        strides: along(ref.strides ?? stridesOf(shape)),
      },
    ];
    const sizes = axes.map((axis) => shape[axis]!);
    // What is a number is not read, so its place is none of the accesses.
    const read = number === undefined ? accesses : accesses.slice(0, 1);
    return [joined({ sizes, accesses: read, code, folds: [], nodes: i === 0 ? 1 : 0 })];
  });
  const zeros = covered === size && !adds ? [] : [filling(out, size, stored, 0)];
  return [...zeros, ...together(copies), ...(adds ? roundings(out, size, type.dtype) : [])];
};
