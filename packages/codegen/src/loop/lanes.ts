/** How many elements the innermost loop of a nest can take at a time: four singles, or two doubles. */
import { arityOf, writes, type Code, type Prim } from './code.ts';
import { levels, type Nest } from './nest.ts';

export type Lanes = 2 | 4;

/** Shorter loops take one element at a time, so that short sums have one order on all targets. */
export const SHORTEST = 16;

/** Primitives whose value is one of their operands, or exact wherever these are: of singles they make singles. */
const KEEP: ReadonlySet<Prim> = new Set<Prim>([
  'neg',
  'abs',
  'min',
  'max',
  'floor',
  'ceil',
  'trunc',
  'nearest',
  'select',
  'store',
  'accumulate',
  'fround',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'both',
  'either',
  'lesser',
  'greater',
  'power',
  'exponent',
  'fraction',
  'quartersf',
  'restf',
  'lostf',
]);

const isSingleNumber = (x: number): boolean => Object.is(Math.fround(x), x);

/** Whether each value is a single that was made of singles: then the instruction is one on singles. */
const singles = ({ code, accesses }: Nest): boolean[] => {
  const found: boolean[] = [];
  const operands = (at: number): boolean => {
    const count = writes(code.ops[at]!) ? 1 : arityOf(code.ops[at]!);
    for (let slot = 0; slot < count; slot++) if (!found[code.value(at, slot)]!) return false;
    return true;
  };
  code.ops.forEach((op, at) => {
    if (op === 'const') found[at] = isSingleNumber(code.numbers[code.a[at]!]!);
    else if (op === 'load') found[at] = accesses[code.a[at]!]!.single;
    else found[at] = (KEEP.has(op) || code.rounds[at]!) && operands(at);
  });
  return found;
};

const walks = ({ accesses, sizes }: Nest, { ops, a }: Code, at: number): boolean =>
  (ops[at] !== 'load' && !writes(ops[at]!)) || accesses[a[at]!]!.strides[sizes.length - 1] === 1;

/** The most that `has` allows: it tells whether the target has a primitive on so many lanes. Undefined where one at a time is all. */
export const lanesOf = (nest: Nest, has: (op: Prim, lanes: Lanes) => boolean): Lanes | undefined => {
  const { sizes, code, folds, states } = nest;
  const rank = sizes.length;
  if (states !== undefined) return undefined;
  if (rank === 0 || sizes[rank - 1]! < SHORTEST || folds.some(({ rounds }) => rounds === 'wrap')) return undefined;
  const found = levels(nest);
  const inner = code.ops.flatMap((_, at) => (found[at] === rank ? [at] : []));
  if (!inner.every((at) => walks(nest, code, at))) return undefined;
  const single = singles(nest);
  const allSingle = inner.every((at) => single[at]!) && folds.every(({ value }) => single[value]!);
  if (allSingle && inner.every((at) => has(code.ops[at]!, 4))) return 4;
  return inner.every((at) => has(code.ops[at]!, 2)) ? 2 : undefined;
};
