/** The kernel of the Fourier transform: each row goes through one transform in double precision, and is rounded once. */
import { sizeOf, type Attrs } from '@adjoint/ir';
import { around, inTurn, roundOnce, type Kernel, type Site } from './kernel.ts';
import { transformOf } from './transform.ts';

const fft = ({ memory, out, type, args, attrs }: Site<Attrs<'fft'>>): Kernel => {
  const [before, along, after] = around(type.shape, attrs.axis);
  const transform = transformOf(along);
  const [re, im] = [new Float64Array(along), new Float64Array(along)];
  const x = args[0]!;
  const rows = (): void => {
    for (let row = 0; row < (before * after) / 2; row++) {
      const pairs = after / 2;
      const start = Math.floor(row / pairs) * along * after + 2 * (row % pairs);
      for (let i = 0, from = x + start; i < along; i++, from += after) {
        re[i] = memory[from]!;
        im[i] = memory[from + 1]!;
      }
      // Parts exchanged, the transform turns the other way.
      if (attrs.inverse) transform(im, re);
      else transform(re, im);
      for (let i = 0, to = out + start; i < along; i++, to += after) {
        memory[to] = re[i]!;
        memory[to + 1] = im[i]!;
      }
    }
  };
  return inTurn(rows, roundOnce(memory, type.dtype, out, sizeOf(type.shape)));
};

export const fourier = { fft } as const;
