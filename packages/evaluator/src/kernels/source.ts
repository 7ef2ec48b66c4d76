/** Sources are written once, before any run; inputs are written by the caller. */
import { convert, type Source } from '@adjoint/ir';
import { type Kernel, type Make, nothing, type Site } from './kernel.ts';

const constant = ({ memory, out, attrs }: Site<{ readonly data: readonly number[] }>): Kernel => {
  return () => memory.set(attrs.data, out);
};

const iota = ({ memory, out, type }: Site): Kernel => {
  const n = type.shape[0]!;
  const round = convert[type.dtype];
  return () => {
    for (let i = 0; i < n; i++) memory[out + i] = round(i);
  };
};

export const source: { readonly [O in Source]: Make<O> } = { input: () => nothing, constant, iota };
