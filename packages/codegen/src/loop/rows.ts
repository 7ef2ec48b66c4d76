/** Steps of a loop that go together, each with sums of its own, so that these do not wait for each other: of the loop around the innermost, or of that itself. */
import { arityOf, writes } from './code.ts';
import type { Lanes } from './lanes.ts';
import { levels, type Fold, type Nest } from './nest.ts';

/** So many rows at a time. */
export const ROWS = 4;

/** More instructions in the inner loop would not find registers for all rows. */
const MOST = 6;

/** Vectors of the innermost loop at a time: an extreme is many instructions, which wait for each other longer than sums do. */
const STEPS = { add: 4, mul: 4, max: 8, min: 8 } as const;
/** How often it goes so many at least; and where rows could go together. */
const [LEAST_ROUNDS, ROUNDS_OF_ROWS] = [2, 8] as const;

export interface Together {
  /** The loop, by the loops around it. */
  readonly depth: number;
  /** So many at a time, which are so many steps apart. */
  readonly count: number;
  readonly by: number;
  /** For each instruction, whether it is another one in each of them. */
  readonly own: readonly boolean[];
}

/** Rows of a nest whose sums or extremes are those of single rows. */
const rowsOf = (nest: Nest): Together | undefined => {
  const { sizes, code, accesses, folds } = nest;
  const rank = sizes.length;
  if (rank < 2 || sizes[rank - 2]! < ROWS) return undefined;
  if (accesses.some(({ strides, by }) => by !== undefined || strides.some((stride) => stride < 0))) return undefined;
  if (folds.some(({ depth }) => depth !== rank - 1)) return undefined;
  const level = levels(nest);
  const { ops, a } = code;
  if (level.filter((depth) => depth === rank).length > MOST) return undefined;
  if (folds.length === 0 && !ops.includes('accumulate')) return undefined;
  const found: boolean[] = [];
  ops.forEach((op, at) => {
    if (writes(op)) found[at] = true;
    else if (op === 'load') found[at] = accesses[a[at]!]!.strides[rank - 2] !== 0;
    else found[at] = Array.from({ length: arityOf(op) }, (_, slot) => found[code.value(at, slot)]!).some(Boolean);
  });
  return { depth: rank - 2, count: ROWS, by: 1, own: found };
};

/** Steps of an innermost loop, so many lanes each, that gathers over a loop around it too, or is the only one. */
const stepsOf = (nest: Nest, lanes: Lanes, rounds: number): Together | undefined => {
  const { sizes, code, accesses, folds } = nest;
  const rank = sizes.length;
  const count = Math.max(...folds.map(({ combine }) => STEPS[combine]));
  if (folds.length === 0 || sizes[rank - 1]! < rounds * count * lanes) return undefined;
  if (code.ops.includes('accumulate') || accesses.some(({ by }) => by !== undefined)) return undefined;
  const own = Array.from(levels(nest), (depth) => depth === rank);
  return own.filter(Boolean).length > MOST ? undefined : { depth: rank - 1, count, by: lanes, own };
};

const isExtreme = ({ combine }: Fold): boolean => combine === 'max' || combine === 'min';

/** The steps of a nest on so many lanes that go together; undefined where they go one by one. Of long extremes four rows are too few. */
export const togetherOf = (nest: Nest, lanes: Lanes): Together | undefined => {
  const long = nest.folds.some(isExtreme) ? stepsOf(nest, lanes, ROUNDS_OF_ROWS) : undefined;
  return long ?? rowsOf(nest) ?? stepsOf(nest, lanes, LEAST_ROUNDS);
};
