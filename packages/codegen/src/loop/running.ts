/**
 * Ops that go along an axis and know at each element what came before: running results, and places of extremes. What is known stands in
 * locals where the axis is the innermost loop, else in a row of memory beside the loop across, which can take several elements at a time.
 */
import { isFloat, stridesOf, type Attrs, type DType, type Node, type NodeId } from '@adjoint/ir';
import type { Schedule } from '../schedule/schedule.ts';
import type { Stored } from '../schedule/widths.ts';
import { Code } from './code.ts';
import { filling, STARTS, storedAs } from './lower.ts';
import type { Access, Nest, State } from './nest.ts';

const DOUBLES: Stored = { width: 8, single: false };

type Value = number;

/** One step: what is known next, and the result so far, of what is known and the element; `at` gives its place along the axis. */
type Step = (code: Code, x: Value, known: readonly Value[], at: () => Value) => { known: readonly Value[]; out: Value };

interface Run {
  /** What is known before the first element. */
  readonly starts: readonly number[];
  readonly step: Step;
}

/** A result that is all that is known. */
const gathering = (start: number, join: (code: Code, known: Value, x: Value) => Value): Run => ({
  starts: [start],
  step: (code, x, [known]) => {
    const next = join(code, known!, x);
    return { known: [next], out: next };
  },
});

const extreme = (combine: 'max' | 'min', dtype: DType): Run =>
  gathering(STARTS[combine][dtype], (code, known, x) => code.push(combine, known, x));

/** The place of the first x that passes the best so far, or of the first NaN: `max` and `min` keep NaN, and nothing passes it. */
const placeOf = (combine: 'max' | 'min', dtype: DType): Run => ({
  starts: [STARTS[combine][dtype], 0],
  step: (code, x, [best, place], at) => {
    const passes = code.push(combine === 'max' ? 'gt' : 'lt', x, best);
    const isFirstNaN = code.push('both', code.push('ne', x, x), code.push('eq', best, best));
    const yields = isFloat(dtype) ? code.push('either', passes, isFirstNaN) : passes;
    const next = code.push('select', yields, at(), place);
    return { known: [code.push(combine, best, x), next], out: next };
  },
});

/** log Σ e^(xᵢ − m) + m, with m the greatest so far and `rest` the sum of the others. */
const logSumExp: Run = {
  starts: [-Infinity, 0],
  step: (code, x, [most, rest]) => {
    const one = code.number(1);
    const isLess = code.push('lt', x, most);
    const apart = code.push('select', isLess, code.push('sub', x, most), code.push('sub', most, x));
    const scale = code.push('exp', apart);
    const scaled = code.push('mul', code.push('add', rest, one), scale);
    const begun = code.push('select', code.push('eq', most, code.number(-Infinity)), code.number(0), scaled);
    const more = code.push('select', isLess, code.push('add', rest, scale), begun);
    const sum = code.push('select', code.push('eq', x, most), code.push('add', rest, one), more);
    const greater = code.push('select', code.push('ne', most, most), most, x);
    const next = code.push('select', code.push('le', x, most), most, greater);
    return { known: [next, sum], out: code.push('add', next, code.push('log1p', sum)) };
  },
};

/** Ops that go along an axis and know at each element what came before. */
type Running = 'cumsum' | 'cumprod' | 'cummax' | 'cummin' | 'cumlogsumexp' | 'argmax' | 'argmin';

/** By the dtype of the argument. */
const runs: { readonly [O in Running]: (dtype: DType) => Run } = {
  cumsum: (dtype) =>
    gathering(0, (code, sum, x) => {
      const next = code.push('add', sum, x);
      return dtype === 'i32' ? code.push('wrap', next) : next;
    }),
  cumprod: (dtype) => gathering(1, (code, product, x) => code.push(dtype === 'i32' ? 'imul' : 'mul', product, x)),
  cummax: (dtype) => extreme('max', dtype),
  cummin: (dtype) => extreme('min', dtype),
  cumlogsumexp: () => logSumExp,
  argmax: (dtype) => placeOf('max', dtype),
  argmin: (dtype) => placeOf('min', dtype),
};

/** Across fewer elements than this, locals are better than a row of memory. */
const SHORT = 16;

/** A loop, with its steps in the argument, in the result and in the rows of what is known. */
interface Loop {
  readonly size: number;
  readonly x: number;
  readonly o: number;
  readonly row: number;
  readonly side: 'before' | 'along' | 'after';
}

