/** Rows that go together: an inner loop runs for some steps of the loop around it at once, so that sums do not wait for each other. */
import { arityOf, writes } from './code.ts';
import { levels, type Nest } from './nest.ts';

/** So many rows at a time. */
export const ROWS = 4;

/** More instructions in the inner loop would not find registers for all rows. */
const MOST = 6;

/** For each instruction, whether it is another one in each row; undefined where rows go one by one. */
export const rowsOf = (nest: Nest): readonly boolean[] | undefined => {
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
  return found;
};
