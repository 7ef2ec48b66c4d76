/** Adjoints of the linear ops: ⟨ȳ, op ẋ⟩ = ⟨adjoint ȳ, ẋ⟩. They come in pairs; forward mode is the op itself. */
import { apply, cast, cut, reshape, type Attrs, type Linear, type Sym } from '@adjoint/ir';

/** The cotangent of the first argument; of an op that is linear in all of them, that of each by its slot. */
export type Backward = Sym | ((slot: number) => Sym);
/** The cotangent ȳ, the op's arguments and attributes. */
export type Adjoint<O extends Linear> = (ct: Sym, x: readonly Sym[], at: Attrs<O>) => Backward;
export type Adjoints = { readonly [O in Linear]: Adjoint<O> };

/** The permutation that undoes another. */
export const inverse = (perm: readonly number[]): number[] => {
  const back = new Array<number>(perm.length);
  perm.forEach((axis, i) => (back[axis] = i));
  return back;
};

/** The place just after the last of `dim` elements that lie `step` apart from `start`. */
const stopAfter = (dim: number, start: number, step: number): number =>
  dim === 0 ? start : start + (dim - 1) * step + 1;

const runningSum = (sizes: readonly number[]): number[] => {
  let sum = 0;
  return sizes.map((size) => (sum += size));
};

export const adjoints: Adjoints = {
  cast: (ct, [x]) => cast(ct, x!.dtype),
  sum: (ct, [x], { axes }) => apply('broadcast', [ct], { axes, shape: x!.shape }),
  broadcast: (ct, _x, { axes }) => apply('sum', [ct], { axes }),
  reshape: (ct, [x]) => reshape(ct, x!.shape),
  transpose: (ct, _x, { perm }) => apply('transpose', [ct], { perm: inverse(perm) }),
  flip: (ct, _x, { axes }) => apply('flip', [ct], { axes }),
  cumsum: (ct, _x, { axis, reverse }) => apply('cumsum', [ct], { axis, reverse: !reverse }),
  take: (ct, [x, places], { axis }) => apply('scatterAdd', [ct, places!], { axis, shape: x!.shape }),
  scatterAdd: (ct, [, places], { axis }) => apply('take', [ct, places!], { axis }),
  takeAlong: (ct, [x, places], { axis }) => apply('scatterAlong', [ct, places!], { axis, size: x!.shape[axis]! }),
  scatterAlong: (ct, [, places], { axis }) => apply('takeAlong', [ct, places!], { axis }),
  slice: (ct, [x], { starts, steps }) =>
    apply('pad', [ct], {
      low: starts,
      high: x!.shape.map((dim, i) => dim - stopAfter(ct.shape[i]!, starts[i]!, steps[i]!)),
      interior: steps.map((step) => step - 1),
    }),
  pad: (ct, [x], { low, interior }) =>
    apply('slice', [ct], {
      starts: low,
      stops: x!.shape.map((dim, i) => stopAfter(dim, low[i]!, interior[i]! + 1)),
      steps: interior.map((zeros) => zeros + 1),
    }),
  patches: (ct, [x], { window, strides, dilation }) =>
    apply('overlapAdd', [ct], { shape: x!.shape.slice(x!.shape.length - window.length), strides, dilation }),
  overlapAdd: (ct, [x], { shape, strides, dilation }) =>
    apply('patches', [ct], { window: x!.shape.slice(x!.shape.length - shape.length), strides, dilation }),
  fft: (ct, _x, { axis, inverse }) => apply('fft', [ct], { axis, inverse: !inverse }),
  concat: (ct, xs, { axis }) => {
    const stops = runningSum(xs.map((x) => x.shape[axis]!));
    return (slot) => cut(ct, axis, stops[slot - 1] ?? 0, stops[slot]!);
  },
};
