/** How many elements the innermost loop of a nest can take at a time: four singles, or two doubles. */
import { arityOf, touches, type Code, type Prim } from './code.ts';
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
  'addAt',
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
    // An index is no operand of the arithmetic.
    const count = code.ops[at] === 'addAt' ? 1 : arityOf(code.ops[at]!);
    for (let slot = 0; slot < count; slot++) if (!found[code.value(at, slot)]!) return false;
    return true;
  };
  code.ops.forEach((op, at) => {
    if (op === 'const') found[at] = isSingleNumber(code.numbers[code.a[at]!]!);
    else if (op === 'load' || op === 'loadAt') found[at] = accesses[code.a[at]!]!.single;
    else found[at] = (KEEP.has(op) || code.rounds[at]!) && operands(at);
  });
  return found;
};

/** Whether an instruction of the innermost loop takes elements in turn, or is none of memory; a load may go anywhere by an index that varies. */
const walks = ({ accesses, sizes, code }: Nest, { ops, a }: Code, found: Int32Array, at: number): boolean => {
  const op = ops[at]!;
  if (!touches(op)) return true;
  const { by, strides } = accesses[a[at]!]!;
  const stride = strides[sizes.length - 1]!;
  const varies = by !== undefined && found[code.value(at, arityOf(op) - 1)] === sizes.length;
  return varies ? op === 'loadAt' && stride >= 0 : stride === 1;
};

/** The most that `has` allows: it tells whether the target has a primitive on so many lanes. Undefined where one at a time is all. */
export const lanesOf = (nest: Nest, has: (op: Prim, lanes: Lanes) => boolean): Lanes | undefined => {
  const { sizes, code, folds, states } = nest;
  const rank = sizes.length;
  if (states !== undefined) return undefined;
  if (rank === 0 || sizes[rank - 1]! < SHORTEST || folds.some(({ rounds }) => rounds === 'wrap')) return undefined;
  const found = levels(nest);
  const inner = code.ops.flatMap((_, at) => (found[at] === rank ? [at] : []));
  if (!inner.every((at) => walks(nest, code, found, at))) return undefined;
  const single = singles(nest);
  const allSingle = inner.every((at) => single[at]!) && folds.every(({ value }) => single[value]!);
  if (allSingle && inner.every((at) => has(code.ops[at]!, 4))) return 4;
  return inner.every((at) => has(code.ops[at]!, 2)) ? 2 : undefined;
};
