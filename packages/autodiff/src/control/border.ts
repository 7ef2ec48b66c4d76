/** Cotangents at the border of a body: each crosses as its value and, where it is zero by a mask that must travel on, the mask. */
import { broadcastTo, constantIn, type Builder, type Shape, type Sym, type TensorType } from '@adjoint/ir';
import { everywhere, Mask, settled, type Cotangent } from '../rules/cotangent.ts';
import { zerosIn } from '../modes/zeros.ts';

/** A cotangent, or undefined where there is no path. */
export type MaybeCt = Cotangent | undefined;

/** How a cotangent crosses: not at all, as a value that may be other than zero everywhere, or with its mask. */
export type Crossing = 'none' | 'plain' | 'masked';

export const crossingOf = (ct: MaybeCt): Crossing => {
  if (ct === undefined) return 'none';
  return ct.mask === undefined ? 'plain' : 'masked';
};

const filled = (builder: Builder, holds: boolean, shape: Shape): Sym =>
  broadcastTo(constantIn(builder, 'bool', [], [holds ? 1 : 0]), shape);

/** The symbols that cross. One that is not there is zero everywhere, of the given type. */
export const sent = (
  builder: Builder,
  cts: readonly MaybeCt[],
  crossings: readonly Crossing[],
  types: readonly (TensorType | undefined)[],
): Sym[] =>
  cts.flatMap((ct, i) => {
    if (crossings[i] === 'none') return [];
    const type = types[i]!;
    const value = ct === undefined ? zerosIn(builder, type) : settled(ct);
    if (crossings[i] === 'plain') return [value];
    return [value, ct?.mask?.sym ?? filled(builder, ct !== undefined, type.shape)];
  });

/** The types of what crosses. */
export const crossingTypes = (crossings: readonly Crossing[], types: readonly TensorType[]): TensorType[] =>
  crossings.flatMap((crossing, i) => {
    const type = types[i]!;
    if (crossing === 'none') return [];
    return crossing === 'plain' ? [type] : [type, { dtype: 'bool', shape: type.shape }];
  });

/** The cotangents that those symbols are. */
export const received = (syms: readonly Sym[], crossings: readonly Crossing[]): MaybeCt[] => {
  let next = 0;
  return crossings.map((crossing) => {
    if (crossing === 'none') return undefined;
    const value = syms[next++]!;
    return crossing === 'plain' ? everywhere(value) : { value, mask: Mask.of(syms[next++]!), clean: true };
  });
};

/** The cotangent of what may not have run at all: where the test does not hold there is none. */
export const provided = (test: () => Sym, ct: Cotangent): Cotangent =>
  ct.mask === undefined ? { ...ct, mask: new Mask(() => broadcastTo(test(), ct.value.shape)) } : ct;
