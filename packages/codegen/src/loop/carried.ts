/** Sums over the outermost loop of a nest that pauses between its steps. */
import { Code } from './code.ts';
import { filling } from './lower.ts';
import type { Access, Fold, Nest } from './nest.ts';

const DOUBLE = { width: 8, single: false } as const;

/** Brings what a fold left in a double to where the fold would have stored it. */
const moved = (from: number, to: Access, rounds: Fold['rounds']): Nest => {
  const code = new Code();
  const sum = code.push('load', 0);
  code.push('store', 1, rounds === 'fround' ? code.push('fround', sum) : sum);
  const accesses = [
    { ...DOUBLE, base: from, strides: [] },
    { ...to, strides: [] },
  ];
  return { sizes: [], accesses, code, folds: [], nodes: 0 };
};

export interface Carried {
  /** What the sums start with, one nest for each double that is taken. */
  readonly before: readonly Nest[];
  readonly nest: Nest;
  readonly after: readonly Nest[];
}

/** A nest whose sums over the outermost loop go on in doubles, from the place `place` on; and what comes before it and after it for that. */
export const carried = (nest: Nest, place: number): Carried => {
  const accesses = [...nest.accesses];
  const [before, after]: [Nest[], Nest[]] = [[], []];
  const folds = nest.folds.map((fold): Fold => {
    const { depth, start, access, rounds } = fold;
    if (depth > 0 || start === undefined) return fold;
    const at = place + before.length;
    before.push(filling(at, 1, DOUBLE, start));
    after.push(moved(at, nest.accesses[access]!, rounds));
    const own: Access = { ...DOUBLE, base: at, strides: nest.sizes.map(() => 0) };
    return {
      ...fold,
      start: undefined,
      access: accesses.push(own) - 1,
      rounds: rounds === 'wrap' ? rounds : undefined,
    };
  });
  return { before, nest: before.length === 0 ? nest : { ...nest, accesses, folds }, after };
};