const sizeOfAll = (loops: readonly Loop[]): number => loops.reduce((product, { size }) => product * size, 1);

/** The loops of a node, the outermost first; neighbours that walk as one are one. */
const loopsOf = ({ op, args, attrs }: Node, { nodes, refs }: Schedule): Loop[] => {
  const { shape } = nodes[args[0]!]!.type;
  const { axis } = attrs as unknown as Attrs<'argmax'>;
  const x = refs.of(args[0]!).strides ?? stridesOf(shape);
  const rows = stridesOf(shape.filter((_, each) => each !== axis));
  rows.splice(axis, 0, 0);
  const o = isPlacing(op) ? rows : stridesOf(shape);
  const loops: Loop[] = [];
  shape.forEach((size, each) => {
    const side = each === axis ? 'along' : each < axis ? 'before' : 'after';
    if (size === 1 && side !== 'along') return;
    const loop: Loop = { size, x: x[each]!, o: o[each]!, row: rows[each]!, side };
    const outer = loops.at(-1);
    const walks = (step: 'x' | 'o' | 'row'): boolean => outer?.[step] === loop[step] * size;
    const joins = outer?.side === side && walks('x') && walks('o') && walks('row');
    if (joins) loops[loops.length - 1] = { ...loop, size: size * outer.size };
    else loops.push(loop);
  });
  return loops;
};

const across = (loops: readonly Loop[]): number => sizeOfAll(loops.filter(({ side }) => side === 'after'));

const isPlacing = (op: string): boolean => op === 'argmax' || op === 'argmin';

/** How many doubles a node needs beside its result while it is computed. */
export const rowsOf = (node: Node, schedule: Schedule): number => {
  const loops = loopsOf(node, schedule);
  if (across(loops) < SHORT) return 0;
  const { starts } = runs[node.op as Running](schedule.nodes[node.args[0]!]!.type.dtype);
  return starts.length * sizeOfAll(loops.filter(({ side }) => side !== 'along'));
};

/** The loops of a running result, or of the places of extremes; rows stand from the double `scratch` on. */
export const running = (schedule: Schedule, places: Int32Array, id: NodeId, scratch: number): Nest[] => {
  const { nodes, refs, splats } = schedule;
  const node = nodes[id]!;
  const { op, args, attrs, type } = node;
  const { dtype } = nodes[args[0]!]!.type;
  const { starts, step } = runs[op as Running](dtype);
  const loops = loopsOf(node, schedule);
  const inRows = across(loops) >= SHORT;
  const order = inRows
    ? loops
    : [...loops.filter(({ side }) => side !== 'along'), ...loops.filter(({ side }) => side === 'along')];
  const depth = order.findIndex(({ side }) => side === 'along');
  const backward = attrs['reverse'] === true;
  const code = new Code();
  const accesses: Access[] = [];
  const access = (slot: 'x' | 'o' | 'row', base: number, stored: Stored): number => {
    const along = order[depth]!;
    const last = backward ? (along.size - 1) * along[slot] : 0;
    const strides = order.map((loop) => (backward && loop === along ? -loop[slot] : loop[slot]));
    return accesses.push({ ...stored, base: base + last, strides }) - 1;
  };
  const count = inRows ? rowsOf(node, schedule) / starts.length : 0;
  const rows = starts.map((_, i) => (inRows ? access('row', scratch + i * count, DOUBLES) : i));
  const ref = refs.of(args[0]!);
  const number = splats[args[0]!];
  const x =
    number === undefined
      ? code.push('load', access('x', places[ref.root]! + ref.start, storedAs(schedule, ref.root)))
      : code.number(number);
  const before = rows.map((row) => code.push(inRows ? 'load' : 'state', row));
  const { known, out } = step(code, x, before, () => code.push('index', depth));
  if (inRows) known.forEach((next, i) => code.push('store', rows[i], next));
  const stored = storedAs(schedule, id);
  // Four bytes round by themselves.
  const rounds = type.dtype === 'f32' && stored.width === 8;
  code.push('store', access('o', places[id]!, stored), rounds ? code.push('fround', out) : out);
  const nest = { sizes: order.map(({ size }) => size), accesses, code, folds: [], nodes: 1 };
  if (!inRows) {
    const states = known.map((next, i): State => ({ start: { number: starts[i]! }, next, access: undefined }));
    return [{ ...nest, states }];
  }
  return [...starts.map((start, i) => filling(scratch + i * count, count, DOUBLES, start)), nest];
};
