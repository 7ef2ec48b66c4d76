/** The order in which a nest is written out, the same for every target: loops inside loops, each instruction as far out as it can stand. */
import { levels, type Fold, type Nest, type State } from './nest.ts';

/** What a target writes for each part of a nest. */
export interface Writer {
  /** Instruction `at` of the code. */
  readonly instruction: (at: number, depth: number) => void;
  readonly openLoop: (depth: number) => void;
  readonly closeLoop: (depth: number) => void;
  readonly openFold: (fold: Fold, index: number) => void;
  readonly stepFold: (fold: Fold, index: number) => void;
  readonly closeFold: (fold: Fold, index: number) => void;
  readonly openState: (state: State, index: number) => void;
  readonly stepState: (state: State, index: number) => void;
  readonly closeState: (state: State, index: number) => void;
}

/** Instructions by the number of loops around them. */
const byLevel = (nest: Nest): number[][] => {
  const result: number[][] = Array.from({ length: nest.sizes.length + 1 }, () => []);
  levels(nest).forEach((level, at) => void result[level]!.push(at));
  return result;
};

/** Writes the nest. */
export const walk = (nest: Nest, to: Writer): void => {
  const { sizes, folds, states = [] } = nest;
  const at = byLevel(nest);
  const rank = sizes.length;
  for (let depth = 0; depth <= rank; depth++) {
    for (const each of at[depth]!) to.instruction(each, depth);
    folds.forEach((fold, i) => fold.depth === depth && to.openFold(fold, i));
    if (depth === rank - 1) states.forEach((state, i) => to.openState(state, i));
    if (depth < rank) to.openLoop(depth);
  }
  folds.forEach((fold, i) => to.stepFold(fold, i));
  states.forEach((state, i) => to.stepState(state, i));
  for (let depth = rank - 1; depth >= 0; depth--) {
    to.closeLoop(depth);
    folds.forEach((fold, i) => fold.depth === depth && to.closeFold(fold, i));
    if (depth === rank - 1) states.forEach((state, i) => to.closeState(state, i));
  }
};
