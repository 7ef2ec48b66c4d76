/** Sums and extremes on lanes. Sums of singles are doubles, in two vectors; every lane has its own terms. */
import type { Lanes } from '../loop/lanes.ts';
import type { Fold } from '../loop/nest.ts';
import type { FunctionFrame } from './frame.ts';
import * as X from './opcodes.ts';
import { SCALAR, VECTOR } from './prims.ts';

const IDENTITY = { add: 0, mul: 1, max: -Infinity, min: Infinity } as const;
/** Whether singles are gathered as doubles. */
const widens = (combine: Fold['combine']): boolean => combine === 'add' || combine === 'mul';

export const HALVES = [0, 1] as const;

/** Pushes what `push` pushes, a double, on each of so many lanes. */
export const splat = (frame: FunctionFrame, lanes: Lanes, push: () => void): void => {
  push();
  if (lanes === 4) frame.to.byte(X.F32_DEMOTE_F64);
  frame.simd(lanes === 4 ? X.F32X4_SPLAT : X.F64X2_SPLAT);
};

export class LaneFolds {
  private readonly frame: FunctionFrame;
  private readonly folds: readonly Fold[];
  private readonly lanes: Lanes;
  /** Pushes a value as a vector; or two of four singles as doubles. */
  private readonly push: (value: number, half: 0 | 1 | undefined) => void;

  constructor(
    frame: FunctionFrame,
    folds: readonly Fold[],
    lanes: Lanes,
    push: (value: number, half: 0 | 1 | undefined) => void,
  ) {
    this.frame = frame;
    this.folds = folds;
    this.lanes = lanes;
    this.push = push;
  }

  /** Starts what is gathered: the vectors of a fold. */
  open(index: number): void {
    const { frame } = this;
    const { combine } = this.folds[index]!;
    for (const half of HALVES) {
      splat(frame, widens(combine) ? 2 : this.lanes, () => frame.number(IDENTITY[combine]));
      frame.set(frame.foldVector(index, half));
    }
  }
  /** Joins the lanes of each fold to what it has as one double, and starts them anew. */
  join(): void {
    const { frame, folds } = this;
    folds.forEach(({ combine }, index) => {
      const singles = this.lanes === 4 && !widens(combine);
      const lanes = singles ? [0, 1, 2, 3] : [0, 1];
      const halves = this.lanes === 4 && !singles ? HALVES : [0];
      frame.get(frame.fold(index));
      halves.forEach((half) =>
        lanes.forEach((lane) => {
          frame.get(frame.foldVector(index, half));
          frame.simd(singles ? X.F32X4_EXTRACT_LANE : X.F64X2_EXTRACT_LANE);
          frame.to.byte(lane);
          if (singles) frame.to.byte(X.F64_PROMOTE_F32);
          if (half + lane > 0) frame.to.bytes(...SCALAR[combine]);
        }),
      );
      frame.to.bytes(...SCALAR[combine]);
      frame.set(frame.fold(index));
      this.open(index);
    });
  }
  /** Joins the sums of steps that go together to those of the first, and starts the others anew. */
  gather(steps: number): void {
    const { frame, folds } = this;
    folds.forEach((fold, index) => {
      for (const half of this.halvesOf(fold)) {
        const first = frame.foldVector(index, half);
        frame.each(steps, () => {
          if (frame.row === 0) return frame.get(first);
          frame.get(frame.foldVector(index, half));
          this.combine(fold);
        });
        frame.set(first);
      }
      frame.each(steps, () => frame.row > 0 && this.open(index));
    });
  }
  private halvesOf({ combine }: Fold): readonly (0 | 1)[] {
    return this.lanes === 4 && widens(combine) ? HALVES : [0];
  }
  private combine(fold: Fold): void {
    const { lanes, frame } = this;
    frame.simd(VECTOR[this.halvesOf(fold).length === 2 ? 2 : lanes][fold.combine]![0]!);
  }
  /** Adds a value to its fold. */
  step(fold: Fold, index: number): void {
    const { frame } = this;
    const { value } = fold;
    const halves = this.halvesOf(fold);
    for (const half of halves) {
      const local = frame.foldVector(index, half);
      frame.get(local);
      this.push(value, halves.length === 2 ? half : undefined);
      this.combine(fold);
      frame.set(local);
    }
  }
}
