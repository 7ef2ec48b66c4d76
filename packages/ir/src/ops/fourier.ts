/** The discrete Fourier transform: linear, and its adjoint is itself with the other sign. */
import { InputError } from '../error/error.ts';
import { isFloat } from '../type/type.ts';
import { axis, flag } from './attrs.ts';
import { demandAxis, demandDType, FLOATS } from './check.ts';
import { linear } from './linear-row.ts';

export const FOURIER = {
  /** Complex numbers are pairs [..., 2] of reals. Conjugate transposition, the adjoint over pairs, turns e^−i into e^+i, so no factor is needed. */
  fft: linear(
    'Σⱼ xⱼ e^(−2πi·jk/n) along `axis` of pairs [..., 2], real and imaginary; e^(+2πi·jk/n) if `inverse`',
    { axis, inverse: flag },
    ([x], at) => {
      const { shape } = x!;
      demandDType('fft', [x!], isFloat, FLOATS);
      const rule = 'the last axis holds the real and the imaginary part';
      if (shape.at(-1) !== 2)
        throw new InputError('size', { op: 'fft', from: shape, to: [...shape.slice(0, -1), 2], rule });
      demandAxis('fft', at.axis, shape.length - 1);
      return x!;
    },
  ),
} as const;
