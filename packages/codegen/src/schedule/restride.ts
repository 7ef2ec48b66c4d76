/** Reshapes of what is read by steps: without a copy where each run of axes that becomes another walks as one. */
import type { Shape } from '@adjoint/ir';

const sizeOfRun = (shape: Shape, from: number, end: number): number =>
  shape.slice(from, end).reduce((product, dim) => product * dim, 1);

/** Steps along `to` of elements that step by `strides` along `shape`, in the same order; undefined where no steps say it. Neither is empty. */
export const restrided = (shape: Shape, strides: readonly number[], to: Shape): number[] | undefined => {
  const axes = shape.flatMap((dim, axis) => (dim === 1 ? [] : [axis]));
  const from = axes.map((axis) => shape[axis]!);
  const steps = axes.map((axis) => strides[axis]!);
  const found = to.map(() => 0);
  let [i, j] = [0, 0];
  while (i < from.length) {
    let [nextI, nextJ] = [i + 1, j + 1];
    for (;;) {
      const [before, after] = [sizeOfRun(from, i, nextI), sizeOfRun(to, j, nextJ)];
      if (before === after) break;
      if (before < after) nextI++;
      else nextJ++;
    }
    for (let axis = i; axis < nextI - 1; axis++)
      if (steps[axis] !== steps[axis + 1]! * from[axis + 1]!) return undefined;
    let step = steps[nextI - 1]!;
    for (let axis = nextJ - 1; axis >= j; axis--) {
      found[axis] = step;
      step *= to[axis]!;
    }
    [i, j] = [nextI, nextJ];
  }
  return found;
};
